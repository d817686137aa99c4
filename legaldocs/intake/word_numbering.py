"""Word's automatic numbering: the numbers and letters that a reader sees but that no run of text holds.

WordprocessingML keeps them apart: a paragraph (or its style, or a style that one is based on) names a list and a
level; the list names an abstract list; that one says how each level counts and prints (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from legaldocs.intake.word_package import W

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_BULLETS = {"o": "-", "§": "-", "Ø": "-", "ü": "-", "–": "-", "—": "-", "•": "-", "": "-", "●": "-", "▪": "-"}


def integer(value: str | None, default: int) -> int:
    """A whole number from an attribute, or the default."""
    try:
        return int(value) if value is not None else default
    except ValueError:
        return default


def roman(number: int) -> str:
    """Lower-case Roman numeral."""
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * min(count, 20)
    return out


def letters(number: int) -> str:
    """a … z, then aa, bb, cc … as Word counts; Word's Latin letters know no đ."""
    if number < 1:
        return ""
    repeat, place = divmod(number - 1, 26)
    return chr(97 + place) * min(repeat + 1, 20)


def formatted(number: int, kind: str) -> str:
    """A counter printed in one of Word's number formats."""
    if kind == "lowerLetter":
        return letters(number)
    if kind == "upperLetter":
        return letters(number).upper()
    if kind == "lowerRoman":
        return roman(number)
    if kind == "upperRoman":
        return roman(number).upper()
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind in ("none", "bullet"):
        return ""
    return str(number)


@dataclass(slots=True)
class Level:
    """How one level counts and prints."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    restart_after: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str = ""


@dataclass(slots=True)
class AbstractList:
    """The levels of one abstract list and where its counters stand."""

    levels: dict[int, Level] = field(default_factory=dict)
    style_link: str = ""
    counters: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(slots=True)
class ListInstance:
    """One list of the document: its abstract list, with levels or starts of its own."""

    abstract: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


class Numbering:
    """Answers the printed number of each paragraph; ask in document order, once for each numbered paragraph."""

    def __init__(self, part: Any) -> None:
        self.abstracts: dict[str, AbstractList] = {}
        self.lists: dict[str, ListInstance] = {}
        if part is None:
            return
        definers: dict[str, str] = {}
        for element in part.findall(f"{W}abstractNum"):
            abstract = AbstractList(_levels(element), _value(element, "numStyleLink"))
            name = element.get(f"{W}abstractNumId", "")
            self.abstracts[name] = abstract
            link = _value(element, "styleLink")
            if link:
                definers[link] = name
        for element in part.findall(f"{W}num"):
            instance = ListInstance(_value(element, "abstractNumId"))
            linked = self.abstracts.get(instance.abstract)
            if linked is not None and linked.style_link and not linked.levels:
                instance.abstract = definers.get(linked.style_link, instance.abstract)
            for override in element.findall(f"{W}lvlOverride"):
                level = integer(override.get(f"{W}ilvl"), 0)
                instance.levels.update(_levels(override))
                start = _value(override, "startOverride")
                if start:
                    instance.starts[level] = integer(start, 1)
            self.lists[element.get(f"{W}numId", "")] = instance

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level that a paragraph style is tied to in a list."""
        instance = self.lists.get(list_id)
        abstract = self.abstracts.get(instance.abstract) if instance else None
        for number, level in (abstract.levels if abstract else {}).items():
            if level.style == style:
                return number
        return None

    def next(self, list_id: str, number: int) -> str:
        """Count one paragraph on and answer its printed number with what separates it from the text; '' for none."""
        instance = self.lists.get(list_id)
        abstract = self.abstracts.get(instance.abstract) if instance else None
        if instance is None or abstract is None or not 0 <= number < LEVELS:
            return ""
        level = self._level(instance, abstract, number)
        self._count(instance, abstract, number)
        if level.kind == "bullet":
            return f"{_BULLETS.get(level.text.strip(), level.text.strip() if level.text.strip() in '-+*' else '-')} "
        printed = _PLACE.sub(
            lambda match: self._printed(instance, abstract, int(match[1]) - 1, level.legal), level.text
        )
        if not printed.strip():
            return ""
        return printed if level.suffix == "nothing" and printed[-1:].isspace() else f"{printed.rstrip()} "

    @staticmethod
    def _level(instance: ListInstance, abstract: AbstractList, number: int) -> Level:
        return instance.levels.get(number) or abstract.levels.get(number) or Level(text=f"%{number + 1}.")

    def _count(self, instance: ListInstance, abstract: AbstractList, number: int) -> None:
        counters = abstract.counters
        for above in range(number):
            if counters[above] is None:
                counters[above] = instance.starts.get(above, self._level(instance, abstract, above).start)
        if number in instance.starts and number not in instance.begun:
            instance.begun.add(number)
            counters[number] = instance.starts[number]
        else:
            current = counters[number]
            counters[number] = self._level(instance, abstract, number).start if current is None else current + 1
        for below in range(number + 1, LEVELS):
            restart = self._level(instance, abstract, below).restart_after
            if restart is None or (restart > 0 and number < restart):
                counters[below] = None

    def _printed(self, instance: ListInstance, abstract: AbstractList, number: int, legal: bool) -> str:
        level = self._level(instance, abstract, number)
        value = abstract.counters[number]
        if value is None:
            value = level.start
        return formatted(value, "decimal" if legal and level.kind != "bullet" else level.kind)


def _levels(element: Any) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for child in element.findall(f"{W}lvl"):
        restart = _value(child, "lvlRestart")
        text = child.find(f"{W}lvlText")
        found[integer(child.get(f"{W}ilvl"), 0)] = Level(
            start=integer(_value(child, "start") or None, 1 if child.find(f"{W}start") is not None else 0),
            kind=_value(child, "numFmt") or "decimal",
            text=text.get(f"{W}val", "") if text is not None else "",
            restart_after=integer(restart, 0) if restart else None,
            legal=_is_on(child.find(f"{W}isLgl")),
            suffix=_value(child, "suff") or "tab",
            style=_value(child, "pStyle"),
        )
    return found


def _value(element: Any, name: str) -> str:
    child = element.find(f"{W}{name}")
    return child.get(f"{W}val", "") if child is not None else ""


def _is_on(element: Any) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")
