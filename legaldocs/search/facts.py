"""What entries are filtered and counted by: facts of their documents, the kind of content, the validity on a day.

The same meaning on every engine: conditions and counts of the database engines are written here, a cluster is given a copy.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from django.db import connection

from legaldocs.models import StatusSpan, SubjectTag
from legaldocs.models.search import DOCUMENT_SHIFT, SPAN_SHIFT, SPANS, EntryKind
from legaldocs.search.plan import Combinations, Facts, Filters, Order
from legaldocs.search.reading import COLUMNS, Reader

PLACE_MASK = (1 << DOCUMENT_SHIFT) - 1
#: Places of the law itself.
LAW_MASK = (1 << SPAN_SHIFT) - 1
#: By which day of the document an order goes.
DAYS = {Order.NEWEST: "issued_on", Order.EFFECT: "valid_from"}
#: Names of the kinds that visitors choose, by the span of places.
KIND_OF_SPAN = {
    SPANS[EntryKind.FILE.value]: "file",
    SPANS[EntryKind.CONSULTATION.value]: "consultation",
    SPANS[EntryKind.ANSWER.value]: "answer",
}
SPAN_OF_KIND = {kind: span for span, kind in KIND_OF_SPAN.items()}
#: The validity of a document on a day that is one value of the statement.
_STATUS_ON = (
    "(SELECT p.status FROM legaldocs_statusspan p WHERE p.document_id = d.id AND p.starts_on <= %s"
    " ORDER BY p.starts_on DESC LIMIT 1)"
)
_FACTS = itemgetter(*map(COLUMNS.index, ("document_type", "issuer_id", "year", "status", "stage", "subject_keys")))
_ID = COLUMNS.index("id")


def span_of(entry_id: int) -> int:
    """Which span of its document's places an entry stands in; 0 is the law itself."""
    return (entry_id & PLACE_MASK) >> SPAN_SHIFT


def kind_of(span: int, stage: str, *, itself: bool) -> str:
    """The kind of content of an entry (``plan.KINDS``)."""
    if span:
        return KIND_OF_SPAN.get(span, "file")
    if stage == "draft":
        return "draft"
    return "document" if itself else "provision"


def facts_of(ids: Sequence[int], reader: Reader, as_of: datetime.date | None = None) -> list[Facts]:
    """The facts of some entries; those of documents that are gone are left out."""
    documents = reader.documents(pk >> DOCUMENT_SHIFT for pk in ids)
    days = statuses_on(list(documents), as_of) if as_of else {}
    found: list[Facts] = []
    for pk in ids:
        row = documents.get(pk >> DOCUMENT_SHIFT)
        if row is not None:
            document_type, issuer, year, status, stage, keys = _FACTS(row)
            status = days.get(row[_ID], "unknown") if as_of else status
            kind = kind_of(span_of(pk), stage, itself=not pk & PLACE_MASK)
            found.append((document_type, issuer, year, status, kind, keys_of(keys)))
    return found


def keys_of(keys: str | None) -> tuple[int, ...]:
    """Keys that stand in one column, in their order."""
    return tuple(sorted(map(int, keys.split(",")))) if keys else ()


def tally(facts: Sequence[Facts]) -> Combinations:
    """How often each combination of facts comes."""
    combinations: Combinations = {}
    for key in facts:
        combinations[key] = combinations.get(key, 0) + 1
    return combinations


def subjects_of(document_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """The fields of law of documents."""
    found: dict[int, tuple[int, ...]] = {}
    rows = SubjectTag.objects.filter(content_object_id__in=document_ids).order_by("content_object_id", "tag_id")
    for document_id, subject in rows.values_list("content_object_id", "tag_id") if document_ids else ():
        found[document_id] = (*found.get(document_id, ()), subject)
    return found


def statuses_on(document_ids: Sequence[int], day: datetime.date) -> dict[int, str]:
    """The validity of documents on a day."""
    rows = StatusSpan.objects.filter(document_id__in=document_ids, starts_on__lte=day).order_by("starts_on")
    return dict(rows.values_list("document_id", "status")) if document_ids else {}


def passes(key: Facts, filters: Filters, ignore: str = "") -> bool:
    """Whether facts are among what the visitor chose; ``ignore`` names a facet that does not narrow."""
    document_type, issuer, year, status, kind, subjects = key
    return (
        (ignore == "document_type" or not filters.document_type or document_type in filters.document_type)
        and (ignore == "issuer" or not filters.issuer or issuer in filters.issuer)
        and (ignore == "year" or not filters.year or year in filters.year)
        and (ignore == "status" or not filters.status or status in filters.status)
        and (ignore == "kind" or not filters.kind or kind == filters.kind)
        and (ignore == "subject" or not filters.subject or not set(filters.subject).isdisjoint(subjects))
    )


def status_sql(filters: Filters) -> tuple[str, list[Any]]:
    """The status of the document ``d`` on the day asked for."""
    if filters.as_of is None:
        return "d.status", []
    return f"coalesce({_STATUS_ON}, 'unknown')", [filters.as_of]


def filter_sql(filters: Filters, entry: str) -> tuple[str, list[Any]]:
    """Conditions on the entry's id (``entry`` names its column) and on the document ``d``."""
    clauses: list[str] = []
    values: list[Any] = []
    status, day = status_sql(filters)
    columns: list[tuple[str, Sequence[Any], Sequence[Any]]] = [
        ("d.document_type", (), filters.document_type),
        ("d.issuer_id", (), filters.issuer),
        ("d.year", (), filters.year),
        (status, day, filters.status),
    ]
    for column, before, chosen in columns:
        if chosen:
            clauses.append(f"{column} IN ({_places(chosen)})")
            values += [*before, *chosen]
    if filters.subject:
        clauses.append(
            "EXISTS (SELECT 1 FROM legaldocs_subjecttag t WHERE t.content_object_id = d.id"
            f" AND t.tag_id IN ({_places(filters.subject)}))"
        )
        values += filters.subject
    if filters.kind:
        clauses.append(_kind_sql(filters.kind, entry))
    if filters.document_id:
        clauses.append(f"{entry} BETWEEN %s AND %s")
        values += [filters.document_id << DOCUMENT_SHIFT, (filters.document_id << DOCUMENT_SHIFT) | PLACE_MASK]
    return "".join(f" AND {clause}" for clause in clauses), values


def _kind_sql(kind: str, entry: str) -> str:
    if kind in SPAN_OF_KIND:
        return f"(({entry} >> {SPAN_SHIFT}) & 7) = {SPAN_OF_KIND[kind]}"
    if kind == "draft":
        return f"((({entry} >> {SPAN_SHIFT}) & 7) = 0 AND d.stage = 'draft')"
    if kind == "document":
        return f"(({entry} & {PLACE_MASK}) = 0 AND d.stage <> 'draft')"
    return f"(({entry} & {PLACE_MASK}) BETWEEN 1 AND {LAW_MASK} AND d.stage <> 'draft')"


def _places(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def needs_document(filters: Filters) -> bool:
    """Whether a filter looks at the document's own row."""
    of_document = filters.document_type or filters.issuer or filters.year or filters.status or filters.subject
    return bool(of_document) or filters.kind in {"document", "provision", "draft"}


def counted(rows: Sequence[Sequence[Any]]) -> Combinations:
    """From (type, issuer, year, status, stage, subjects, span, themselves, others) to counts by kind."""
    combinations: Combinations = {}
    for document_type, issuer, year, status, stage, subjects, span, themselves, others in rows:
        fields = keys_of(subjects)
        for itself, count in ((True, themselves), (False, others)):
            if count:
                kind = kind_of(span, stage, itself=itself)
                key = (document_type, issuer, year, status, kind, fields)
                combinations[key] = combinations.get(key, 0) + int(count)
    return combinations


def by_day(ids: Sequence[int], order: Order) -> list[int]:
    """Entries by the day their documents were issued, or came into effect, the latest first."""
    documents = sorted({pk >> DOCUMENT_SHIFT for pk in ids})
    if not documents:
        return []
    column = DAYS[order]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM legaldocs_legaldocument WHERE id IN ({_places(documents)})"
            f" ORDER BY {column} IS NULL, {column} DESC, id DESC",
            documents,
        )
        places = {row[0]: place for place, row in enumerate(cursor.fetchall())}
    return sorted(ids, key=lambda pk: (places.get(pk >> DOCUMENT_SHIFT, len(places)), pk))
