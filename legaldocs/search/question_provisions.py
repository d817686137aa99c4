"""A provision named in a question, in either order and in any spelling: ``điểm đ khoản 2 Điều 10``, ``đ.468``, ``k2 đ10``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legaldocs.domain.text import fold

_GAP = r"\s*[,;]?\s*(?:cua\s+)?"
_POINT = r"\b(?:diem|diem\s+so)\s+(?P<point>[a-z]\d{0,2})\b"
_CLAUSE = r"\b(?:khoan\s*(?:so\s+)?|k\.?\s?)(?P<clause>\d{1,3}[a-z]?)\b"
_ARTICLE = r"\b(?:dieu\s*(?:so\s+|thu\s+)?|d\.\s?|d(?=\d))(?P<article>\d{1,4}[a-z]?)\b"
_UPWARDS = re.compile(rf"(?:{_POINT}{_GAP})?(?:{_CLAUSE}{_GAP})?{_ARTICLE}")
_DOWNWARDS = re.compile(rf"{_ARTICLE}{_GAP}{_CLAUSE}(?:{_GAP}{_POINT})?")
_GLUED = re.compile(r"\bd\.?(?P<article>\d{1,3}[a-z]?)\s?k\.?(?P<clause>\d{1,2}[a-z]?)\b")
_DIVISION = re.compile(
    r"\b(?:(?P<chapter>chuong)|(?P<annex>phu\s+luc)|(?P<part>phan\s+thu))\s+(?:so\s+)?(?P<num>[ivxlc]{1,7}|\d{1,3}[a-z]?|nhat|hai|ba|tu|nam)\b"
)
_ORDINALS = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5}
#: "đ10" and "k2" alone are too short to be sure of: they need a document's name or number beside them.
_SHORT = re.compile(r"\b(?:d\.?|k\.?)\s?\d")
_DOCUMENT = re.compile(
    r"\b(?:luat|bo luat|nghi dinh|thong tu|quyet dinh|phap lenh|hien phap|nd|tt|bl[a-z]{2,4}|\d+/\d{4})\b"
)


@dataclass(frozen=True, slots=True)
class ProvisionRead:
    """What was read, and the text without it."""

    rest: str
    article: str = ""
    clause: str = ""
    point: str = ""
    unit_eids: tuple[str, ...] = ()
    unit_label: str = ""


def read_provision(text: str) -> ProvisionRead:
    """The first provision named in NFC text; letters are read from the unfolded text, where d and đ differ."""
    folded = fold(text)
    if len(folded) != len(text):
        return ProvisionRead(text)
    for pattern in (_GLUED, _DOWNWARDS, _UPWARDS):
        match = pattern.search(folded)
        if match is None:
            continue
        if _SHORT.match(match[0]) and "dieu" not in match[0] and not _DOCUMENT.search(folded):
            continue
        lowered = text.lower()
        parts = {
            name: lowered[match.start(name) : match.end(name)]
            for name, value in match.groupdict().items()
            if value is not None
        }
        article = parts.get("article", "")
        article = re.sub(r"^0+(?=\d)", "", article)
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        return ProvisionRead(rest, article, parts.get("clause", ""), parts.get("point", ""))
    return _read_division(text, folded)


def _read_division(text: str, folded: str) -> ProvisionRead:
    match = _DIVISION.search(folded)
    if match is None or not _DOCUMENT.search(folded):
        return ProvisionRead(text)
    num = match["num"]
    number = _ORDINALS.get(num) or (int(num) if num.isdigit() else _from_roman(num))
    if (match["part"] is None and num in _ORDINALS) or (number == 0 and not re.fullmatch(r"\d+[a-z]", num)):
        return ProvisionRead(text)
    forms = [str(number), _to_roman(number)] if number else [num]
    prefix = "chp" if match["chapter"] else "annex" if match["annex"] else "part"
    label = text[match.start() : match.end()]
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    eids = tuple(f"{prefix}_{form}" for form in dict.fromkeys(forms))
    return ProvisionRead(rest, unit_eids=eids, unit_label=" ".join(label.split()))


_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def _to_roman(number: int) -> str:
    parts = []
    for value, letters in _ROMAN:
        while number >= value and value:
            parts.append(letters)
            number -= value
        if len(parts) > 20:
            break
    return "".join(parts)


def _from_roman(text: str) -> int:
    """The number, 0 where the letters are none."""
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    total = 0
    for place, letter in enumerate(text):
        value = values.get(letter)
        if value is None:
            return 0
        following = values.get(text[place + 1], 0) if place + 1 < len(text) else 0
        total += -value if value < following else value
    return total if 0 < total < 400 and _to_roman(total).lower() == text else 0
