"""Feedback on administrative regulations: received once, forwarded or answered (Điều 7 và 9 NĐ 20/2008)."""

from __future__ import annotations

import datetime
import uuid as uuid_module
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.errors import ConsultationError
from consultations.models import FeedbackSender, FeedbackState, RegulationFeedback
from consultations.receipts import new_code
from consultations.typed_text import clean_line, clean_text
from portal.working_days import add_working_days

FORWARDING_DAYS = 5


class FeedbackHandled(ConsultationError):
    """A colleague has taken this step, or a later one, already."""


class NothingSaid(ConsultationError):
    """A step needs words: where to, or what is answered."""


@dataclass(frozen=True, kw_only=True)
class FeedbackDraft:
    """What a person sends; ``sender`` has full_name, address, phone, email."""

    content: str
    regulation: str
    sender: dict[str, str]


def find_feedback(uuid: uuid_module.UUID) -> RegulationFeedback | None:
    """What was stored under this sending, if it was."""
    return RegulationFeedback.objects.filter(uuid=uuid).first()


def receive_feedback(
    *, draft: FeedbackDraft, now: datetime.datetime, uuid: uuid_module.UUID | None = None
) -> RegulationFeedback:
    """Store one piece of feedback with its receipt code; sent twice under one ``uuid`` it is stored once."""
    uuid = uuid or uuid_module.uuid4()
    try:
        with transaction.atomic():
            feedback = RegulationFeedback.objects.create(
                uuid=uuid,
                receipt_code=new_code(),
                regulation=clean_line(draft.regulation),
                content=clean_text(draft.content),
                received_at=now,
                forward_by=add_working_days(timezone.localdate(now), FORWARDING_DAYS),
            )
            FeedbackSender.objects.create(feedback=feedback, **draft.sender)
            return feedback
    except IntegrityError:
        already = find_feedback(uuid)
        if already is None:
            raise
        return already


@transaction.atomic
def forward_feedback(*, feedback_id: int, to: str, user: Any, now: datetime.datetime) -> RegulationFeedback:
    """Note to which body it was passed on. Raises ``FeedbackHandled`` when that or an answer stands already."""
    feedback = _locked(feedback_id)
    where = clean_line(to)
    if not where:
        raise NothingSaid("Hãy nêu cơ quan được chuyển phản ánh, kiến nghị.")
    if feedback.state != FeedbackState.RECEIVED:
        raise FeedbackHandled("Phản ánh, kiến nghị này đã được chuyển hoặc trả lời trong lúc bạn mở trang.")
    feedback.state, feedback.forwarded_to, feedback.forwarded_at = FeedbackState.FORWARDED, where, now
    feedback.handled_by = user
    feedback.save(update_fields=["state", "forwarded_to", "forwarded_at", "handled_by"])
    return feedback


@transaction.atomic
def answer_feedback(*, feedback_id: int, text: str, user: Any, now: datetime.datetime) -> RegulationFeedback:
    """Answer it, also after it was forwarded. Raises ``FeedbackHandled`` when an answer stands already."""
    feedback = _locked(feedback_id)
    words = clean_text(text)
    if not words:
        raise NothingSaid("Hãy viết nội dung trả lời.")
    if feedback.state == FeedbackState.ANSWERED:
        raise FeedbackHandled("Phản ánh, kiến nghị này đã được trả lời trong lúc bạn mở trang.")
    feedback.state, feedback.answer, feedback.answered_at = FeedbackState.ANSWERED, words, now
    feedback.handled_by = user
    feedback.save(update_fields=["state", "answer", "answered_at", "handled_by"])
    return feedback


def _locked(feedback_id: int) -> RegulationFeedback:
    return RegulationFeedback.objects.select_for_update(of=("self",)).get(pk=feedback_id)
