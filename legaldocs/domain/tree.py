"""The tree of a legal text: kinds of provision, nodes, and the walk through them in document order.

Levels as in domain.md 4.5: phần › chương › mục › tiểu mục › điều › khoản › điểm; annexes, forms, tables and quoted
replacement text are subtrees of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from legaldocs.domain.findings import Finding

PREFACE = "preface"
PREAMBLE = "preamble"
CONCLUSIONS = "conclusions"


class Kind(StrEnum):
    """What a provision is."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    ARTICLE = "article"
    CLAUSE = "clause"
    POINT = "point"
    PARAGRAPH = "paragraph"
    ANNEX = "annex"
    FORM = "form"
    TABLE = "table"
    QUOTE = "quote"


@dataclass(slots=True)
class Node:
    """One provision.

    ``num`` is the number without punctuation ("10", "5a", "đ", "II"), ``marker`` the number as printed ("Điều 10.",
    "1.", "a)"), ``text`` the provision's own lines joined by newlines, without marker and heading. ``inline`` says
    that heading or text began on the line of the marker, ``breaks`` where the heading was broken into lines; they only
    serve to print the source text again. ``emphasis`` says which words are bold, italic or underlined (``emphasis.py``).
    """

    kind: Kind
    num: str = ""
    marker: str = ""
    heading: str = ""
    text: str = ""
    eid: str = ""
    anchor: str = ""
    line: int = 0
    children: list[Node] = field(default_factory=list)
    inline: bool = True
    breaks: tuple[int, ...] = ()
    emphasis: str = ""


@dataclass(slots=True)
class Structure:
    """A text read: its top nodes in document order, and what was noticed on the way."""

    nodes: list[Node] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def walk(structure: Structure) -> Iterator[tuple[Node, Node | None]]:
    """Every node with its parent, in document order."""
    stack: list[tuple[Node, Node | None]] = [(node, None) for node in reversed(structure.nodes)]
    while stack:
        node, parent = stack.pop()
        yield node, parent
        if node.children:
            stack.extend((child, node) for child in reversed(node.children))
