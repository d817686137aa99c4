"""``/tim-kiem/``: the question, how it was understood, answers, facets. Any string gives a page, never a server error."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from legaldocs import search_context
from legaldocs.caching import public_page
from legaldocs.list_context import home_crumb
from legaldocs.models import LegalDocument
from legaldocs.search import usage
from legaldocs.search.answers import MAX_PAGE, SearchAnswer, answer
from legaldocs.search.plan import Filters, Order
from legaldocs.search.suggestions import suggest
from legaldocs.search_filters import LITERAL, ORDER, read_filters, read_order, whole_numbers

PAGE_SIZE = 20
EXAMPLES = ["thủ tục hành chính", "thoi han tra ket qua", "điều 10 nghị định 43/2011"]


class SearchPages:
    """What the pagination component needs of a Django page."""

    def __init__(self, number: int, count: int) -> None:
        self.number, self.num_pages = number, count
        self.paginator = self

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.num_pages

    @property
    def has_other_pages(self) -> bool:
        return self.num_pages > 1

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1

    def get_elided_page_range(self, *args: Any, **kwargs: Any) -> list[int | str]:
        """Numbers near this page, the first and the last; "…" between."""
        near = {1, self.num_pages, *range(max(1, self.number - 2), min(self.num_pages, self.number + 2) + 1)}
        numbers: list[int | str] = []
        for number in sorted(near):
            if numbers and isinstance(numbers[-1], int) and number - numbers[-1] > 1:
                numbers.append("…")
            numbers.append(number)
        return numbers


def examples() -> list[dict[str, str]]:
    """Questions to try, shown while nothing was asked: the newest document's number first."""
    newest = (
        LegalDocument.objects.public()
        .issued()
        .exclude(number="")
        .order_by("-issued_on")
        .values_list("number", flat=True)
    )
    questions = [*newest[:1], *EXAMPLES]
    return [{"text": text, "url": reverse("legaldocs:search", query={"q": text})} for text in questions]


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """The search page."""
    query = request.GET
    filters = read_filters(query)
    number = next(iter(whole_numbers([query.get("page", "1")], MAX_PAGE)), 1)
    order = read_order(query)
    found = answer(
        query.get("q", ""),
        filters=filters,
        order=order,
        page=number,
        page_size=PAGE_SIZE,
        literal=query.get(LITERAL) == "1",
    )
    if found.question.text and not found.failed and not filters and number == 1:
        usage.note_asked(found.question.text, empty=not found.count)
    return render(request, "legaldocs/search.html", _context(query, found, filters, order))


def _context(query: QueryDict, found: SearchAnswer, filters: Filters, order: Order) -> dict[str, Any]:
    text = found.question.text
    title = _("Search results for “{question}”").format(question=text) if text else _("Search")
    within = None
    if filters.document_id:
        within = LegalDocument.objects.public().for_listing().filter(pk=filters.document_id).first()
    kept = query.copy()
    kept.pop("page", None)
    filtered, quoted = bool(filters), f'"{text}"'
    return {
        "answer": found,
        "title": title,
        "groups": search_context.groups(found, query),
        "facets": search_context.facet_groups(found, query),
        "chips": search_context.chips(query, within) if filtered else [],
        "within": within,
        "reading": search_context.reading(found.question, query) if text else {},
        "offers": search_context.offers(found.question, query) if text else [],
        "ways_out": search_context.ways_out(found, query, filtered) if text and not found.count else [],
        "count_words": search_context.count_words(found),
        "clear_url": f"{search_context.search_url()}?{urlencode({'q': text})}",
        "page": SearchPages(found.page, found.page_count),
        "orders": search_context.orders(query, order),
        "order_name": query.get(ORDER, "") if order is not Order.BEST else "",
        "as_of": filters.as_of,
        "shown_examples": [] if text else examples(),
        "verbatim_url": f"{search_context.search_url()}?{urlencode({'q': quoted})}",
        "feed_url": f"{search_context.address_of('legaldocs:search_feed')}?{kept.urlencode()}",
        "follow_url": f"{search_context.address_of('legaldocs:saved_search')}?{kept.urlencode()}",
        "crumbs": [home_crumb(), {"title": _("Search"), "url": ""}],
    }


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """``/tim-kiem/goi-y/?q=…``: at most eight lines, for everybody the same."""
    lines = suggest(request.GET.get("q", ""))
    rows = [
        {
            "text": line.text,
            "kind": line.kind,
            "detail": line.detail,
            "url": reverse("legaldocs:search", query={"q": line.text}),
        }
        for line in lines
    ]
    response = JsonResponse({"suggestions": rows}, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "public, max-age=300"
    return response


@csrf_exempt
@require_POST
def count_click(request: HttpRequest) -> HttpResponse:
    """A browser says that an answer was followed: the question and the place, nothing about who. Nothing is answered."""
    place = next(iter(whole_numbers([request.POST.get("place", "")], 1000)), 0)
    text = request.POST.get("q", "")
    if place and 0 < len(text) <= usage.LONGEST:
        usage.note_followed(text, place)
    return HttpResponse(status=204)
