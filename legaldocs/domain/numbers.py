"""Số, ký hiệu: reading, comparing and finding the numbers of Vietnamese documents.

Grammar and pitfalls: domain.md 4.2 and 4.3, from NĐ 34/2016/NĐ-CP Điều 58, NQ 351/2017/UBTVQH14 Điều 32 and
NĐ 30/2020/NĐ-CP Phụ lục I, widened by what is really printed. A number names no document by itself: several documents
may share one, and some have none ("Không số").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from legaldocs.domain.issuers import issuers_from_symbol
from legaldocs.domain.text import VIETNAMESE_LETTERS, fold, nfc

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe63\uff0d"), "-")
_D_LOOKALIKES = {0xD0: "Đ", 0x189: "Đ", 0xF0: "đ", 0x256: "đ", 0x2044: "/", 0x2215: "/", 0xFF0F: "/"}
_CLEAN = str.maketrans({**_DASHES, **_D_LOOKALIKES})
_BLANKS = re.compile(r"[\u00a0\u2000-\u200f\u202f\u2060\ufeff\s\x00-\x1f\x7f]+")
_LABEL = re.compile(r"^(?:số(?:\s+ký\s+hiệu)?|so(?=[\s:\d]))\s*[:.]?\s*", re.IGNORECASE)
_AROUND_SEPARATOR = re.compile(r"\s*([/\-.&])\s*")
_REPEATED_SEPARATOR = re.compile(r"([/\-])[/\-.]*(?=[/\-])")
_D_FOR_D = re.compile(r"(?<=/)(ND|QD)(?=[-_./]|CP|$)")
_YEAR_AFTER_DASH = re.compile(r"^(\d+)-((?:19|20)\d\d)/")
_OTHER_SEPARATOR = re.compile(r"/(NĐ|NQ|QĐ|TT|CT|TTLT)[_.](?=[A-ZĐ])")
_MISSING_SLASH = re.compile(r"^(\d{1,5}/(?:19|20)\d\d)(?=(?:NĐ|NQ|QĐ|TTLT|TT|CT)-)")
_REPEATED_DASHES = re.compile(r"-{2,}")
_LOST_DASH = re.compile(r"([0-9]/(?:TT|NĐ|QĐ|NQ|CT)) (?=[A-ZĐ]{2})")
_GLUED_ISSUER = re.compile(r"/(NĐ)(CP)$")
_NO_NUMBER = frozenset({"", "khong so", "khong", "ks", "chua co so", "chua co"})

_UP = "A-ZĐÂĂÊÔƠƯ"
_ORG = rf"[{_UP}][{_UP}a-z0-9&]*(?:-[{_UP}][{_UP}a-z0-9&.]*)*"
_SERIAL = r"(?P<serial>\d{1,5}(?:\.\d{1,3})?[A-Za-zĐđ]?)"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_NORMATIVE = "NĐ|NQ|QĐ|TTLT|TTLN|NQLT|TT|CT|L|PL|LCT"
_ADMINISTRATIVE = (
    "QCh|QyĐ|CTr|TTr|DAn|BTT|BGN|GUQ|GGT|GNP|NQ|QĐ|CT|TC|TB|HD|KH|PA|ĐA|BC|BB|HĐ|CĐ|GM|PG|PC|PB|KL|SY|SL|TrS"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(expression))
    for name, expression in (  # order matters
        ("quoc_hoi", rf"{_SERIAL}/{_YEAR}/(?P<issuer>QH|UBTVQH)(?P<term>\d{{1,2}})"),
        ("lien_tich", rf"{_SERIAL}/{_YEAR}/(?P<type>TTLT|TTLN|TTLB|NQLT)[-/](?P<issuer>{_ORG}(?:/{_ORG})*)"),
        ("qppl", rf"{_SERIAL}/{_YEAR}/(?P<type>{_NORMATIVE})[-/](?P<issuer>{_ORG}(?:/{_ORG})?)"),
        ("thieu_cq", rf"{_SERIAL}/{_YEAR}/(?P<type>{_NORMATIVE})"),
        ("hop_nhat", rf"{_SERIAL}(?:/{_YEAR})?/(?P<type>VBHN)-(?P<issuer>{_ORG})"),
        ("dang", rf"{_SERIAL}-(?P<type>NQ|CT|KL|QĐ|QC|HD|TB|KH|QyĐ)/(?P<issuer>{_ORG})"),
        ("hanh_chinh", rf"{_SERIAL}/(?P<type>{_ADMINISTRATIVE})-(?P<issuer>{_ORG})"),
        ("cong_van", rf"{_SERIAL}/(?P<issuer>{_ORG})"),
        ("cu", rf"{_SERIAL}[-/](?P<issuer>{_ORG}(?:/{_ORG})*(?:-\d{{3}})?)"),
    )
)
_SERIAL_PARTS = re.compile(r"0*(\d+)(?:\.(\d+))?([^\W\d_]?)")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """One number read into its parts.

    ``display`` is what was printed, ``normal`` the same with clean characters, ``key`` what is compared. ``pattern``
    names the rule of the grammar that fitted and is only a hint: 06/TC-TCDN is a circular, not a thông cáo.
    """

    display: str
    normal: str
    key: str
    pattern: str
    serial: str
    year: int | None
    type_symbol: str
    issuer_symbol: str
    sort_key: tuple[int, int, str]


def _clean(s: str) -> str:
    """NFC, ordinary hyphens and slashes, Đ for its look-alikes, single spaces, no label, no space at separators."""
    cleaned = _BLANKS.sub(" ", nfc(s).translate(_CLEAN)).strip(" .;,:")
    cleaned = _LABEL.sub("", cleaned)
    return _REPEATED_SEPARATOR.sub(r"\1", _AROUND_SEPARATOR.sub(r"\1", cleaned)).strip(" .;,:-")


def _normalise(s: str) -> str:
    """The number as it should have been printed."""
    normal = _REPEATED_DASHES.sub("-", _clean(s))
    if normal == normal.lower():
        normal = normal.upper().replace("TTG", "TTg")
    normal = _D_FOR_D.sub(lambda match: {"ND": "NĐ", "QD": "QĐ"}[match[1]], normal)
    normal = _YEAR_AFTER_DASH.sub(r"\1/\2/", normal)
    normal = _OTHER_SEPARATOR.sub(r"/\1-", normal)
    normal = _MISSING_SLASH.sub(r"\1/", normal)
    normal = _LOST_DASH.sub(r"\1-", normal)
    return _GLUED_ISSUER.sub(r"/\1-\2", normal)


def _serial_sort_key(serial: str) -> tuple[int, int, str]:
    match = _SERIAL_PARTS.match(serial)
    if match is None:
        return (0, 0, "")
    return (int(match[1]), int(match[2] or 0), match[3].lower())


@lru_cache(maxsize=8192)  # a text cites the same documents again and again
def parse_number(s: str) -> DocumentNumber | None:
    """Read one number; None when it is none ("Không số", a typing error, anything else). Never raises."""
    if len(s) > 200:
        return None
    normal = _normalise(s)
    for candidate in dict.fromkeys((normal, normal.upper().replace("TTG", "TTg"))):
        for name, pattern in _PATTERNS:
            match = pattern.fullmatch(candidate)
            if match is None:
                continue
            parts = match.groupdict()
            issuer = parts.get("issuer") or ""
            return DocumentNumber(
                display=" ".join(nfc(s).split()),
                normal=candidate,
                key=number_key(candidate),
                pattern=name,
                serial=parts["serial"],
                year=int(parts["year"]) if parts.get("year") else None,
                type_symbol=parts.get("type") or "",
                issuer_symbol=issuer + (parts.get("term") or ""),
                sort_key=_serial_sort_key(parts["serial"]),
            )
    return None


_KEY_SERIAL = re.compile(r"0*(\d+(?:\.\d+)?[a-z]?)(?![a-z0-9])")
_KEY_YEAR = re.compile(r"[\-/._ ]*((?:19|20)\d\d)(?![a-z0-9])")
_KEY_SEPARATORS = re.compile(r"[^a-z0-9]+")


def number_key(s: str) -> str:
    """What two spellings of one number have in common: ``43/2011/nd-cp``; ``""`` for a document without a number.

    Case, diacritics, leading zeros, spaces and the choice of separator inside the symbol do not count:
    146/2010/TTLT/BTC-BCA and 146/2010/TTLT-BTC-BCA are one number. Works for any string.
    """
    folded = fold(_normalise(s)).replace("&", "")
    if folded in _NO_NUMBER or folded[0] in "/-…_":
        return ""
    serial = _KEY_SERIAL.match(folded)
    if serial is None:
        plain = _KEY_SEPARATORS.sub("-", folded).strip("-")
        return number_key(plain) if plain[:1].isdigit() and plain != s else plain
    parts = [serial[1]]
    rest = folded[serial.end() :]
    year = _KEY_YEAR.match(rest)
    if year is not None:
        parts.append(year[1])
        rest = rest[year.end() :]
    symbol = _KEY_SEPARATORS.sub("-", rest).strip("-")
    return "/".join([*parts, symbol] if symbol else parts)


def number_slug(s: str) -> str:
    """The number as a segment of an address: ``43-2011-nd-cp``; ``khong-so`` for a document without a number."""
    return _KEY_SEPARATORS.sub("-", number_key(s)).strip("-") or "khong-so"


#: "07/2017/TT BLĐTBXH": between the type and the issuer a space stands for the dash.
_LOST_DASH_HERE = r"(?<=[0-9]/(?:TT|NĐ|QĐ|NQ|CT))\s(?=[A-ZĐ]{2})"
_SYMBOL = rf"(?:TTg|Ttg|TTr|QyĐ|QCh|CTr|DAn|TrS|[{_UP}ÐƉ][{_UP}ÐƉ0-9&]*+)"
_SYMBOL_END = rf"(?:(?![^\W\d_])|(?<=[{_UP}][{_UP}])(?=[a-z{VIETNAMESE_LETTERS}]))"  # glued: "NĐ-CPngày"
_TIGHT = r"(?:[/\-‐‑–_.]{1,2}|[\u00ad]-?|-\u00ad)"
_LOOSE = r"\s?[/\-‐‑–]\s?"
_CANDIDATE = re.compile(
    r"[0-9](?:(?<![\w./\-–][0-9])|(?<=[Ss]ố[0-9]))[0-9]{0,4}(?:\.\d{1,3})?[A-ZĐÐa-z]?"
    r"(?:\s?[/\-]\s?(?:19|20)\d\d(?:\s?/\s?|(?=(?:NĐ|TTLT|TT|QĐ|NQ|CT)-))|\s?/\s?|[\-–])"
    rf"{_SYMBOL}{_SYMBOL_END}"
    rf"(?:(?:{_TIGHT}{_SYMBOL}{_SYMBOL_END}|(?:{_LOOSE}|{_LOST_DASH_HERE}|(?<=&)\s){_SYMBOL}(?![^\W\d_]))){{0,15}}"
    r"(?:(?<=/L)-\d{3}(?!\d))?"  # 102-SL/L-004
)
_LAST_SYMBOL = re.compile(rf"[^{_UP}ÐƉa-z0-9&]+[{_UP}ÐƉa-z0-9&]+$")
_SURE_PATTERNS = frozenset({"quoc_hoi", "lien_tich", "qppl", "thieu_cq", "hop_nhat"})
_TYPED_PATTERNS = frozenset({"dang", "hanh_chinh"})
_CONTEXT = 40
_TYPE_BEFORE = re.compile(
    r"(?:luật|nghị định|nghị quyết|quyết định|thông tư|thông tri|liên tịch|chỉ thị|công văn|văn bản|hợp nhất|lệnh"
    r"|kết luận|hướng dẫn|quy định|quy chế)(?:\s+số)?\s*:?\s*$",
    re.IGNORECASE,
)
_FORM_BEFORE = re.compile(
    r"\b(?:mẫu|biểu|bảng|phụ lục|hóa đơn|hoá đơn|tờ khai|phiếu|form|mã|ký hiệu|hạng)(?:\s+[^\W\d]+){0,3}\s*:?\s*$",
    re.IGNORECASE,
)
_LABEL_BEFORE = re.compile(r"\bsố\s*:?\s*$", re.IGNORECASE)


def _is_cited(number: DocumentNumber, before: str) -> bool:
    """Whether something of a number's shape is one, by its grammar and the words before it.

    "Mẫu số 01/TNDN" is a form, "QCVN 102:2016/BTTTT" a standard, "24/24H" neither; a bare "27/CP" needs its "số".
    """
    if _TYPE_BEFORE.search(before):
        return True
    labelled = _LABEL_BEFORE.search(before) is not None
    if (before.endswith(":") and not labelled) or _FORM_BEFORE.search(before):
        return False
    if number.pattern in _SURE_PATTERNS:
        return True
    return labelled or (number.pattern in _TYPED_PATTERNS and bool(issuers_from_symbol(number.issuer_symbol)))


def _lost_dash(printed: str) -> int:
    """Where a space stands between type and issuer of a printed number; 0 for nowhere."""
    match = _LOST_DASH.search(printed)
    return match.end(1) if match else 0


def find_numbers(text: str) -> list[tuple[int, int, DocumentNumber]]:
    """Every document number in running text: where it starts and ends, and the number. Linear in the text."""
    found = []
    for match in _CANDIDATE.finditer(text):
        printed = match[0]
        number = parse_number(printed)
        while number is None and (shorter := _LAST_SYMBOL.sub("", printed)) != printed:
            printed = shorter
            number = parse_number(printed)
        if number is not None and _lost_dash(printed) and not issuers_from_symbol(number.issuer_symbol):
            printed = printed[: _lost_dash(printed)]  # the word behind is none of the number: "20/2015/NQ QUY ĐỊNH"
            number = parse_number(printed)
        if number is not None and _is_cited(number, text[max(0, match.start() - _CONTEXT) : match.start()]):
            found.append((match.start(), match.start() + len(printed), number))
    return found
