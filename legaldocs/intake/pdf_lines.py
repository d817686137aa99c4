"""The printed lines of one PDF page with their place, as a reader sees them: rotation undone, raised figures marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any, Protocol

from legaldocs.intake.page_layout import Line

_HYPHEN_AT_BREAK = "\ufffe"  # how PDFium writes a hyphen it takes for a soft one
_SPACES = re.compile(r"[ \t\u00a0]+")
_DIGITS = re.compile(r"(?<![\d.,])\d{1,6}(?![\d])")
_NOTED_MARKER = re.compile(r"(\d{1,3}[a-zđ]?[.)]) ?(\d{1,3})(?=\s|$|[(“]|[^\W\d_]) *")
_UNIT = re.compile(r"(?:^|[\s\d/(])[kdcm]?m$")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_SAMPLE = 24
_POWERS = {"2": "²", "3": "³"}

Box = tuple[float, float, float, float]


#: What is smaller in points nobody can read on paper.
_DOT = 2.0


class Boxes(Protocol):
    """Whatever knows the box of each of its characters."""

    def box(self, position: int) -> Box:
        """The box of one character."""


class PlacedText:
    """The characters of a page and their boxes (left, bottom, right, top) as the page is shown."""

    def __init__(self, text_page: Any, width: float = 0, height: float = 0) -> None:
        self.raw: str = text_page.get_text_range()
        self.is_placed = len(self.raw) == text_page.count_chars()
        self._page = text_page
        self.direction = self._direction() if self.is_placed else "right"
        self.turn = turning(self.direction, width, height)

    def box(self, position: int) -> Box:
        """The box of one character."""
        found: Box = self._page.get_charbox(position, loose=True)
        return self.turn(found) if self.turn else found

    def with_true_spaces(self, shown: str, start: int) -> str:
        """A line without the spaces that PDFium sees between letters of turned text that touch."""
        kept = ""
        for place, character in enumerate(shown):
            if character == " " and 0 < place < len(shown) - 1 and not shown[place - 1].isspace():
                before, after = self.box(start + place - 1), self.box(start + place + 1)
                if after[2] - after[0] > 0 and after[0] - before[2] < (before[3] - before[1]) * 0.12:
                    continue
            kept += character
        return kept

    def _direction(self) -> str:
        """Where the lines of the page run to: right, up, down or left. Turned tables are printed along the sheet."""
        votes: Counter[str] = Counter()
        for match in _LONG_WORD.finditer(self.raw):
            first, last = self._page.get_charbox(match.start()), self._page.get_charbox(match.end() - 1)
            across, upwards = last[0] - first[0], last[1] - first[1]
            if abs(across) > abs(upwards):
                votes["right" if across > 0 else "left"] += 1
            elif upwards:
                votes["up" if upwards > 0 else "down"] += 1
            if votes.total() >= _SAMPLE:
                break
        best = votes.most_common(1)
        return best[0][0] if best and best[0][1] > votes.total() * 0.6 else "right"


#: How a sheet must be turned (clockwise, in degrees) for lines of each direction to be upright.
UPRIGHT = {"right": 0, "up": 90, "left": 180, "down": 270}


def turning(direction: str, width: float, height: float) -> Callable[[Box], Box] | None:
    """From places on the sheet to places as read, for lines that run up, down or to the left on a sheet of this size."""
    if direction == "up":
        return lambda box: (box[1], width - box[2], box[3], width - box[0])
    if direction == "left":
        return lambda box: (width - box[2], height - box[3], width - box[0], height - box[1])
    if direction == "down":
        return lambda box: (height - box[3], box[0], height - box[1], box[2])
    return None


def lines_of(text: PlacedText, page: int) -> list[Line]:
    """The lines of a page in the order of its content."""
    lines: list[Line] = []
    offset = 0
    for piece in text.raw.split("\n"):
        line = piece.rstrip("\r")
        shown = line.strip()
        if shown:
            start = offset + line.index(shown[0])
            if not text.is_placed:
                lines.append(Line(page, tidy(shown)))
            elif (seen := _seen(text, shown, start)) is None:
                lines.append(_line(text, page, shown, start))
            elif seen.shown:
                lines.append(_placed_line(seen, page, seen.shown, 0))
        offset += len(piece) + 1
    return lines


class _SeenPart:
    """A line without what nobody can see, its boxes counted from 0."""

    def __init__(self, text: Boxes, shown: str, start: int) -> None:
        kept = [place for place in range(len(shown)) if shown[place].isspace() or not _is_dot(text.box(start + place))]
        while kept and shown[kept[-1]].isspace():
            kept.pop()
        while kept and shown[kept[0]].isspace():
            kept.pop(0)
        self.shown = "".join(shown[place] for place in kept)
        self._text, self._places = text, [start + place for place in kept]

    def box(self, position: int) -> Box:
        """The box of one character that is seen."""
        return self._text.box(self._places[position])


def _is_dot(box: Box) -> bool:
    left, low, right, high = box
    return max(right - left, high - low) < _DOT


def _seen(text: PlacedText, shown: str, start: int) -> _SeenPart | None:
    """A line without figures of a dot's size, the numbers of notes in an earlier state that a word processor left behind
    with the words around them; None for a usual line."""
    if text.turn:
        return None
    figures = (place for match in _DIGITS.finditer(shown) for place in range(match.start(), match.end()))
    if any(_is_dot(text.box(start + place)) for place in figures):
        return _SeenPart(text, shown, start)
    return None


def _line(text: PlacedText, page: int, shown: str, start: int) -> Line:
    words = tidy(text.with_true_spaces(shown, start)) if text.turn else ""
    return _placed_line(text, page, shown, start, words)


def _placed_line(text: Boxes, page: int, shown: str, start: int, words: str = "") -> Line:
    left, bottom, _, _ = text.box(start)
    _, _, right, _ = text.box(start + len(shown) - 1)
    middle = 0 if is_noted_marker(text, shown, start) else first_letter(shown)
    _, low, _, high = text.box(start + middle)
    height = high - low
    return Line(page, words or tidy(mark_raised(text, shown, start, height)), left, right, min(bottom, low), height)


def first_letter(shown: str) -> int:
    """Position of a letter that stands for the size of its line: the middle one, or the next letter after it."""
    half = len(shown) // 2
    around = (*range(half, len(shown)), *range(half))
    for wanted in (str.isalpha, str.isalnum):
        for position in around:
            if wanted(shown[position]):
                return position
    return half


def mark_raised(text: Boxes, shown: str, start: int, height: float) -> str:
    """Write a raised figure (footnote mark) as ``[1]``: "khoản 5¹" must not become "khoản 51"."""
    if height <= 0:
        return shown
    parts: list[str] = []
    done = 0
    noted = _NOTED_MARKER.match(shown)
    if noted is not None and is_noted_marker(text, shown, start):
        parts.append(f"{noted[1]} [{noted[2]}] ")
        done = noted.end()
    for match in _DIGITS.finditer(shown, done):
        begin = _raised_from(text, shown, start, match.start(), match.end(), height)
        if begin is None:
            continue
        before = shown[done:begin]
        if before.endswith("(") and shown[match.end() : match.end() + 1] == ")":
            continue
        if _UNIT.search(before) and match.group() in _POWERS:
            parts += [before, _POWERS[match.group()]]
            done = match.end()
            continue
        space = " " if before[-1:] in (".", ")", ":") else ""
        after = " " if shown[match.end() : match.end() + 1].isalpha() else ""
        parts += [before, f"{space}[{shown[begin : match.end()]}]{after}"]
        done = match.end()
    return "".join([*parts, shown[done:]])


def is_noted_marker(text: Boxes, shown: str, start: int) -> bool:
    """Whether a line begins with the number of a khoản and the raised mark of a note: "1.⁴ Việc xác định"."""
    match = _NOTED_MARKER.match(shown)
    if match is None:
        return False
    _, low, _, high = text.box(start)
    _, raised_low, _, raised_high = text.box(start + match.end(2) - 1)
    return 0 < raised_high - raised_low < (high - low) * 0.8


def _raised_from(text: Boxes, shown: str, start: int, begin: int, end: int, height: float) -> int | None:
    """Where in a run of figures the raised ones begin; None when none is raised."""

    def size(position: int) -> float:
        _, low, _, high = text.box(start + position)
        return float(high - low)

    last = size(end - 1)
    if not 0 < last < height * 0.8:
        return None
    apart = begin > 0 and shown[begin - 1] in " \t\u00a0"
    if not apart or _stands_high(text, shown, start, begin, height):
        first = size(begin)
        if first <= last * 1.1:
            return begin
    for position in range(begin + 1, end):
        if size(position) <= last * 1.1 < size(begin):
            return position
    return None


def _stands_high(text: Boxes, shown: str, start: int, begin: int, height: float) -> bool:
    """Whether small figures behind a space stand above the line: "phụ cấp lương ³", not "Điều 2" in smaller print."""
    if not any(character.isalpha() for character in shown[:begin]):
        return False
    _, low, _, high = text.box(start + begin)
    _, line_low, _, _ = text.box(start + first_letter(shown))
    return high - low > height * 0.4 and height * 0.2 < low - line_low < height * 0.8


def tidy(text: str) -> str:
    """One kind of space, and hyphens as they are printed."""
    return _SPACES.sub(" ", text.replace(_HYPHEN_AT_BREAK, "-").replace("\x02", "-")).strip()
