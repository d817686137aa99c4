"""``/tim-kiem/``: the question, how it was understood, answers, facets. Any string gives a page, never a server error."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from legaldocs.caching import public_page
from legaldocs.domain.types import DocumentType
from legaldocs.domain.validity import Status
from legaldocs.list_context import home_crumb
from legaldocs.models import LegalDocument
from legaldocs.search.answers import MAX_PAGE, SearchAnswer, answer
from legaldocs.search.plan import Filters

PAGE_SIZE = 20
#: Names of the parameters in the address, by facet.
PARAMETERS = {"document_type": "loai", "issuer": "co-quan", "year": "nam", "status": "hieu-luc", "kind": "tim"}
EXAMPLES = ["thủ tục hành chính", "thoi han tra ket qua", "điều 10 nghị định 43/2011"]
MAX_CHOICES = 20


def whole_numbers(values: list[str], most: int = 2**31 - 1) -> tuple[int, ...]:
    """Those of the values that are whole numbers a database can hold; the rest is dropped."""
    numbers = (int(value) for value in values[:MAX_CHOICES] if value.isascii() and value.isdigit() and len(value) <= 10)
    return tuple(number for number in numbers if number <= most)


def read_filters(query: QueryDict) -> Filters:
    """Filters from the address; values that do not exist are dropped."""
    types = {kind.value for kind in DocumentType}
    statuses = {status.value for status in Status}
    kind = query.get(PARAMETERS["kind"], "")
    return Filters(
        document_type=tuple(v for v in query.getlist(PARAMETERS["document_type"])[:MAX_CHOICES] if v in types),
        issuer=whole_numbers(query.getlist(PARAMETERS["issuer"])),
        year=whole_numbers(query.getlist(PARAMETERS["year"]), 9999),
        status=tuple(v for v in query.getlist(PARAMETERS["status"])[:MAX_CHOICES] if v in statuses),
        kind=kind if kind in {"document", "provision"} else "",
        document_id=next(iter(whole_numbers(query.getlist("trong")[:1])), None),
    )


def facet_groups(found: SearchAnswer) -> list[dict[str, Any]]:
    """Facets as the filter component expects them."""
    legends = {
        "kind": _("What is found"),
        "document_type": _("Document type"),
        "status": _("Validity"),
        "year": _("Year of issue"),
        "issuer": _("Issuing authority"),
    }
    groups = []
    for name, legend in legends.items():
        rows = found.facets.get(name, [])
        choices = [{"value": v, "label": label, "count": count, "checked": chosen} for v, label, count, chosen in rows]
        if len(choices) > 1 or any(choice["checked"] for choice in choices):
            kind = "radio" if name == "kind" else "checkbox"
            groups.append({"legend": legend, "name": PARAMETERS[name], "choices": choices, "kind": kind})
    return groups


def chips(found: SearchAnswer) -> list[dict[str, str]]:
    """The chosen filters, each removable."""
    return [
        {"label": label, "name": PARAMETERS[name], "value": value}
        for name, rows in found.facets.items()
        for value, label, _count, chosen in rows
        if chosen
    ]


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
    filters = read_filters(request.GET)
    raw = request.GET.get("q", "")
    number = next(iter(whole_numbers([request.GET.get("page", "1")], MAX_PAGE)), 1)
    newest_first = request.GET.get("sap-xep") == "moi-nhat"
    found = answer(raw, filters=filters, newest_first=newest_first, page=number, page_size=PAGE_SIZE)
    title = (
        _("Search results for “{question}”").format(question=found.question.text)
        if found.question.text
        else _("Search")
    )
    context = {
        "answer": found,
        "title": title,
        "facets": facet_groups(found),
        "chips": chips(found),
        "clear_url": reverse("legaldocs:search", query={"q": found.question.text}),
        "page": SearchPages(found.page, found.page_count),
        "newest_first": newest_first,
        "shown_examples": [] if found.question.text else examples(),
        "verbatim_url": reverse("legaldocs:search", query={"q": f'"{found.question.text}"'}),
        "crumbs": [
            home_crumb(),
            {"title": _("Search"), "url": ""},
        ],
    }
    return render(request, "legaldocs/search.html", context)
