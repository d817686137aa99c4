"""Opening, extending, closing and finishing consultations, always under the row's lock and against one clock."""

from __future__ import annotations

import datetime
import logging
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q

from consultations.errors import ConsultationError, IllegalTransition, NotAnswered
from consultations.models import Comment, CommentState, ConsultationPage, ConsultationState, DeadlineExtension
from consultations.search import refresh_consultations
from consultations.services.posting import post_draft
from consultations.states import accepts_comments, require_step

logger = logging.getLogger(__name__)


@dataclass
class TickResult:
    """What one run of the clock did."""

    opened: list[int] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    problems: dict[int, str] = field(default_factory=dict)


def locked(consultation_id: int) -> ConsultationPage:
    """The consultation with its row locked; call inside a transaction."""
    return ConsultationPage._base_manager.select_for_update(of=("self",)).get(pk=consultation_id)


def open_and_close_due(now: datetime.datetime) -> TickResult:
    """Open what is due and close what is over. Idempotent; one consultation that cannot be opened stops no other."""
    result = TickResult()
    open_due(now, result)
    close_due(now, result)
    return result


def open_due(now: datetime.datetime, result: TickResult | None = None) -> TickResult:
    """Open every published, planned consultation whose period has begun and not ended."""
    result = result or TickResult()
    due = ConsultationPage.objects.live().filter(state=ConsultationState.PLANNED, opens_at__lte=now, closes_at__gt=now)
    for pk in list(due.values_list("pk", flat=True)):
        try:
            if open_consultation(consultation_id=pk, now=now):
                result.opened.append(pk)
        except ConsultationError as error:
            result.problems[pk] = str(error)
            logger.warning("consultation %s was not opened: %s", pk, error)
        except Exception:
            result.problems[pk] = "Lỗi hệ thống khi mở lấy ý kiến; xem nhật ký."
            logger.exception("consultation %s was not opened", pk)
    return result


def close_due(now: datetime.datetime, result: TickResult | None = None) -> TickResult:
    """Store the closing of every consultation past its closing moment (also of an unpublished page)."""
    result = result or TickResult()
    due = ConsultationPage.objects.filter(state=ConsultationState.OPEN, closes_at__lte=now)
    for pk in list(due.values_list("pk", flat=True)):
        if _close(pk, now):
            result.closed.append(pk)
    return result


@transaction.atomic
def open_consultation(*, consultation_id: int, now: datetime.datetime) -> bool:
    """Post the draft and open for comments; ``False`` when it was open already.

    Raises ``ConsultationError`` outside the period or without a draft text, ``IllegalTransition`` after closing.
    """
    consultation = locked(consultation_id)
    if consultation.state == ConsultationState.OPEN:
        return False
    require_step(consultation, ConsultationState.OPEN)
    if (
        not consultation.opens_at
        or not consultation.closes_at
        or not consultation.opens_at <= now < consultation.closes_at
    ):
        raise ConsultationError(f"“{consultation.title}” chưa đến hoặc đã qua thời gian lấy ý kiến.")
    post_draft(consultation=consultation, now=now)
    _store(consultation, state=ConsultationState.OPEN)
    return True


@transaction.atomic
def _close(consultation_id: int, now: datetime.datetime) -> bool:
    consultation = locked(consultation_id)
    over = consultation.closes_at is not None and consultation.closes_at <= now
    if consultation.state != ConsultationState.OPEN or not over:
        return False
    # Every path was shut from ``closes_at`` on, whenever the clock came by.
    _store(consultation, state=ConsultationState.SUMMARIZING, closed_at=consultation.closes_at)
    return True


@transaction.atomic
def extend_deadline(
    *, consultation_id: int, closes_at: datetime.datetime, reason: str, decided_by: str, now: datetime.datetime
) -> DeadlineExtension:
    """Move the closing moment of an open consultation later, with a reason that is shown in public.

    A consultation that has closed is not opened again this way: a new one is posted.
    """
    consultation = locked(consultation_id)
    if not accepts_comments(consultation, now) or consultation.closes_at is None:
        raise IllegalTransition(f"“{consultation.title}” không còn trong thời gian lấy ý kiến nên không thể gia hạn.")
    if closes_at <= consultation.closes_at:
        raise ConsultationError("Thời hạn mới phải sau thời hạn hiện tại; không được rút ngắn thời gian lấy ý kiến.")
    if not reason.strip():
        raise ConsultationError("Hãy nêu lý do gia hạn.")
    extension = DeadlineExtension.objects.create(
        consultation_id=consultation.pk,
        previous=consultation.closes_at,
        extended_to=closes_at,
        reason=reason.strip()[:500],
        decided_by=decided_by[:150],
        decided_at=now,
    )
    _store(consultation, closes_at=closes_at)
    return extension


@transaction.atomic
def mark_answered(*, consultation_id: int, now: datetime.datetime) -> ConsultationPage:
    """Declare the consultation answered; only once every published comment has a published answer.

    Without any published comment the outcome must say so (Luật 64/2025/QH15 Điều 6 khoản 4).
    """
    consultation = locked(consultation_id)
    require_step(consultation, ConsultationState.ANSWERED)
    comments = Comment.objects.filter(consultation_id=consultation.pk)
    waiting = comments.filter(state=CommentState.RECEIVED).count()
    if waiting:
        raise NotAnswered(f"Còn {waiting} ý kiến chưa được kiểm duyệt.")
    unanswered = (
        comments.published().filter(Q(response__isnull=True) | Q(response__published_at__isnull=True)).count()  # type: ignore[attr-defined]
    )
    if unanswered:
        raise NotAnswered(f"Còn {unanswered} ý kiến chưa có giải trình, tiếp thu được công khai.")
    if not comments.exists() and not consultation.outcome.strip():
        raise NotAnswered("Không có ý kiến nào: hãy nêu kết quả lấy ý kiến trước khi kết thúc.")
    _store(consultation, state=ConsultationState.ANSWERED, answered_at=now)
    return consultation


@transaction.atomic
def finish(*, consultation_id: int, state: str) -> ConsultationPage:
    """Record that the document was issued, or archive an answered consultation."""
    consultation = locked(consultation_id)
    if state not in {ConsultationState.ENACTED, ConsultationState.ARCHIVED}:
        raise IllegalTransition("Chỉ có thể chuyển sang “đã ban hành” hoặc “lưu trữ”.")
    require_step(consultation, state)
    _store(consultation, state=state)
    return consultation


def _store(consultation: ConsultationPage, **values: object) -> None:
    """Write the named columns only: the rest of the page belongs to its editors."""
    ConsultationPage._base_manager.filter(pk=consultation.pk).update(**values)
    for name, value in values.items():
        setattr(consultation, name, value)
    refresh_consultations([consultation.pk])
