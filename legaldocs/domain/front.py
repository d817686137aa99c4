"""The front and the end of a document: where the legal bases begin, where the signature block begins.

Boxes of the form in NĐ 30/2020/NĐ-CP Phụ lục I and NĐ 34/2016/NĐ-CP Điều 55–67, as in domain.md 4.4.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from legaldocs.domain.markers import is_upper
from legaldocs.domain.signers import is_name
from legaldocs.domain.types import NAME_TO_TYPE

_TYPE_NAMES = {name.upper(): name for name in NAME_TO_TYPE if name != "Văn bản khác"}
TYPE_NAMES = {
    **_TYPE_NAMES,
    **dict.fromkeys(("LIÊN TỊCH", "THÔNG TƯ LIÊN BỘ", "THÔNG TƯ LIÊN NGÀNH"), "Thông tư liên tịch"),
    "NGHỊ QUYẾT LIÊN TỊCH": "Nghị quyết liên tịch",
}
_BASIS = re.compile(
    r"(?:Căn cứ|Thực hiện|Để |Xét |Theo |Trên cơ sở|Nhằm |Sau khi|Trong (?:thời gian|những|khi)|Hiện nay|Thời gian|"
    r"Kính gửi|Quốc hội ban hành|Ủy ban |Uỷ ban thường|Chính phủ ban hành|Bộ trưởng|Thủ tướng Chính phủ ban|"
    r"Chủ tịch nước ban|Nay |Pháp lệnh này|Luật này|Bộ luật này|Hội đồng)"
)
_REASON = re.compile(r"(?:Thực hiện|Nhằm |Trong (?:thời gian|những|khi)|Hội đồng)")
_ISSUER_IN_CAPITALS = re.compile(
    r"(?:CHÍNH PHỦ|QUỐC HỘI|BỘ TRƯỞNG|THỦ TƯỚNG|CHỦ TỊCH|CHÁNH ÁN|VIỆN TRƯỞNG|ỦY BAN|UỶ BAN|TỔNG|THỐNG ĐỐC|"
    r"HỘI ĐỒNG|GIÁM ĐỐC)"
)
_HEADER_EVIDENCE = re.compile(
    r"(?:CỘNG H[ÒO][ÀA]? XÃ|CỘNG +HO?[ÒO]?[ÀA]? +XÃ|Độc lập|ĐỘC LẬP|"
    r"(?:Luật +|Pháp lệnh +|Nghị quyết +)?(?:[Ss]ố|SỐ) *:|\S.{0,40}, *ngày\b)"
)
_OFFICE = (
    r"CHỦ TỊCH|PHÓ CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|PHÓ THỦ TƯỚNG|CHÁNH ÁN|PHÓ CHÁNH ÁN|VIỆN TRƯỞNG|"
    r"PHÓ VIỆN TRƯỞNG|TỔNG KIỂM TOÁN|PHÓ TỔNG|TỔNG GIÁM ĐỐC|GIÁM ĐỐC|PHÓ GIÁM ĐỐC|CHỦ NHIỆM|PHÓ CHỦ NHIỆM|"
    r"TỔNG THANH TRA|THỐNG ĐỐC|PHÓ THỐNG ĐỐC|CỤC TRƯỞNG|PHÓ CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|CHÁNH VĂN PHÒNG|"
    r"PHÓ CHÁNH VĂN PHÒNG|VỤ TRƯỞNG|TỔNG BÍ THƯ|TRƯỞNG BAN|PHÓ TRƯỞNG BAN|CHÁNH THANH TRA|TƯ LỆNH|PHÓ TƯ LỆNH|"
    r"CHỈ HUY TRƯỞNG|PHÓ CHỈ HUY TRƯỞNG|HIỆU TRƯỞNG|PHÓ HIỆU TRƯỞNG|TỔNG THƯ KÝ|CHI CỤC TRƯỞNG|TRƯỞNG PHÒNG"
)
_CONCLUSION = re.compile(
    r"N[ơo]i [Nn]hận|NƠI NHẬN|(?:TM|KT|TL|TUQ|Q|T/M|K/T)\s*\.\s*[A-ZĐÂĂÊÔƠƯÁÀẢÃẠỦỤỦỨỐỒỔỘỦ]|"
    r"(?:Bộ [Ll]uật|BỘ LUẬT|Luật|Pháp lệnh|Nghị quyết|Hiến pháp) này (?:đã )?được .{0,160}?(?:thông qua|biểu quyết)|"
    rf"(?:{_OFFICE})(?!\w)[^a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]*$"
)
_OFFICE_HEAD = re.compile(rf"(?:{_OFFICE})(?!\w)")
_CONFIRMATION = re.compile(r"(?:XÁC THỰC|XÁC NHẬN) VĂN BẢN HỢP NHẤT|(?:Số|SỐ)\s*:\s*\d+[^\s]*/VBHN")
_BASE_TEXT = re.compile(
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư liên tịch|Thông tư)\b.{0,300}\bsố\s*\d.{0,900}"
    r"(?:có hiệu lực|được sửa đổi, bổ sung|được đính chính)"
)
_CONCLUSION_FIRST = frozenset("NTKQBLPHCGVXĐ")
_ATTACHED = re.compile(
    r"(?:QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|HƯỚNG DẪN|CHƯƠNG TRÌNH|KẾ HOẠCH|ĐỀ ÁN|DANH MỤC|QUY TRÌNH|NỘI QUY|CHIẾN LƯỢC|"
    r"PHƯƠNG ÁN|QUY CHUẨN|ĐỊNH MỨC|BẢNG|CHUẨN|CHẾ ĐỘ|TIÊU CHUẨN|HỆ THỐNG|BỘ TIÊU CHÍ|BIỂU|MỨC|ĐIỀU KHOẢN|THỂ LỆ)\b"
)
_WITH_THE_DOCUMENT = re.compile(r"\(?\s*(?:[Bb]an hành )?(?:[Kk]èm theo|BAN HÀNH KÈM THEO|KÈM THEO)\b")
_LOOK_AHEAD = 9
_RULE_SIGNS = "_-–—*="


def concludes(line: str) -> bool:
    """Whether a line opens the signature block, the list of recipients or the closing formula of a law."""
    return line[0] in _CONCLUSION_FIRST and len(line) < 400 and _CONCLUSION.match(line) is not None


def opens_signature(line: str, following: Sequence[str]) -> bool:
    """Whether the signature block begins here: a rule above the closing formula; a name with "(Đã ký)" below it, as in old
    laws; an office in capitals with the body it belongs to ("BỘ TRƯỞNG BỘ Y TẾ") and a name.
    """
    if not following:
        return False
    if len(line) > 4 and line[0] in _RULE_SIGNS and not line.strip(_RULE_SIGNS + " "):
        return concludes(following[0])
    if line[0] in _CONCLUSION_FIRST and _OFFICE_HEAD.match(line) is not None and is_upper(line):
        return any(map(is_name, following))
    return len(line) < 40 and following[0].lower().replace(" ", "") == "(đãký)" and is_name(line)


def opens_attachment(lines: Sequence[str], index: int) -> bool:
    """Whether ``lines[index]`` is the title of a regulation "ban hành kèm theo" the document (bounded look-ahead)."""
    if not names_attachment(lines[index]):
        return False
    for following in lines[index + 1 : index + _LOOK_AHEAD]:
        if _WITH_THE_DOCUMENT.match(following):
            return following.startswith("(") or following.upper().startswith("BAN HÀNH")
        if following.startswith(("Điều", "Chương", "CHƯƠNG", "CỘNG")):
            return False
    return False


def names_attachment(line: str) -> bool:
    """Whether a line is a title in capitals of what documents are issued for: a regulation, a programme, a standard."""
    return len(line) <= 160 and is_upper(line) and _ATTACHED.match(line) is not None


def confirms(line: str) -> bool:
    """Whether a line opens the confirmation of a consolidated text (Pháp lệnh 01/2012/UBTVQH13)."""
    return line[0] in "SX" and _CONFIRMATION.match(line) is not None


def is_consolidated(front: Sequence[str]) -> bool:
    """Whether the words before the legal bases are those of a consolidated text."""
    return any(
        _BASE_TEXT.match(line)
        and ("sửa đổi, bổ sung bởi" in line or "đổi, bổ sung theo" in line or "bổ sung bởi" in line)
        for line in front[:40]
    )


def is_with_the_document(line: str) -> bool:
    """Whether a line says "(Ban hành kèm theo …)"."""
    return _WITH_THE_DOCUMENT.match(line) is not None


def type_name(line: str) -> str:
    """The name of the type of document when the line is nothing else: "NGHỊ  ĐỊNH" → "Nghị định"; else ''."""
    if len(line) > 40:
        return ""
    return TYPE_NAMES.get(" ".join(line.strip(" .:").split()), "")


def has_header(lines: Sequence[str]) -> bool:
    """Whether the first lines look like the header of an official document."""
    return any(_HEADER_EVIDENCE.match(line) or type_name(line) for line in lines[:60])


def _is_title(lines: Sequence[str], index: int) -> bool:
    """Whether the line under the type is the title although it begins as a reason does: "Thực hiện công tác …"."""
    line, following = lines[index], lines[index + 1 : index + 2]
    if not index or not type_name(lines[index - 1]) or not line[-1].isalnum() or _REASON.match(line) is None:
        return False
    return bool(following) and following[0].startswith(("Căn cứ", "Thực hiện", "Để ", "Xét "))


def split_front(lines: Sequence[str]) -> int:
    """How many of the lines before the first provision belong to the header; the rest are the legal bases."""
    after_type = titled = False
    for index, line in enumerate(lines):
        if type_name(line):
            after_type = True
            continue
        if line.startswith("Kính gửi"):
            return index
        upper = is_upper(line)
        if titled and not upper and line[-1] in ".:" and len(line) > 30 and not _HEADER_EVIDENCE.match(line):
            return index  # a title in capitals has ended: this is a sentence
        titled = titled or (after_type and upper and len(line) > 12)
        if after_type and _is_title(lines, index):
            continue
        if _BASIS.match(line.lstrip("-–+ ")) and not upper and (after_type or len(line) > 30):
            previous = lines[index - 1] if index else ""
            if after_type and index > 1 and previous and _ISSUER_IN_CAPITALS.match(previous) and is_upper(previous):
                return index - 1 if not type_name(lines[index - 2]) else index
            return index
        if after_type and index and _BASE_TEXT.match(line) and not type_name(lines[index - 1]):
            return index
        if len(line) > 160 and line[-1] in ".;:" and not is_upper(line):
            return index
    return len(lines)
