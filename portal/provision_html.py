"""The text of a law as HTML: one node or a whole tree, and its contents list.

Templates would be too slow here (a code has 2,500 nodes and is rendered on every publish), so the markup is
built from strings; ``templates/components/provision*.html`` and ``toc.html`` are thin doors to these functions.

A node is anything with ``kind, num, marker, heading, text, eid, anchor, children`` (``legaldocs.domain.structure.Node``
or a row prepared the same way). ``inline(node)`` may give the node's own text as safe HTML with links in it;
lines stay separated by ``\\n``. Without it ``emphasis`` of the node ("3-20i", see ``emphasis_html``) is drawn. ``notes`` maps an eId to safe HTML that stands under that provision's own text.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from portal.emphasis_html import node_heading, node_text

HEADED = frozenset({"part", "chapter", "section", "subsection", "article", "annex", "form"})
NUMBERED = frozenset({"clause", "point"})
CONTENTS = HEADED
# Spoken names of the numbers that hang in the margin; the law's own words, in every interface language.
SPOKEN = {"clause": "Khoản", "point": "Điểm"}
FRAME = frozenset({"preface", "preamble", "conclusions"})

_CELL_BREAK = re.compile(r"(?<!\\)\|")
_RULE_ROW = re.compile(r"^\|[\s:|-]+\|$")

#: Anchors, numbers and markers are the same few thousand in every law.
_short = lru_cache(maxsize=4096)(escape)

Inline = Callable[[Any], str | None]


def render_provisions(
    nodes: Iterable[Any],
    *,
    heading_level: int = 2,
    inline: Inline | None = None,
    notes: Mapping[str, str] | None = None,
) -> SafeString:
    """Render nodes with everything below them; the first headings get ``heading_level`` (2 to 6)."""
    out: list[str] = []
    writer = _Writer(out, inline, notes or {})
    for node in nodes:
        writer.node(node, heading_level, quoted=False)
    return mark_safe("".join(out))


def render_provision(
    node: Any, *, heading_level: int = 2, inline: Inline | None = None, notes: Mapping[str, str] | None = None
) -> SafeString:
    """Render one node with everything below it."""
    return render_provisions([node], heading_level=heading_level, inline=inline, notes=notes)


def render_contents(nodes: Iterable[Any], *, base_url: str = "", current: str = "") -> SafeString:
    """Render the contents list: headed units only, nested as in the law; ``current`` is the eId being read."""
    out: list[str] = []
    _contents(nodes, base_url, current, out)
    return mark_safe("".join(out))


def table_html(text: str) -> SafeString:
    """Turn pipe rows (``| a | b |``) into a table; the first row is its head when a rule row follows it."""
    return _table(escape(text))


def _table(html: str) -> SafeString:
    """A table from the HTML of pipe rows; a bar inside an attribute is written ``&#124;``."""
    rows = [line.strip() for line in html.split("\n") if line.strip()]
    has_head = len(rows) > 1 and _RULE_ROW.match(rows[1]) is not None
    wide = bool(rows) and len(_CELL_BREAK.split(rows[0])) > 6  # five columns or more scroll inside their frame
    out = ['<table class="wide">' if wide else "<table>"]
    for index, row in enumerate(rows):
        if index and _RULE_ROW.match(row):
            continue
        head = has_head and index == 0
        tag = 'th scope="col"' if head else "td"
        close = "th" if head else "td"
        cells = _CELL_BREAK.split(row.removeprefix("|").removesuffix("|"))
        body = "".join(f"<{tag}>{cell.strip().replace(chr(92) + '|', '|')}</{close}>" for cell in cells)
        out.append(("<thead>" if head else "<tbody>" if index == 0 else "") + f"<tr>{body}</tr>")
        if head:
            out.append("</thead><tbody>")
    out.append("</tbody></table>" if rows else "</table>")
    return mark_safe("".join(out))


class _Writer:
    """Appends the HTML of nodes to one list of strings."""

    def __init__(self, out: list[str], inline: Inline | None, notes: Mapping[str, str]) -> None:
        self.out, self.inline, self.notes = out, inline, notes

    def node(self, node: Any, level: int, *, quoted: bool) -> None:
        kind = str(node.kind)
        if kind in HEADED:
            self.headed(node, kind, level, quoted=quoted)
        elif kind in NUMBERED:
            self.numbered(node, kind, level, quoted=quoted)
        elif kind == "table":
            label = escape(node.heading or node.marker or "Bảng")
            self.out.append(
                f'<div class="pv pv-table" id="{_short(node.anchor)}" role="region" aria-label="{label}" tabindex="0">'
                f"{_table(self.html_of(node))}</div>"
            )
            self.below(node, level, quoted=quoted)
        elif kind == "quote":
            self.out.append(f'<blockquote class="pv pv-quote" id="{_short(node.anchor)}">')
            self.opening(node)
            self.own_text(node)
            self.below(node, level, quoted=True)
            self.out.append("</blockquote>")
        else:
            name = node.eid if node.eid in FRAME else "paragraph"
            self.out.append(f'<div class="pv pv-{name}" id="{_short(node.anchor)}">')
            self.opening(node)
            self.own_text(node)
            self.below(node, level, quoted=quoted)
            self.out.append("</div>")

    def headed(self, node: Any, kind: str, level: int, *, quoted: bool) -> None:
        anchor = _short(node.anchor)
        # Headings inside quoted replacement text belong to another law: they stay out of the page's outline.
        tag = "p" if quoted else f"h{min(level, 6)}"
        frame = "div" if quoted else "section"
        heading = f" {node_heading(node)}" if node.heading else ""
        marker = escape(node.marker or node.heading or kind)
        if not node.marker:
            heading = ""
        self.out.append(
            f'<{frame} class="pv-{kind}" id="{anchor}"><{tag} class="pv-h">'
            f'<a class="pv-n" href="#{anchor}">{marker}</a>{heading}</{tag}>'
        )
        self.own_text(node)
        self.below(node, level + 1, quoted=quoted)
        self.out.append(f"</{frame}>")

    def numbered(self, node: Any, kind: str, level: int, *, quoted: bool) -> None:
        anchor = _short(node.anchor)
        spoken = f"{SPOKEN[kind]} {_short(node.num)}"
        self.out.append(
            f'<div class="pv pv-{kind}" id="{anchor}"><a class="pv-n" href="#{anchor}" aria-label="{spoken}">'
            f"{_short(node.marker)}</a>"
        )
        if node.heading:
            self.out.append(f'<p class="pv-h">{node_heading(node)}</p>')
        self.own_text(node)
        self.below(node, level, quoted=quoted)
        self.out.append("</div>")

    def opening(self, node: Any) -> None:
        """The mark a quote opens with hangs before its first line; any other marker or heading is a line of its own."""
        if node.marker:
            self.out.append(f'<span class="pv-open">{escape(node.marker)}</span> ')
        if node.heading:
            self.out.append(f'<p class="pv-h">{node_heading(node)}</p>')

    def html_of(self, node: Any) -> str:
        text = self.inline(node) if self.inline else None
        return node_text(node) if text is None else text

    def own_text(self, node: Any) -> None:
        text = self.html_of(node) if node.text else ""
        for line in text.split("\n"):
            if line.strip():
                self.out.append(f"<p>{line}</p>")
        note = self.notes.get(node.eid)
        if note:
            self.out.append(f'<div class="pv-note">{conditional_escape(note)}</div>')

    def below(self, node: Any, level: int, *, quoted: bool) -> None:
        for child in node.children:
            self.node(child, level, quoted=quoted)


def _contents(nodes: Iterable[Any], base_url: str, current: str, out: list[str]) -> None:
    started = False
    for node in nodes:
        kind = str(node.kind)
        if kind not in CONTENTS:
            continue
        if not started:
            out.append("<ol>")
            started = True
        group = "" if kind == "article" else ' class="toc-group"'
        here = ' aria-current="location"' if current and node.eid == current else ""
        # "Chương I" and its heading stand on two lines in the text; here a full stop keeps them apart.
        marker = node.marker if not node.heading or node.marker[-1:] in ".:" else f"{node.marker}."
        label = " ".join(part for part in (marker, node.heading) if part and part != ".")
        out.append(f'<li><a{group} href="{escape(base_url)}#{_short(node.anchor)}"{here}>{escape(label)}</a>')
        if kind != "article":
            _contents(node.children, base_url, current, out)
        out.append("</li>")
    if started:
        out.append("</ol>")
