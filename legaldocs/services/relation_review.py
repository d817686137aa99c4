"""Relations proposed by the reading of texts: an editor confirms or rejects them, many at once, and may undo it.

A document's revisions hold copies of its relations; the newest one is kept in step, or publishing it would bring back
what was decided here.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Revision

from legaldocs.models import LegalDocument, Relation
from legaldocs.services.validity import refresh_statuses

CONFIRM, REJECT = "confirm", "reject"
_KEPT = [
    "pk",
    "source_id",
    "kind",
    "target_id",
    "target_number",
    "target_title",
    "target_key",
    "source_eid",
    "target_eid",
    "effective_on",
    "note",
]


@transaction.atomic
def decide(*, relation_ids: Iterable[int], decision: str, on: datetime.date) -> dict[str, Any]:
    """Confirm or reject those still waiting. Returns what ``undo`` needs; plain data."""
    rows = list(Relation.objects.select_for_update().filter(pk__in=list(relation_ids), is_confirmed=False))
    kept = [{name: getattr(row, name) for name in _KEPT} for row in rows]
    for row in kept:
        row["effective_on"] = row["effective_on"].isoformat() if row["effective_on"] else None
    ids = [row.pk for row in rows]
    if decision == CONFIRM:
        Relation.objects.filter(pk__in=ids).update(is_confirmed=True)
    else:
        Relation.objects.filter(pk__in=ids).delete()
    _follow(rows, on, confirmed=decision == CONFIRM)
    return {"decision": decision, "rows": kept}


@transaction.atomic
def undo(*, record: dict[str, Any], on: datetime.date) -> int:
    """Take a decision back: confirmed relations wait again, rejected ones return. Returns how many."""
    rows = [_relation(row) for row in record["rows"]]
    sources = set(LegalDocument.objects.filter(pk__in={row.source_id for row in rows}).values_list("pk", flat=True))
    targets = set(LegalDocument.objects.filter(pk__in={row.target_id for row in rows}).values_list("pk", flat=True))
    rows = [row for row in rows if row.source_id in sources and (row.target_id is None or row.target_id in targets)]
    if record["decision"] == CONFIRM:
        count = Relation.objects.filter(pk__in=[row.pk for row in rows]).update(is_confirmed=False)
    else:
        present = set(Relation.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
        fresh = [row for row in rows if row.pk not in present]
        Relation.objects.bulk_create(fresh, ignore_conflicts=True)
        count = len(fresh)
    _follow(rows, on, confirmed=False)
    return count


def _relation(row: dict[str, Any]) -> Relation:
    values = dict(row)
    values["effective_on"] = datetime.date.fromisoformat(values["effective_on"]) if values["effective_on"] else None
    return Relation(is_confirmed=False, **values)


def _follow(rows: list[Relation], on: datetime.date, *, confirmed: bool) -> None:
    """Validity of the targets, and the newest revision of each source."""
    targets = [row.target_id for row in rows if row.target_id]
    if targets:
        refresh_statuses(on, targets)
    by_source: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        by_source[row.source_id].append(row.pk)
    present = {row.pk: row for row in Relation.objects.filter(source_id__in=list(by_source))}
    documents = LegalDocument.objects.filter(pk__in=list(by_source)).exclude(latest_revision=None)
    for document in documents.only("pk", "latest_revision").select_related("latest_revision"):
        revision = document.latest_revision
        if revision is not None:
            _keep_in_step(revision, set(by_source[document.pk]), present)


def _keep_in_step(revision: Revision, decided: set[int], present: dict[int, Relation]) -> None:
    copies = revision.content.get("outgoing_relations", [])
    fresh = [copy for copy in copies if copy.get("pk") not in decided]
    fresh += [get_serializable_data_for_fields(present[pk]) for pk in sorted(decided) if pk in present]
    revision.content["outgoing_relations"] = fresh
    revision.save(update_fields=["content"])
