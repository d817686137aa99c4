"""The public page of a document as it stands in the form, before it is saved or public."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from legaldocs import document_context, rendering
from legaldocs.domain.structure import parse
from legaldocs.models import LegalDocument
from legaldocs.reading_page import Reading, read_document
from legaldocs.services.drafting import current_text


def preview_context(document: LegalDocument, request: HttpRequest) -> dict[str, Any]:
    """What ``legaldocs/document_detail.html`` expects: facts from the form, text from the newest draft when none is public."""
    document.derive()
    reading = read_document(document, on=timezone.localdate()) if document.pk else None
    reading = reading or _bare(document)
    reading.signers = [
        {"name": row.name, "second": row.title, "third": row.authority} for row in document.signers.all()
    ]
    reading.subjects = [{"name": tag.name, "second": tag.slug, "third": ""} for tag in document.subjects.all()]
    reading.joint_issuers = [issuer.name for issuer in document.joint_issuers.all()]
    if reading.expression is None and document.pk:
        newest = document.expressions.select_related("latest_revision").order_by("-pk").first()
        if newest is not None:
            reading.expression = newest
            reading.__dict__["rendered"] = rendering.build(newest, parse(current_text(newest)).nodes)
    return document_context.context(request, reading)


def _bare(document: LegalDocument) -> Reading:
    """A document that was never saved: nothing hangs on it yet."""
    return Reading(
        document=document,
        on=timezone.localdate(),
        expression=None,
        expressions=[],
        relations=[],
        effects=[],
        files=[],
        signers=[],
        subjects=[],
        joint_issuers=[],
        consultations=[],
        changed_at=timezone.now(),
    )
