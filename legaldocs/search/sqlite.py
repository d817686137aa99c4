"""Search on SQLite: a contentless FTS5 table over folded words, keyed by the entry's id."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from legaldocs.models.search import SearchEntry
from legaldocs.search.engine import Combinations, EngineHit, EntryText, Filters, Plan

TABLE = "legaldocs_search_fts"
SEPARATOR = "\n"
BATCH = 400


def match_expression(plan: Plan) -> str:
    """FTS5's own language; every word is quoted, so nothing a visitor types is ever syntax."""
    parts = []
    if plan.words:
        quoted = [f'"{word}"' for word in plan.words]
        together = (" OR " if plan.any_word else " AND ").join(quoted)
        parts.append(f'("{" ".join(plan.words)}" OR ({together}))' if len(quoted) > 1 else quoted[0])
    parts.extend(f'"{" ".join(phrase)}"' for phrase in plan.phrases)
    expression = " AND ".join(parts)
    for word in plan.excluded:
        expression = f'({expression}) NOT "{word}"'
    return expression


def _filter_sql(filters: Filters) -> tuple[str, list[Any]]:
    """Conditions on entry ``e`` and document ``d``."""
    clauses, values = [], []
    columns: list[tuple[str, Iterable[Any]]] = [
        ("d.document_type", filters.document_type),
        ("d.issuer_id", filters.issuer),
        ("d.year", filters.year),
        ("d.status", filters.status),
    ]
    for column, chosen in columns:
        chosen = list(chosen)
        if chosen:
            clauses.append(f"{column} IN ({', '.join(['%s'] * len(chosen))})")
            values.extend(chosen)
    if filters.kind:
        clauses.append("e.kind = %s")
        values.append(filters.kind)
    if filters.document_id:
        clauses.append("e.document_id = %s")
        values.append(filters.document_id)
    return "".join(f" AND {clause}" for clause in clauses), values


class SQLiteEngine:
    """FTS5."""

    name = "sqlite"

    def add(self, entries: Sequence[EntryText]) -> None:
        """Write entries and their words."""
        rows = SearchEntry.objects.bulk_create(
            [
                SearchEntry(
                    document_id=entry.document_id,
                    provision_id=entry.provision_id,
                    kind=entry.kind,
                    part=entry.part,
                    packed=zlib.compress(SEPARATOR.join((entry.heading, entry.body, entry.context)).encode(), 1),
                )
                for entry in entries
            ],
            batch_size=BATCH,
        )
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE}(rowid, heading, body, context) VALUES (%s, %s, %s, %s)",
                [(row.pk, e.heading, e.body, e.context) for row, e in zip(rows, entries, strict=True)],
            )

    def remove(self, document_ids: Sequence[int]) -> None:
        """FTS5 without content forgets a row only when told its words again."""
        for start in range(0, len(document_ids), BATCH):
            rows = SearchEntry.objects.filter(document_id__in=document_ids[start : start + BATCH])
            words = [(pk, *zlib.decompress(bytes(packed)).decode().split(SEPARATOR)) for pk, packed in rows.values_list("pk", "packed")]
            with connection.cursor() as cursor:
                cursor.executemany(
                    f"INSERT INTO {TABLE}({TABLE}, rowid, heading, body, context) VALUES ('delete', %s, %s, %s, %s)", words
                )
            rows.delete()

    def hits(self, plan: Plan, filters: Filters, *, newest_first: bool, offset: int, limit: int, without: Sequence[int]) -> list[EngineHit]:
        """A page of entries."""
        conditions, values = _filter_sql(filters)
        join = "JOIN legaldocs_legaldocument d ON d.id = e.document_id" if filters or newest_first else ""
        order = "d.issued_on IS NULL, d.issued_on DESC, e.id" if newest_first else "f.rank"
        exclusion = f" AND f.rowid NOT IN ({', '.join(['%s'] * len(without))})" if without else ""
        sql = f"""SELECT e.id, e.document_id, e.provision_id, e.kind, f.rank FROM {TABLE} f
            JOIN legaldocs_searchentry e ON e.id = f.rowid {join}
            WHERE f.{TABLE} MATCH %s{conditions}{exclusion} ORDER BY {order} LIMIT %s OFFSET %s"""  # noqa: S608 - only own words
        with connection.cursor() as cursor:
            cursor.execute(sql.replace(f"f.{TABLE} MATCH", f"{TABLE} MATCH"), [match_expression(plan), *values, *without, limit, offset])
            return [EngineHit(pk, document, provision, kind, -rank) for pk, document, provision, kind, rank in cursor.fetchall()]

    def combinations(self, plan: Plan, filters: Filters) -> Combinations:
        """Facet counts in one pass over the matches."""
        conditions, values = _filter_sql(Filters(document_id=filters.document_id))
        sql = f"""SELECT d.document_type, d.issuer_id, d.year, d.status, m.kind, sum(m.n) FROM (
                SELECT e.document_id, e.kind, count(*) AS n FROM {TABLE}
                JOIN legaldocs_searchentry e ON e.id = {TABLE}.rowid
                WHERE {TABLE} MATCH %s{conditions} GROUP BY e.document_id, e.kind) m
            JOIN legaldocs_legaldocument d ON d.id = m.document_id GROUP BY 1, 2, 3, 4, 5"""  # noqa: S608 - only own words
        with connection.cursor() as cursor:
            cursor.execute(sql, [match_expression(plan), *values])
            return {tuple(row[:5]): row[5] for row in cursor.fetchall()}  # type: ignore[misc]
