"""Names of documents and provisions: Akoma Ntoso eIds, readable anchors, work and expression addresses.

An eId keeps điểm d and điểm đ apart (``point_d``, ``point_đ``); an anchor is ASCII, with ``dd`` for đ. Abbreviations
are those of bluebell (``art``, ``chp``, ``cl`` …); anchors are the words citizens use (domain.md 4.5).
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from legaldocs.domain.numbers import number_slug
from legaldocs.domain.text import nfc, slugify

EID_NAMES: dict[str, str] = {
    "part": "part",
    "chapter": "chp",
    "section": "sec",
    "subsection": "subsec",
    "article": "art",
    "clause": "cl",
    "point": "point",
    "paragraph": "para",
    "annex": "annex",
    "form": "form",
    "table": "tbl",
    "quote": "quote",
}
ANCHOR_NAMES: dict[str, str] = {
    "part": "phan",
    "chapter": "chuong",
    "section": "muc",
    "subsection": "tieu-muc",
    "article": "dieu",
    "clause": "khoan",
    "point": "diem",
    "paragraph": "doan",
    "annex": "phu-luc",
    "form": "mau",
    "table": "bang",
    "quote": "trich-dan",
}
_WHOLE_ANCHORS = {"preface": "phan-mo-dau", "preamble": "can-cu", "conclusions": "phan-ket"}
_KIND_OF_EID = {name: kind for kind, name in EID_NAMES.items()}
_ROMAN_KINDS = frozenset({"part", "chapter", "section", "subsection", "annex", "form"})
_ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})|C(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ORDINALS = {
    "thứ nhất": "1", "thứ hai": "2", "thứ ba": "3", "thứ tư": "4", "thứ năm": "5", "thứ sáu": "6", "thứ bảy": "7",
    "thứ bẩy": "7", "thứ tám": "8", "thứ chín": "9", "thứ mười": "10", "thứ mười một": "11", "thứ mười hai": "12",
}  # fmt: skip
_EID_UNSAFE = re.compile(r"[\W_]+")


def roman_value(num: str) -> int | None:
    """The value of a Roman number up to 199, None for anything else. Single C and L are letters here."""
    numeral = num.strip().upper()
    if not numeral or numeral in ("C", "L") or not _ROMAN.fullmatch(numeral):
        return None
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _plain_num(num: str) -> str:
    """A number as printed, without dots at its end, ordinals in words as figures."""
    plain = nfc(num).strip().strip(".:)").strip()
    return _ORDINALS.get(" ".join(plain.lower().split()), plain)


def eid_segment(kind: str, num: str) -> str:
    """One step of an eId: ``art_5``, ``chp_II``, ``point_đ``, ``annex`` when there is no number."""
    name = EID_NAMES.get(kind, kind)
    plain = _plain_num(num)
    is_roman = kind in _ROMAN_KINDS and roman_value(plain) is not None
    plain = plain.upper() if is_roman else plain.lower()
    plain = _EID_UNSAFE.sub("-", plain).strip("-")
    return f"{name}_{plain}" if plain else name


def anchor_segment(kind: str, num: str) -> str:
    """One step of an anchor: ``dieu-5``, ``chuong-2``, ``diem-dd``."""
    name = ANCHOR_NAMES.get(kind, slugify(kind))
    plain = _plain_num(num)
    roman = roman_value(plain) if kind in _ROMAN_KINDS else None
    if roman is not None:
        return f"{name}-{roman}"
    plain = slugify(plain.lower().replace("đ", "dd"))
    return f"{name}-{plain}" if plain else name


@lru_cache(maxsize=8192)  # the links of every text name the same few thousand
def anchor_from_eid(eid: str) -> str:
    """The anchor of an eId: ``art_5__cl_2__point_đ`` → ``dieu-5--khoan-2--diem-dd``, ``art_5_2`` → ``dieu-5-lan-2``."""
    steps = []
    for segment in eid.split("__"):
        name, *rest = segment.split("_")
        if segment in _WHOLE_ANCHORS:
            steps.append(_WHOLE_ANCHORS[segment])
            continue
        step = anchor_segment(_KIND_OF_EID.get(name, name), rest[0] if rest else "")
        steps.append("-lan-".join([step, *rest[1:]]))
    return "--".join(steps)


_INSIDE = ("cl", "point", "para", "tbl", "quote")


def unit_eid(eid: str) -> str:
    """The article, annex or chapter around a provision, whose page shows it: ``art_5__cl_2__point_a`` → ``art_5``.

    A clause that stands in no article (directives, dispatches) is its own unit.
    """
    steps = eid.split("__")
    for place, step in enumerate(steps):
        if place and step.partition("_")[0] in _INSIDE:
            return "__".join(steps[:place])
    return eid


_WORDS = {
    "part": "Phần", "chp": "Chương", "sec": "Mục", "subsec": "Tiểu mục", "art": "Điều", "cl": "khoản", "point": "điểm",
    "para": "đoạn", "annex": "Phụ lục", "form": "Mẫu số", "tbl": "bảng", "quote": "phần trích dẫn",
    "preface": "phần mở đầu", "preamble": "phần căn cứ ban hành", "conclusions": "phần kết",
}  # fmt: skip


def words_of_eid(eid: str) -> str:
    """How a provision is cited, from small to large: ``art_5__cl_2__point_a`` → "điểm a khoản 2 Điều 5"."""
    words = []
    for step in reversed(eid.split("__")):
        name, *nums = step.split("_")
        words.append(" ".join([_WORDS.get(name, name), *(num.replace("-", ".") for num in nums[:1])]))
    return " ".join(words)


def work_uri(document_type: str, year: int | str | None, number: str, *, issued_on: date | None = None) -> str:
    """The address of a work, ``/akn/vn/act/nghi-dinh/2011/43-2011-nd-cp``.

    A document without a number is named by its date of issue, because several share the type and the year.
    """
    year_segment = str(year) if year else (str(issued_on.year) if issued_on else "khong-nam")
    segment = number_slug(number)
    if segment == number_slug("") and issued_on is not None:
        segment = f"{segment}-{issued_on.isoformat()}"
    return f"/akn/vn/act/{slugify(document_type)}/{year_segment}/{segment}"


def expression_uri(
    work: str, valid_from: date | None = None, *, language: str = "vie", draft: int | None = None
) -> str:
    """The address of one wording of a work: ``…/vie@2011-10-01``, ``…/vie@du-thao-2``."""
    if draft is not None:
        return f"{work}/{language}@du-thao-{draft}"
    return f"{work}/{language}@{valid_from.isoformat()}" if valid_from else f"{work}/{language}@"
