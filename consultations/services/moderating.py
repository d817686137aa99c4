"""Moderation: publish or withhold comments, with decisions that are only ever added.

A comment is published as it was written or kept back on one of the stated grounds (domain.md 5.5); nothing here
touches its words. Every decision is logged; undoing one adds the reverse decision.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from consultations.errors import ConsultationError
from consultations.models import Comment, CommentState, ModerationDecision, WithholdingGround
from consultations.search import refresh_answers

UNDO_NOTE = "Hoàn tác"
DECIDABLE = (CommentState.RECEIVED, CommentState.PUBLISHED, CommentState.WITHHELD)


class ModerationError(ConsultationError):
    """A decision that may not be taken."""


class GroundRequired(ModerationError):
    """A comment is withheld only on a stated ground and with a note."""


@dataclass(frozen=True)
class Batch:
    """Decisions taken together: the comments that changed, those left alone, those somebody else decided meanwhile."""

    id: uuid.UUID
    changed: tuple[int, ...]
    skipped: tuple[int, ...]
    overtaken: tuple[int, ...] = ()


def publish(
    *,
    comment_ids: Iterable[int],
    user: Any,
    note: str = "",
    now: datetime.datetime | None = None,
    seen: datetime.datetime | None = None,
) -> Batch:
    """Make comments visible to the public. ``seen``: when the moderator read them; what somebody else decided since
    is left as it is (``overtaken``)."""
    return _decide(comment_ids, {}, CommentState.PUBLISHED, "", note, user, now, seen)


def withhold(
    *,
    comment_ids: Iterable[int],
    ground: str,
    note: str,
    user: Any,
    now: datetime.datetime | None = None,
    seen: datetime.datetime | None = None,
) -> Batch:
    """Keep comments from the public on a stated ground; they stay counted. ``seen`` as in ``publish``.

    Raises ``GroundRequired`` without a known ground and a note for the sender.
    """
    if ground not in WithholdingGround.values or not note.strip():
        raise GroundRequired
    return _decide(comment_ids, {}, CommentState.WITHHELD, ground, note.strip(), user, now, seen)


@transaction.atomic
def undo(*, batch: uuid.UUID, user: Any, now: datetime.datetime | None = None) -> Batch:
    """Add the reverse of the decisions of ``batch``; a comment decided again since is left as it is."""
    taken = list(ModerationDecision.objects.filter(batch=batch).values_list("pk", "comment_id"))
    comment_ids = [comment_id for _, comment_id in taken]
    list(Comment.objects.select_for_update().filter(pk__in=comment_ids).order_by("pk").values_list("pk"))
    history: dict[int, list[ModerationDecision]] = {}
    for decision in ModerationDecision.objects.filter(comment_id__in=comment_ids).order_by("pk"):
        history.setdefault(decision.comment_id, []).append(decision)
    before: dict[int, ModerationDecision | None] = {}
    changed_since = []
    for comment_id, decisions in history.items():
        if decisions[-1].batch != batch:
            changed_since.append(comment_id)
        else:
            before[comment_id] = decisions[-2] if len(decisions) > 1 else None
    new_batch, done = uuid.uuid4(), list[int]()
    for comment_id, earlier in before.items():
        state = earlier.state if earlier else CommentState.RECEIVED
        result = _decide(
            [comment_id],
            {"batch": new_batch},
            CommentState(state),
            earlier.ground if earlier and state == CommentState.WITHHELD else "",
            f"{UNDO_NOTE}: {earlier.note}" if earlier and state == CommentState.WITHHELD else UNDO_NOTE,
            user,
            now,
        )
        done.extend(result.changed)
    return Batch(id=new_batch, changed=tuple(done), skipped=tuple(changed_since))


@transaction.atomic
def _decide(
    comment_ids: Iterable[int],
    options: dict[str, uuid.UUID],
    state: CommentState,
    ground: str,
    note: str,
    user: Any,
    now: datetime.datetime | None,
    seen: datetime.datetime | None = None,
) -> Batch:
    moment = now or timezone.now()
    wanted = sorted(set(comment_ids))
    locked = Comment.objects.select_for_update().filter(pk__in=wanted, state__in=DECIDABLE).order_by("pk")
    rows = list(locked.only("pk", "state", "published_at"))
    overtaken: set[int] = set()
    if seen is not None:
        others = ModerationDecision.objects.filter(comment_id__in=wanted, decided_at__gt=seen).exclude(decided_by=user)
        overtaken = set(others.values_list("comment_id", flat=True))
    changing = [row.pk for row in rows if row.state != state and row.pk not in overtaken]
    batch = options.get("batch", uuid.uuid4())
    ModerationDecision.objects.bulk_create(
        ModerationDecision(
            comment_id=pk, state=state, ground=ground, note=note, decided_by=user, decided_at=moment, batch=batch
        )
        for pk in changing
    )
    Comment.objects.filter(pk__in=changing).update(
        state=state, published_at=moment if state == CommentState.PUBLISHED else None
    )
    answered = Comment.objects.filter(pk__in=changing, response__published_at__isnull=False)
    refresh_answers(answered.values_list("response_id", flat=True))
    left = set(wanted) - set(changing) - overtaken
    return Batch(id=batch, changed=tuple(changing), skipped=tuple(sorted(left)), overtaken=tuple(sorted(overtaken)))
