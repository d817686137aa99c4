"""From provisions to the HTML of a wording: the whole text or the beginning of a long one, and its contents list.

The markup itself is ``portal.provision_html``. What a reader opens most is made once on publish (``store``) and kept
in ``RenderedText``; a row that does not fit the wording's hash or the current markup is simply not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from legaldocs.models import Expression, Provision, RenderedText
from legaldocs.prepared import Prepared, column_names, instance
from legaldocs.text_links import Links, TextLink, linked, list_address, load_links
from portal.footnote_html import NOTES_BEGIN, link_notes, notes_of, without_marks
from portal.provision_html import render_provisions

#: Raise it when the markup changes: stored HTML of an older number is no longer used.
MARKUP = 4
#: A text is long with more articles or more HTML than this; then the document page shows its beginning.
LONG_ARTICLES = 60
LONG_HTML = 150_000
#: HTML of the beginning of a long text: the first articles up to about this much.
OPENING_HTML = 60_000
#: How far into the tree the beginning may be cut: containers are entered, everything else stays whole.
CONTAINERS = frozenset({"part", "chapter", "section", "subsection"})
HEADED = CONTAINERS | {"article", "annex", "form"}
#: Units with a page of their own in the chain previous – next.
PAGED = ("article", "annex", "form")
_RULES = re.compile(r"[-_–—*=]{3,}")
ROW_FIELDS = ("kind", "num", "marker", "heading", "text", "eid", "anchor", "depth", "emphasis")


@dataclass(slots=True)
class TextNode:
    """One provision as the renderer wants it."""

    kind: str
    num: str
    marker: str
    heading: str
    text: str
    eid: str
    anchor: str
    emphasis: str | None = None
    children: list[TextNode] = field(default_factory=list)


def tree(rows: Iterable[Sequence[Any]]) -> list[TextNode]:
    """Rows (``ROW_FIELDS``, document order) as a tree; the least depth among them is the top."""
    top: list[TextNode] = []
    open_nodes: list[tuple[int, TextNode]] = []
    for kind, num, marker, heading, text, eid, anchor, depth, emphasis in rows:
        node = TextNode(kind, num, marker, heading, text, eid, anchor, emphasis)
        while open_nodes and open_nodes[-1][0] >= depth:
            open_nodes.pop()
        (open_nodes[-1][1].children if open_nodes else top).append(node)
        open_nodes.append((depth, node))
    return top


def rows_of(expression: Expression) -> list[tuple[Any, ...]]:
    """All provisions of a wording in document order."""
    return list(Provision.objects.filter(expression_id=expression.pk).order_by("order").values_list(*ROW_FIELDS))


def build(expression: Expression, nodes: Sequence[Any], links: Links | None = None) -> RenderedText:
    """The HTML of a wording from its tree (rows or ``legaldocs.domain`` nodes), not stored; ``links`` are its citations.

    It is the same for all visitors: addresses are those of the portal's own language, see ``body_html``.
    """
    base = list_address() if links else ""
    inline = linked(links, lambda link: f"#{link.anchor}", base, without_rules) if links else without_rules
    notes = notes_below(nodes)
    body = link_notes(render_provisions(nodes, inline=inline), notes)
    rendered = RenderedText(
        expression=expression,
        text_hash=expression.text_hash,
        markup=MARKUP,
        is_whole=True,
        body=body,
        size=len(body),
        made_at=timezone.now(),
    )
    shown: set[str] | None = None
    if _article_count(nodes) > LONG_ARTICLES or len(body) > LONG_HTML:
        opening = _Opening(OPENING_HTML)
        beginning = opening.take(nodes)
        if opening.next_anchor:
            rendered.is_whole, rendered.next_anchor = False, opening.next_anchor
            shown = opening.shown
            if links:
                inline = linked(links, lambda link: _own_address(link, opening.shown), base, without_rules)
            rendered.body = link_notes(render_provisions(beginning, inline=inline), notes)
    rendered.contents = without_marks(_contents(nodes, shown), notes)
    return rendered


def _own_address(link: TextLink, shown: set[str]) -> str:
    """Where a provision of the same text is: on the page if its unit is, else on the unit's own page."""
    if link.unit in shown:
        return f"#{link.anchor}"
    return f"{{base}}{link.unit}/#{link.anchor}" if link.anchor != link.unit else f"{{base}}{link.unit}/"


_MADE = ["text_hash", "markup", "is_whole", "body", "contents", "size", "made_at", "next_anchor"]


def store(expression: Expression, nodes: Sequence[Any], links: Links | None = None) -> RenderedText:
    """Keep the HTML of a wording just published; called inside the transaction that published it."""
    rendered = build(expression, nodes, links)
    RenderedText.objects.bulk_create(
        [rendered], update_conflicts=True, unique_fields=["expression"], update_fields=_MADE
    )
    return rendered


_COLUMNS = column_names(RenderedText)
_KEPT = Prepared(lambda pk: RenderedText.objects.filter(expression_id=pk).values_list(*_COLUMNS), int)


def rendered_text(expression: Expression) -> RenderedText:
    """The kept HTML of a wording when it fits, else made now from the provisions (reading writes nothing)."""
    for row in _KEPT.rows(expression.pk):
        kept: RenderedText = instance(RenderedText, _COLUMNS, row)
        if kept.text_hash == expression.text_hash and kept.markup == MARKUP:
            return kept
    return build(expression, tree(rows_of(expression)), load_links(expression.pk))


def body_html(rendered: RenderedText, url: str) -> str:
    """The text with the document's address in the links to its own pages, and every link in the visitor's language.

    No text can look like such an attribute: quotation marks in it are escaped.
    """
    body = rendered.body if rendered.is_whole else rendered.body.replace('href="{base}', f'href="{escape(url)}')
    if get_language() == settings.LANGUAGE_CODE:
        return body
    return body.replace(f'href="{list_address()}', f'href="{reverse("legaldocs:document_list")}')


def whole_body(expression: Expression) -> SafeString:
    """The whole of a long text with its links, made now for the page that shows everything."""
    links = linked(
        load_links(expression.pk),
        lambda link: f"#{link.anchor}",
        reverse("legaldocs:document_list"),
        without_rules,
    )
    nodes = tree(rows_of(expression))
    return mark_safe(link_notes(render_provisions(nodes, inline=links), notes_below(nodes)))


def notes_below(nodes: Iterable[Any]) -> dict[int, str]:
    """The notes of a consolidated text: they stand in its last provision that has any."""
    found: dict[int, str] = {}
    for node in nodes:
        found = notes_below(node.children) or notes_of(node.text) or found
    return found


def notes_behind(expression_id: int) -> dict[int, str]:
    """The same, asked of the database: one query."""
    rows = Provision.objects.filter(expression_id=expression_id, text__contains=NOTES_BEGIN).order_by("-order")
    for text in rows.values_list("text", flat=True)[:5]:
        if notes := notes_of(text):
            return notes
    return {}


def contents_html(rendered: RenderedText, base: str) -> SafeString:
    """The contents list with the document's address in its links."""
    return mark_safe(rendered.contents.replace("{base}", escape(base)))


def label(marker: str, heading: str) -> str:
    """ "Điều 10. Hệ thống văn bản": how a unit is named in contents lists and titles."""
    return " ".join(part for part in (marker.strip(), heading.strip()) if part)


def _article_count(nodes: Iterable[Any]) -> int:
    return sum(1 if str(node.kind) == "article" else _article_count(node.children) for node in nodes)


def without_rules(node: Any) -> str | None:
    """Rows of dashes drawn under the state's name and motto are decoration of the typewriter: shown as none."""
    if node.eid != "preface":
        return None
    return "\n".join(escape(_RULES.sub("", line)) for line in node.text.split("\n"))


class _Opening:
    """Takes provisions from the beginning until the budget is used; cuts only between articles."""

    def __init__(self, budget: int) -> None:
        self.left = budget
        self.next_anchor = ""
        self.shown: set[str] = set()

    def take(self, nodes: Iterable[Any]) -> list[TextNode]:
        taken: list[TextNode] = []
        for node in nodes:
            if self.left <= 0 and not self.next_anchor:
                self.next_anchor = first_page(node)
            if self.next_anchor:
                break
            self.shown.add(node.anchor)
            kind = str(node.kind)
            if kind in CONTAINERS:
                self.left -= len(node.heading) + len(node.text) + 200
                children = self.take(node.children)
            else:
                children = node.children
                cost = _weight(node)
                # A huge annex or table behind the articles gets its own page instead of being dragged along.
                if kind in PAGED and taken and cost > 2 * OPENING_HTML:
                    self.next_anchor = node.anchor
                    self.shown.discard(node.anchor)
                    break
                self.left -= cost
                self.shown.update(below.anchor for below in node.children)
            taken.append(
                TextNode(
                    kind, node.num, node.marker, node.heading, node.text, node.eid, node.anchor, node.emphasis, children
                )
            )
        return taken


def first_page(node: Any) -> str:
    """The first unit with a page of its own at or below ``node`` (the unit itself when it has none below)."""
    if str(node.kind) in CONTAINERS:
        for child in node.children:
            found = first_page(child)
            if found:
                return found
    return node.anchor


def _weight(node: Any) -> int:
    """About as many characters as the node's HTML has."""
    return len(node.text) + len(node.heading) + 140 + sum(_weight(child) for child in node.children)


def _contents(nodes: Iterable[Any], shown: set[str] | None) -> str:
    """Contents list of the headed units; a text without articles lists its top clauses instead (directives)."""
    out: list[str] = []
    nodes = list(nodes)
    kinds = HEADED if _article_count(nodes) else HEADED | {"clause"}
    _contents_level(nodes, shown, kinds, out)
    return "".join(out)


def _contents_level(nodes: Iterable[Any], shown: set[str] | None, kinds: frozenset[str], out: list[str]) -> None:
    entries = [node for node in nodes if str(node.kind) in kinds]
    if not entries:
        return
    out.append("<ol>")
    for node in entries:
        kind = str(node.kind)
        words = label(node.marker, node.heading or ("" if kind in HEADED else shorten(node.text)))
        group = ' class="toc-group"' if kind in HEADED and kind != "article" else ""
        anchor = escape(node.anchor)
        href = f"#{anchor}" if shown is None or node.anchor in shown else f"{{base}}{anchor}/"
        out.append(f'<li><a{group} href="{href}">{escape(words or node.anchor).replace("{base}", "&#123;base}")}</a>')
        if kind in CONTAINERS or kind == "annex":
            _contents_level(node.children, shown, HEADED, out)
        out.append("</li>")
    out.append("</ol>")


def shorten(text: str, limit: int = 110) -> str:
    """The first line of a text, cut between words."""
    line = text.split("\n", 1)[0].strip()
    if len(line) <= limit:
        return line
    return f"{line[:limit].rsplit(' ', 1)[0].rstrip(' ,;:.')} …"
