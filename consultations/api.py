"""Read API of consultations: ``/api/v1/consultations`` and ``/api/v1/consultations/{id}/comments``.

Published comments only, with what the public pages show and nothing more: no contact, no name without consent.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema, Status

from consultations.models import Comment, ConsultationPage, ConsultationState
from consultations.presentation import with_published_counts
from consultations.states import CLOSED_STATES, effective_state
from consultations.targets import comment_rows, provision_label

router = Router(tags=["Lấy ý kiến"])
MAX_INTEGER = 2**31 - 1
Page = Annotated[int, Field(ge=1, le=100_000)]
PageSize = Annotated[int, Field(ge=1, le=100)]


class ErrorOut(Schema):
    """What went wrong."""

    detail: str | list[dict[str, Any]]


class ConsultationOut(Schema):
    """One consultation as the list shows it."""

    id: int
    url: str
    title: str
    summary: str
    state: str
    opens_at: datetime.datetime | None
    closes_at: datetime.datetime | None
    receiving_unit: str | None
    postal_address: str
    email: str
    document_id: int | None
    comment_count: int


class ConsultationsOut(Schema):
    """A page of consultations."""

    count: int
    results: list[ConsultationOut]


class AnswerOut(Schema):
    """The published answer to a comment."""

    decision: str
    text: str
    resulting_wording: str
    published_at: datetime.datetime


class CommentOut(Schema):
    """One published comment."""

    id: int
    uuid: str
    expression_id: int | None
    eid: str | None
    anchor: str | None
    provision: str | None
    question: str | None
    stance: str
    text: str
    change: str
    proposed_wording: str
    reason: str
    sender_kind: str
    sender_name: str
    province: str
    received_at: datetime.datetime
    published_at: datetime.datetime | None
    answer: AnswerOut | None


class CommentsOut(Schema):
    """A page of comments."""

    count: int
    results: list[CommentOut]


class ListQuery(Schema):
    """Which consultations."""

    state: Literal["all", "open", "closed"] = "all"
    page: Page = 1
    page_size: PageSize = 20


class CommentQuery(Schema):
    """Which comments."""

    provision: Annotated[str, Field(max_length=255)] = ""
    stance: Literal["", "agree", "partly", "disagree", "other"] = ""
    sender_kind: Literal["", "citizen", "business", "expert", "organization"] = ""
    page: Page = 1
    page_size: PageSize = 20


@router.get(
    "",
    response={200: ConsultationsOut, 422: ErrorOut},
    operation_id="list_consultations",
    summary="Danh sách lấy ý kiến",
)
def list_consultations(request: HttpRequest, query: Query[ListQuery]) -> dict[str, Any]:
    """Every published consultation, opened last first."""
    now = timezone.now()
    rows = ConsultationPage.objects.live().public()
    if query.state == "open":
        rows = rows.filter(state=ConsultationState.OPEN, closes_at__gt=now)
    elif query.state == "closed":
        rows = rows.filter(Q(state__in=CLOSED_STATES) | Q(state=ConsultationState.OPEN, closes_at__lte=now))
    start = (query.page - 1) * query.page_size
    shown = with_published_counts(rows.for_listing()).order_by("-opens_at", "-pk")[start : start + query.page_size]
    return {"count": rows.count(), "results": [_consultation(request, row, now) for row in shown]}


@router.get(
    "/{consultation_id}/comments",
    response={200: CommentsOut, 404: ErrorOut, 422: ErrorOut},
    operation_id="list_comments",
    summary="Góp ý đã công khai",
)
def list_comments(
    request: HttpRequest, consultation_id: Annotated[int, Path(ge=1, le=MAX_INTEGER)], query: Query[CommentQuery]
) -> Any:
    """The published comments in document order; ``provision`` is an eId such as ``art_5__cl_2``."""
    if not ConsultationPage.objects.live().public().filter(pk=consultation_id).exists():
        return Status(404, {"detail": "Không tìm thấy đợt lấy ý kiến."})
    rows = Comment.objects.filter(consultation_id=consultation_id).published()  # type: ignore[attr-defined]
    if query.provision:
        rows = rows.filter(provision__eid=query.provision.replace("\x00", ""))
    if query.stance:
        rows = rows.filter(stance=query.stance)
    if query.sender_kind:
        rows = rows.filter(submission__sender_kind=query.sender_kind)
    start = (query.page - 1) * query.page_size
    shown = comment_rows(rows).in_document_order()[start : start + query.page_size]
    return {"count": rows.count(), "results": [_comment(row) for row in shown]}


def _consultation(request: HttpRequest, row: ConsultationPage, now: datetime.datetime) -> dict[str, Any]:
    return {
        "id": row.pk,
        "url": request.build_absolute_uri(row.get_absolute_url()),
        "title": row.title,
        "summary": row.summary,
        "state": effective_state(row, now),
        "opens_at": row.opens_at,
        "closes_at": row.closes_at,
        "receiving_unit": row.receiving_unit.name if row.receiving_unit else None,
        "postal_address": row.contact_address,
        "email": row.contact_email,
        "document_id": row.document_id,
        "comment_count": row.published_count,
    }


def _comment(row: Comment) -> dict[str, Any]:
    answer = row.response if row.response is not None and row.response.published_at else None
    return {
        "id": row.pk,
        "uuid": str(row.uuid),
        "expression_id": row.expression_id,
        "eid": row.provision.eid if row.provision else None,
        "anchor": row.provision.anchor if row.provision else None,
        "provision": provision_label(row.provision) if row.provision else None,
        "question": row.question.text if row.question else None,
        "stance": row.stance,
        "text": row.text,
        "change": row.change,
        "proposed_wording": row.proposed_wording,
        "reason": row.reason,
        "sender_kind": row.submission.sender_kind,
        "sender_name": row.submission.public_name,
        "province": row.submission.province,
        "received_at": row.submission.received_at,
        "published_at": row.published_at,
        "answer": {
            "decision": answer.decision,
            "text": answer.text,
            "resulting_wording": answer.resulting_wording,
            "published_at": answer.published_at,
        }
        if answer
        else None,
    }
