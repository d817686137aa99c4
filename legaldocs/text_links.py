"""Citations as links in the text of a law: they wrap what is printed and change no character of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from legaldocs.domain.types import TYPE_INFO, DocumentType
from legaldocs.domain.uris import anchor_from_eid
from legaldocs.domain.validity import Status
from legaldocs.models import Citation
from legaldocs.prepared import Prepared
from portal.emphasis_html import emphasised, pieces_of

#: A document in these states is marked in the text itself; other states are named in the link's description only.
OLD = frozenset({Status.EXPIRED.value, Status.SUSPENDED.value, Status.OBSOLETE.value})
_UNSAID = frozenset({Status.IN_FORCE.value, Status.UNKNOWN.value})
ABSTRACT_SHOWN = 160


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """What a link shows of the document it leads to."""

    pk: int
    document_type: str
    year: int
    slug: str
    number: str
    title: str
    abstract: str
    status: str

    @property
    def path(self) -> str:
        """Its address below ``/van-ban/``."""
        return f"{self.document_type}/{self.year or 0}/{self.slug}/"

    @property
    def description(self) -> str:
        """Name, subject and, unless it is in force, validity: what a reader is told before following the link."""
        kind = TYPE_INFO[DocumentType(self.document_type)].name
        name = f"{kind} số {self.number}" if self.number else self.title or kind
        subject = self.title if self.title and self.number else self.abstract
        if len(subject) > ABSTRACT_SHOWN:
            subject = f"{subject[:ABSTRACT_SHOWN].rsplit(' ', 1)[0]} …"
        words = f"{name}: {subject}" if subject and subject != name else name
        return words if self.status in _UNSAID else f"{words} ({Status(self.status).label})"


@dataclass(frozen=True, slots=True)
class TextLink:
    """One link in the text of a provision. ``path`` is empty for a provision of the same text."""

    start: int
    end: int
    path: str = ""
    unit: str = ""
    anchor: str = ""
    description: str = ""
    is_old: bool = False


Links = Mapping[str, list[TextLink]]


def link_of(
    start: int, end: int, source_eid: str, eid: str, unit: str, *, is_found: bool, shown: ShownDocument | None
) -> TextLink | None:
    """The link of one citation; ``shown`` is None for the document itself. None where a link would lead nowhere new."""
    if shown is None:
        if not is_found or not eid or f"{source_eid}__".startswith(f"{eid}__"):
            return None  # "Nghị định này", "Điều này": the reader is there
        return TextLink(start, end, "", anchor_from_eid(unit), anchor_from_eid(eid))
    old = shown.status in OLD
    if not is_found or not eid:
        return TextLink(start, end, shown.path, description=shown.description, is_old=old)
    return TextLink(start, end, shown.path, anchor_from_eid(unit), anchor_from_eid(eid), shown.description, old)


def _rows(expression_id: int, first: int, last: int) -> QuerySet[Citation, Any]:
    return (
        Citation.objects.filter(expression_id=expression_id, place__gte=first, place__lte=last)
        .exclude(document=None)
        .order_by("place", "start", "pk")
        .values_list(
            *("source_eid", "start", "end", "eid", "unit", "is_found", "expression__document_id", "document_id"),
            *("document__document_type", "document__year", "document__slug", "document__number", "document__title"),
            *(Substr("document__abstract", 1, ABSTRACT_SHOWN + 40), "document__status"),
            *("document__live", "document__secrecy"),
        )
    )


_PREPARED = Prepared(_rows, int, int, int)
LAST_PLACE = 2**31 - 1


def load_links(expression_id: int, first: int = 0, last: int = LAST_PLACE) -> Links:
    """The links of a wording, or of its provisions from place ``first`` to ``last``; one query."""
    found: dict[str, list[TextLink]] = defaultdict(list)
    shown: dict[int, ShownDocument] = {}
    for row in _PREPARED.rows(expression_id, first, last):
        source_eid, start, end, eid, unit, is_found, own, pk, *facts, live, secrecy = row
        target = None
        if pk != own:
            if not live or secrecy != "none":
                continue
            target = shown.get(pk) or shown.setdefault(pk, ShownDocument(pk, *facts))
        link = link_of(start, end, source_eid, eid, unit, is_found=bool(is_found), shown=target)
        if link is not None:
            found[source_eid].append(link)
    return found


def list_address() -> str:
    """``/van-ban/`` in the portal's own language: prepared texts are the same for all visitors."""
    with override(settings.LANGUAGE_CODE):
        return reverse("legaldocs:document_list")


def linked(
    links: Links, own: Callable[[TextLink], str], base: str, without: Callable[[Any], str | None] | None = None
) -> Callable[[Any], str | None]:
    """An ``inline`` function for ``portal.provision_html``: a node's text with its citations as links.

    ``own`` gives the address of a provision of the same text, ``base`` is the list of documents; ``without`` is asked
    for nodes that have no links.
    """

    def inline(node: Any) -> str | None:
        found = links.get(node.eid)
        if not found:
            return without(node) if without else None
        return with_links(node.text, found, own, base, pieces_of(node))

    return inline


def with_links(
    text: str,
    links: Iterable[TextLink],
    own: Callable[[TextLink], str],
    base: str,
    piece: Callable[[int, int], str] | None = None,
) -> str:
    """``text`` as HTML with links; a mention that runs over a line's end is one link a line.

    ``piece`` gives the HTML of a stretch of the text (its emphasis); without it the words are only escaped.
    """
    piece = piece or partial(emphasised, text, [])
    out: list[str] = []
    at = 0
    for link in links:
        if link.start < at or not link.start < link.end <= len(text):
            continue  # the second target of a list, or a row that does not fit its text
        out.append(piece(at, link.start))
        opening = _opening(link, own, base)
        lines = []
        at = link.start
        for line in text[link.start : link.end].split("\n"):
            words = piece(at, at + len(line))
            lines.append(f"{opening}{words}</a>" if line.strip() else words)
            at += len(line) + 1
        out.append("\n".join(lines))
        at = link.end
    out.append(piece(at, len(text)))
    return "".join(out)


def _opening(link: TextLink, own: Callable[[TextLink], str], base: str) -> str:
    if link.path:
        fragment = f"#{link.anchor}" if link.anchor != link.unit else ""
        address = f"{base}{link.path}{link.unit}/{fragment}" if link.unit else f"{base}{link.path}"
    else:
        address = own(link)
    style = "cite cite-old" if link.is_old else "cite"
    title = f' title="{escape(link.description)}"' if link.description else ""
    return f'<a class="{style}" href="{escape(address)}"{title}>'.replace("|", "&#124;")  # bars part table cells
