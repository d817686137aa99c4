"""Pages printed in two columns whose lines were drawn across both: read column by column.

A gutter is believed only where most lines of the page break at the same place and each side reads like running text;
the two blocks of a document's header, or a table without rules, are left as they are.
"""

from __future__ import annotations

from collections import Counter

from legaldocs.intake.page_layout import Line
from legaldocs.intake.pdf_lines import PlacedText, tidy

_MIN_LINES = 12
_GAP = 1.1  # of the height of a line: the spaces between words are narrower
_SHARE = 0.7


def in_columns(lines: list[Line], text: PlacedText, page: int) -> list[Line]:
    """The lines of a page, column by column where it has two."""
    if len(lines) < _MIN_LINES:
        return lines
    placed = [line for line in lines if line.height]
    if not placed:
        return lines
    left, right = min(line.left for line in placed), max(line.right for line in placed)
    wide = [
        line for line in placed if line.left < left + (right - left) * 0.15 and line.right > left + (right - left) * 0.8
    ]
    if len(wide) < len(placed) * _SHARE or len(wide) < _MIN_LINES:
        return lines
    gaps = _gaps(text, wide[:: max(1, len(wide) // 12)], left, right)
    if not gaps:
        return lines
    gutter, count = Counter(round(middle / 10) for middle in gaps).most_common(1)[0]
    near = [middle for middle in gaps if abs(middle / 10 - gutter) <= 1]
    if len(near) < min(12, len(wide)) * _SHARE or count < 4:
        return lines
    return _split(lines, text, page, sum(near) / len(near))


def _spans(text: PlacedText) -> list[tuple[int, str]]:
    """Start and words of each printed line."""
    spans, offset = [], 0
    for piece in text.raw.split("\n"):
        line = piece.rstrip("\r")
        if line.strip():
            spans.append((offset + line.index(line.strip()[0]), line.strip()))
        offset += len(piece) + 1
    return spans


def _gaps(text: PlacedText, sample: list[Line], left: float, right: float) -> list[float]:
    """Middles of the one wide gap in each of some lines, in the middle third of the page."""
    wanted = {(round(line.left, 1), round(line.bottom, 1)) for line in sample}
    found = []
    for start, words in _spans(text):
        box = text.box(start)
        if not any(abs(box[0] - x) < 0.2 for x, _ in wanted):
            continue
        gap = _widest_gap(text, start, words)
        if gap and left + (right - left) * 0.33 < gap[0] < left + (right - left) * 0.67:
            found.append(gap[0])
    return found


def _widest_gap(text: PlacedText, start: int, words: str) -> tuple[float, int] | None:
    """Middle of the widest gap between two words and the position after it; None when no gap is wide."""
    best: tuple[float, float, int] | None = None
    before: tuple[float, float, float, float] | None = None
    for position, character in enumerate(words):
        if character.isspace():
            continue
        box = text.box(start + position)
        if before is not None:
            gap = box[0] - before[2]
            if gap > (box[3] - box[1]) * _GAP and (best is None or gap > best[0]):
                best = (gap, (box[0] + before[2]) / 2, position)
        before = box
    return (best[1], best[2]) if best else None


def _split(lines: list[Line], text: PlacedText, page: int, gutter: float) -> list[Line]:
    head: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    spans = _spans(text)
    if len(spans) != len(lines):
        return lines
    for line, (start, words) in zip(lines, spans, strict=True):
        gap = _widest_gap(text, start, words)
        if gap and abs(gap[0] - gutter) < 25:
            left.append(Line(page, tidy(words[: gap[1]]), line.left, gap[0], line.bottom, line.height))
            right_left = text.box(start + gap[1])[0]
            right.append(Line(page, tidy(words[gap[1] :]), right_left, line.right, line.bottom, line.height))
        elif line.right <= gutter + 5:
            left.append(line)
        elif line.left >= gutter - 5:
            right.append(line)
        elif not left:
            head.append(line)
        else:  # a line across both columns after they began: a heading that ends them
            left += right
            right = []
            left.append(line)
    return [*head, *left, *right]
