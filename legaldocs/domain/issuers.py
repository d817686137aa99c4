"""Bodies that issue documents, under the name and code they had at the time.

Source: domain.md 4.8 (the ministries of 2012 and, by NQ 176/2025/QH15, of 01/03/2025); names before 2012 from the
resolutions on the structure of the Government (NQ 02/2002/QH11, NQ 01/2007/QH12) and from the issuers printed on the
documents of Bộ pháp điển. A circular of 2012 keeps its ministry; ``successors`` leads to the body that answers for it
today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from legaldocs.domain.text import fold


class IssuerKind(StrEnum):
    """What sort of body issues."""

    ASSEMBLY = "assembly"
    STATE = "state"
    GOVERNMENT = "government"
    MINISTRY = "ministry"
    AGENCY = "agency"
    COURT = "court"
    PROCURACY = "procuracy"
    AUDIT = "audit"
    PARTY = "party"
    UNION = "union"


@dataclass(frozen=True, slots=True)
class IssuerInfo:
    """One body. ``valid_until`` is the first day it no longer existed; ``successors`` are codes."""

    code: str
    name: str
    kind: IssuerKind
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    successors: tuple[str, ...] = ()

    def existed_on(self, on: date) -> bool:
        """Whether the body existed under this name on that day, as far as is known."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on < self.valid_until
        )


_REFORM_1992 = date(1992, 10, 8)
_REFORM_1995 = date(1995, 10, 28)
_REFORM_2002 = date(2002, 8, 5)
_REFORM_2007 = date(2007, 7, 31)
_REFORM_2025 = date(2025, 3, 1)

_K = IssuerKind
ISSUERS: tuple[IssuerInfo, ...] = (
    IssuerInfo("QH", "Quốc hội", _K.ASSEMBLY, ("Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam",)),
    IssuerInfo("UBTVQH", "Ủy ban Thường vụ Quốc hội", _K.ASSEMBLY, ("UB Thường vụ Quốc hội",)),
    IssuerInfo("CTQH", "Chủ tịch Quốc hội", _K.ASSEMBLY),
    IssuerInfo("HĐNN", "Hội đồng Nhà nước", _K.ASSEMBLY, valid_until=date(1992, 4, 18), successors=("UBTVQH", "CTN")),
    IssuerInfo("VPQH", "Văn phòng Quốc hội", _K.ASSEMBLY, ("Chủ nhiệm Văn phòng Quốc hội",)),
    IssuerInfo("CTN", "Chủ tịch nước", _K.STATE, ("Chủ tịch nước Cộng hòa xã hội chủ nghĩa Việt Nam",)),
    IssuerInfo("VPCTN", "Văn phòng Chủ tịch nước", _K.STATE, ("Chủ nhiệm Văn phòng Chủ tịch nước",)),
    IssuerInfo("CP", "Chính phủ", _K.GOVERNMENT, ("Chính phủ nước Cộng hòa xã hội chủ nghĩa Việt Nam",)),
    IssuerInfo("TTg", "Thủ tướng Chính phủ", _K.GOVERNMENT, ("Thủ tướng",)),
    IssuerInfo("HĐBT", "Hội đồng Bộ trưởng", _K.GOVERNMENT, valid_until=date(1992, 9, 30), successors=("CP",)),
    IssuerInfo("HĐCP", "Hội đồng Chính phủ", _K.GOVERNMENT, valid_until=date(1981, 7, 4), successors=("HĐBT",)),
    # Ministries and ministerial agencies of today
    IssuerInfo("BQP", "Bộ Quốc phòng", _K.MINISTRY, ("QP",)),
    IssuerInfo("BCA", "Bộ Công an", _K.MINISTRY, ("CA",)),
    IssuerInfo("BNG", "Bộ Ngoại giao", _K.MINISTRY, ("NG",)),
    IssuerInfo("BNV", "Bộ Nội vụ", _K.MINISTRY, ("NV",)),
    IssuerInfo("BTP", "Bộ Tư pháp", _K.MINISTRY, ("TP",)),
    IssuerInfo("BTC", "Bộ Tài chính", _K.MINISTRY, ("TC",)),
    IssuerInfo("BCT", "Bộ Công Thương", _K.MINISTRY, ("BCông Thương",), _REFORM_2007),
    IssuerInfo(
        "BNNMT",
        "Bộ Nông nghiệp và Môi trường",
        _K.MINISTRY,
        ("BNN&MT", "BNNVMT", "Bộ NN&MT", "Bộ Nông nghiệp & Môi trường"),
        _REFORM_2025,
    ),
    IssuerInfo("BXD", "Bộ Xây dựng", _K.MINISTRY, ("XD",)),
    IssuerInfo("BKHCN", "Bộ Khoa học và Công nghệ", _K.MINISTRY, ("BKH&CN", "Bộ KH&CN"), _REFORM_2002),
    IssuerInfo(
        "BVHTTDL",
        "Bộ Văn hóa, Thể thao và Du lịch",
        _K.MINISTRY,
        ("BVHTT&DL", "Bộ VHTT&DL", "Bộ VHTTDL", "Bộ VH, TT và DL", "Bộ Văn hoá Thông tin Thể thao và Du lịch"),
        _REFORM_2007,
    ),
    IssuerInfo("BGDĐT", "Bộ Giáo dục và Đào tạo", _K.MINISTRY, ("BGD&ĐT", "GD&ĐT", "GDĐT", "Bộ GD&ĐT", "Bộ GDĐT")),
    IssuerInfo("BYT", "Bộ Y tế", _K.MINISTRY, ("YT",)),
    IssuerInfo("BDTTG", "Bộ Dân tộc và Tôn giáo", _K.MINISTRY, ("BDT&TG",), _REFORM_2025),
    IssuerInfo(
        "NHNN",
        "Ngân hàng Nhà nước Việt Nam",
        _K.MINISTRY,
        ("Ngân hàng Nhà nước", "Thống đốc Ngân hàng Nhà nước", "Thống đốc Ngân hàng Nhà nước Việt Nam", "NHNNVN", "NH"),
    ),
    IssuerInfo("TTCP", "Thanh tra Chính phủ", _K.MINISTRY, ("Tổng Thanh tra Chính phủ", "Thanh tra Nhà nước", "TTNN")),
    IssuerInfo("VPCP", "Văn phòng Chính phủ", _K.MINISTRY, ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",)),
    # Ministries that ended on 01/03/2025
    IssuerInfo(
        "BLĐTBXH",
        "Bộ Lao động - Thương binh và Xã hội",
        _K.MINISTRY,
        ("LĐTBXH", "BLĐ-TBXH", "BLĐTB&XH", "BLĐ-TB&XH", "Bộ LĐTBXH", "Bộ LĐTB&XH"),
        None,
        _REFORM_2025,
        ("BNV",),
    ),
    IssuerInfo(
        "BKHĐT",
        "Bộ Kế hoạch và Đầu tư",
        _K.MINISTRY,
        ("BKH", "BKH&ĐT", "KHĐT", "Bộ KH&ĐT", "Bộ KHĐT"),
        _REFORM_1995,
        _REFORM_2025,
        ("BTC",),
    ),
    IssuerInfo(
        "BNNPTNT",
        "Bộ Nông nghiệp và Phát triển nông thôn",
        _K.MINISTRY,
        ("BNN&PTNT", "BNN", "BNN-PTNT", "NNPTNT", "Bộ NN&PTNT", "Bộ NNPTNT", "Bộ Nông nghiệp phát triển và nông thôn"),
        _REFORM_1995,
        _REFORM_2025,
        ("BNNMT",),
    ),
    IssuerInfo(
        "BTNMT",
        "Bộ Tài nguyên và Môi trường",
        _K.MINISTRY,
        ("BTN&MT", "TNMT", "Bộ TN&MT", "Bộ TNMT"),
        _REFORM_2002,
        _REFORM_2025,
        ("BNNMT",),
    ),
    IssuerInfo("BGTVT", "Bộ Giao thông vận tải", _K.MINISTRY, ("GTVT", "Bộ GTVT"), None, _REFORM_2025, ("BXD",)),
    IssuerInfo(
        "BTTTT",
        "Bộ Thông tin và Truyền thông",
        _K.MINISTRY,
        ("BTT&TT", "TTTT", "Bộ TT&TT", "Bộ TTTT"),
        _REFORM_2007,
        _REFORM_2025,
        ("BKHCN",),
    ),
    IssuerInfo(
        "UBDT",
        "Ủy ban Dân tộc",
        _K.MINISTRY,
        ("Bộ trưởng, Chủ nhiệm Ủy ban Dân tộc",),
        _REFORM_2002,
        _REFORM_2025,
        ("BDTTG",),
    ),
    # Bodies that ended earlier
    IssuerInfo("BTM", "Bộ Thương mại", _K.MINISTRY, ("TM",), None, _REFORM_2007, ("BCT",)),
    IssuerInfo("BCN", "Bộ Công nghiệp", _K.MINISTRY, ("CN",), _REFORM_1995, _REFORM_2007, ("BCT",)),
    IssuerInfo("BTS", "Bộ Thủy sản", _K.MINISTRY, ("TS",), None, _REFORM_2007, ("BNNPTNT",)),
    IssuerInfo(
        "BBCVT",
        "Bộ Bưu chính, Viễn thông",
        _K.MINISTRY,
        ("Bộ Bưu chính - Viễn thông", "Bộ Bưu chính và Viễn thông"),
        _REFORM_2002,
        _REFORM_2007,
        ("BTTTT",),
    ),
    IssuerInfo(
        "BVHTT",
        "Bộ Văn hóa - Thông tin",
        _K.MINISTRY,
        ("Bộ Văn hóa và Thông tin", "Bộ Văn hóa Thông tin", "VHTT"),
        None,
        _REFORM_2007,
        ("BVHTTDL", "BTTTT"),
    ),
    IssuerInfo("BVH", "Bộ Văn hóa", _K.MINISTRY, (), None, date(1990, 3, 31), ("BVHTT",)),
    IssuerInfo("UBTDTT", "Ủy ban Thể dục thể thao", _K.AGENCY, (), None, _REFORM_2007, ("BVHTTDL",)),
    IssuerInfo("TCDL", "Tổng cục Du lịch", _K.AGENCY, (), None, _REFORM_2007, ("BVHTTDL",)),
    IssuerInfo(
        "UBDSGĐTE", "Ủy ban Dân số, Gia đình và Trẻ em", _K.MINISTRY, (), _REFORM_2002, _REFORM_2007, ("BYT", "BLĐTBXH")
    ),
    IssuerInfo(
        "BKHCNMT",
        "Bộ Khoa học, Công nghệ và Môi trường",
        _K.MINISTRY,
        ("BKHCN&MT",),
        _REFORM_1992,
        _REFORM_2002,
        ("BKHCN", "BTNMT"),
    ),
    IssuerInfo(
        "TCCP",
        "Ban Tổ chức - Cán bộ Chính phủ",
        _K.AGENCY,
        ("BTCCBCP", "Ban Tổ chức Cán bộ Chính phủ"),
        None,
        _REFORM_2002,
        ("BNV",),
    ),
    IssuerInfo("UBDTMN", "Ủy ban Dân tộc và Miền núi", _K.MINISTRY, (), None, _REFORM_2002, ("UBDT",)),
    IssuerInfo("TCĐC", "Tổng cục Địa chính", _K.AGENCY, ("ĐC",), None, _REFORM_2002, ("BTNMT",)),
    IssuerInfo("TCBĐ", "Tổng cục Bưu điện", _K.AGENCY, (), None, _REFORM_2002, ("BBCVT",)),
    IssuerInfo("TCQLRĐ", "Tổng cục Quản lý ruộng đất", _K.AGENCY, (), None, date(1994, 2, 22), ("TCĐC",)),
    IssuerInfo(
        "BNNCNTP",
        "Bộ Nông nghiệp và Công nghiệp thực phẩm",
        _K.MINISTRY,
        (),
        None,
        _REFORM_1995,
        ("BNNPTNT",),
    ),
    IssuerInfo("BNNghiep", "Bộ Nông nghiệp", _K.MINISTRY, (), None, date(1987, 2, 16), ("BNNCNTP",)),
    IssuerInfo("BLN", "Bộ Lâm nghiệp", _K.MINISTRY, (), None, _REFORM_1995, ("BNNPTNT",)),
    IssuerInfo("BTL", "Bộ Thủy lợi", _K.MINISTRY, (), None, _REFORM_1995, ("BNNPTNT",)),
    IssuerInfo("UBKHNN", "Ủy ban Kế hoạch Nhà nước", _K.MINISTRY, (), None, _REFORM_1995, ("BKHĐT",)),
    # Government agencies
    IssuerInfo("BHXH", "Bảo hiểm xã hội Việt Nam", _K.AGENCY, ("BHXHVN",), None, _REFORM_2025, ("BTC",)),
    IssuerInfo("TCTK", "Tổng cục Thống kê", _K.AGENCY),
    IssuerInfo("TCHQ", "Tổng cục Hải quan", _K.AGENCY, (), None, _REFORM_2025, ("BTC",)),
    IssuerInfo("TCT", "Tổng cục Thuế", _K.AGENCY, (), None, _REFORM_2025, ("BTC",)),
    IssuerInfo("BCYCP", "Ban Cơ yếu Chính phủ", _K.AGENCY),
    IssuerInfo("UBCKNN", "Ủy ban Chứng khoán Nhà nước", _K.AGENCY),
    IssuerInfo("TTXVN", "Thông tấn xã Việt Nam", _K.AGENCY),
    IssuerInfo("VTV", "Đài Truyền hình Việt Nam", _K.AGENCY, ("THVN",)),
    IssuerInfo("VOV", "Đài Tiếng nói Việt Nam", _K.AGENCY, ("TNVN",)),
    IssuerInfo("UBQLV", "Ủy ban Quản lý vốn nhà nước tại doanh nghiệp", _K.AGENCY, (), None, _REFORM_2025, ("BTC",)),
    # Justice and audit
    IssuerInfo(
        "TANDTC",
        "Tòa án nhân dân tối cao",
        _K.COURT,
        ("Chánh án Tòa án nhân dân tối cao", "TATC", "TANDTC CA", "Tòa án tối cao"),
    ),
    IssuerInfo("HĐTP", "Hội đồng Thẩm phán Tòa án nhân dân tối cao", _K.COURT, ("Hội đồng Thẩm phán", "HĐTPTANDTC")),
    IssuerInfo(
        "VKSNDTC",
        "Viện kiểm sát nhân dân tối cao",
        _K.PROCURACY,
        ("Viện trưởng Viện kiểm sát nhân dân tối cao", "VKSTC", "VKSNDTC VT", "Viện kiểm sát tối cao"),
    ),
    IssuerInfo("KTNN", "Kiểm toán nhà nước", _K.AUDIT, ("Tổng Kiểm toán nhà nước",)),
    # Party and unions that issue joint documents
    IssuerInfo("TW", "Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam", _K.PARTY, ("Ban Chấp hành Trung ương",)),
    IssuerInfo("BCT-TW", "Bộ Chính trị", _K.PARTY),
    IssuerInfo("BBT-TW", "Ban Bí thư", _K.PARTY, ("Ban Bí thư Trung ương Đảng",)),
    IssuerInfo(
        "UBTWMTTQVN",
        "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
        _K.UNION,
        (
            "Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
            "Ban Thường trực Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
            "Ủy ban Mặt trận Tổ quốc Việt Nam",
            "Mặt trận Tổ quốc Việt Nam",
            "MTTQ",
            "MTTQVN",
            "ĐCTUBTWMTTQVN",
            "UBTƯMTTQVN",
            "UBMTTQVN",
        ),
    ),
    IssuerInfo(
        "TLĐ",
        "Tổng Liên đoàn Lao động Việt Nam",
        _K.UNION,
        ("TLĐLĐVN", "Đoàn Chủ tịch Tổng Liên đoàn Lao động Việt Nam"),
    ),
    IssuerInfo("HND", "Hội Nông dân Việt Nam", _K.UNION, ("HNDVN", "Trung ương Hội Nông dân Việt Nam")),
    IssuerInfo(
        "HCCB",
        "Hội Cựu chiến binh Việt Nam",
        _K.UNION,
        ("Trung ương Hội Cựu chiến binh Việt Nam", "Ban Thường vụ TW Hội CCBVN", "HCCBVN", "CCBVN"),
    ),
    IssuerInfo(
        "HLHPN", "Hội Liên hiệp Phụ nữ Việt Nam", _K.UNION, ("HLHPNVN", "Trung ương Hội Liên hiệp Phụ nữ Việt Nam")
    ),
    IssuerInfo(
        "TƯĐTN",
        "Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh",
        _K.UNION,
        ("Đoàn Thanh niên Cộng sản Hồ Chí Minh", "TWĐTN", "TWĐTNCSHCM"),
    ),
)

_NOT_WORD = re.compile(r"[\W_]+")
_HEADED = frozenset({_K.MINISTRY})


def _words(text: str) -> tuple[str, ...]:
    """Folded words; ``&`` is dropped inside a code and ``và`` elsewhere is kept as a word."""
    return tuple(_NOT_WORD.sub(" ", fold(text).replace("&", "")).split())


def _spellings(issuer: IssuerInfo) -> Iterator[tuple[str, ...]]:
    yield _words(issuer.name)
    for alias in issuer.aliases:
        yield _words(alias)
    if issuer.kind in _HEADED and issuer.name.startswith("Bộ "):
        yield ("bo", "truong", *_words(issuer.name))


def _register() -> tuple[dict[tuple[str, ...], IssuerInfo], dict[str, IssuerInfo], dict[str, int]]:
    names: dict[tuple[str, ...], IssuerInfo] = {}
    codes: dict[str, IssuerInfo] = {}
    for issuer in ISSUERS:
        codes["".join(_words(issuer.code))] = issuer
    for issuer in ISSUERS:
        for spelling in _spellings(issuer):
            if len(spelling) == 1 and not issuer.name.startswith("Quốc"):
                codes.setdefault(spelling[0], issuer)
            else:
                names.setdefault(spelling, issuer)
                codes.setdefault("".join(spelling), issuer)
    longest: dict[str, int] = {}
    for spelling in names:
        longest[spelling[0]] = max(longest.get(spelling[0], 0), len(spelling))
    return names, codes, longest


_BY_NAME, _BY_CODE, _LONGEST_FROM = _register()


def issuer_by_code(code: str) -> IssuerInfo | None:
    """The body with this code or spelling of it: BGDĐT, BGD&ĐT, bgddt; QH15 → QH."""
    joined = "".join(_words(code))
    return _BY_CODE.get(joined) or _BY_CODE.get(joined.rstrip("0123456789"))


def issuers_from_symbol(symbol: str) -> list[IssuerInfo]:
    """The bodies in the symbol of a number: ``BTC-BCA-BQP`` → three ministries, ``BNV-VP`` → the first."""
    found: dict[str, IssuerInfo] = {}
    for code in re.split(r"[-/.]", symbol):
        issuer = issuer_by_code(code) if code else None
        if issuer is not None:
            found.setdefault(issuer.code, issuer)
    return list(found.values())


def find_issuers(text: str) -> list[IssuerInfo]:
    """Every body named in ``text``, in order of naming, each once; the longest name wins at each place."""
    words = _words(text)
    found: dict[str, IssuerInfo] = {}
    place = 0
    while place < len(words):
        for length in range(_LONGEST_FROM.get(words[place], 0), 0, -1):
            issuer = _BY_NAME.get(words[place : place + length])
            if issuer is not None:
                found.setdefault(issuer.code, issuer)
                place += length
                break
        else:
            place += 1
    return list(found.values())


def find_issuer(text: str) -> IssuerInfo | None:
    """The one body that ``text`` names: by name, alias or code, in any case, with or without diacritics, broken
    over lines, with words after the name. None for no body, for several (see ``find_issuers``) and for a body
    mentioned only in the middle of other words.
    """
    words = _words(text)
    if not words:
        return None
    exact = _BY_NAME.get(words) or _BY_CODE.get("".join(words))
    if exact is not None:
        return exact
    named = find_issuers(text)
    if len(named) != 1:
        return None
    starts = any(_BY_NAME.get(words[:length]) is named[0] for length in range(1, len(words)))
    return named[0] if starts else None


def successors_of(issuer: IssuerInfo, on: date) -> list[IssuerInfo]:
    """The bodies that answer for ``issuer`` on that day: itself while it stands, else those that followed, in order."""
    if issuer.existed_on(on) or not issuer.successors:
        return [issuer]
    found: dict[str, IssuerInfo] = {}
    for code in issuer.successors:
        following = _BY_CODE["".join(_words(code))]
        for successor in successors_of(following, on):
            found.setdefault(successor.code, successor)
    return list(found.values())
