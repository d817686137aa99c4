"""Emphasised words as HTML: ``"3-20i 25-30b"`` on a node becomes ``<em>``, ``<strong>`` and ``<u>``, everything escaped."""

import itertools
import re
from functools import partial
from html import escape
from typing import Any

_WRITTEN = re.compile(r"(h?)(\d+)-(\d+)([biu]+)")
_TAGS = {"b": "strong", "i": "em", "u": "u"}
Span = tuple[int, int, str]


def spans_of(node: Any, *, heading: bool = False) -> list[Span]:
    """What is emphasised in a node's text, or in its heading."""
    written = getattr(node, "emphasis", "")
    if not written:
        return []
    return [
        (int(start), int(end), styles)
        for place, start, end, styles in _WRITTEN.findall(written)
        if (place == "h") is heading
    ]


def emphasised(text: str, spans: list[Span], start: int = 0, end: int | None = None) -> str:
    """``text[start:end]`` as HTML; spans count characters of the whole text and may overlap."""
    end = len(text) if end is None else end
    if not spans:
        return escape(text[start:end])
    cuts = sorted({start, end, *(min(max(place, start), end) for span in spans for place in span[:2])})
    out: list[str] = []
    for a, b in itertools.pairwise(cuts):
        styles = [style for style in "biu" if any(s <= a and b <= e and style in kinds for s, e, kinds in spans)]
        words = escape(text[a:b])
        out.append(
            "".join(f"<{_TAGS[s]}>" for s in styles) + words + "".join(f"</{_TAGS[s]}>" for s in reversed(styles))
        )
    return "".join(out)


def node_heading(node: Any) -> str:
    """A node's heading as HTML."""
    return emphasised(node.heading, spans_of(node, heading=True))


def node_text(node: Any) -> str:
    """A node's text as HTML; lines stay separated by line feeds."""
    return emphasised(node.text, spans_of(node))


def pieces_of(node: Any) -> partial[str]:
    """A function that gives any piece of a node's text as HTML: ``piece(start, end)``."""
    return partial(emphasised, node.text, spans_of(node))
