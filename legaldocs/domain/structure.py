"""Structure of a legal text: from plain lines to a tree of provisions and back.

``parse`` never raises, reads in time linear in the length of the text and loses no character that is not a space;
``to_text`` prints the tree as source text again, and parsing that gives the same tree.
"""

from __future__ import annotations

import unicodedata

from legaldocs.domain.building import Builder
from legaldocs.domain.tree import CONCLUSIONS, PREAMBLE, PREFACE, Kind, Node, Structure, walk

__all__ = ["CONCLUSIONS", "PREAMBLE", "PREFACE", "Kind", "Node", "Structure", "parse", "to_text", "walk"]


def parse(text: str) -> Structure:
    """Read plain lines, one paragraph a line, into a tree."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return Builder(text).build()


def to_text(structure: Structure) -> str:
    """Print a structure as source text."""
    lines: list[str] = []
    for node in structure.nodes:
        _print(node, lines)
    return "\n".join(lines)


def _heading_lines(node: Node) -> list[str]:
    if not node.heading:
        return []
    starts = [0, *(at + 1 for at in node.breaks)]
    ends = [*node.breaks, len(node.heading)]
    return [node.heading[start:end] for start, end in zip(starts, ends, strict=True)]


def _print(node: Node, lines: list[str]) -> None:
    own = _heading_lines(node)
    if node.text:
        own.append(node.text)
    if node.kind is Kind.TABLE and lines and lines[-1].endswith("|"):
        lines.append("")
    if node.kind is Kind.QUOTE:
        start = len(lines)
        lines.extend(own)
        for child in node.children:
            _print(child, lines)
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
        _print(child, lines)
