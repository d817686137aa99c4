"""Lines that may open a provision: recognised by their first character, without looking at the lines around them.

Whether a recognised marker really opens a provision is decided where the context is known (``building.py``).
Patterns and their measured frequency: domain.md 4.5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from legaldocs.domain.tree import Kind

NOTES_TITLE = "CHÚ THÍCH CỦA VĂN BẢN HỢP NHẤT"
POINT_ORDER = "abcdđefghijklmnopqrstuvwxyz"
OFFICIAL_POINT_ORDER = "abcdđeghiklmnopqrstuvxy"

CAPITALS = "A-ZĐÁÀẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬÉÈẺẼẸÊẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÚÙỦŨỤƯỨỪỬỮỰÝỲỶỸỴ"
_ORDINAL = r"thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín|mười(?:\s+(?:một|hai|ba|bốn|lăm))?)"
_ROMAN = r"[IVXLC]{1,8}"
_ARTICLE = re.compile(r"([ĐÐƉ]iều|[ĐÐƉ]IỀU)\s*(\d{1,4}[a-zđ]?\d{0,2})(?!\w)(\s*[.:]|\s*[-–](?=\s))?\s*(.*)$")
_PART = re.compile(
    rf"(?:Phần|PHẦN)\s+({_ORDINAL}|{_ROMAN}|\d{{1,2}}|[A-ZĐ])(?!\w)(\s*[.:]|\s*[-–](?=\s))?\s*(.*)$", re.I
)
_CHAPTER = re.compile(
    rf"(?:Chương|CHƯƠNG)\s+({_ORDINAL}|{_ROMAN}[a-zđ]?|\d{{1,3}}[a-zđ]?)(?:(?<=[IVXLC])\d{{1,3}}(?=\s*\(|\s*$))?(?!\w)(\s*[.:]|\s*[-–](?=\s))?\s*(.*)$",
    re.I,
)
_SECTION = re.compile(
    rf"((?:Tiểu\s+)?Mục)\s+({_ROMAN}[a-zđ]?|\d{{1,3}}[a-zđ]?|[A-ZĐ])(?!\w)(\s*[.:]|\s*[-–](?=\s))?\s*(.*)$", re.I
)
_ANNEX = re.compile(
    rf"(?:Phụ lục|PHỤ LỤC|Phụ Lục)(?:\s+(?:số|SỐ))?(?:\s*:)?"
    rf"(?:\s+(?P<num>{_ROMAN}(?:[.-]?\d{{1,3}}|[a-zA-ZđĐ])?|\d{{1,3}}(?:[.-]\d{{1,3}})*[a-zA-ZđĐ]?|"
    r"[A-ZĐ](?:[.-]?\d{1,3})?)(?!\w))?"
    r"(?P<dot>\s*[.:]|\s*[-–](?=\s))?\s*(?P<rest>.*)$"
)
_FORM = re.compile(
    r"(?:MẪU|Mẫu|BIỂU|Biểu|BIỂU MẪU|Biểu mẫu)(?:\s+(?:số|SỐ|Số))?\s*:?\s+"
    r"(?P<num>\d{1,4}[\w./-]*\w|\d{1,4}|[IVX]{1,5}(?:[.-]?\d+)?|[A-ZĐ]\.?\d{1,3}[a-z]?)(?!\w)"
    r"(?P<dot>\s*[.:]|\s*[-–](?=\s))?\s*(?P<rest>.*)$"
)
_CLAUSE = re.compile(r"(\d{1,3}[a-zđ]?\d{0,2})\s*(\.(?![\d.…])|\.\.(?=\s?[^\W\d_])|[)]|[-–](?=\s))\s*(.*)$")
_FOOTNOTED_CLAUSE = re.compile(rf"(\d{{1,3}}[a-zđ]?)(\.)(\d{{1,3}}(?:\s+[^\W\d_(“]|\s*\(|[{CAPITALS}]).*)$")
_POINT = re.compile(r"([a-zđăâêôơư]\d{0,2})\s?(\))\s*(.*)$")
_DOTTED_POINT = re.compile(r"([a-zđ])(\.)(?![\d.…])\s*(\S.*)$")
_ROMAN_HEADING = re.compile(rf"({_ROMAN})(\s*[.](?![\d.…])|\s*[-–](?=\s)|/)\s*(\S.*)$")
_LETTER_HEADING = re.compile(r"([A-ZĐ])(\.(?![\d.…])|/)\s*(\S.*)$")

REFERENCE = re.compile(
    r"(?:Chương|CHƯƠNG|Điều|Mục|Phần|Phụ lục|Luật|Bộ luật|Nghị|Thông tư|Quyết định|Pháp lệnh|Hiến pháp|khoản|điểm)\b"
)


@dataclass(slots=True)
class Mark:
    """A line read as marker and rest. ``dotted`` says that punctuation separates the two."""

    kind: Kind
    num: str
    marker: str
    rest: str
    dotted: bool
    style: str = ""


def is_upper(text: str) -> bool:
    """Whether a line is written in capitals (digits and signs do not count)."""
    return text.upper() == text and text.lower() != text


def _starts_lower(rest: str) -> bool:
    for character in rest:
        if character.isalpha():
            return character.islower()
        if character in '([“"':
            continue
        return False
    return False


def _is_mention(rest: str, dotted: bool) -> bool:
    """Whether what follows the number shows that the line goes on with a sentence instead of opening a provision."""
    if not rest:
        return False
    if rest[0] in ",;)…" or rest.startswith("..") or rest[0] == "/":
        return True
    if _starts_lower(rest) and not rest.startswith("("):
        return True
    return not dotted and bool(REFERENCE.match(rest))


def _marker(line: str, rest: str) -> str:
    return line[: len(line) - len(rest)].rstrip() if rest else line


def _article(line: str) -> Mark | None:
    match = _ARTICLE.match(line)
    if match is None:
        return None
    _, num, dot, rest = match.groups()
    if dot is None and _is_mention(rest, False):
        return None
    if rest[:1] in (",", ";", ")", "…") or rest.startswith(".."):
        return None
    return Mark(Kind.ARTICLE, num, _marker(line, rest), rest, dot is not None)


def _upper_level(kind: Kind, pattern: re.Pattern[str], line: str) -> Mark | None:
    match = pattern.match(line)
    if match is None:
        return None
    num, dot, rest = match.groups()[-3:]
    if not num[0].isdigit() and " " not in num and num != "l" and num.upper() != num and num[:-1].upper() != num[:-1]:
        return None
    if _is_mention(rest, dot is not None) or rest.endswith((";", "...", ",")):
        return None
    if num == "l":  # a small L typed for the Roman number one
        return Mark(kind, "I", _marker(line, rest), rest, dot is not None)
    return Mark(kind, num, _marker(line, rest), rest, dot is not None)


def _annexed(kind: Kind, pattern: re.Pattern[str], line: str) -> Mark | None:
    match = pattern.match(line)
    if match is None:
        return None
    rest = match["rest"]
    dotted = match["dot"] is not None
    if rest.endswith((";", ",", "...")) or _is_mention(rest, dotted):
        return None
    if not match["num"] and rest and not (is_upper(rest) or rest.startswith("(") or dotted):
        return None
    if not match["num"] and not rest and not is_upper(line) and line != "Phụ lục":
        return None
    if rest and not dotted and rest[0] not in "([" and not is_upper(rest) and rest.endswith("."):
        return None
    return Mark(kind, match["num"] or "", _marker(line, rest), rest, dotted)


def _letter_p(line: str) -> Mark | None:
    if line[1:2] in "hH":
        if line[2:3] in "ụỤ":
            return _annexed(Kind.ANNEX, _ANNEX, line)
        return _upper_level(Kind.PART, _PART, line)
    return None


def _letter_m(line: str) -> Mark | None:
    if line[1:2] in "ụỤ":
        return _upper_level(Kind.SECTION, _SECTION, line)
    if line[1:2] in "ẫẪ":
        return _annexed(Kind.FORM, _FORM, line)
    return None


def _letter_t(line: str) -> Mark | None:
    return _upper_level(Kind.SUBSECTION, _SECTION, line) if line[:3].lower() == "tiể" else None


def _heading(line: str) -> Mark | None:
    """``I. MỤC TIÊU`` and ``A. PHẦN CHUNG`` of plans, annexes and documents without điều."""
    match = _ROMAN_HEADING.match(line)
    if match is not None:
        return Mark(Kind.SECTION, match[1], _marker(line, match[3]), match[3], True, "roman")
    match = _LETTER_HEADING.match(line)
    if match is not None:
        return Mark(Kind.PART, match[1], _marker(line, match[3]), match[3], True, "letter")
    return None


def _letter_c(line: str) -> Mark | None:
    if line[1:2] in "hH":
        if line == NOTES_TITLE:
            return Mark(Kind.ANNEX, "", line, "", True, "notes")
        return _upper_level(Kind.CHAPTER, _CHAPTER, line)
    return _heading(line)


def _letter_d(line: str) -> Mark | None:
    return _article(line) if line[1:2] in "iI" else _heading(line)


def _letter_b(line: str) -> Mark | None:
    return _annexed(Kind.FORM, _FORM, line) if line[1:2] in "iI" else _heading(line)


def _digit(line: str) -> Mark | None:
    match = _CLAUSE.match(line)
    if match is not None:
        return Mark(Kind.CLAUSE, match[1], line[: match.end(2)], match[3], True, match[2].strip()[:1])
    match = _FOOTNOTED_CLAUSE.match(line)
    if match is not None:
        return Mark(Kind.CLAUSE, match[1], match[1] + match[2], match[3], True, "note")
    return None


def _small_letter(line: str) -> Mark | None:
    second = line[1:2]
    if second == ")" or second.isdigit() or second == " ":
        match = _POINT.match(line)
    elif second == ".":
        match = _DOTTED_POINT.match(line)
    else:
        return None
    if match is None:
        return None
    return Mark(Kind.POINT, match[1], line[: match.end(2)], match[3], True, match[2])


_BY_FIRST = {
    "P": _letter_p, "M": _letter_m, "T": _letter_t, "C": _letter_c, "B": _letter_b,
    "Đ": _letter_d, "Ð": _letter_d, "Ɖ": _letter_d,
    **dict.fromkeys("0123456789", _digit),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyzđăâêôơư", _small_letter),
    **dict.fromkeys("ADEFGHIKLNOQRSUVX", _heading),
}  # fmt: skip


def recognise(line: str) -> Mark | None:
    """Read a stripped, non-empty line as the opening of a provision, or return None."""
    reader = _BY_FIRST.get(line[0])
    return reader(line) if reader is not None else None
