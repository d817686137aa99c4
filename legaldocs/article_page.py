"""One unit of a long text on its own page: article, chapter, annex, with its neighbours and its place in the whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from legaldocs.citations_page import unit_box
from legaldocs.clause_origins import clause_origins
from legaldocs.models import Provision
from legaldocs.prepared import Prepared
from legaldocs.reading_page import Reading
from legaldocs.rendering import CONTAINERS, HEADED, PAGED, ROW_FIELDS, label, notes_behind, shorten, tree
from legaldocs.text_links import TextLink, linked, load_links
from portal.footnote_html import has_marks, link_notes
from portal.provision_html import render_provisions

#: A unit may be opened by any anchor; these kinds are shown on the page of what they belong to.
INSIDE = frozenset({"clause", "point", "paragraph", "table", "quote"})
MAX_SIBLINGS = 400


def provisions(reading: Reading) -> QuerySet[Provision]:
    """Provisions of the wording shown."""
    return Provision.objects.filter(expression=reading.expression)


def find_unit(reading: Reading, anchor: str) -> Provision | None:
    """The unit whose page shows ``anchor``: itself, or the headed unit around a clause, point or table."""
    if reading.expression is None or len(anchor) > 255:
        return None
    unit = provisions(reading).filter(anchor=anchor).defer("text", "text_hash", "lineage").first()
    if unit is None or unit.kind not in INSIDE or unit.parent_id is None:
        return unit
    around = provisions(reading).filter(order__lt=unit.order, end_order__gte=unit.order, kind__in=HEADED)
    return (
        around.order_by("-order").defer("text").first()
        or provisions(reading).filter(order__lte=unit.order, end_order__gte=unit.order, depth=0).first()
    )


def unit_url(reading: Reading, anchor: str) -> str:
    """Address of a unit's page, in the wording being read."""
    document = reading.document
    url = reverse("legaldocs:article_detail", args=[document.document_type, document.year, document.slug, anchor])
    if reading.expression is not None and not reading.is_current_expression:
        return f"{url}?phien-ban={reading.expression.pk}"
    return url


def _qr_url(reading: Reading, anchor: str) -> str:
    """An image of the unit's address; what has signs no address holds leads to the document."""
    document = reading.document
    url = reverse("legaldocs:qr_code", args=[document.document_type, document.year, document.slug])
    return f"{url}?don-vi={anchor}" if len(anchor) <= 255 else url


def unit_label(unit: Provision) -> str:
    """How the unit is named in titles and links."""
    return (
        label(unit.marker or (unit.label if unit.kind in HEADED else ""), unit.heading)
        or shorten(unit.text)
        or unit.anchor
    )


_ROWS = Prepared(
    lambda expression, first, last: (
        Provision.objects.filter(expression_id=expression, order__gte=first, order__lte=last)
        .order_by("order")
        .values_list(*ROW_FIELDS)
    ),
    int, int, int,
)  # fmt: skip
_ANCHOR = ROW_FIELDS.index("anchor")


def _linked(reading: Reading, unit: Provision, rows: list[Any]) -> Callable[[Any], str | None] | None:
    """Citations in the unit's text as links: to what stands on this page, to other pages of the text, to other texts."""
    links = load_links(unit.expression_id, unit.order, unit.end_order)
    if not links:
        return None
    here = {row[_ANCHOR] for row in rows}

    def own(link: TextLink) -> str:
        if link.anchor in here:
            return f"#{link.anchor}"
        page = unit_url(reading, link.unit)
        return page if link.anchor == link.unit else f"{page}#{link.anchor}"

    return linked(links, own, reverse("legaldocs:document_list"))


def _body(reading: Reading, unit: Provision, rows: list[Any]) -> SafeString:
    """The unit's text; the notes its marks name stand below it."""
    html = render_provisions(tree(rows), inline=_linked(reading, unit, rows))
    return SafeString(link_notes(html, notes_behind(unit.expression_id))) if has_marks(html) else html


def context(request: HttpRequest, reading: Reading, unit: Provision) -> dict[str, Any]:
    """Everything ``legaldocs/article_detail.html`` expects besides the frame."""
    rows = _ROWS.rows(unit.expression_id, unit.order, unit.end_order)
    surroundings = list(
        provisions(reading)
        .filter(
            Q(order__lt=unit.order, end_order__gte=unit.order)
            | Q(parent_id=unit.parent_id, kind__in=HEADED)
            | Q(parent__isnull=True, kind__in=HEADED)
        )
        .order_by("order")
        .only("kind", "num", "marker", "heading", "anchor", "order", "end_order", "depth", "eid", "parent_id")
    )
    ancestors = [row for row in surroundings if row.order < unit.order <= row.end_order]
    siblings = [row for row in surroundings if row.parent_id == unit.parent_id and row.kind in HEADED]
    name = unit_label(unit)
    crumbs = [{"title": unit_label(row), "url": unit_url(reading, row.anchor)} for row in ancestors]
    before, after = neighbours(reading, unit)
    return {
        "unit": unit,
        "unit_name": name,
        "body": _body(reading, unit, rows),
        "ancestors": crumbs,
        "previous": {"name": unit_label(before), "url": unit_url(reading, before.anchor)} if before else None,
        "next": {"name": unit_label(after), "url": unit_url(reading, after.anchor)} if after else None,
        "contents": _contents(reading, unit, ancestors, _window(siblings, unit), surroundings),
        "cited": unit_box(reading, unit),
        "origins": clause_origins(reading, unit),
        "unit_url": request.build_absolute_uri(unit_url(reading, unit.anchor)),
        "unit_qr_url": _qr_url(reading, unit.anchor),
    }


def neighbours(reading: Reading, unit: Provision) -> tuple[Provision | None, Provision | None]:
    """The pages before and after: articles and annexes in order; for a chapter, the chapters."""
    kinds = [unit.kind] if unit.kind in CONTAINERS else list(PAGED)
    chain = provisions(reading).filter(kind__in=kinds).exclude(eid__contains="quote").defer("text")
    if unit.kind not in CONTAINERS and "__" not in unit.eid:
        chain = chain.exclude(eid__contains="__")
    before = chain.filter(order__lt=unit.order).order_by("-order").first()
    after = chain.filter(order__gt=unit.end_order).order_by("order").first()
    return before, after


def _window(siblings: list[Provision], unit: Provision) -> list[Provision]:
    """Siblings around the unit: a decree of 700 articles without chapters lists those nearest."""
    if len(siblings) <= MAX_SIBLINGS:
        return siblings
    here = next((place for place, row in enumerate(siblings) if row.pk == unit.pk), 0)
    start = max(0, min(here - MAX_SIBLINGS // 2, len(siblings) - MAX_SIBLINGS))
    return siblings[start : start + MAX_SIBLINGS]


def _contents(
    reading: Reading, unit: Provision, ancestors: list[Provision], siblings: list[Provision], rows: list[Provision]
) -> SafeString:
    """The top units of the text; below the one being read its ancestors and siblings."""
    level = _links(reading, siblings, unit, SafeString(""))
    for ancestor in reversed(ancestors):
        same = [row for row in rows if row.parent_id == ancestor.parent_id and row.kind in HEADED]
        shown = same if any(row.pk == ancestor.pk for row in same) else [ancestor]
        level = _links(reading, shown, unit, level, below=ancestor)
    return level


def _links(
    reading: Reading, rows: list[Provision], unit: Provision, below_html: SafeString, below: Provision | None = None
) -> SafeString:
    return format_html(
        "<ol>{}</ol>",
        format_html_join(
            "",
            '<li><a href="{}"{}{}>{}</a>{}</li>',
            (
                (
                    unit_url(reading, row.anchor),
                    SafeString("") if row.kind == "article" else SafeString(' class="toc-group"'),
                    SafeString(' aria-current="page"') if row.pk == unit.pk else SafeString(""),
                    unit_label(row),
                    below_html if below is not None and row.pk == below.pk else SafeString(""),
                )
                for row in rows
            ),
        ),
    )
