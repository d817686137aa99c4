"""Structure of a legal text: from plain lines to a tree of provisions and back.

``parse`` never raises, reads in time linear in the length of the text and loses no character that is not a space;
``to_text`` prints the tree as source text again, and parsing that gives the same tree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from legaldocs.domain.building import Builder
from legaldocs.domain.emphasis import Span, marked, place, spans_of, strip_marks
from legaldocs.domain.tree import CONCLUSIONS, PREAMBLE, PREFACE, Kind, Node, Structure, walk

__all__ = ["CONCLUSIONS", "PREAMBLE", "PREFACE", "Kind", "Node", "Structure", "parse", "plain_text", "to_text", "walk"]


Written = Callable[[str, list[Span]], str]


def parse(text: str) -> Structure:
    """Read lines of source text, one paragraph a line, into a tree; marks of emphasis are no part of the words."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    plain, spans = strip_marks(text)
    structure = Builder(plain).build()
    if spans:
        place(structure, plain, spans)
    return structure


def to_text(structure: Structure) -> str:
    """Print a structure as source text, with the marks of its emphasis."""
    lines: list[str] = []
    for node in structure.nodes:
        _print(node, lines, marked)
    return "\n".join(lines)


def plain_text(structure: Structure) -> str:
    """Print the words of a structure, without marks."""
    lines: list[str] = []
    for node in structure.nodes:
        _print(node, lines, _unmarked)
    return "\n".join(lines)


def _unmarked(text: str, _: list[Span]) -> str:
    return text


def _heading_lines(node: Node, written: Written) -> list[str]:
    if not node.heading:
        return []
    starts = [0, *(at + 1 for at in node.breaks)]
    ends = [*node.breaks, len(node.heading)]
    spans = spans_of(node.emphasis, heading=True) if node.emphasis else []
    return [
        written(
            node.heading[start:end],
            [(max(a, start) - start, min(b, end) - start, s) for a, b, s in spans if a < end and b > start],
        )
        for start, end in zip(starts, ends, strict=True)
    ]


def _print(node: Node, lines: list[str], written: Written) -> None:
    own = _heading_lines(node, written)
    if node.text:
        own.append(written(node.text, spans_of(node.emphasis) if node.emphasis else []))
    if node.kind is Kind.TABLE and lines and lines[-1].endswith("|"):
        lines.append("")
    if node.kind is Kind.QUOTE:
        start = len(lines)
        lines.extend(own)
        for child in node.children:
            _print(child, lines, written)
        if node.inline and len(lines) > start:
            lines[start] = node.marker + lines[start]
        elif node.marker:
            lines.insert(start, node.marker)
        return
    if node.marker:
        if own and node.inline:
            own[0] = f"{node.marker} {own[0]}"
        else:
            own.insert(0, node.marker)
    lines.extend(own)
    for child in node.children:
        _print(child, lines, written)
