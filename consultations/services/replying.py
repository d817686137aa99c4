"""The official reply of one agency: written by several officers, sent once, sealed.

Every save names the version it was based on; a save on an old version is refused with both texts, so that no word of
either officer is lost. After sending, or once the consultation has closed, nothing changes any more.
"""

from __future__ import annotations

import datetime
import hashlib
import logging
import zipfile
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from consultations.errors import ConsultationClosed, ConsultationError
from consultations.models import (
    AgencyInvitation,
    AgencyReply,
    AgencyReplyFile,
    AgencyReplyLine,
    Channel,
    ConsultationPage,
    ReplyState,
    SenderKind,
    Stance,
    Submission,
)
from consultations.services.closing import locked
from consultations.services.submitting import NewComment, SealedFile, Sender, receive_submission
from consultations.states import accepts_comments
from legaldocs.models import Organization, Provision
from legaldocs.services.quarantine import hold_stored, infected, judge_upload
from portal.malware import Judgement

logger = logging.getLogger(__name__)

PDF, DOCX = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SUFFIX = {PDF: ".pdf", DOCX: ".docx"}
MAX_FILES = 20


class ReplyError(ConsultationError):
    """Something that may not be done to a reply; ``str()`` is the sentence shown."""


class StaleReply(ReplyError):
    """A colleague saved first; ``current`` is what stands now (a reply or a line, ``None`` when it was removed)."""

    def __init__(self, current: Any) -> None:
        super().__init__("Đồng nghiệp của bạn đã lưu phần này sau khi bạn mở. Chưa có gì bị ghi đè.")
        self.current = current


class IncompleteReply(ReplyError):
    """The reply lacks what an official reply must have; ``problems`` are (field, sentence)."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__(" ".join(sentence for _, sentence in problems))
        self.problems = problems


@dataclass(frozen=True)
class GeneralPart:
    """Opinion on the whole draft and the particulars of the letter."""

    stance: str = ""
    general_text: str = ""
    official_number: str = ""
    official_on: datetime.date | None = None
    signer: str = ""


@dataclass(frozen=True)
class LinePart:
    """Opinion on one provision."""

    stance: str
    text: str = ""
    change: str = ""
    proposed_wording: str = ""
    reason: str = ""


def editable(consultation: ConsultationPage, reply: AgencyReply | None, now: datetime.datetime) -> bool:
    """Whether officers may still write: not sent, and the consultation is open at that moment."""
    return accepts_comments(consultation, now) and (reply is None or reply.state == ReplyState.DRAFT)


@transaction.atomic
def save_general(
    *,
    consultation: ConsultationPage,
    organization: Organization,
    part: GeneralPart,
    version: int,
    user: Any,
    now: datetime.datetime,
) -> AgencyReply:
    """Store the general part. Raises ``StaleReply`` when a colleague saved since ``version``."""
    reply = _open_reply(consultation, organization, now)
    if reply.version != version:
        raise StaleReply(reply)
    for name, value in asdict(part).items():
        setattr(reply, name, value)
    reply.version, reply.revision, reply.edited_by = reply.version + 1, reply.revision + 1, user
    reply.save()
    return reply


@transaction.atomic
def save_line(
    *,
    consultation: ConsultationPage,
    organization: Organization,
    provision: Provision,
    part: LinePart,
    version: int,
    user: Any,
    now: datetime.datetime,
) -> AgencyReplyLine:
    """Store the opinion on one provision; ``version`` 0 means that there was none when the form was opened."""
    reply = _open_reply(consultation, organization, now)
    if not consultation.posted_expressions.filter(
        expression_id=provision.expression_id, posted_at__isnull=False
    ).exists():
        raise ReplyError("Điều khoản này không thuộc dự thảo đang lấy ý kiến.")
    line = AgencyReplyLine.objects.filter(reply=reply, provision=provision).first()
    if (line.version if line else 0) != version:
        raise StaleReply(line)
    line = line or AgencyReplyLine(reply=reply, provision=provision)
    for name, value in asdict(part).items():
        setattr(line, name, value)
    line.version, line.edited_by = line.version + 1, user
    line.save()
    _touch(reply, user)
    return line


@transaction.atomic
def remove_line(
    *,
    consultation: ConsultationPage,
    organization: Organization,
    provision: Provision,
    version: int,
    user: Any,
    now: datetime.datetime,
) -> None:
    """Take the opinion on one provision out of the draft reply, unless a colleague changed it meanwhile."""
    reply = _open_reply(consultation, organization, now)
    line = AgencyReplyLine.objects.filter(reply=reply, provision=provision).first()
    if line is None:
        return
    if line.version != version:
        raise StaleReply(line)
    line.delete()
    _touch(reply, user)


def media_type_of(upload: UploadedFile[bytes]) -> str:
    """PDF or DOCX by what the bytes are, not by the name; empty for anything else. Never raises."""
    try:
        upload.seek(0)
        head = upload.read(1024)
        if b"%PDF-" in head:
            return PDF
        if head[:4] == b"PK\x03\x04":
            upload.seek(0)
            with zipfile.ZipFile(upload) as archive:
                if {"[Content_Types].xml", "word/document.xml"} <= set(archive.namelist()):
                    return DOCX
    except Exception as error:
        # A broken archive is the sender's to mend; anything else that stops us here is ours to know.
        logger.warning("an upload of %s bytes could not be looked into: %r", upload.size, error, exc_info=True)
        return ""
    finally:
        upload.seek(0)
    return ""


@transaction.atomic
def add_file(
    *,
    consultation: ConsultationPage,
    organization: Organization,
    upload: UploadedFile[bytes],
    user: Any,
    now: datetime.datetime,
) -> AgencyReplyFile:
    """Keep a signed letter or another file, bytes as received."""
    if not upload.size:
        raise ReplyError("Tệp rỗng. Hãy chọn tệp khác.")
    if upload.size > settings.MAX_UPLOAD_BYTES:
        raise ReplyError(f"Tệp quá lớn: tối đa {settings.MAX_UPLOAD_BYTES // 1024**2} MB.")
    media_type = media_type_of(upload)
    if not media_type:
        raise ReplyError("Chỉ nhận tệp PDF hoặc DOCX. Tệp đã chọn không phải hoặc bị hỏng.")
    reply = _open_reply(consultation, organization, now)
    if reply.files.count() >= MAX_FILES:
        raise ReplyError(f"Mỗi văn bản trả lời kèm tối đa {MAX_FILES} tệp.")
    digest = hashlib.sha256()
    for piece in upload.chunks():
        digest.update(piece)
    upload.seek(0)
    if reply.files.filter(sha256=digest.hexdigest()).exists():
        raise ReplyError("Tệp này đã được đính kèm.")
    name = PurePosixPath((upload.name or "tep").replace("\\", "/")).name
    stem = name[: -len(PurePosixPath(name).suffix)] if PurePosixPath(name).suffix else name
    stored = AgencyReplyFile(
        reply=reply,
        original_name=f"{stem[:200]}{SUFFIX[media_type]}",
        size=upload.size,
        sha256=digest.hexdigest(),
        media_type=media_type,
    )
    verdict = judge_upload(upload)
    if verdict.judgement is Judgement.INFECTED:
        raise ReplyError(infected(verdict.signature))
    upload.name = stored.original_name
    stored.file = upload
    stored.save()
    hold_stored(stored.file, verdict, storage="private", sha256=stored.sha256, original_name=stored.original_name)
    _touch(reply, user)
    return stored


@transaction.atomic
def remove_file(
    *, consultation: ConsultationPage, organization: Organization, file_id: int, user: Any, now: datetime.datetime
) -> None:
    """Take a file out of the draft reply; the bytes go after the commit."""
    reply = _open_reply(consultation, organization, now)
    stored = reply.files.filter(pk=file_id).first()
    if stored is None:
        return
    storage, name = stored.file.storage, stored.file.name or ""
    stored.delete()
    _touch(reply, user)
    transaction.on_commit(lambda: storage.delete(name))


def problems_of(reply: AgencyReply | None) -> list[tuple[str, str]]:
    """What is missing before the reply can be sent: (field, sentence)."""
    reply = reply or AgencyReply()
    lines, files = (list(reply.lines.all()), list(reply.files.all())) if reply.pk else ([], [])
    problems = []
    if not reply.stance:
        problems.append(("stance", "Hãy chọn ý kiến chung của cơ quan về dự thảo."))
    if not reply.official_number.strip():
        problems.append(("official_number", "Hãy ghi số, ký hiệu của văn bản trả lời."))
    if not reply.official_on:
        problems.append(("official_on", "Hãy ghi ngày của văn bản trả lời."))
    if not reply.signer.strip():
        problems.append(("signer", "Hãy ghi họ tên người ký."))
    if not files:
        problems.append(("files", "Hãy đính kèm văn bản đã ký (PDF hoặc DOCX)."))
    if reply.stance and reply.stance != Stance.AGREE and not reply.general_text.strip() and not lines:
        problems.append(("general_text", "Hãy nêu ý kiến chung hoặc góp ý vào ít nhất một điều khoản."))
    return problems


@transaction.atomic
def send_reply(
    *,
    consultation: ConsultationPage,
    organization: Organization,
    revision: int,
    user: Any,
    now: datetime.datetime,
) -> Submission:
    """Seal the reply as it was previewed (``revision``) and send it; the same reply is never sent twice.

    Raises ``StaleReply`` when a colleague changed it after the preview, ``IncompleteReply``, ``ConsultationClosed``.
    """
    reply = _open_reply(consultation, organization, now)
    if reply.revision != revision:
        raise StaleReply(reply)
    problems = problems_of(reply)
    if problems:
        raise IncompleteReply(problems)
    files = list(reply.files.all())
    submission = receive_submission(
        consultation_id=consultation.pk,
        channel=Channel.AGENCY,
        sender=Sender(
            kind=SenderKind.ORGANIZATION,
            organization=organization,
            official_number=reply.official_number,
            official_on=reply.official_on,
        ),
        comments=_comments_of(reply),
        now=now,
        files=[SealedFile(stored.original_name, stored.size, stored.sha256) for stored in files],
    )
    reply.state, reply.sent_at, reply.sent_by, reply.submission = ReplyState.SENT, now, user, submission
    reply.revision += 1
    reply.save()
    return submission


def _comments_of(reply: AgencyReply) -> list[NewComment]:
    lines = list(reply.lines.select_related("provision").order_by("provision__expression_id", "provision__order"))
    comments = []
    if reply.general_text.strip() or not lines or reply.stance == Stance.AGREE:
        comments.append(NewComment(stance=reply.stance, text=reply.general_text))
    for line in lines:
        comments.append(
            NewComment(
                stance=line.stance,
                text=line.text,
                change=line.change,
                proposed_wording=line.proposed_wording,
                reason=line.reason,
                provision_id=line.provision_id,
            )
        )
    return comments


def _open_reply(consultation: ConsultationPage, organization: Organization, now: datetime.datetime) -> AgencyReply:
    """The agency's reply under lock, made if it is the first act; raises once nothing may change any more."""
    current = locked(consultation.pk)
    if not AgencyInvitation.objects.filter(consultation=current, organization=organization).exists():
        raise ReplyError("Cơ quan không có trong danh sách được lấy ý kiến.")
    if not accepts_comments(current, now):
        raise ConsultationClosed("Đợt lấy ý kiến đã kết thúc. Nội dung đã soạn vẫn được giữ để đọc.")
    reply = AgencyReply.objects.select_for_update(of=("self",)).filter(
        consultation=current, organization=organization
    ).first() or AgencyReply.objects.create(consultation=current, organization=organization)
    if reply.state == ReplyState.SENT:
        raise ReplyError("Văn bản trả lời đã gửi nên không sửa được nữa.")
    return reply


def _touch(reply: AgencyReply, user: Any) -> None:
    """Count a change of lines or files too: a preview made before it cannot be sent."""
    reply.revision, reply.edited_by = reply.revision + 1, user
    reply.save(update_fields=["revision", "edited_by", "edited_at"])
