"""What goes into the archives of a consultation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from consultations.models import AgencyReplyFile, ConsultationPage, DossierKind, Submission
from consultations.services.packaging import Entry, file_entry, safe_name, text_entry
from legaldocs.domain.emphasis import without_marks
from portal.templatetags.portal_tags import vi_date, vi_datetime

STANCE_WORDS = {"agree": "Đồng ý", "partly": "Đồng ý một phần", "disagree": "Không đồng ý", "other": "Ý kiến khác"}
SENDER_WORDS = {
    "citizen": "Người dân",
    "business": "Doanh nghiệp, hiệp hội",
    "expert": "Chuyên gia",
    "organization": "Cơ quan, tổ chức",
}


def dossier_entries(consultation: ConsultationPage) -> Iterator[Entry]:
    """The posted wordings as text and every file of the dossier, in the order of the page."""
    for posting in consultation.posted_expressions.select_related("expression__document").order_by("sort_order", "pk"):
        expression = posting.expression
        yield text_entry(
            f"1-du-thao/{safe_name(expression.name)}.txt",
            without_marks(expression.source_text),
            title=f"{expression.name}: {expression.document.abstract}",
            kind=DossierKind.DRAFT.value,
        )
    order = {kind: number for number, kind in enumerate(DossierKind.values)}
    files = sorted(consultation.dossier_files.all(), key=lambda f: (order.get(f.kind, 99), f.sort_order or 0, f.pk))
    for number, item in enumerate(files, start=1):
        suffix = PurePosixPath(item.file.name).suffix.lower()
        name = f"2-ho-so/{number:02d} {safe_name(item.title, 80)}{suffix}"
        yield file_entry(name, item.file, title=item.title, kind=item.kind)


def dossier_about(consultation: ConsultationPage) -> dict[str, Any]:
    """Head of the manifest of the dossier."""
    return {
        "title": consultation.title,
        "draft": consultation.document.abstract if consultation.document else "",
        "receiving_unit": str(consultation.receiving_unit or ""),
        "closes_at": consultation.closes_at.isoformat() if consultation.closes_at else None,
    }


def opinion_entries(consultation: ConsultationPage, *, with_names: bool = False) -> Iterator[Entry]:
    """Copies of the opinions (bản chụp ý kiến, domain.md 3.3): letters of agencies as received, every opinion as text.

    Names of persons who did not agree to have them published appear only ``with_names``.
    """
    files: dict[int, list[AgencyReplyFile]] = {}
    letters = AgencyReplyFile.objects.filter(reply__consultation=consultation, reply__submission__isnull=False)
    for letter in letters.select_related("reply"):
        files.setdefault(letter.reply.submission_id or 0, []).append(letter)
    submissions = (
        Submission.objects.filter(consultation=consultation)
        .select_related("organization", "personal_data")
        .prefetch_related("comments__provision", "comments__expression")
        .order_by("received_at", "pk")
    )
    from consultations.provision_paths import provision_paths

    paths = provision_paths(consultation.posted_expressions.values_list("expression_id", flat=True))
    for submission in submissions.iterator(chunk_size=500):
        sender = sender_name(submission, with_names=with_names)
        part = "1-co-quan" if submission.organization_id else "2-to-chuc-ca-nhan"
        stem = safe_name(f"{submission.received_at:%Y%m%d} {submission.receipt_code} {sender}", 90)
        yield text_entry(
            f"{part}/{stem}.txt",
            _opinion_text(submission, sender, paths),
            receipt=submission.receipt_code,
            sealed_sha256=submission.sealed_hash,
        )
        for letter in files.get(submission.pk, []):
            yield file_entry(
                f"{part}/{stem}/{safe_name(letter.original_name)}", letter.file, received_sha256=letter.sha256
            )


def sender_name(submission: Submission, *, with_names: bool = False) -> str:
    """Who speaks: the organization, the name where it may be shown, else the kind of sender."""
    if submission.organization_id and submission.organization:
        return submission.organization.name
    if submission.public_name:
        return submission.public_name
    personal = getattr(submission, "personal_data", None) if with_names else None
    if personal and personal.full_name:
        return str(personal.full_name)
    kind = SENDER_WORDS.get(submission.sender_kind, "Người dân")
    return f"{kind} ({submission.province})" if submission.province else kind


def _opinion_text(submission: Submission, sender: str, paths: dict[int, Any]) -> str:
    lines = [
        f"Mã biên nhận: {submission.receipt_code}",
        f"Người gửi: {sender}",
        f"Thời điểm nhận: {vi_datetime(submission.received_at)}",
    ]
    if submission.official_number:
        lines.append(f"Văn bản: số {submission.official_number}, ngày {vi_date(submission.official_on)}")
    for comment in submission.comments.all():
        path = paths.get(comment.provision_id or 0)
        lines += ["", f"[{path.label if path else 'Chung'}] {STANCE_WORDS.get(comment.stance, '')}"]
        if comment.state == "withdrawn":
            lines.append("(Người gửi đã rút ý kiến)")
        if comment.text:
            lines.append(comment.text)
        if comment.change == "delete":
            lines.append("Đề nghị bỏ quy định này.")
        if comment.proposed_wording:
            lines += ["Đề xuất viết lại:", comment.proposed_wording]
        if comment.reason:
            lines += ["Lý do:", comment.reason]
    return "\n".join(lines) + "\n"
