"""Khoản and điểm that a source prints inside the line before, their line break lost.

"a) Một; b) Hai;" and below it "c) Ba": the letter that is missing at the beginnings of lines stands inside one. Only what
fills such a gap is taken out; a letter that a sentence mentions, or a list written in one line on purpose, stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from legaldocs.domain.findings import Finding
from legaldocs.domain.markers import CAPITALS, OFFICIAL_POINT_ORDER, Mark, recognise
from legaldocs.domain.tree import Kind

_POINT = re.compile(r"(?<=[\s;.:,)”])([a-zđ])\s?\)\s?(?=[^\W\d_])")
_CLAUSE = re.compile(rf"(?<=[\s;.:)”])(\d{{1,3}})\.\s+(?=[{CAPITALS}])")
_NEXT = {letter: f"{after})" for letter, after in pairwise(OFFICIAL_POINT_ORDER)}
_ENDS = ";.:,)”"
_LOOK_AHEAD = 40


def separate(lines: list[str], numbers: list[int]) -> list[Finding]:
    """Give each of them a line of its own, in place; answers what was taken apart."""
    places = {
        index: found for index in range(len(lines)) if _may_hold(lines[index]) and (found := _glued_at(lines, index))
    }
    if not places:
        return []
    findings, apart, at = [], [], []
    for index, line in enumerate(lines):
        starts = [0, *places.get(index, ())]
        pieces = [line[start:end].strip() for start, end in zip(starts, [*starts[1:], len(line)], strict=True)]
        apart += pieces
        at += [numbers[index]] * len(pieces)
        for piece in pieces[1:]:
            message = f"“{piece[:40]}…” đứng giữa dòng; đã được tách thành dòng riêng."
            findings.append(Finding("number-inside-line", message, numbers[index]))
    lines[:], numbers[:] = apart, at
    return findings


def _may_hold(line: str) -> bool:
    """A quick look: most lines hold no sign of the number after theirs."""
    first = line[0]
    if first in "123456789":
        number = line[: line.find(".", 1, 4)]
        if number.isdigit() and f"{int(number) + 1}. " in line:
            return True
    elif line[1:2] == ")" and _NEXT.get(first, line) in line:
        return True
    return ": a)" in line


def _glued_at(lines: Sequence[str], index: int) -> list[int]:
    """Where in a line further provisions begin, because the next line shows that their numbers are not missing."""
    line = lines[index]
    first = line[0]
    if first.isdigit():
        mark = recognise(line)
        if mark is not None and mark.kind is Kind.CLAUSE and mark.style == "." and mark.num.isdigit():
            found = _chain(_CLAUSE, line, len(mark.marker), mark.num)
            if found and _comes_next(lines, index, Kind.CLAUSE, _after(found[-1][1])):
                return [place for place, _ in found]
    elif line[1:2] == ")" and ")" in line[2:] and first in OFFICIAL_POINT_ORDER:
        found = _chain(_POINT, line, 2, first)
        if found and _comes_next(lines, index, Kind.POINT, _after(found[-1][1])):
            return [place for place, _ in found]
    if ": a)" in line:
        place = line.rindex(": a)") + 2
        found = [(place, "a"), *_chain(_POINT, line, place + 2, "a")]
        if _comes_next(lines, index, Kind.POINT, _after(found[-1][1])):
            return [at for at, _ in found]
    return []


def _after(number: str) -> str:
    if number.isdigit():
        return str(int(number) + 1)
    return OFFICIAL_POINT_ORDER[OFFICIAL_POINT_ORDER.index(number) + 1 :][:1]


def _chain(pattern: re.Pattern[str], line: str, start: int, number: str) -> list[tuple[int, str]]:
    """The numbers after this one inside a line, each where a sentence begins."""
    found = []
    wanted = _after(number)
    for match in pattern.finditer(line, start):
        if match[1] != wanted:
            continue
        before = line[: match.start()].rstrip()
        if before.endswith(("..", "…")):  # a form to fill in
            continue
        if before[-1:] in _ENDS or line[match.end()].isupper():
            found.append((match.start(), wanted))
            wanted = _after(wanted)
    return found


def _comes_next(lines: Sequence[str], index: int, kind: Kind, wanted: str) -> bool:
    """Whether the next line of this kind carries the wanted number, before anything above it begins."""
    for line in lines[index + 1 : index + 1 + _LOOK_AHEAD]:
        mark = _mark(line)
        if mark is None:
            continue
        if mark.kind is kind:
            return mark.num == wanted
        if mark.kind is not Kind.POINT:
            return False
    return False


def _mark(line: str) -> Mark | None:
    """A line as a mark of a Điều, khoản or điểm; headings of annexes do not matter here."""
    first = line[0]
    if not (first.isdigit() or first in "ĐÐ" or line[1:2] in (")", " ")):
        return None
    mark = recognise(line)
    return mark if mark is not None and mark.kind in (Kind.ARTICLE, Kind.CLAUSE, Kind.POINT) else None
