"""Read API of citations: ``/api/v1/documents/{id}/citations`` and ``/api/v1/documents/{id}/cited-by``."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema
from ninja.errors import HttpError

from legaldocs.api import ERRORS, MAX_INTEGER
from legaldocs.citations_page import citing
from legaldocs.domain.uris import anchor_from_eid
from legaldocs.models import Citation, LegalDocument, Provision
from legaldocs.reading_page import Reading, document_by_id, read_document

router = Router(tags=["Dẫn chiếu"])
PAGE_SIZE = 100
MOST_PAGES = 100_000

Id = Annotated[int, Path(ge=1, le=MAX_INTEGER)]
PageNumber = Annotated[int, Query(ge=1, le=MOST_PAGES)]
Size = Annotated[int, Query(ge=1, le=500)]


class PlaceOut(Schema):
    """Where a citation stands: ``text`` is ``provision_text[start:end]`` of the provision ``provision``."""

    provision: str
    start: int
    end: int
    text: str


class CitationOut(PlaceOut):
    """One thing that a text cites. A list or a range gives one row for each provision it covers."""

    number: str
    name: str
    eid: str | None
    document_id: int | None
    document_url: str | None
    resolved: bool


class CitationListOut(Schema):
    """One page of what a document cites, in the order of its text."""

    count: int
    page: int
    page_size: int
    expression_id: int | None
    results: list[CitationOut]


class CitingOut(PlaceOut):
    """One mention in the text of another document."""

    document_id: int
    document_number: str
    document_type: str
    document_url: str
    issued_on: datetime.date | None
    eid: str | None


class CitingListOut(Schema):
    """One page of who cites a document, newest documents first."""

    count: int
    page: int
    page_size: int
    results: list[CitingOut]


@router.get(
    "/{document_id}/citations",
    response={200: CitationListOut, **ERRORS},
    operation_id="list_citations",
    summary="Văn bản dẫn chiếu đến đâu",
)
def citations(
    request: HttpRequest, document_id: Id, page: PageNumber = 1, page_size: Size = PAGE_SIZE
) -> dict[str, Any]:
    """What the wording that applies cites. ``number`` is empty for the document itself, ``eid`` null for a whole one."""
    reading = _reading(document_id)
    expression = reading.expression
    rows = Citation.objects.filter(expression=expression).select_related("document") if expression else None
    answer = {"page": page, "page_size": page_size, "expression_id": expression.pk if expression else None}
    if rows is None:
        return answer | {"count": 0, "results": []}
    shown = list(rows.order_by("place", "start", "pk")[(page - 1) * page_size : page * page_size])
    texts = _texts(shown)
    return answer | {"count": rows.count(), "results": [_out(request, row, reading, texts) for row in shown]}


@router.get(
    "/{document_id}/cited-by",
    response={200: CitingListOut, **ERRORS},
    operation_id="list_citing",
    summary="Văn bản được dẫn chiếu ở đâu",
)
def cited_by(
    request: HttpRequest,
    document_id: Id,
    eid: Annotated[str, Query(max_length=255, description="Chỉ dẫn chiếu đến đơn vị này, ví dụ art_10")] = "",
    page: PageNumber = 1,
    page_size: Size = PAGE_SIZE,
) -> dict[str, Any]:
    """Mentions in the published texts of other documents."""
    reading = _reading(document_id)
    rows = citing(reading.document)
    if eid:
        rows = rows.filter(eid=eid)
    ordered = rows.select_related("expression__document").order_by(
        "-expression__document__issued_on", "-expression_id", "place", "start", "pk"
    )
    shown = list(
        ordered.defer("expression__source_text", "expression__findings", "expression__outline")[
            (page - 1) * page_size : page * page_size
        ]
    )
    texts = _texts(shown)
    return {
        "count": rows.count(),
        "page": page,
        "page_size": page_size,
        "results": [_citing_out(request, row, texts) for row in shown],
    }


def _reading(document_id: int) -> Reading:
    found = document_by_id(document_id)
    reading = read_document(found, on=timezone.localdate()) if found else None
    if reading is None:
        raise HttpError(404, "Không có văn bản này.")
    return reading


def _texts(rows: list[Citation]) -> dict[tuple[int, str], str]:
    places = Provision.objects.filter(
        expression_id__in={row.expression_id for row in rows}, eid__in={row.source_eid for row in rows}
    )
    return {(expression, eid): text for expression, eid, text in places.values_list("expression_id", "eid", "text")}


def _place(row: Citation, texts: dict[tuple[int, str], str]) -> dict[str, Any]:
    text = texts.get((row.expression_id, row.source_eid), "")
    return {"provision": row.source_eid, "start": row.start, "end": row.end, "text": text[row.start : row.end]}


def _out(request: HttpRequest, row: Citation, reading: Reading, texts: dict[tuple[int, str], str]) -> dict[str, Any]:
    document = row.document if row.document is not None and _is_public(row.document, reading) else None
    url = None
    if document is not None:
        anchor = f"{anchor_from_eid(row.eid)}/" if row.eid and row.is_found else ""
        url = request.build_absolute_uri(f"{document.get_absolute_url()}{anchor}")
    return _place(row, texts) | {
        "number": row.number,
        "name": row.name,
        "eid": row.eid or None,
        "document_id": document.pk if document is not None else None,
        "document_url": url,
        "resolved": document is not None and (row.is_found or not row.eid),
    }


def _is_public(document: LegalDocument, reading: Reading) -> bool:
    return document.pk == reading.document.pk or (document.live and document.secrecy == "none")


def _citing_out(request: HttpRequest, row: Citation, texts: dict[tuple[int, str], str]) -> dict[str, Any]:
    document = row.expression.document
    return _place(row, texts) | {
        "document_id": document.pk,
        "document_number": document.number,
        "document_type": document.document_type,
        "document_url": request.build_absolute_uri(document.get_absolute_url()),
        "issued_on": document.issued_on,
        "eid": row.eid or None,
    }
