"""The signed letters of agencies as the drafting unit and moderators see them: the file, and what its signatures prove."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.views.decorators.http import require_safe

from consultations.models import AgencyReplyFile, ConsultationPage
from consultations.permissions import may_moderate
from consultations.services.file_signatures import signature_state, signature_words
from consultations.staff.access import BIGGEST_ID, may_see_answers, staff_view
from legaldocs.models import ScannedContent
from portal.malware import opened


def letters_of(submissions: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """The files sent with these submissions, by submission; three queries however many there are."""
    wanted = set(submissions)
    if not wanted:
        return {}
    rows = AgencyReplyFile.objects.filter(reply__submission_id__in=wanted).select_related("reply").order_by("pk")
    files = list(rows)
    words = signature_words(file.sha256 for file in files)
    held = set(
        ScannedContent.objects.unreleased()
        .filter(path__in=[file.file.name for file in files])
        .values_list("path", flat=True)
    )
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for file in files:
        is_held = file.file.name in held
        found[file.reply.submission_id or 0].append(
            {
                "title": file.original_name,
                "url": "" if is_held else reverse("agency_letter", args=[file.pk]),
                "size": file.size,
                "is_held": is_held,
                "signatures": words.get(file.sha256, []),
                "state": "" if is_held else signature_state(file, words),
            }
        )
    return dict(found)


def letters_by_agency(consultation: ConsultationPage) -> list[dict[str, Any]]:
    """Every reply that was sent to a consultation, with its files."""
    replies = consultation.agency_replies.filter(submission__isnull=False).select_related("organization")
    rows = list(replies.order_by("sent_at", "pk"))
    letters = letters_of(row.submission_id for row in rows if row.submission_id)
    return [{"reply": row, "letters": letters.get(row.submission_id or 0, [])} for row in rows]


def _may_open(user: Any) -> bool:
    return may_moderate(user) or may_see_answers(user)


@staff_view(_may_open)
@require_safe
def agency_letter(request: HttpRequest, pk: int) -> FileResponse:
    """One file of a reply that was sent, bytes as received; not one that waits for the malware scanner."""
    file = AgencyReplyFile.objects.filter(pk=min(pk, BIGGEST_ID), reply__submission__isnull=False).first()
    if file is None:
        raise Http404
    try:
        return FileResponse(opened(file.file), as_attachment=True, filename=file.original_name)
    except OSError as error:
        raise Http404 from error
