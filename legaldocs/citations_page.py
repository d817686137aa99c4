"""Who cites a document or a provision: the boxes on their pages and the list behind them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from legaldocs.domain.uris import anchor_from_eid, unit_eid, words_of_eid
from legaldocs.list_context import row as document_row
from legaldocs.models import Citation, LegalDocument, Provision
from legaldocs.prepared import Prepared
from legaldocs.reading_page import Reading
from legaldocs.search.snippets import marked
from legaldocs.services.cited_records import current_wordings

PAGE_SIZE = 20
#: Places shown of each citing document; the rest is counted.
PLACES_SHOWN = 3
#: Articles of the same text shown in the box of an article.
OWN_SHOWN = 30
ROWS_READ = 20_000
_AROUND = 140

_OTHERS = Prepared(
    lambda pk, unit: (
        Citation.objects.public()
        .of_others()
        .filter(document_id=pk, unit=unit)
        .order_by()
        .values("document_id")
        .annotate(n=Count("expression__document_id", distinct=True))
        .values_list("n")
    ),
    int, str,
)  # fmt: skip
_OWN = Prepared(
    lambda expression, pk, unit: (
        Citation.objects.filter(expression_id=expression, document_id=pk, unit=unit)
        .order_by("place")
        .values_list("source_eid")
    ),
    int, int, str,
)  # fmt: skip


def list_url(document: LegalDocument, unit_anchor: str = "") -> str:
    """Address of the list of who cites a document, or one unit of it."""
    url = reverse("legaldocs:citing_documents", args=[document.document_type, document.year, document.slug])
    return f"{url}?don-vi={unit_anchor}" if unit_anchor else url


def unit_box(reading: Reading, unit: Provision) -> dict[str, Any] | None:
    """Who cites a unit (article, annex, chapter): other documents by number, articles of the same text by name."""
    if reading.expression is None:
        return None
    count = next((row[0] for row in _OTHERS.rows(reading.document.pk, unit.eid)), 0)
    citing = dict.fromkeys(unit_eid(row[0]) for row in _OWN.rows(unit.expression_id, reading.document.pk, unit.eid))
    own = [eid for eid in citing if eid != unit.eid]
    if not count and not own:
        return None
    suffix = "" if reading.is_current_expression else f"?phien-ban={reading.expression.pk}"
    return {
        "count": count,
        "url": list_url(reading.document, unit.anchor),
        "own": [
            {"title": capital(words_of_eid(eid)), "url": f"{reading.url}{anchor_from_eid(eid)}/{suffix}"}
            for eid in own[:OWN_SHOWN]
        ],
        "more": max(0, len(own) - OWN_SHOWN),
    }


def capital(words: str) -> str:
    """The words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def citing(document: LegalDocument, unit: str = "") -> QuerySet[Citation]:
    """What other public documents say of this one, or of one unit of it."""
    rows = Citation.objects.public().of_others().filter(document=document)
    return rows.filter(unit=unit) if unit else rows


def citing_page(document: LegalDocument, unit: str, number: str | None) -> Page[LegalDocument]:
    """Documents that cite, newest first."""
    ids = citing(document, unit).order_by().values("expression__document_id")
    rows = LegalDocument.objects.filter(pk__in=ids).for_listing()
    return Paginator(rows.order_by(F("issued_on").desc(nulls_last=True), "-pk"), PAGE_SIZE).get_page(number)


def citing_rows(document: LegalDocument, unit: str, page: Page[LegalDocument]) -> list[dict[str, Any]]:
    """The documents of one page with the places where they cite; a fixed number of queries."""
    documents = list(page.object_list)
    current = current_wordings([other.pk for other in documents])
    places = _places(document, unit, documents, current)
    texts = _texts([place for found in places.values() for place in found[:PLACES_SHOWN]])
    return [
        {
            "document": document_row(other),
            "places": [
                _shown(other, place, texts, is_current=current.get(other.pk) == place.expression_id)
                for place in places[other.pk][:PLACES_SHOWN]
            ],
            "more": max(0, len(places[other.pk]) - PLACES_SHOWN),
        }
        for other in documents
    ]


def _places(
    document: LegalDocument, unit: str, documents: list[LegalDocument], current: dict[int, int]
) -> dict[int, list[Citation]]:
    """One citation for each citing provision, of the wording that applies, else of the latest that cites."""
    rows = (
        citing(document, unit)
        .filter(expression__document_id__in=[other.pk for other in documents])
        .select_related("expression")
        .defer("expression__source_text", "expression__findings", "expression__outline")
        .order_by("-expression_id", "place", "start", "pk")[:ROWS_READ]
    )
    by_wording: dict[int, dict[int, dict[str, Citation]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        by_wording[row.expression.document_id][row.expression_id].setdefault(row.source_eid, row)
    found: dict[int, list[Citation]] = defaultdict(list)
    for pk, wordings in by_wording.items():
        chosen = current.get(pk) if current.get(pk) in wordings else max(wordings)
        found[pk] = list(wordings[chosen or 0].values())
    return found


def _texts(places: list[Citation]) -> dict[tuple[int, str], str]:
    rows = Provision.objects.filter(
        expression_id__in={place.expression_id for place in places}, eid__in={place.source_eid for place in places}
    )
    return {(expression, eid): text for expression, eid, text in rows.values_list("expression_id", "eid", "text")}


def _shown(
    other: LegalDocument, place: Citation, texts: dict[tuple[int, str], str], *, is_current: bool
) -> dict[str, Any]:
    unit = anchor_from_eid(unit_eid(place.source_eid))
    anchor = anchor_from_eid(place.source_eid)
    wording = "" if is_current else f"?phien-ban={place.expression_id}"
    fragment = f"#{anchor}" if anchor != unit else ""
    return {
        "title": capital(words_of_eid(place.source_eid)),
        "url": f"{other.get_absolute_url()}{unit}/{wording}{fragment}",
        "excerpt": excerpt(texts.get((place.expression_id, place.source_eid), ""), place.start, place.end),
    }


def excerpt(text: str, start: int, end: int) -> SafeString:
    """The words around a citation, cut between words, with the citation marked."""
    if not start < end <= len(text):
        return mark_safe("")
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    if first:
        first = text.find(" ", first, start) + 1 or start
    if last < len(text):
        last = text.rfind(" ", end, last) if " " in text[end:last] else end
    inside = marked(" ".join(text[first:last].split("\n")), [(start - first, end - first)])
    return mark_safe(f"{'… ' if first else ''}{inside}{' …' if last < len(text) else ''}")


def unit_at(reading: Reading, anchor: str) -> Provision | None:
    """The unit of the wording shown that an address names."""
    if reading.expression is None or not anchor or len(anchor) > 255:
        return None
    return Provision.objects.filter(expression=reading.expression, anchor=anchor).defer("text").first()
