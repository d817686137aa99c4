"""The validity of documents by day, written out, so that every engine can ask for any day at once."""

from __future__ import annotations

from collections.abc import Sequence

from legaldocs.domain.timeline import Span
from legaldocs.models import LegalDocument, StatusSpan

_DATES = (
    "pk", "stage", "valid_from", "valid_until", "status_override", "status_override_source", "status_override_on",
)  # fmt: skip


def write_timelines(document_ids: Sequence[int]) -> list[int]:
    """Make the stored spans what dates and relations say now; answers the documents of which they changed."""
    wanted, held = _wanted(document_ids), _held(document_ids)
    changed = sorted(pk for pk in {*wanted, *held} if wanted.get(pk, ()) != held.get(pk, ()))
    if changed:
        StatusSpan.objects.filter(document_id__in=changed).delete()
        rows = [
            StatusSpan(document_id=pk, starts_on=span.starts_on, ends_on=span.ends_on, status=span.status.value)
            for pk in changed
            for span in wanted.get(pk, ())
        ]
        StatusSpan.objects.bulk_create(rows, batch_size=1000)
    return changed


def outdated_timelines(document_ids: Sequence[int]) -> set[int]:
    """Those of the documents of which the stored spans are not what dates and relations say."""
    wanted, held = _wanted(document_ids), _held(document_ids)
    return {pk for pk in {*wanted, *held} if wanted.get(pk, ()) != held.get(pk, ())}


def _wanted(document_ids: Sequence[int]) -> dict[int, tuple[Span, ...]]:
    from legaldocs.services.validity import effects_on, timeline_of

    effects = effects_on(document_ids)
    documents = LegalDocument.objects.filter(pk__in=document_ids).only(*_DATES)
    return {document.pk: timeline_of(document, effects[document.pk]) for document in documents}


def _held(document_ids: Sequence[int]) -> dict[int, tuple[Span, ...]]:
    rows = StatusSpan.objects.filter(document_id__in=document_ids).order_by("document_id", "starts_on")
    held: dict[int, list[Span]] = {}
    for pk, starts_on, ends_on, status in rows.values_list("document_id", "starts_on", "ends_on", "status"):
        held.setdefault(pk, []).append(Span.of(starts_on, ends_on, status))
    return {pk: tuple(spans) for pk, spans in held.items()}
