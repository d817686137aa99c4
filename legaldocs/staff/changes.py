"""Two texts compared line by line, changed lines word by word; bounded for texts that have nothing in common."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field

_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
CONTEXT = 2
MOST_LINES = 3_000  # of each side after the common beginning and end; difflib is quadratic
MOST_TOKENS = 2_000
MOST_SHOWN = 400


@dataclass(slots=True)
class Block:
    """Neighbouring changed lines: where they stand, and the words (equal, delete, insert)."""

    old_line: int
    new_line: int
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    segments: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Comparison:
    """All changes; ``more`` are left out of the page."""

    blocks: list[Block]
    more: int = 0

    @property
    def count(self) -> int:
        """How many places differ."""
        return len(self.blocks) + self.more


def compare(old: str, new: str) -> Comparison:
    """What changed from ``old`` to ``new``."""
    before, after = old.split("\n"), new.split("\n")
    start = 0
    limit = min(len(before), len(after))
    while start < limit and before[start] == after[start]:
        start += 1
    end = 0
    while end < limit - start and before[-1 - end] == after[-1 - end]:
        end += 1
    left, right = before[start : len(before) - end], after[start : len(after) - end]
    if not left and not right:
        return Comparison([])
    if len(left) > MOST_LINES or len(right) > MOST_LINES:
        spans = [(0, len(left), 0, len(right))]
    else:
        matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
        spans = [(a, b, c, d) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
    blocks = [
        Block(
            start + a + 1,
            start + c + 1,
            before[max(0, start + a - CONTEXT) : start + a],
            before[start + b : start + b + CONTEXT],
            words("\n".join(left[a:b]), "\n".join(right[c:d])),
        )
        for a, b, c, d in spans[:MOST_SHOWN]
    ]
    return Comparison(blocks, max(0, len(spans) - MOST_SHOWN))


def words(old: str, new: str) -> list[tuple[str, str]]:
    """Segments of two short texts, word by word; long ones as wholes."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) + len(after) > MOST_TOKENS:
        return [(kind, text) for kind, text in (("delete", old), ("insert", new)) if text]
    segments: list[tuple[str, str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            segments.append(("equal", "".join(before[a:b])))
            continue
        if b > a:
            segments.append(("delete", "".join(before[a:b])))
        if d > c:
            segments.append(("insert", "".join(after[c:d])))
    return segments
