"""Bodies under another: the head of a document prints the body above first, then the one that issues.

NĐ 30/2020/NĐ-CP Phụ lục I, ô số 2: "tên cơ quan, tổ chức chủ quản trực tiếp", then "tên cơ quan, tổ chức ban hành".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from legaldocs.domain.issuers import find_issuer

_BELOW = re.compile(
    r"(?:SỞ|TỔNG CỤC|CHI CỤC|CỤC|VỤ|BỘ TƯ LỆNH|BỘ CHỈ HUY|BAN|PHÒNG|TRƯỜNG|ĐẠI HỌC|HỌC VIỆN|VIỆN|TRUNG TÂM|CÔNG AN"
    r"|THANH TRA|KHO BẠC|BẢO HIỂM XÃ HỘI|BỆNH VIỆN|CHI NHÁNH|VĂN PHÒNG|ĐOÀN|QUỸ)\s"
)
_ABOVE = re.compile(
    r"(?:UBND|ỦY BAN|UỶ BAN|BỘ|TỔNG CỤC|CỤC|SỞ|HỘI ĐỒNG NHÂN DÂN|HĐND|TÒA ÁN|VIỆN|VĂN PHÒNG|ĐẠI HỌC|BẢO HIỂM"
    r"|NGÂN HÀNG|KHO BẠC|TỔNG CÔNG TY|TẬP ĐOÀN|CÔNG AN|THANH TRA)\b"
)
_COUNCIL = re.compile(r"^(?:UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN)\s+(?=\S)")
_CITY = re.compile(r"\bTP\.?\s*(?=\S)")
_LOCAL = re.compile(r"(?:SỞ|PHÒNG|BAN|THANH TRA|VĂN PHÒNG)\s")


def subordinate_issuer(lines: Sequence[str]) -> str:
    """The issuing body under the one above it, as printed; ``""`` where the head names no such pair.

    A department of a province is told apart by the place of its council: "SỞ TÀI CHÍNH THÀNH PHỐ HÀ NỘI". A body of
    the register ("TỔNG CỤC THUẾ") is left to the register.
    """
    at = next((index for index, line in enumerate(lines) if index and _BELOW.match(line)), 0)
    if not at or _ABOVE.match(lines[0]) is None:
        return ""
    above = " ".join(lines[:at])
    name = _CITY.sub("THÀNH PHỐ ", " ".join(lines[at:]))
    known = find_issuer(name)
    if known is not None and len(known.name.split()) >= len(name.split()):
        return ""
    council = _COUNCIL.match(above)
    place = _CITY.sub("THÀNH PHỐ ", above[council.end() :]) if council is not None and _LOCAL.match(name) else ""
    return f"{name} {place}" if place and place not in name else name
