"""Search on SQLite: a contentless FTS5 table over folded words, keyed by the entry's id."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

from django.db import connection

from legaldocs.models.search import DOCUMENT_SHIFT, SearchEntry
from legaldocs.search.engine import Combinations, EngineHit, EntryText, Filters, Plan, page_through

TABLE = "legaldocs_search_fts"
SEPARATOR = "\n"
BATCH = 400
PLACE_MASK = (1 << DOCUMENT_SHIFT) - 1


def match_expression(plan: Plan) -> str:
    """FTS5's own language; every word is quoted, so nothing a visitor types is ever syntax."""
    parts = []
    if plan.words:
        quoted = [f'"{word}"' for word in plan.words]
        together = (" OR " if plan.any_word else " AND ").join(quoted)
        parts.append(f"({together})")
    parts.extend(f'"{" ".join(phrase)}"' for phrase in plan.phrases)
    expression = " AND ".join(parts)
    for word in plan.excluded:
        expression = f'({expression}) NOT "{word}"'
    return expression


def tiers(plan: Plan) -> list[str]:
    """The matches cut into tiers, best first: the words together in a heading, together anywhere, all anywhere.

    Each tier is small where the whole is large, so ranking stays cheap; tiers never overlap.
    """
    whole = match_expression(plan)
    if plan.any_word:
        return [whole]
    sequences = [*([plan.words] if plan.words else []), *plan.phrases]
    together = " AND ".join(f'"{" ".join(sequence)}"' for sequence in sequences)
    in_heading = " AND ".join(f'heading : "{" ".join(sequence)}"' for sequence in sequences)
    excluded = "".join(f' NOT "{word}"' for word in plan.excluded)
    parts = [f"({in_heading}){excluded}", f"(({together}) NOT ({in_heading})){excluded}"]
    if len(plan.words) > 1:
        parts.append(f"({whole}) NOT ({together})")
    return parts


def needs_document(filters: Filters) -> bool:
    """Whether a filter looks at the document's own row."""
    return bool(filters.document_type or filters.issuer or filters.year or filters.status)


def filter_sql(filters: Filters, entry: str) -> tuple[str, list[Any]]:
    """Conditions on the entry's id (``entry`` names its column) and on the document ``d``."""
    clauses: list[str] = []
    values: list[Any] = []
    columns: list[tuple[str, Sequence[Any]]] = [
        ("d.document_type", filters.document_type),
        ("d.issuer_id", filters.issuer),
        ("d.year", filters.year),
        ("d.status", filters.status),
    ]
    for column, chosen in columns:
        if chosen:
            clauses.append(f"{column} IN ({', '.join(['%s'] * len(chosen))})")
            values.extend(chosen)
    if filters.kind:
        clauses.append(f"({entry} & {PLACE_MASK}) {'=' if filters.kind == 'document' else '<>'} 0")
    if filters.document_id:
        clauses.append(f"{entry} BETWEEN %s AND %s")
        values += [filters.document_id << DOCUMENT_SHIFT, (filters.document_id << DOCUMENT_SHIFT) | PLACE_MASK]
    return "".join(f" AND {clause}" for clause in clauses), values


def split_by_kind(rows: Sequence[Sequence[Any]]) -> Combinations:
    """From (type, issuer, year, status, documents, provisions) to counts by kind."""
    combinations: Combinations = {}
    for document_type, issuer, year, status, documents, provisions in rows:
        for kind, count in (("document", documents), ("provision", provisions)):
            if count:
                combinations[(document_type, issuer, year, status, kind)] = int(count)
    return combinations


class SQLiteEngine:
    """FTS5."""

    name = "sqlite"

    def add(self, entries: Sequence[EntryText]) -> None:
        """Write entries and their words."""
        rows = [
            SearchEntry(
                pk=entry.pk,
                document_id=entry.document_id,
                provision_id=entry.provision_id,
                kind=entry.kind,
                part=entry.part,
                packed=zlib.compress(SEPARATOR.join((entry.heading, entry.body, entry.context)).encode(), 1),
            )
            for entry in entries
        ]
        SearchEntry.objects.bulk_create(rows, batch_size=BATCH)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE}(rowid, heading, body, context) VALUES (%s, %s, %s, %s)",
                [(entry.pk, entry.heading, entry.body, entry.context) for entry in entries],
            )

    def remove(self, document_ids: Sequence[int]) -> None:
        """FTS5 without content forgets a row only when told its words again."""
        for start in range(0, len(document_ids), BATCH):
            rows = SearchEntry.objects.filter(document_id__in=document_ids[start : start + BATCH])
            words: list[list[Any]] = [
                [pk, *zlib.decompress(bytes(packed or b"")).decode().split(SEPARATOR)]
                for pk, packed in rows.values_list("pk", "packed")
            ]
            with connection.cursor() as cursor:
                cursor.executemany(
                    f"INSERT INTO {TABLE}({TABLE}, rowid, heading, body, context) VALUES ('delete', %s, %s, %s, %s)",
                    words,
                )
            rows.delete()

    def hits(
        self, plan: Plan, filters: Filters, *, newest_first: bool, offset: int, limit: int, without: Sequence[int]
    ) -> list[EngineHit]:
        """A page of entries."""
        conditions, values = filter_sql(filters, f"{TABLE}.rowid")
        join = (
            f"CROSS JOIN legaldocs_legaldocument d ON d.id = {TABLE}.rowid >> {DOCUMENT_SHIFT}"
            if needs_document(filters) or newest_first
            else ""
        )
        exclusion = f" AND {TABLE}.rowid NOT IN ({', '.join(['%s'] * len(without))})" if without else ""
        source = f"FROM {TABLE} {join} WHERE {TABLE} MATCH %s{conditions}{exclusion}"
        order = f"d.issued_on IS NULL, d.issued_on DESC, {TABLE}.rowid" if newest_first else "rank"

        def fetch(expression: str, start: int, most: int) -> list[EngineHit]:
            sql = f"SELECT {TABLE}.rowid, rank {source} ORDER BY {order} LIMIT %s OFFSET %s"
            with connection.cursor() as cursor:
                cursor.execute(sql, [expression, *values, *without, most, start])
                return [EngineHit(pk, -rank) for pk, rank in cursor.fetchall()]

        def count(expression: str) -> int:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) {source}", [expression, *values, *without])
                return int(cursor.fetchone()[0])

        if newest_first:
            return fetch(match_expression(plan), offset, limit)
        return page_through(tiers(plan), fetch, count, offset, limit)

    def combinations(self, plan: Plan, filters: Filters) -> Combinations:
        """Facet counts in one pass over the index, then one look at each document found."""
        conditions, values = filter_sql(Filters(document_id=filters.document_id), "rowid")
        sql = f"""SELECT d.document_type, d.issuer_id, d.year, d.status, sum(m.itself), sum(m.n - m.itself) FROM (
                SELECT rowid >> {DOCUMENT_SHIFT} AS document_id, count(*) AS n, sum((rowid & {PLACE_MASK}) = 0) AS itself
                FROM {TABLE} WHERE {TABLE} MATCH %s{conditions} GROUP BY 1) m
            JOIN legaldocs_legaldocument d ON d.id = m.document_id GROUP BY 1, 2, 3, 4"""
        with connection.cursor() as cursor:
            cursor.execute(sql, [match_expression(plan), *values])
            return split_by_kind(cursor.fetchall())
