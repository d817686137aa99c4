"""Personal data of senders leaves when its purpose is complete, or when the sender asks (Luật 91/2025/QH15 Điều 14).

What was said, its number and its seal stay; name and contact go.
"""

from __future__ import annotations

import datetime
import logging
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from consultations.models import FeedbackSender, FeedbackState, PersonalData, RegulationFeedback, Submission
from consultations.receipts import normalise
from consultations.services.verifying import erase_personal_data

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 500  # for each day's turn; the next day takes the rest


@dataclass(frozen=True, slots=True)
class Erased:
    """What was found under a receipt code: comments or feedback, and whether there was anything left to erase."""

    code: str
    kind: str
    erased: bool


@transaction.atomic
def erase_feedback_sender(*, feedback_id: int, now: datetime.datetime) -> bool:
    """Erase who sent a piece of feedback; its words and what was done with it stay. ``False`` if nothing was there."""
    sender = FeedbackSender.objects.select_for_update().filter(pk=feedback_id, erased_at=None).first()
    if sender is None:
        return False
    for name in ("full_name", "address", "phone", "email"):
        setattr(sender, name, "")
    sender.erased_at = now
    sender.save()
    return True


def erase_by_code(code: str, now: datetime.datetime) -> Erased | None:
    """Erase whose receipt this is, comments and feedback alike; None for a code nobody holds."""
    normal = normalise(code)
    if not normal:
        return None
    submission = Submission.objects.filter(receipt_code=normal).first()
    if submission is not None:
        return Erased(normal, "comments", erase_personal_data(submission_id=submission.pk, now=now))
    feedback = RegulationFeedback.objects.filter(receipt_code=normal).first()
    if feedback is not None:
        return Erased(normal, "feedback", erase_feedback_sender(feedback_id=feedback.pk, now=now))
    return None


def due_comments(now: datetime.datetime, days: int) -> list[int]:
    """Submissions whose consultation was answered so long ago that nobody has to ask their senders back."""
    rows = PersonalData.objects.filter(
        erased_at=None, submission__consultation__answered_at__lt=now - datetime.timedelta(days=days)
    ).exclude(Q(full_name="") & Q(email="") & Q(phone="") & Q(address=""))
    return list(rows.order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])


def due_feedback(now: datetime.datetime, days: int) -> list[int]:
    """Feedback answered so long ago."""
    rows = FeedbackSender.objects.filter(
        erased_at=None,
        feedback__state=FeedbackState.ANSWERED,
        feedback__answered_at__lt=now - datetime.timedelta(days=days),
    )
    return list(rows.order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])


def erase_due(now: datetime.datetime) -> int:
    """The daily duty: erase what ``PERSONAL_DATA_DAYS`` have passed for; 0 days leaves it to requests."""
    days = settings.PERSONAL_DATA_DAYS
    if days <= 0:
        return 0
    erased = sum(erase_personal_data(submission_id=pk, now=now) for pk in due_comments(now, days))
    erased += sum(erase_feedback_sender(feedback_id=pk, now=now) for pk in due_feedback(now, days))
    if erased:
        logger.info("personal data of %s senders was erased: its purpose is complete", erased)
    return erased
