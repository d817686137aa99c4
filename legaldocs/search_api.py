"""``GET /api/v1/search`` (design.md, interfaces)."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Annotated, Any, Literal

from django.http import HttpRequest, QueryDict
from django.utils.html import strip_tags
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from legaldocs.search.answers import MAX_PAGE, MAX_PAGE_SIZE, Result, answer
from legaldocs.search.plan import Filters, Order
from legaldocs.search_filters import LINEAGE, MAX_CHOICES, PARAMETERS, WITHIN, read_filters

router = Router(tags=["Tìm kiếm"])


class HitOut(Schema):
    """One answer; ``article`` is the Điều's number or null for the whole document; ``snippet`` marks words with <mark>.

    ``kind``: document, provision, consultation, answer or file. Only the last three have ``state`` (of the consultation, or
    the decision of the answer), ``deadline`` (the end of a period that runs) and ``caution`` (words recognised from an
    image). ``status`` is there where ``as_of`` was asked for, and is the validity on that day.
    """

    kind: str
    number: str
    document_type: str
    issued_on: datetime.date | None
    title: str
    article: str | None
    eid: str | None
    url: str
    snippet: str
    score: float
    status: str | None = None
    state: str | None = None
    deadline: datetime.datetime | None = None
    caution: str | None = None


class ChoiceOut(Schema):
    """One value of a filter with the number of answers it leaves."""

    value: str
    label: str
    count: int


class SearchOut(Schema):
    """A page of answers. Where ``facets`` were asked for: the choices of each filter, and whether there are more answers than
    ``count`` (``is_least``), so that the numbers of the choices are estimates."""

    count: int
    understood_as: str
    results: list[HitOut]
    is_least: bool = False
    facets: dict[str, list[ChoiceOut]] = {}


class FiltersIn(Schema):
    """The filters of the search page by the same meaning; a value that does not exist leaves nothing out."""

    document_type: list[str] = Field(default=[], max_length=MAX_CHOICES)
    issuer: list[Annotated[int, Field(ge=1, le=2**31 - 1)]] = Field(default=[], max_length=MAX_CHOICES)
    successors: bool = False
    subject: list[str] = Field(default=[], max_length=MAX_CHOICES)
    year: list[Annotated[int, Field(ge=1, le=9999)]] = Field(default=[], max_length=MAX_CHOICES)
    status: list[str] = Field(default=[], max_length=MAX_CHOICES)
    as_of: datetime.date | None = None
    kind: Literal["", "document", "provision", "draft", "consultation", "answer", "file"] = ""
    document_id: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None

    def filters(self) -> Filters:
        """As the page reads them from its address."""
        query = QueryDict(mutable=True)
        for name, parameter in PARAMETERS.items():
            values = getattr(self, name)
            query.setlist(parameter, [str(v) for v in (values if isinstance(values, list) else [values])])
        if self.successors:
            query[LINEAGE] = "1"
        if self.document_id:
            query[WITHIN] = str(self.document_id)
        return replace(read_filters(query), as_of=self.as_of)


class ErrorOut(Schema):
    """What went wrong."""

    detail: str | list[dict[str, Any]]


@router.get(
    "",
    response={200: SearchOut, 422: ErrorOut, 503: ErrorOut},
    operation_id="search",
    exclude_unset=True,
    summary="Tìm văn bản và điều khoản",
)
def search(
    request: HttpRequest,
    q: str = "",
    page: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 1,
    page_size: Annotated[int, Query(ge=1, le=MAX_PAGE_SIZE)] = 20,
    order: Order = Order.BEST,
    facets: bool = False,
    chosen: Query[FiltersIn] = FiltersIn(),  # noqa: B008 - how ninja reads many parameters together
) -> Any:
    """Answers to a question in any spelling, with or without diacritics; what the question names comes first.

    ``status`` is meant, and answered, as of ``as_of`` where that is given. ``successors``: with the bodies whose tasks the
    chosen issuers took over.
    """
    found = answer(q, filters=chosen.filters(), order=order, page=page, page_size=page_size)
    if found.failed:
        return Status(503, {"detail": "Công cụ tìm kiếm đang bận. Xin thử lại sau ít phút."})
    page_of_answers: dict[str, Any] = {
        "count": found.count,
        "understood_as": found.understood_as,
        "results": [_row(hit, with_status=chosen.as_of is not None) for hit in found.results],
    }
    if facets:
        page_of_answers["is_least"] = found.is_least
        page_of_answers["facets"] = {
            name: [{"value": value, "label": label, "count": count} for value, label, count, _ in rows]
            for name, rows in found.facets.items()
        }
    return page_of_answers


def _row(hit: Result, *, with_status: bool) -> dict[str, Any]:
    document = hit.document
    row = {
        "kind": hit.kind,
        "number": document.number,
        "document_type": document.document_type,
        "issued_on": document.issued_on,
        "title": document.title or document.abstract if hit.kind == "document" else strip_tags(hit.title),
        "article": hit.article,
        "eid": hit.eid,
        "url": hit.url,
        "snippet": str(hit.snippet),
        "score": round(hit.score, 4),
    }
    if with_status:
        row["status"] = document.status
    if hit.shown is not None:
        state = "; ".join(badge.label for badge in hit.shown.badges)
        row |= {"state": state or None, "deadline": hit.shown.deadline, "caution": hit.shown.caution or None}
    return row
