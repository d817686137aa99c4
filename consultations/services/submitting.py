"""The only way a submission is stored, for every channel: one transaction under the consultation's row lock."""

from __future__ import annotations

import datetime
import uuid as uuid_module
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from django.db import IntegrityError, transaction

from consultations.errors import ConsultationClosed, InvalidSubmission
from consultations.models import (
    Channel,
    Comment,
    ConsultationPage,
    ConsultationQuestion,
    PersonalData,
    PostedExpression,
    SealedOriginal,
    SenderKind,
    Stance,
    Submission,
    WordingChange,
)
from consultations.receipts import new_code
from consultations.sealing import VERSION, canonical_json, new_salt, personal_hash, seal_hash
from consultations.states import OPEN, accepts_comments
from consultations.typed_text import MAX_TEXT, clean_line, clean_text
from legaldocs.models import Organization, Provision
from legaldocs.prepared import Prepared, insert_one, insert_rows

MAX_COMMENTS = 1000
PRIVACY_NOTICE = "2026-1"


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who speaks. ``full_name`` and contact are personal data, kept apart; ``publish_name`` is a consent, off by default."""

    kind: str = SenderKind.CITIZEN
    full_name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    province: str = ""
    publish_name: bool = False
    organization: Organization | None = None
    official_number: str = ""
    official_on: datetime.date | None = None

    @property
    def personal(self) -> dict[str, str]:
        """The personal data as it is hashed and stored."""
        return {"full_name": self.full_name, "email": self.email, "phone": self.phone, "address": self.address}


@dataclass(frozen=True, kw_only=True)
class NewComment:
    """One opinion: on a provision of a posted wording, on a question, or (neither given) on the whole draft."""

    stance: str
    text: str = ""
    change: str = ""
    proposed_wording: str = ""
    reason: str = ""
    provision_id: int | None = None
    question_id: int | None = None
    expression_id: int | None = None


@dataclass(frozen=True)
class SealedFile:
    """A file sent with the comments (an agency's signed letter), as the seal names it."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class _Target:
    """Where a comment points, with what identifies the words it was written about."""

    expression_id: int | None
    expression_hash: str = ""
    eid: str = ""
    question: str = ""


def receive_submission(
    *,
    consultation_id: int,
    channel: str,
    sender: Sender,
    comments: Sequence[NewComment],
    now: datetime.datetime,
    uuid: uuid_module.UUID | None = None,
    files: Sequence[SealedFile] = (),
) -> Submission:
    """Store one sender's comments, sealed, with a receipt code; ``files`` enter the seal by name, size and SHA-256.

    ``uuid`` makes sending idempotent: a second call with the same one returns the submission stored by the first.
    Raises ``ConsultationClosed`` unless the consultation is open at ``now`` (checked under its row lock, in the
    transaction that stores), ``InvalidSubmission`` where the comments say nothing or point elsewhere.
    """
    sender, comments = _cleaned(sender, comments)
    try:
        with transaction.atomic():
            # Posted wordings never change, so what comments point at is read before the lock, which is held briefly.
            targets = _targets(consultation_id, comments)
            _require_open(consultation_id, now)
            return _store(consultation_id, channel, sender, comments, targets, now, uuid or uuid_module.uuid4(), files)
    except (ConsultationClosed, IntegrityError):
        # The same token was stored before, perhaps while this call waited for the lock: the sender only pressed twice.
        already = find_sent(consultation_id=consultation_id, uuid=uuid) if uuid else None
        if already is None:
            raise
        return already


def find_sent(*, consultation_id: int, uuid: uuid_module.UUID) -> Submission | None:
    """The submission an earlier sending with the same token stored, if any."""
    return Submission.objects.filter(uuid=uuid, consultation_id=consultation_id).first()


_LOCKED = Prepared(
    lambda pk: (
        ConsultationPage._base_manager.select_for_update(no_key=True)
        .filter(pk=pk)
        .order_by()
        .values_list("state", "opens_at", "closes_at")
    ),
    int,
)


@dataclass(frozen=True)
class _Window:
    """What decides whether comments are accepted."""

    state: str
    opens_at: datetime.datetime | None
    closes_at: datetime.datetime | None


def _require_open(consultation_id: int, now: datetime.datetime) -> None:
    """Raise unless open at ``now``; the consultation's row stays locked until the transaction ends."""
    found = _LOCKED.rows(consultation_id)
    if not found:
        raise InvalidSubmission("Không tìm thấy đợt lấy ý kiến.")
    consultation = _Window(*found[0])
    if accepts_comments(consultation, now):
        return
    over = consultation.state == OPEN or (consultation.closes_at and consultation.closes_at <= now)
    raise ConsultationClosed(
        "Đợt lấy ý kiến đã kết thúc nên không nhận thêm góp ý." if over else "Đợt lấy ý kiến này chưa mở."
    )


def _cleaned(sender: Sender, comments: Sequence[NewComment]) -> tuple[Sender, list[NewComment]]:
    if not comments:
        raise InvalidSubmission("Chưa có góp ý nào để gửi.")
    if len(comments) > MAX_COMMENTS:
        raise InvalidSubmission(f"Mỗi lần gửi tối đa {MAX_COMMENTS} góp ý.")
    values = {
        **sender.__dict__,
        **{name: clean_line(getattr(sender, name))[:limit] for name, limit in _SENDER_LINES.items()},
    }
    if values["kind"] not in SenderKind.values:
        raise InvalidSubmission("Không rõ người gửi thuộc nhóm nào.")
    return Sender(**values), [_clean_comment(comment) for comment in comments]


_SENDER_LINES = {"full_name": 255, "email": 254, "phone": 40, "address": 500, "province": 100, "official_number": 100}


def _clean_comment(comment: NewComment) -> NewComment:
    texts = {name: clean_text(getattr(comment, name)) for name in ("text", "proposed_wording", "reason")}
    if any(len(text) > MAX_TEXT for text in texts.values()):
        raise InvalidSubmission("Mỗi nội dung dài tối đa 10.000 ký tự.")
    if comment.stance not in Stance.values or comment.change not in WordingChange.values:
        raise InvalidSubmission("Không rõ ý kiến đồng ý hay không đồng ý.")
    says = texts["text"] or texts["proposed_wording"] or comment.change == WordingChange.DELETE
    if not says and comment.stance != Stance.AGREE:
        raise InvalidSubmission("Góp ý chưa có nội dung.")
    return NewComment(**{**comment.__dict__, **texts})


def _targets(consultation_id: int, comments: Sequence[NewComment]) -> list[_Target]:
    """Where each comment points; only wordings posted for this consultation and its own questions are accepted."""
    wanted = {comment.provision_id for comment in comments if comment.provision_id}
    asked = {comment.question_id for comment in comments if comment.question_id}
    provisions = _provision_targets(consultation_id, wanted) if wanted else {}
    questions: dict[int, str] = {}
    if asked:
        rows = ConsultationQuestion.objects.filter(pk__in=asked, consultation_id=consultation_id)
        questions = dict(rows.values_list("pk", "text"))
    if wanted - provisions.keys() or asked - questions.keys():
        raise InvalidSubmission("Góp ý trỏ tới nội dung không thuộc dự thảo đang lấy ý kiến.")
    if all(comment.provision_id for comment in comments):
        return [provisions[comment.provision_id or 0] for comment in comments]
    posted = _posted(consultation_id)
    targets = []
    for comment in comments:
        if comment.provision_id:
            targets.append(provisions[comment.provision_id])
            continue
        chosen = comment.expression_id if comment.expression_id in posted else next(reversed(posted), None)
        question = questions[comment.question_id] if comment.question_id else ""
        targets.append(_Target(chosen, posted.get(chosen or 0, ""), "", question))
    return targets


@lru_cache(maxsize=64)
def _posted_provisions(count: int) -> Prepared:
    """So many provisions, if they stand in wordings posted for a consultation, with what identifies their words."""

    def rows(consultation_id: int, *provision_ids: int) -> Any:
        return (
            Provision.objects.filter(
                pk__in=provision_ids,
                expression__postings__consultation_id=consultation_id,
                expression__postings__posted_at__isnull=False,
            )
            .order_by()
            .values_list("pk", "expression_id", "expression__text_hash", "eid")
        )

    return Prepared(rows, *[int] * (count + 1))


def _provision_targets(consultation_id: int, provision_ids: set[int]) -> dict[int, _Target]:
    found = _posted_provisions(len(provision_ids)).rows(consultation_id, *provision_ids)
    return {pk: _Target(expression_id, text_hash, eid) for pk, expression_id, text_hash, eid in found}


def _posted(consultation_id: int) -> dict[int, str]:
    """Posted wordings with the hash of their text, the one posted last at the end."""
    rows = PostedExpression.objects.filter(consultation_id=consultation_id, posted_at__isnull=False)
    return dict(rows.order_by("posted_at", "pk").values_list("expression_id", "expression__text_hash"))


def _store(
    consultation_id: int,
    channel: str,
    sender: Sender,
    comments: Sequence[NewComment],
    targets: Sequence[_Target],
    now: datetime.datetime,
    uuid: uuid_module.UUID,
    files: Sequence[SealedFile] = (),
) -> Submission:
    salt, personal_salt = new_salt(), new_salt()
    rows = [
        _comment_row(consultation_id, position, *pair)
        for position, pair in enumerate(zip(comments, targets, strict=True))
    ]
    payload = canonical_json(
        {
            "version": VERSION,
            "submission": str(uuid),
            "consultation": consultation_id,
            "channel": channel,
            "received_at": now.isoformat(),
            "sender_kind": sender.kind,
            "organization": sender.organization.code if sender.organization else "",
            "province": sender.province,
            "publish_name": sender.publish_name,
            "privacy_notice": PRIVACY_NOTICE,
            "personal": personal_hash(sender.personal, personal_salt),
            "official_number": sender.official_number,
            "official_on": sender.official_on.isoformat() if sender.official_on else "",
            "comments": [sealed_comment(row, target) for row, target in zip(rows, targets, strict=True)],
            **({"files": [asdict(file) for file in files]} if files else {}),
        }
    )
    submission = Submission(
        uuid=uuid,
        consultation_id=consultation_id,
        receipt_code=new_code(),
        channel=channel,
        sender_kind=sender.kind,
        organization=sender.organization,
        publish_name=sender.publish_name and bool(sender.full_name),
        public_name=_public_name(channel, sender),
        province=sender.province,
        received_at=now,
        sealed_hash=seal_hash(payload, salt),
        official_number=sender.official_number,
        official_on=sender.official_on,
    )
    insert_one(submission)
    original = SealedOriginal(submission=submission, payload=payload, salt=salt)
    personal = PersonalData(submission=submission, salt=personal_salt, **sender.personal)
    for row in rows:
        row.submission = submission
    insert_rows([original], [personal] if any(sender.personal.values()) else [], rows)
    return submission


def _public_name(channel: str, sender: Sender) -> str:
    """The name the public sees: an agency's official opinion by its name, anyone else's only by consent."""
    if channel == Channel.AGENCY and sender.organization:
        return sender.organization.name
    return sender.full_name if sender.publish_name else ""


def _comment_row(consultation_id: int, position: int, comment: NewComment, target: _Target) -> Comment:
    return Comment(
        consultation_id=consultation_id,
        expression_id=target.expression_id,
        provision_id=comment.provision_id,
        question_id=comment.question_id,
        stance=comment.stance,
        text=comment.text,
        change=comment.change,
        proposed_wording=comment.proposed_wording,
        reason=comment.reason,
        position=position,
    )


def sealed_comment(row: Comment, target: _Target) -> dict[str, Any]:
    """One comment as it stands in the sealed original."""
    return {"uuid": str(row.uuid), **asdict(target), **comment_words(row)}


def comment_words(row: Comment) -> dict[str, Any]:
    """The words of a comment, which must stay what the seal says."""
    return {
        "stance": str(row.stance),
        "text": row.text,
        "change": str(row.change),
        "proposed_wording": row.proposed_wording,
        "reason": row.reason,
        "position": row.position,
    }
