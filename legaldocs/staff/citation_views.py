"""Documents that published texts cite and the collection lacks (``/quan-tri/dan-chieu/``): what to import next."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legaldocs.citations_page import capital, excerpt
from legaldocs.domain.dates import format_date, parse_date
from legaldocs.domain.numbers import number_key
from legaldocs.domain.text import search_tokens
from legaldocs.domain.uris import words_of_eid
from legaldocs.models import Citation, LegalDocument, Provision
from legaldocs.permissions import may_point_citations, may_see_documents
from legaldocs.staff.access import EDIT_URL, crumbs, staff_view

PAGE_SIZE = 50
DOCUMENTS_SHOWN = 20
PLACES_SHOWN = 5
#: How a document is named: by number, or by its name alone.
KINDS = ("number", "name")


def _waiting() -> Any:
    return Citation.objects.waiting().exclude(key="").filter(expression__live=True)


@staff_view(may_see_documents)
@require_safe
def citation_index(request: HttpRequest) -> HttpResponse:
    """What is cited most and not here, with what the collection has under the same number."""
    kind, question = request.GET.get("kind", ""), request.GET.get("q", "")[:200]
    rows = _waiting()
    if kind in KINDS:
        rows = rows.filter(number="") if kind == "name" else rows.exclude(number="")
    if question.strip():
        rows = rows.filter(_matching(question))
    groups = (
        rows.order_by()
        .values("key")
        .annotate(
            mentions=Count("pk"),
            documents=Count("expression__document_id", distinct=True),
            shown_number=Max("number"),
            shown_name=Max("name"),
        )
        .order_by("-documents", "-mentions", "key")
    )
    page = Paginator(groups, PAGE_SIZE).get_page(request.GET.get("p"))
    found = list(page.object_list)
    present = _present([row["key"] for row in found if row["shown_number"]])
    context = {
        "page": page,
        "rows": [
            row
            | {
                "url": f"{reverse('corpus:citation_waiting')}?{urlencode({'key': row['key']})}",
                "present": present[row["key"]],
            }
            for row in found
        ],
        "kind": kind,
        "question": question,
        "query": urlencode({"kind": kind, "q": question}),
        "header_title": _("Cited documents not in the collection"),
        "header_icon": "link-external",
        "breadcrumbs_items": crumbs(("", _("Cited documents not in the collection"))),
    }
    return render(request, "legaldocs/staff/citation_index.html", context)


def _matching(question: str) -> Q:
    """A number in any spelling, or words of a name."""
    key, words = number_key(question), search_tokens(question)
    found = Q(key__contains=words) if words else Q(pk=None)
    return found | Q(key__contains=key) if key else found


def _present(keys: list[str]) -> dict[str, dict[str, Any]]:
    """Documents of the collection with these numbers: not public yet, or several so that none could be chosen."""
    found: dict[str, dict[str, Any]] = defaultdict(lambda: {"hidden": [], "public": 0})
    rows = LegalDocument.objects.filter(number_key__in=keys).only(
        "number_key", "document_type", "number", "live", "stage"
    )
    for document in rows.order_by("pk"):
        if document.live:
            found[document.number_key]["public"] += 1
        else:
            found[document.number_key]["hidden"].append(
                {"name": document.citation_name, "url": reverse(EDIT_URL, args=[document.pk])}
            )
    return found


@staff_view(may_see_documents)
@require_safe
def citation_waiting(request: HttpRequest) -> HttpResponse:
    """Where one missing document is cited."""
    key = request.GET.get("key", "")
    rows = _waiting().filter(key=key) if key else Citation.objects.none()
    names = rows.order_by().values_list("name").annotate(n=Count("pk")).order_by("-n", "name")[:8]
    if not names:
        raise Http404
    ids = rows.order_by().values("expression__document_id")
    documents = LegalDocument.objects.filter(pk__in=ids).for_listing().order_by("-issued_on", "-pk")
    page = Paginator(documents, DOCUMENTS_SHOWN).get_page(request.GET.get("p"))
    number = rows.aggregate(number=Max("number"))["number"]
    title = number or capital(str(names[0][0]))
    context = {
        "page": page,
        "names": [name for name, _count in names if name],
        "dates": _dates(rows),
        "rows": _places(list(page.object_list), rows),
        "may_point": may_point_citations(request.user),
        "query": urlencode({"key": key}),
        "header_title": title,
        "header_icon": "link-external",
        "breadcrumbs_items": crumbs(
            (reverse("corpus:citation_index"), _("Cited documents not in the collection")), ("", title)
        ),
    }
    return render(request, "legaldocs/staff/citation_waiting.html", context)


def _dates(rows: Any) -> list[str]:
    """Days or years that the texts give the document, the most frequent first."""
    counts = Counter(rows.exclude(dated="").values_list("dated", flat=True))
    days = [parse_date(dated) or dated for dated, _count in counts.most_common(5)]
    return [format_date(day) if isinstance(day, datetime.date) else day for day in days]


def _places(documents: list[LegalDocument], rows: Any) -> list[dict[str, Any]]:
    by_document: dict[int, list[Citation]] = defaultdict(list)
    cited = rows.filter(expression__document_id__in=[document.pk for document in documents])
    for row in cited.select_related("expression").defer("expression__source_text", "expression__findings"):
        by_document[row.expression.document_id].append(row)
    shown = [row for found in by_document.values() for row in found[:PLACES_SHOWN]]
    provisions = Provision.objects.filter(
        expression_id__in={row.expression_id for row in shown}, eid__in={row.source_eid for row in shown}
    )
    texts = {(text, eid): words for text, eid, words in provisions.values_list("expression_id", "eid", "text")}
    return [
        {
            "document": document,
            "url": document.get_absolute_url() if document.live else reverse(EDIT_URL, args=[document.pk]),
            "all_url": reverse("corpus:document_citations", args=[document.pk]),
            "places": [
                {
                    "url": reverse(
                        "corpus:citation_point", args=[document.pk, row.expression_id, row.place, row.start, row.end]
                    ),
                    "title": capital(words_of_eid(row.source_eid)),
                    "excerpt": excerpt(texts.get((row.expression_id, row.source_eid), ""), row.start, row.end),
                }
                for row in by_document[document.pk][:PLACES_SHOWN]
            ],
            "more": max(0, len(by_document[document.pk]) - PLACES_SHOWN),
        }
        for document in documents
    ]
