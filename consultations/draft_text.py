"""The posted draft as HTML with a place for actions at every provision that can be commented on.

A posted wording never changes, so its HTML is kept in the cache, cut where the actions stand, until the links of its
citations are made anew (``legaldocs.services.citation_refresh``); a request only fills in the counts. Cost per request
does not grow with the comments.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from legaldocs.models import Expression, Provision, RenderedText
from legaldocs.prepared import Prepared
from legaldocs.rendering import without_rules
from legaldocs.text_links import linked, load_links
from portal.provision_html import render_contents, render_provisions

COMMENTABLE = frozenset({"article", "clause", "point", "annex", "form"})
NAMED = frozenset({"article", "clause", "point", "annex", "form", "quote"})
_MARKUP = 3  # raise when the HTML changes, so that a shared cache forgets the old one
_OPEN = '<div class="pv-note">'
_MARK = re.compile(r"<!--note:(\d+)-->")  # text is escaped, so no wording can contain it


@dataclass(slots=True)
class TextNode:
    """One provision as ``portal.provision_html`` wants it."""

    pk: int
    kind: str
    num: str
    marker: str
    heading: str
    text: str
    eid: str
    anchor: str
    emphasis: str | None = None
    label: str = ""
    children: list[TextNode] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """One provision that can be commented on."""

    provision_id: int
    anchor: str
    label: str


@dataclass(frozen=True)
class DraftText:
    """HTML cut at the places of the actions: ``pieces[0] action[0] pieces[1] …``, and the contents list."""

    pieces: tuple[str, ...]
    places: tuple[Place, ...]
    contents: str

    def html(self, action: Callable[[Place], str]) -> SafeString:
        """The whole text with an action at each place."""
        out = [self.pieces[0]]
        for place, piece in zip(self.places, self.pieces[1:], strict=True):
            words = action(place)
            if words:
                out += [words, piece]
            else:  # nothing to do here: no empty frame either
                out[-1] = out[-1].removesuffix(_OPEN)
                out.append(piece.removeprefix("</div>"))
        return mark_safe("".join(out))


_LINKED_AT = Prepared(lambda pk: RenderedText.objects.filter(expression_id=pk).values_list("made_at"), int)


def draft_text(expression: Expression) -> DraftText:
    """The text of one wording; from the cache when it has been posted."""
    if not expression.posted_at:
        return _build(expression.pk)
    linked_at = next((row[0] for row in _LINKED_AT.rows(expression.pk)), None)
    stamp = linked_at.timestamp() if linked_at else 0
    key = f"draft-text:{_MARKUP}:{expression.pk}:{expression.text_hash}:{stamp}:{get_language()}"
    found = cache.get(key)
    if found is None:
        found = _build(expression.pk)
        cache.set(key, found, 24 * 3600)
    return found


def load_tree(expression_id: int) -> list[TextNode]:
    """The provisions of one wording as a tree, in one query."""
    rows = (
        Provision.objects.filter(expression_id=expression_id)
        .order_by("order")
        .values_list("pk", "parent_id", "kind", "num", "marker", "heading", "text", "eid", "anchor", "emphasis")
    )
    known: dict[int, TextNode] = {}
    top: list[TextNode] = []
    for pk, parent_id, *values in rows:
        node = known[pk] = TextNode(pk, *values)  # type: ignore[arg-type]
        parent = known.get(parent_id or 0)
        node.label = spoken_label(node, parent)
        (parent.children if parent else top).append(node)
    return top


def spoken_label(node: Any, parent: TextNode | None) -> str:
    """How the provision is cited: "điểm a khoản 2 Điều 5"; ``parent`` must have its label already."""
    own = short_name(node)
    if parent is None or not parent.label:
        return own if node.kind in NAMED else ""
    if node.kind not in NAMED:
        return parent.label
    if parent.kind == "quote" or node.kind == "quote":
        return f"{own} tại {parent.label}" if node.kind != "quote" else parent.label
    return f"{own} {parent.label}"


def short_name(node: Any) -> str:
    """ "Điều 10", "khoản 2", "điểm đ", or the printed name of an annex."""
    words = {"article": "Điều", "clause": "khoản", "point": "điểm"}
    if node.kind in words:
        return f"{words[node.kind]} {node.num}".strip()
    name = (node.marker or node.heading).rstrip(".: ")
    return f"{name[:80].rstrip()}…" if len(name) > 81 else name


def _build(expression_id: int) -> DraftText:
    tree = load_tree(expression_id)
    places: list[Place] = []
    notes: dict[str, SafeString] = {}
    _collect(tree, places, notes)
    inline = linked(
        load_links(expression_id),
        lambda link: f"#{link.anchor}",
        reverse("legaldocs:document_list"),
        without_rules,
    )
    html = str(render_provisions(tree, heading_level=3, inline=inline, notes=notes))
    parts = _MARK.split(html)
    shown = [places[int(number)] for number in parts[1::2]]
    return DraftText(tuple(parts[0::2]), tuple(shown), str(render_contents(tree)))


def _collect(nodes: list[TextNode], places: list[Place], notes: dict[str, SafeString]) -> None:
    stack = list(reversed(nodes))
    while stack:
        node = stack.pop()
        if node.kind in COMMENTABLE:
            notes[node.eid] = mark_safe(f"<!--note:{len(places)}-->")
            places.append(Place(node.pk, node.anchor, node.label))
        stack.extend(reversed(node.children))
