"""Answers of the drafting unit: one answer for many comments, versions kept, published together or one by one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from consultations.errors import ConsultationError
from consultations.models import Comment, CommentState, ConsultationPage, Response, ResponseVersion
from consultations.search import refresh_answers
from consultations.services.closing import locked, mark_answered
from legaldocs.models import Provision

#: Answers published together in one statement.
AT_ONCE = 1000
ANSWERABLE = (CommentState.RECEIVED, CommentState.PUBLISHED)


class AnsweringError(ConsultationError):
    """An answer that may not be stored."""


class StaleAnswer(AnsweringError):
    """Someone else saved the answer after it was opened; ``current`` is what they saved."""

    def __init__(self, current: Response) -> None:
        super().__init__()
        self.current = current


class CommentsTaken(AnsweringError):
    """Some of the comments were given another answer meanwhile."""

    def __init__(self, comment_ids: list[int]) -> None:
        super().__init__()
        self.comment_ids = comment_ids


class NoComments(AnsweringError):
    """An answer serves at least one comment of its own consultation."""


class Unanswered(AnsweringError):
    """The consultation cannot be closed as answered while comments wait."""

    def __init__(self, count: int) -> None:
        super().__init__(f"Còn {count} ý kiến chưa có nội dung tiếp thu, giải trình.")
        self.count = count


@dataclass(frozen=True)
class AnswerDraft:
    """What an officer writes."""

    decision: str
    text: str = ""
    resulting_wording: str = ""
    changed_provision: Provision | None = None


@dataclass(frozen=True)
class Progress:
    """How far the answers of one consultation are."""

    total: int
    answered: int
    published: int

    @property
    def missing(self) -> int:
        """Comments without any answer."""
        return self.total - self.answered

    @property
    def complete(self) -> bool:
        """Every comment that asks for an answer has a published one."""
        return self.published == self.total


def needing_answer(consultation: ConsultationPage) -> QuerySet[Comment]:
    """Comments that are to be answered: neither withheld nor withdrawn."""
    return Comment.objects.filter(consultation=consultation, state__in=ANSWERABLE)


def progress_of(consultations: Iterable[ConsultationPage]) -> dict[int, Progress]:
    """Progress of many consultations in one query."""
    ids = [consultation.pk for consultation in consultations]
    found = {pk: Progress(0, 0, 0) for pk in ids}
    rows = (
        Comment.objects.filter(consultation_id__in=ids, state__in=ANSWERABLE)
        .order_by()
        .values("consultation_id")
        .annotate(
            total=Count("pk"),
            answered=Count("pk", filter=Q(response__isnull=False)),
            published=Count("pk", filter=Q(response__published_at__isnull=False)),
        )
    )
    for row in rows:
        found[row["consultation_id"]] = Progress(row["total"], row["answered"], row["published"])
    return found


@transaction.atomic
def save_answer(
    *,
    consultation: ConsultationPage,
    comment_ids: Iterable[int],
    draft: AnswerDraft,
    user: Any,
    response_id: int | None = None,
    version: int = 0,
) -> Response:
    """Store an answer for the given comments; of an existing answer the earlier form is kept.

    Raises ``StaleAnswer``, ``CommentsTaken``, ``NoComments`` or ``ValidationError`` (a reason is required unless the
    comments are accepted); nothing is stored then.
    """
    wanted = set(comment_ids)
    if response_id is None:
        response = Response(consultation=consultation)
    else:
        response = Response.objects.select_for_update().get(pk=response_id, consultation=consultation)
        if response.version != version:
            raise StaleAnswer(response)
    comments = Comment.objects.select_for_update().filter(consultation=consultation).order_by("pk")
    rows = {c.pk: c for c in comments.filter(Q(pk__in=wanted) | Q(response=response_id) & Q(response__isnull=False))}
    chosen = [rows[pk] for pk in sorted(wanted & rows.keys()) if rows[pk].state != CommentState.WITHDRAWN]
    if not chosen or wanted - rows.keys():
        raise NoComments
    taken = [comment.pk for comment in chosen if comment.response_id not in (None, response_id)]
    if taken:
        raise CommentsTaken(taken)
    if response.pk and _differs(response, draft):
        ResponseVersion.objects.create(
            response=response,
            decision=response.decision,
            text=response.text,
            resulting_wording=response.resulting_wording,
            changed_provision_id=response.changed_provision_id,
            author_id=response.author_id,
        )
    response.decision, response.text = draft.decision, draft.text.strip()
    response.resulting_wording = draft.resulting_wording.strip()
    response.changed_provision = draft.changed_provision
    response.author, response.version = user, response.version + 1
    response.full_clean(exclude=["author"])
    response.save()
    Comment.objects.filter(response=response).exclude(pk__in=[c.pk for c in chosen]).update(response=None)
    Comment.objects.filter(pk__in=[c.pk for c in chosen]).update(response=response)
    refresh_answers([response.pk])
    return response


def _differs(response: Response, draft: AnswerDraft) -> bool:
    changed_id = draft.changed_provision.pk if draft.changed_provision else None
    before = (response.decision, response.text, response.resulting_wording, response.changed_provision_id)
    return before != (draft.decision, draft.text.strip(), draft.resulting_wording.strip(), changed_id)


@transaction.atomic
def publish_answers(
    *,
    consultation: ConsultationPage,
    response_ids: Iterable[int] | None = None,
    now: datetime.datetime | None = None,
) -> int:
    """Make answers visible beside their comments and on the receipts; all of the consultation if none is named."""
    waiting = Response.objects.filter(consultation=consultation, published_at__isnull=True)
    if response_ids is not None:
        waiting = waiting.filter(pk__in=list(response_ids))
    going, moment, count = list(waiting.values_list("pk", flat=True)), now or timezone.now(), 0
    for start in range(0, len(going), AT_ONCE):
        batch = going[start : start + AT_ONCE]
        count += int(waiting.filter(pk__in=batch).update(published_at=moment))
        refresh_answers(batch)
    return count


@transaction.atomic
def publish_all_and_close(*, consultation: ConsultationPage, now: datetime.datetime | None = None) -> int:
    """Publish every answer and move the consultation to "answered".

    Raises ``Unanswered`` while a comment waits for its answer, ``NotAnswered`` while one waits for moderation and
    ``IllegalTransition`` while the consultation is open; nothing is published then.
    """
    moment = now or timezone.now()
    locked(consultation.pk)
    missing = progress_of([consultation])[consultation.pk].missing
    if missing:
        raise Unanswered(missing)
    count = publish_answers(consultation=consultation, now=moment)
    mark_answered(consultation_id=consultation.pk, now=moment)
    return count
