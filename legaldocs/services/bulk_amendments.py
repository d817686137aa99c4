"""Amendments that a bulk source states of its articles become relations, for an editor to confirm.

Bộ pháp điển names for each Điều what was done to it, by which document, and from which day. The acting document is the
source of the relation, so only what both stand in the corpus can be linked; the next run links what has come since.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from legaldocs.domain.dates import parse_date
from legaldocs.domain.numbers import number_key
from legaldocs.domain.uris import eid_segment
from legaldocs.domain.validity import RelationKind
from legaldocs.intake.bulk import BulkDocument
from legaldocs.models import LegalDocument, Relation
from legaldocs.services.legal_bases import documents_by_key

_REPEALED = frozenset({"bãi bỏ", "hủy bỏ", "huỷ bỏ", "hết hiệu lực"})
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a source says was done to one Điều of a document."""

    target_id: int
    target_eid: str
    kind: RelationKind
    acting_key: str
    effective_on: datetime.date | None
    note: str


def amendments_of(row: BulkDocument, document_id: int) -> list[Amendment]:
    """Every amendment that a bulk document states; whatever is not in the expected form is left out."""
    found: list[Amendment] = []
    for article in row.articles:
        stated = article.extra.get("amended_by")
        for entry in stated if isinstance(stated, list) else ():
            if isinstance(entry, dict) and article.num:
                found += _entry(entry, document_id, eid_segment("article", article.num))
    return found


def _entry(entry: dict[str, Any], document_id: int, eid: str) -> list[Amendment]:
    effects = [effect for effect in entry.get("effects") or () if isinstance(effect, str)]
    kind = _kind(set(effects))
    found = []
    for acting in entry.get("by") or ():
        number = acting.get("number") if isinstance(acting, dict) else None
        key = number_key(number) if isinstance(number, str) else ""
        if key:
            places = ", ".join(str(place) for place in acting.get("articles") or ())
            note = f"Nguồn ghi: {', '.join(effects) or 'sửa đổi'}{f' ({places})' if places else ''}."
            found.append(Amendment(document_id, eid, kind, key[:100], _date(acting.get("effective_on")), note[:300]))
    return found


def _kind(effects: set[str]) -> RelationKind:
    """What was done to a single Điều, seen from its document: a part of it."""
    if effects and effects <= _REPEALED:
        return RelationKind.REPEALS_PART
    return RelationKind.SUSPENDS_PART if effects == {"ngưng hiệu lực"} else RelationKind.AMENDS


def _date(value: object) -> datetime.date | None:
    if not isinstance(value, str):
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return parse_date(value)


@transaction.atomic
def link_amendments(stated: Sequence[Amendment]) -> int:
    """Propose a relation for each stated amendment whose acting document stands in the corpus; answers how many are new."""
    before = Relation.objects.count()
    keys = sorted({amendment.acting_key for amendment in stated})
    acting: dict[str, LegalDocument] = {}
    for start in range(0, len(keys), _BATCH):
        acting |= documents_by_key(keys[start : start + _BATCH])
    relations = [
        Relation(
            source=source,
            kind=amendment.kind.value,
            target_id=amendment.target_id,
            target_eid=amendment.target_eid,
            effective_on=amendment.effective_on,
            note=amendment.note,
            is_confirmed=False,
        )
        for amendment in stated
        if (source := acting.get(amendment.acting_key)) is not None and source.pk != amendment.target_id
    ]
    Relation.objects.bulk_create(relations, batch_size=_BATCH, ignore_conflicts=True)
    return Relation.objects.count() - before
