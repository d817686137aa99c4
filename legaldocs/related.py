"""Relations of one document as its page shows them: both directions in one query, grouped by what they do."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from legaldocs.domain.validity import Effect, RelationKind
from legaldocs.models import LegalDocument, Relation
from legaldocs.prepared import Prepared, column_names, instance
from legaldocs.services.validity import EFFECTIVE_KINDS

#: Order in which relations are shown: what changes the document first.
RELATION_ORDER = [
    RelationKind.REPLACES, RelationKind.REPEALS, RelationKind.ANNULS, RelationKind.SUSPENDS, RelationKind.AMENDS,
    RelationKind.REPLACES_PART, RelationKind.REPEALS_PART, RelationKind.SUSPENDS_PART, RelationKind.CORRECTS,
    RelationKind.CONSOLIDATES, RelationKind.GUIDES, RelationKind.BASED_ON, RelationKind.CITES, RelationKind.RELATED,
]  # fmt: skip
#: A law cited by thousands: so many of each relation are shown, the rest is counted.
RELATIONS_SHOWN = 50
RELATIONS_READ = 2_000


@dataclass(slots=True)
class RelatedDocument:
    """The other end of a relation."""

    title: str
    abstract: str
    url: str
    status: str
    is_in_corpus: bool
    note: str
    effective_on: datetime.date | None


@dataclass(slots=True)
class RelationGroup:
    """All relations of one kind seen from this document: "Bị thay thế bởi"."""

    kind: str
    verb: str
    outgoing: bool
    documents: list[RelatedDocument] = field(default_factory=list)
    more: int = 0

    @property
    def count(self) -> int:
        """How many there are, shown or not."""
        return len(self.documents) + self.more


_OTHER_COLUMNS = [
    name
    for name in column_names(LegalDocument)
    if name in {
        "id", "document_type", "number", "title", "abstract", "stage", "year", "slug", "status", "live", "secrecy",
        "valid_from", "updated_at", "issued_on",
    }
]  # fmt: skip
_RELATION_COLUMNS = ["kind", "target_number", "target_title", "effective_on", "note", "is_confirmed"]


def _relation_rows(pk: int) -> QuerySet[Any]:
    """Relations in both directions with the document at the other end; what changes validity first."""
    weight = Case(
        When(kind__in=[kind.value for kind in EFFECTIVE_KINDS], then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )

    def side(rows: QuerySet[Relation], outgoing: int, other: str) -> QuerySet[Any]:
        annotated = rows.order_by().annotate(
            outgoing=Value(outgoing, output_field=IntegerField()), weight=weight, other_issued=F(f"{other}__issued_on")
        )
        others = [f"{other}__{name}" for name in _OTHER_COLUMNS]
        return annotated.values_list("outgoing", "weight", "other_issued", "pk", *_RELATION_COLUMNS, *others)

    incoming = Relation.objects.filter(target_id=pk, source__live=True, source__secrecy="none", source__stage="issued")
    outgoing = side(Relation.objects.filter(source_id=pk), 1, "target")
    return (
        side(incoming, 0, "source").union(outgoing, all=True).order_by("weight", "-other_issued", "pk")[:RELATIONS_READ]
    )


_RELATIONS = Prepared(_relation_rows, int)


@dataclass(slots=True)
class RelationRow:
    """One relation of the document with the other end (None for a document named only by number or title)."""

    outgoing: bool
    kind: RelationKind
    target_number: str
    target_title: str
    effective_on: datetime.date | None
    note: str
    is_confirmed: bool
    other: LegalDocument | None


def relations_of(document: LegalDocument) -> list[RelationRow]:
    """All relations of a document; what changes its validity first."""
    found = []
    for outgoing, _, _, _, kind, number, title, effective_on, note, confirmed, *other in _RELATIONS.rows(document.pk):
        end = instance(LegalDocument, _OTHER_COLUMNS, other) if other[0] is not None else None
        found.append(
            RelationRow(bool(outgoing), RelationKind(kind), number, title, effective_on, note, bool(confirmed), end)
        )
    return found


def grouped(relations: list[RelationRow]) -> list[RelationGroup]:
    """Relations by kind and direction, in the order of ``RELATION_ORDER``."""
    groups: dict[tuple[bool, RelationKind], RelationGroup] = {}
    for row in relations:
        if row.other is not None and row.other.secrecy != "none":
            continue  # not even named
        verb = row.kind.forward if row.outgoing else row.kind.backward
        group = groups.setdefault((row.outgoing, row.kind), RelationGroup(row.kind.value, verb, row.outgoing))
        if len(group.documents) >= RELATIONS_SHOWN:
            group.more += 1
        else:
            group.documents.append(_related(row, row.other))
    order = [(outgoing, kind) for kind in RELATION_ORDER for outgoing in (False, True)]
    return [groups[key] for key in order if key in groups]


def _related(relation: RelationRow, other: LegalDocument | None) -> RelatedDocument:
    if other is None:
        title = relation.target_title or relation.target_number
        if relation.target_title and relation.target_number not in relation.target_title:
            title = f"{relation.target_title} ({relation.target_number})"
        return RelatedDocument(title, "", "", "", False, relation.note, relation.effective_on)
    is_public = other.live and other.secrecy == "none" and other.stage == "issued"
    return RelatedDocument(
        title=other.title if other.title and not other.number else other.citation_name,
        abstract=other.abstract if is_public else "",
        url=other.get_absolute_url() if is_public else "",
        status=other.status if is_public else "",
        is_in_corpus=is_public,
        note=relation.note,
        effective_on=relation.effective_on,
    )


def effects_in(relations: list[RelationRow]) -> list[Effect]:
    """What published documents did to this one; the same facts as ``services.validity.effects_on``."""
    return [
        Effect(row.kind, row.effective_on or row.other.valid_from, by=row.other.citation_name)
        for row in relations
        if not row.outgoing and row.is_confirmed and row.kind in EFFECTIVE_KINDS and row.other is not None
    ]
