"""What the list page shows: rows, facets, chips, orders, in the words of the visitor's language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_noop as _

from legaldocs.domain.types import TYPE_INFO, DocumentType
from legaldocs.domain.validity import Status
from legaldocs.forms import ListingQuery, Sort
from legaldocs.listing import Listing
from legaldocs.models import LegalDocument
from portal.templatetags.portal_tags import status_word

SORT_WORDS = {
    Sort.NEWEST: _("Newest first"),
    Sort.NUMBER: _("By number"),
    Sort.EFFECTIVE: _("By date of effect"),
}
_TYPE_ORDER = {kind.value: place for place, kind in enumerate(DocumentType)}
_STATUS_ORDER = {status.value: place for place, status in enumerate(Status)}


def home_crumb() -> dict[str, str]:
    """The first breadcrumb, in the visitor's language."""
    return {"title": gettext("Home page"), "url": "/en/" if get_language() == "en" else "/"}


def crumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    """Breadcrumbs below the list of documents."""
    return [home_crumb(), {"title": gettext("Legal documents"), "url": reverse("legaldocs:document_list")}, *more]


def type_word(document_type: str) -> str:
    """Name of a type in the visitor's language."""
    info = TYPE_INFO[DocumentType(document_type)]
    return info.name_en if get_language() == "en" else info.name


def row(document: LegalDocument) -> dict[str, Any]:
    """One document as ``components/document_row.html`` shows it."""
    english = get_language() == "en"
    issuer = document.issuer
    return {
        "url": document.get_absolute_url(),
        "number": document.number or ("" if document.stage != "draft" else pgettext("document", "Draft")),
        "type_name": type_word(document.document_type),
        "abstract": document.abstract,
        "issuer": (issuer.name_en if english and issuer.name_en else issuer.name) if issuer else "",
        "issued_on": document.issued_on,
        "status": document.status,
        "sample": document.is_sample,
    }


def context(listing: Listing) -> dict[str, Any]:
    """Everything ``legaldocs/document_list.html`` expects."""
    query, counts = listing.query, listing.counts
    path = reverse("legaldocs:document_list")
    encoded = query.urlencode()
    feed = reverse("legaldocs:document_feed")
    return {
        "query": query,
        "total": counts.total,
        "page": listing.page,
        "documents": [row(document) for document in listing.page.object_list],
        "facets": _facets(listing),
        "chips": _chips(listing),
        "clear_url": path,
        "list_url": path,
        "feed_url": f"{feed}?{encoded}" if encoded else feed,
        "sorts": [
            {"url": _address(path, replace(query, sort=sort)), "label": gettext(words), "chosen": sort is query.sort}
            for sort, words in SORT_WORDS.items()
        ],
        "empty_actions": _ways_out(query),
        "crumbs": crumbs()[:2],
        "canonical": _address(path, query, listing.page.number),
    }


def _address(path: str, query: ListingQuery, page: int = 1) -> str:
    parts = [part for part in (query.urlencode(), f"page={page}" if page > 1 else "") if part]
    return f"{path}?{'&'.join(parts)}" if parts else path


def _ways_out(query: ListingQuery) -> list[dict[str, str]]:
    """What to try when nothing matches."""
    search = reverse("legaldocs:search")
    return [
        {
            "title": gettext("Search the full text"),
            "url": f"{search}?{urlencode({'q': query.q})}" if query.q else search,
        },
        {"title": gettext("Show all documents"), "url": reverse("legaldocs:document_list")},
    ]


def _issuer_word(names: tuple[str, str]) -> str:
    return names[1] if get_language() == "en" and names[1] else names[0]


def _facets(listing: Listing) -> list[dict[str, Any]]:
    query, counts = listing.query, listing.counts
    types = sorted({*counts.types, *query.types}, key=lambda value: _TYPE_ORDER.get(value, 99))
    statuses = sorted({*counts.statuses, *query.statuses}, key=lambda value: _STATUS_ORDER.get(value, 99))
    issuers = sorted(counts.issuer_names, key=lambda code: (-counts.issuers.get(code, 0), counts.issuer_names[code][0]))
    subjects = sorted(
        counts.subject_names, key=lambda slug: (-counts.subjects.get(slug, 0), counts.subject_names[slug])
    )
    years = sorted({*counts.years, *query.years}, reverse=True)
    return [
        _facet(gettext("Document type"), "loai", [(v, type_word(v), counts.types.get(v, 0)) for v in types], query.types, True),
        _facet(gettext("Validity"), "hieu-luc", [(v, status_word(v), counts.statuses.get(v, 0)) for v in statuses], query.statuses, True),
        _facet(gettext("Issuing authority"), "co-quan", [(v, _issuer_word(counts.issuer_names[v]), counts.issuers.get(v, 0)) for v in issuers], query.issuers),
        _facet(gettext("Year"), "nam", [(str(v), str(v), counts.years.get(v, 0)) for v in years], tuple(map(str, query.years))),
        _facet(gettext("Field of law"), "linh-vuc", [(v, counts.subject_names[v], counts.subjects.get(v, 0)) for v in subjects], query.subjects),
    ]  # fmt: skip


def _facet(
    legend: str, name: str, values: list[tuple[str, str, int]], chosen: tuple[str, ...], is_open: bool = False
) -> dict[str, Any]:
    choices = [
        {"value": value, "label": words, "count": count, "checked": value in chosen} for value, words, count in values
    ]
    return {"legend": legend, "name": name, "choices": choices, "open": is_open}


def _chips(listing: Listing) -> list[dict[str, str]]:
    query, counts = listing.query, listing.counts
    chips = [{"label": type_word(value), "name": "loai", "value": value} for value in query.types]
    chips += [{"label": status_word(value), "name": "hieu-luc", "value": value} for value in query.statuses]
    chips += [
        {"label": _issuer_word(counts.issuer_names[code]), "name": "co-quan", "value": code} for code in query.issuers
    ]
    chips += [
        {"label": gettext("Year %(year)s") % {"year": year}, "name": "nam", "value": str(year)} for year in query.years
    ]
    chips += [{"label": counts.subject_names[slug], "name": "linh-vuc", "value": slug} for slug in query.subjects]
    if query.q:
        chips.append({"label": gettext("Words: “%(words)s”") % {"words": query.q}, "name": "q"})
    return chips
