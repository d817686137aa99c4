"""Posting a draft for consultation: the posted wordings are frozen, with the moment of posting."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import QuerySet

from consultations.errors import ConsultationError
from consultations.models import ConsultationPage, PostedExpression
from consultations.states import accepts_comments
from legaldocs.errors import NotPublishable
from legaldocs.services.publishing import post_expression


@transaction.atomic
def post_draft(*, consultation: ConsultationPage, now: datetime.datetime) -> int:
    """Freeze every wording of the consultation that is not posted yet; returns how many were posted now.

    A changed draft is posted as a further wording (Luật 80/2015/QH13 Điều 57 khoản 1): comments on the earlier ones stay
    pinned to the words they were written about. Raises ``ConsultationError`` where there is no wording with text, and
    where the fidelity report of a wording names an error that nobody settled.
    """
    postings = list(
        PostedExpression.objects.filter(consultation_id=consultation.pk)
        .select_related("expression")
        .order_by("sort_order", "pk")
    )
    if not postings:
        raise ConsultationError(f"“{consultation.title}” chưa có dự thảo nào để đăng toàn văn.")
    waiting = [posting for posting in postings if posting.posted_at is None]
    for posting in waiting:
        if not posting.expression.source_text.strip():
            raise ConsultationError(f"{posting.expression.name} của “{consultation.title}” chưa có nội dung.")
        try:
            post_expression(expression=posting.expression, now=now)
        except NotPublishable as error:
            raise ConsultationError(str(error)) from error
        posting.posted_at = now
    PostedExpression.objects.bulk_update(waiting, ["posted_at"])
    return len(waiting)


def post_further_wordings(*, consultation_id: int, now: datetime.datetime) -> int:
    """Post what editors have added to a consultation that is open; a closed one takes no further wording."""
    with transaction.atomic():
        consultation = ConsultationPage._base_manager.select_for_update(of=("self",)).get(pk=consultation_id)
        if not accepts_comments(consultation, now) or not waiting_postings(consultation).exists():
            return 0
        return post_draft(consultation=consultation, now=now)


def waiting_postings(consultation: ConsultationPage) -> QuerySet[PostedExpression]:
    """Wordings chosen for a consultation and not posted yet."""
    return PostedExpression.objects.filter(consultation_id=consultation.pk, posted_at=None)
