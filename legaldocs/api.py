"""Read API of the corpus: ``/api/v1/documents`` and ``/api/v1/documents/{id}``."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema
from ninja.errors import HttpError

from legaldocs.forms import ListingQuery, Sort
from legaldocs.listing import list_documents
from legaldocs.models import LegalDocument, Provision
from legaldocs.reading_page import Reading, document_by_id, read_document

router = Router(tags=["Văn bản"])
MAX_INTEGER = 2**31 - 1
#: Provisions returned at once; the rest follows with ``provisions_after``.
PROVISIONS_AT_ONCE = 5_000


class ErrorOut(Schema):
    """What went wrong."""

    detail: str | list[dict[str, Any]]


class DocumentRowOut(Schema):
    """One document in the list."""

    id: int
    url: str
    document_type: str
    type_name: str
    number: str
    title: str
    abstract: str
    issuer: str | None
    issuer_code: str | None
    issued_on: datetime.date | None
    effective_on: datetime.date | None
    status: str
    updated_at: datetime.datetime


class DocumentListOut(Schema):
    """One page of the list."""

    count: int
    page: int
    page_size: int
    results: list[DocumentRowOut]


class FileOut(Schema):
    """One file."""

    title: str
    name: str
    url: str
    media_type: str
    size: int | None
    sha256: str


class SignerOut(Schema):
    """Who signed."""

    name: str
    title: str
    authority: str


class RelationOut(Schema):
    """One relation, with the verb as seen from this document."""

    kind: str
    direction: str
    verb: str
    title: str
    url: str | None
    effective_on: datetime.date | None


class ProvisionOut(Schema):
    """One provision in document order."""

    eid: str
    anchor: str
    kind: str
    num: str
    heading: str
    depth: int
    text: str


class ExpressionOut(Schema):
    """One wording."""

    id: int
    name: str
    kind: str
    valid_from: datetime.date | None
    valid_until: datetime.date | None
    text_hash: str


class DocumentOut(DocumentRowOut):
    """One document with its text."""

    stage: str
    status_on: datetime.date
    status_reason: str
    amended: bool
    effective_until: datetime.date | None
    joint_issuers: list[str]
    signers: list[SignerOut]
    place: str
    subjects: list[str]
    gazette_number: str
    gazette_on: datetime.date | None
    is_sample: bool
    files: list[FileOut]
    relations: list[RelationOut]
    expression: ExpressionOut | None
    expressions: list[ExpressionOut]
    provision_count: int
    provisions: list[ProvisionOut]
    provisions_next: int | None


class Filters(Schema):
    """Filters of the list; values as in the addresses of ``/van-ban/``."""

    loai: list[str] = Field([], description="Loại văn bản, ví dụ nghi-dinh", max_length=30)
    co_quan: list[str] = Field([], alias="co-quan", description="Mã cơ quan ban hành, ví dụ BNV", max_length=30)
    nam: list[str] = Field([], description="Năm ban hành", max_length=30)
    linh_vuc: list[str] = Field([], alias="linh-vuc", description="Lĩnh vực", max_length=30)
    hieu_luc: list[str] = Field([], alias="hieu-luc", description="Tình trạng hiệu lực", max_length=30)
    q: str = Field("", description="Từ trong số, tên hoặc trích yếu; có dấu hoặc không dấu", max_length=200)
    sap_xep: Sort = Field(Sort.NEWEST, alias="sap-xep", description="Thứ tự")


ERRORS: dict[int, Any] = {400: ErrorOut, 404: ErrorOut, 422: ErrorOut, 429: ErrorOut}


@router.get("", response={200: DocumentListOut, **ERRORS}, operation_id="list_documents", summary="Danh sách văn bản")
def documents(
    request: HttpRequest,
    filters: Annotated[Filters, Query()],
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    page_size: Annotated[int, Query(ge=1, le=100)] = 20,
) -> dict[str, Any]:
    """Published documents, newest first. A page after the last is empty."""
    data = QueryDict(mutable=True)
    for name, values in (
        ("loai", filters.loai),
        ("co-quan", filters.co_quan),
        ("nam", filters.nam),
        ("linh-vuc", filters.linh_vuc),
        ("hieu-luc", filters.hieu_luc),
    ):
        data.setlist(name, values)
    data["q"], data["sap-xep"], data["page"] = filters.q, filters.sap_xep.value, str(page)
    listing = list_documents(ListingQuery.read(data), page_size=page_size)
    beyond = page > listing.page.paginator.num_pages
    rows = [] if beyond else [row(request, document) for document in listing.page.object_list]
    return {"count": listing.counts.total, "page": page, "page_size": page_size, "results": rows}


@router.get("/{document_id}", response={200: DocumentOut, **ERRORS}, operation_id="get_document", summary="Một văn bản")
def document(
    request: HttpRequest,
    document_id: Annotated[int, Path(ge=1, le=MAX_INTEGER)],
    provisions_after: Annotated[int, Query(ge=-1, le=MAX_INTEGER, description="Thứ tự của đơn vị cuối đã nhận")] = -1,
) -> Any:
    """Metadata, validity as of today, files, relations and the text, provision by provision."""
    found = document_by_id(document_id)
    reading = read_document(found, on=timezone.localdate()) if found else None
    if found is None or reading is None:
        raise HttpError(404, "Không có văn bản này.")
    return detail(request, reading, provisions_after)


def row(request: HttpRequest, document: LegalDocument) -> dict[str, Any]:
    """One document as a row."""
    return {
        "id": document.pk,
        "url": request.build_absolute_uri(document.get_absolute_url()),
        "document_type": document.document_type,
        "type_name": document.type_name,
        "number": document.number,
        "title": document.title,
        "abstract": document.abstract,
        "issuer": document.issuer.name if document.issuer else None,
        "issuer_code": document.issuer.code if document.issuer else None,
        "issued_on": document.issued_on,
        "effective_on": document.valid_from,
        "status": document.status,
        "updated_at": document.updated_at,
    }


def detail(request: HttpRequest, reading: Reading, provisions_after: int) -> dict[str, Any]:
    """One document with everything."""
    document = reading.document
    rows = _provisions(reading, provisions_after)
    more = len(rows) > PROVISIONS_AT_ONCE
    rows = rows[:PROVISIONS_AT_ONCE]
    return row(request, document) | {
        "status": reading.status.status.value,
        "stage": document.stage,
        "status_on": reading.on,
        "status_reason": reading.status.reason,
        "amended": reading.status.amended,
        "effective_until": document.valid_until,
        "joint_issuers": reading.joint_issuers,
        "signers": [{"name": s["name"], "title": s["second"], "authority": s["third"]} for s in reading.signers],
        "place": document.place,
        "subjects": [subject["name"] for subject in reading.subjects],
        "gazette_number": document.gazette_number,
        "gazette_on": document.gazette_on,
        "is_sample": document.is_sample,
        "files": [file | {"url": request.build_absolute_uri(file["url"])} for file in reading.files],
        "relations": _relations(request, reading),
        "expression": reading.expression and _expression(reading.expression),
        "expressions": [_expression(expression) for expression in reading.expressions],
        "provision_count": reading.expression.provision_count if reading.expression else 0,
        "provisions": [{name: row[name] for name in row if name != "order"} for row in rows],
        "provisions_next": rows[-1]["order"] if more else None,
    }


def _provisions(reading: Reading, after: int) -> list[dict[str, Any]]:
    if reading.expression is None:
        return []
    rows = Provision.objects.filter(expression=reading.expression, order__gt=after).order_by("order")
    fields = ("eid", "anchor", "kind", "num", "heading", "depth", "text", "order")
    return list(rows.values(*fields)[: PROVISIONS_AT_ONCE + 1])


def _relations(request: HttpRequest, reading: Reading) -> list[dict[str, Any]]:
    return [
        {
            "kind": group.kind,
            "direction": "outgoing" if group.outgoing else "incoming",
            "verb": group.verb,
            "title": other.title,
            "url": request.build_absolute_uri(other.url) if other.url else None,
            "effective_on": other.effective_on,
        }
        for group in reading.relations
        for other in group.documents
    ]


def _expression(expression: Any) -> dict[str, Any]:
    return {
        "id": expression.pk,
        "name": expression.name,
        "kind": expression.kind,
        "valid_from": expression.valid_from,
        "valid_until": expression.valid_until,
        "text_hash": expression.text_hash,
    }
