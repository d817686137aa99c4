"""Settling of findings: an editor says that the text stands like this in the original; who, when and why are kept."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from legaldocs.errors import LegalDocsError
from legaldocs.models import IntakeItem, LegalDocument, SettledFinding
from legaldocs.services.fidelity import JudgedFinding, JudgedReport

MOST_NOTE = 500
EXCERPT = 300
SETTLED, UNDONE = "legaldocs.settle_finding", "legaldocs.unsettle_finding"


class NotSettled(LegalDocsError):
    """The finding is not there any more, or an editor's word is not enough for it."""


def settlements_of(*, document: LegalDocument | None = None, item: IntakeItem | None = None) -> list[SettledFinding]:
    """What holds now for a document or an uploaded file."""
    rows = SettledFinding.objects.filter(undone_at=None).select_related("settled_by")
    return list(rows.filter(document=document) if document is not None else rows.filter(item=item))


def history_of(document: LegalDocument) -> list[SettledFinding]:
    """Everything that was settled or taken back, newest first."""
    return list(document.settled_findings.select_related("settled_by", "undone_by")[:500])


@transaction.atomic
def settle(
    *,
    report: JudgedReport,
    fingerprint: str,
    note: str,
    user: Any,
    text: str,
    document: LegalDocument | None = None,
    item: IntakeItem | None = None,
) -> SettledFinding:
    """Keep the editor's word about one finding of ``report``. Settling the same twice changes nothing.

    Raises ``NotSettled`` with what to do instead.
    """
    row = next((row for row in report.rows if row.fingerprint == fingerprint), None)
    if row is None:
        raise NotSettled("Nhận xét này không còn: dòng liên quan đã thay đổi. Hãy xem lại báo cáo mới nhất.")
    if row.settled is not None:
        return row.settled
    words = " ".join(note.split())[:MOST_NOTE]
    _refuse(row, words)
    made, fresh = SettledFinding.objects.get_or_create(
        document=document,
        item=item,
        fingerprint=fingerprint,
        undone_at=None,
        defaults={
            "code": row.finding.code,
            "severity": row.finding.severity.value,
            "message": row.finding.message,
            "line": row.finding.line,
            "excerpt": _excerpt(text, row.finding.line),
            "note": words,
            "settled_by": user,
        },
    )
    if fresh and document is not None:
        log(document, SETTLED, user=user, data=_told(made))
    return made


def _refuse(row: JudgedFinding, note: str) -> None:
    if not row.can_settle:
        raise NotSettled(f"“{row.info.title}” phải được sửa, không thể xác nhận là đúng như bản gốc. {row.info.advice}")
    if row.needs_note and not note:
        raise NotSettled(f"“{row.info.title}”: hãy ghi lý do vào ô ghi chú rồi xác nhận lại.")


@transaction.atomic
def undo(
    *, settled_id: int, user: Any, document: LegalDocument | None = None, item: IntakeItem | None = None
) -> SettledFinding:
    """Take the word back: the finding asks for a look again."""
    rows = SettledFinding.objects.select_for_update().filter(undone_at=None)
    row = rows.filter(pk=settled_id, document=document, item=item).first()
    if row is None:
        raise NotSettled("Xác nhận này đã được bỏ trước đó.")
    row.undone_by, row.undone_at = user, timezone.now()
    row.save(update_fields=["undone_by", "undone_at"])
    if document is not None:
        log(document, UNDONE, user=user, data=_told(row))
    return row


def move_to_document(item: IntakeItem, document: LegalDocument) -> int:
    """What was settled for an uploaded file holds for the document made of it."""
    held = SettledFinding.objects.filter(document=document, undone_at=None).values("fingerprint")
    rows = item.settled_findings.exclude(fingerprint__in=held, undone_at=None)
    return rows.update(document=document, item=None)


def _excerpt(text: str, line: int | None) -> str:
    lines = text.split("\n")
    return lines[line - 1].strip()[:EXCERPT] if line and line <= len(lines) else ""


def _told(row: SettledFinding) -> dict[str, Any]:
    return {"code": row.code, "message": row.message, "line": row.line, "note": row.note}
