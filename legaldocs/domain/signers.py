"""Who signed: the signature block, boxes 7a–c of NĐ 30/2020/NĐ-CP Phụ lục I (domain.md 4.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from legaldocs.domain.issuers import find_issuers
from legaldocs.domain.markers import is_upper
from legaldocs.domain.text import fold

_AUTHORITY = re.compile(r"^(TM|T/M|KT|K/T|TL|T/L|TUQ|Q)\s*\.?\s*(?=[A-ZĐÂĂÊÔƠƯÁÀẢÃẠỦỤỨỐỒỔỘ])")
_RANK = re.compile(
    r"^(?:(?:Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đô đốc|Chuẩn đô đốc|Đại tá|Thượng tá|Trung tá|Thiếu tá|"
    r"(?:GS|PGS|TS|ThS|BS|LS|NGND|NGUT|NGƯT))[\s.,]+)+"
)
_UP = "A-ZĐÂĂÊÔƠƯÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ"
_LOW = "a-zđâăêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
_NAME = re.compile(rf"^[{_UP}][{_LOW}]*(?:[ -][{_UP}][{_LOW}]*){{1,5}}$")
_OFFICE = re.compile(
    r"\b(?:CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|CHÁNH ÁN|VIỆN TRƯỞNG|KIỂM TOÁN|GIÁM ĐỐC|CHỦ NHIỆM|THANH TRA|"
    r"THỐNG ĐỐC|CỤC TRƯỞNG|VĂN PHÒNG|VỤ TRƯỞNG|TỔNG BÍ THƯ|TRƯỞNG BAN|TRƯỞNG PHÒNG|TỔNG CỤC TRƯỞNG|CHÍNH ỦY|TƯ LỆNH|CHỈ HUY TRƯỞNG|HIỆU TRƯỞNG|TỔNG THƯ KÝ)\b"
)
_NOT_NAMES = frozenset({"Nơi Nhận", "Đã Ký", "Hà Nội"})
_PROPER = re.compile(
    r"\b(?:quốc hội|chính phủ|nhà nước|việt nam|thủ tướng|bộ|ủy ban nhân dân|ủy ban|tòa án|"
    r"viện kiểm sát|hội đồng nhân dân)\b"
)
_DEPUTY = re.compile(r"^Phó \w")
_SPACES = re.compile(r"\s+")
_JUNK = re.compile(r"^\s*\w{0,3}\]")


@dataclass(frozen=True, slots=True)
class Signer:
    """One signer: name without rank, title in ordinary letters, in whose stead (TM., KT., TL., TUQ., Q. or '')."""

    name: str
    title: str = ""
    authority: str = ""


def sentence_case(title: str) -> str:
    """ "CHỦ TỊCH QUỐC HỘI" → "Chủ tịch Quốc hội"."""
    words = _PROPER.sub(lambda match: match[0].capitalize(), title.strip(" ]").lower()).replace("Việt nam", "Việt Nam")
    words = words[:1].upper() + words[1:]
    for issuer in find_issuers(words):
        at = fold(words).find(fold(issuer.name))
        if at > 0:
            words = words[:at] + issuer.name + words[at + len(issuer.name) :]
    return words[:4] + words[4].upper() + words[5:] if _DEPUTY.match(words) else words


def is_name(line: str) -> bool:
    """Whether a line is a person's name, a military or academic rank before it or not."""
    name = _RANK.sub("", _SPACES.sub(" ", line))
    return len(name) <= 40 and _NAME.match(name) is not None and name.title() not in _NOT_NAMES


def read_signers(lines: Iterable[str]) -> list[Signer]:
    """Every signer of a signature block, in the order printed."""
    signers: list[Signer] = []
    authority = title = ""
    previous = ""
    for raw in lines:
        line = _SPACES.sub(" ", _JUNK.sub("", raw)).strip(" *_[]")
        if not line or line.startswith(("-", "Nơi nhận", "(Ký", "(ký", "Số", "Lưu")) or line[-1] in ";:,":
            continue
        if is_upper(line):
            match = _AUTHORITY.match(line)
            if match is not None:
                if not (authority and not signers):
                    title = ""
                authority = match[1].replace("/", "") + "."
                line = line[match.end() :]
            if _OFFICE.search(line):
                title = line
        elif title and is_name(line):
            signers.append(Signer(_RANK.sub("", line), sentence_case(title), authority))
            authority = title = ""
        elif line.lower() == "(đã ký)" and not signers and is_name(previous):
            signers.append(Signer(_RANK.sub("", previous)))
        previous = line
    return signers
