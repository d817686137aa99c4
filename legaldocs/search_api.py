"""``GET /api/v1/search`` (design.md, interfaces)."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.html import strip_tags
from ninja import Query, Router, Schema

from legaldocs.search.answers import MAX_PAGE, MAX_PAGE_SIZE, Result, answer

router = Router(tags=["Tìm kiếm"])


class HitOut(Schema):
    """One answer; ``article`` is the Điều's number or null for the whole document; ``snippet`` marks words with <mark>."""

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


class SearchOut(Schema):
    """A page of answers."""

    count: int
    understood_as: str
    results: list[HitOut]


class ErrorOut(Schema):
    """What went wrong."""

    detail: str | list[dict[str, Any]]


@router.get(
    "",
    response={200: SearchOut, 422: ErrorOut, 503: ErrorOut},
    operation_id="search",
    summary="Tìm văn bản và điều khoản",
)
def search(
    request: HttpRequest,
    q: str = "",
    page: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 1,
    page_size: Annotated[int, Query(ge=1, le=MAX_PAGE_SIZE)] = 20,
) -> Any:
    """Answers to a question in any spelling, with or without diacritics; what the question names comes first."""
    found = answer(q, page=page, page_size=page_size)
    if found.failed:
        return 503, {"detail": "Công cụ tìm kiếm đang bận. Xin thử lại sau ít phút."}
    return {"count": found.count, "understood_as": found.understood_as, "results": [_row(hit) for hit in found.results]}


def _row(hit: Result) -> dict[str, Any]:
    document = hit.document
    return {
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
