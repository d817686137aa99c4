"""Validity of documents as of a day: computed from dates and relations, stored with the day it was computed for."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence

from legaldocs.domain.timeline import Span, spans_of
from legaldocs.domain.validity import Effect, Override, RelationKind, Status, StatusOn, compute_status
from legaldocs.models import LegalDocument, Relation
from legaldocs.search.indexing import facts_changed
from legaldocs.search.timelines import write_timelines
from legaldocs.services.citation_upkeep import faces_changed

#: Relations that change the validity of their target (domain.md 4.7).
EFFECTIVE_KINDS = (
    RelationKind.AMENDS,
    RelationKind.REPLACES,
    RelationKind.REPLACES_PART,
    RelationKind.REPEALS,
    RelationKind.REPEALS_PART,
    RelationKind.ANNULS,
    RelationKind.SUSPENDS,
    RelationKind.SUSPENDS_PART,
)
BATCH = 1000


def effects_on(document_ids: Sequence[int]) -> dict[int, list[Effect]]:
    """What published documents did to each of these, by confirmed relations; one query."""
    effects: dict[int, list[Effect]] = defaultdict(list)
    relations = Relation.objects.filter(
        target_id__in=document_ids,
        kind__in=EFFECTIVE_KINDS,
        is_confirmed=True,
        source__live=True,
        source__secrecy="none",
    ).select_related("source")
    for relation in relations:
        starts_on = relation.effective_on or relation.source.valid_from
        effects[relation.target_id or 0].append(
            Effect(RelationKind(relation.kind), starts_on, by=relation.source.citation_name)
        )
    return effects


def status_of(document: LegalDocument, on: datetime.date, effects: Iterable[Effect]) -> StatusOn:
    """The validity of one document on a day. A draft has none: unknown, with that reason."""
    if document.stage == "draft":
        return StatusOn(Status.UNKNOWN, False, "Dự thảo, chưa được ban hành")
    return compute_status(document.valid_from, document.valid_until, effects, on, _override(document))


def timeline_of(document: LegalDocument, effects: Iterable[Effect]) -> tuple[Span, ...]:
    """The validity of one document on every day."""
    if document.stage == "draft":
        return (Span(datetime.date.min, None, Status.UNKNOWN),)
    return spans_of(document.valid_from, document.valid_until, effects, _override(document))


def _override(document: LegalDocument) -> Override | None:
    if not document.status_override:
        return None
    return Override(Status(document.status_override), document.status_override_source, document.status_override_on)


def refresh_status(document: LegalDocument, on: datetime.date) -> StatusOn:
    """Store the validity of one document as of ``on`` and return it."""
    result = status_of(document, on, effects_on([document.pk])[document.pk])
    LegalDocument.objects.filter(pk=document.pk).update(status=result.status.value, status_on=on)
    lines = write_timelines([document.pk])
    if lines or document.status != result.status.value:
        facts_changed([document.pk])
    if document.status != result.status.value:
        faces_changed([document.pk])
    document.status, document.status_on = result.status.value, on
    return result


def refresh_statuses(on: datetime.date, document_ids: Sequence[int] | None = None) -> int:
    """Store the validity of many documents as of ``on``; answers how many changed. Run daily by ``tick``."""
    if document_ids is None:
        document_ids = list(LegalDocument.objects.order_by("pk").values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(document_ids), BATCH):
        batch = document_ids[start : start + BATCH]
        effects = effects_on(batch)
        outdated = []
        for document in LegalDocument.objects.filter(pk__in=batch).defer("folded", "abstract"):
            status = status_of(document, on, effects[document.pk]).status.value
            if status != document.status:
                document.status = status
                outdated.append(document)
        LegalDocument.objects.bulk_update(outdated, ["status"], batch_size=BATCH)
        LegalDocument.objects.filter(pk__in=batch).update(status_on=on)
        facts_changed({document.pk for document in outdated} | set(write_timelines(batch)))
        faces_changed([document.pk for document in outdated])
        changed += len(outdated)
    return changed
