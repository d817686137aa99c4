"""Sample opinions, sent through the one door every channel uses, so that seals and receipts are real."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from consultations.models import (
    Channel,
    Comment,
    ConsultationPage,
    ConsultationQuestion,
    Submission,
    WordingChange,
)
from consultations.services import moderating
from consultations.services.submitting import NewComment, Sender, receive_submission
from legaldocs.models import Expression, Provision


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """One comment; ``eid`` names the provision, ``question`` the position of the question it answers (from 1)."""

    stance: str
    text: str = ""
    eid: str = ""
    question: int = 0
    change: str = ""
    wording: str = ""
    reason: str = ""
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One sender's act: the comments sent together, on which day after the opening, by whom."""

    key: str
    day: int
    hour: int
    kind: str
    opinions: tuple[Opinion, ...]
    name: str = ""
    publish_name: bool = False
    province: str = ""
    channel: str = Channel.WEB
    state: str = "published"
    ground: str = ""
    note: str = ""


@dataclass
class Sent:
    """What became of the letters: submissions by key, comments by the key of their opinion."""

    submissions: dict[str, Submission] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)


def send(
    consultation: ConsultationPage,
    expression: Expression,
    letters: Iterable[Letter],
    *,
    opened_at: datetime.datetime,
    moderator: object,
) -> Sent:
    """Send every letter at its moment and decide on it as its state says."""
    provisions = {provision.eid: provision for provision in Provision.objects.filter(expression=expression)}
    questions = list(
        ConsultationQuestion.objects.filter(consultation=consultation)
        .order_by("sort_order", "pk")
        .values_list("pk", flat=True)
    )
    sent = Sent()
    for letter in letters:
        moment = opened_at + datetime.timedelta(days=letter.day, hours=letter.hour)
        submission = receive_submission(
            consultation_id=consultation.pk,
            channel=letter.channel,
            sender=_sender(letter),
            comments=[_comment(opinion, provisions, questions) for opinion in letter.opinions],
            now=moment,
            uuid=uuid.uuid4(),
        )
        rows = list(submission.comments.order_by("position"))
        sent.submissions[letter.key] = submission
        for opinion, row in zip(letter.opinions, rows, strict=True):
            sent.comments[opinion.key or f"{letter.key}-{row.position + 1}"] = row
        decide(letter, [row.pk for row in rows], moderator, moment + datetime.timedelta(hours=5))
    return sent


def decide(letter: Letter, comment_ids: list[int], moderator: object, moment: datetime.datetime) -> None:
    """Publish or withhold as the letter says; what is still being checked is left alone."""
    if letter.state == "published":
        moderating.publish(comment_ids=comment_ids, user=moderator, now=moment)
    elif letter.state == "withheld":
        moderating.withhold(comment_ids=comment_ids, ground=letter.ground, note=letter.note, user=moderator, now=moment)


def _sender(letter: Letter) -> Sender:
    return Sender(
        kind=letter.kind,
        full_name=letter.name,
        email=f"{letter.key}@nguoigui.example" if letter.name else "",
        province=letter.province,
        publish_name=letter.publish_name,
    )


def _comment(opinion: Opinion, provisions: dict[str, Provision], questions: list[int]) -> NewComment:
    provision = provisions[opinion.eid] if opinion.eid else None
    return NewComment(
        stance=opinion.stance,
        text=opinion.text,
        change=opinion.change,
        proposed_wording=rewritten(provision, opinion.change, opinion.wording),
        reason=opinion.reason,
        provision_id=provision.pk if provision else None,
        question_id=questions[opinion.question - 1] if opinion.question else None,
    )


def rewritten(provision: Provision | None, change: str, wording: str) -> str:
    """A rewritten clause keeps its number, as in the form, which opens with the printed wording."""
    if provision is None or change != WordingChange.REPLACE or not provision.marker:
        return wording
    return f"{provision.marker} {wording}"
