"""Search on SQLite: a contentless FTS5 table of tokens without places, keyed by the entry's id."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

from django.db import OperationalError, connection
from django.db.models import QuerySet

from legaldocs.models.search import DOCUMENT_SHIFT, LAW_KINDS, SPAN_SHIFT, SearchEntry
from legaldocs.search.database import Branch, DatabaseEngine, TimeIsUpError
from legaldocs.search.engine import EntryText
from legaldocs.search.facts import DAYS, PLACE_MASK, counted, filter_sql, needs_document, status_sql
from legaldocs.search.plan import SECONDS, Combinations, Filters, Order
from legaldocs.search.tokens import Condition, entry_tokens

TABLE = "legaldocs_search_fts"
SEPARATOR = "\n"
#: The packed words of an entry without any.
EMPTY = zlib.compress((SEPARATOR * 2).encode(), 1)
BATCH = 400
#: SQLite looks at the clock after so many of its steps.
STEPS = 2_000


def match_expression(condition: Condition) -> str:
    """FTS5's own language; every token is quoted, so nothing a visitor types is ever syntax."""
    together: list[str] = []
    parts: list[str] = []
    for choice in condition.choices:
        if len(choice) == 1:
            together += [f'"{token}"' for token in choice[0]]
            continue
        alternatives = [" AND ".join(f'"{token}"' for token in tokens) for tokens in choice]
        parts.append(f"({' OR '.join(f'({alternative})' for alternative in alternatives)})")
    expression = " AND ".join([*dict.fromkeys(together), *parts])
    for token in condition.excluded:
        expression = f'({expression}) NOT "{token}"'
    return expression


class SQLiteEngine(DatabaseEngine):
    """FTS5."""

    name = "sqlite"

    def add(self, entries: Sequence[EntryText]) -> None:
        """Write entries and their tokens."""
        self._write(entries, {})

    def replace(self, document_ids: Sequence[int], entries: Sequence[EntryText]) -> None:
        """Forget and write; the words of entries that stay as they were are made once."""
        packed = {entry.pk: _packed(entry) for entry in entries}
        words = {entry.pk: _words(entry.heading, entry.body, entry.context) for entry in entries}
        same = {pk: (packed[pk], words[pk]) for pk in packed}
        for start in range(0, len(document_ids), BATCH):
            batch = document_ids[start : start + BATCH]
            self._forget(SearchEntry.objects.filter(document_id__in=batch, kind__in=LAW_KINDS), same)
        self._write(entries, same)

    def _write(self, entries: Sequence[EntryText], made: dict[int, tuple[bytes, str]]) -> None:
        rows = [
            SearchEntry(
                pk=entry.pk,
                document_id=entry.document_id,
                provision_id=entry.provision_id,
                kind=entry.kind,
                part=entry.part,
                heading_length=entry.heading_length,
                length=entry.length,
                packed=made[entry.pk][0] if entry.pk in made else _packed(entry),
            )
            for entry in entries
        ]
        SearchEntry.objects.bulk_create(rows, batch_size=BATCH)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE}(rowid, tokens) VALUES (%s, %s)",
                [(e.pk, made[e.pk][1] if e.pk in made else _words(e.heading, e.body, e.context)) for e in entries],
            )

    def remove(self, document_ids: Sequence[int]) -> None:
        """Forget the entries of these documents and their provisions."""
        for start in range(0, len(document_ids), BATCH):
            batch = document_ids[start : start + BATCH]
            self._forget(SearchEntry.objects.filter(document_id__in=batch, kind__in=LAW_KINDS))

    def drop(self, entry_ids: Sequence[int]) -> None:
        """Forget these entries."""
        for start in range(0, len(entry_ids), BATCH):
            self._forget(SearchEntry.objects.filter(pk__in=entry_ids[start : start + BATCH]))

    def _forget(
        self, rows: QuerySet[SearchEntry], known: Mapping[int, tuple[bytes, str]] = MappingProxyType({})
    ) -> None:
        """FTS5 without content forgets a row only when told its tokens again; ``known`` are words made already."""
        words: list[tuple[int, str]] = []
        for pk, packed in rows.values_list("pk", "packed"):
            stored = bytes(packed or EMPTY)
            same = known.get(pk)
            if same is None or same[0] != stored:
                same = (stored, _words(*zlib.decompress(stored).decode().split(SEPARATOR)))
            words.append((pk, same[1]))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {TABLE}({TABLE}, rowid, tokens) VALUES ('delete', %s, %s)", words)
        rows.delete()

    @contextmanager
    def limited(self) -> Iterator[None]:
        """SQLite asks now and then whether to go on."""
        connection.ensure_connection()
        until = time.monotonic() + SECONDS
        connection.connection.set_progress_handler(lambda: time.monotonic() > until, STEPS)
        try:
            yield
        except OperationalError as error:
            if "interrupted" in str(error):
                raise TimeIsUpError from error
            raise
        finally:
            connection.connection.set_progress_handler(None, STEPS)

    def ask(self, branches: Sequence[Branch], filters: Filters, limit: int) -> list[int]:
        """Each branch is ordered and cut by itself; later ones are not begun when there are enough."""
        parts: list[str] = []
        values: list[Any] = []
        conditions, chosen = filter_sql(filters, f"{TABLE}.rowid")
        join = (
            f"JOIN legaldocs_legaldocument d ON d.id = {TABLE}.rowid >> {DOCUMENT_SHIFT}"
            if needs_document(filters)
            else ""
        )
        for branch in branches:
            length = "heading_length" if branch.by_heading else "length"
            parts.append(
                f"SELECT * FROM (SELECT {TABLE}.rowid FROM {TABLE} {join} CROSS JOIN legaldocs_searchentry e ON e.id = {TABLE}.rowid"
                f" WHERE {TABLE} MATCH %s{conditions} ORDER BY e.{length}, e.id LIMIT %s)"
            )
            values += [match_expression(branch.condition), *chosen, limit]
        return self._ids(f"{' UNION ALL '.join(parts)} LIMIT %s", [*values, limit])

    def among(self, condition: Condition, ids: Sequence[int]) -> list[int]:
        """Those of these entries that match."""
        places = ", ".join(["%s"] * len(ids))
        sql = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid IN ({places})"
        return self._ids(sql, [match_expression(condition), *ids])

    def newest(self, condition: Condition, filters: Filters, order: Order, limit: int) -> list[int]:
        """Entries of the documents issued, or in effect, last."""
        conditions, chosen = filter_sql(filters, f"{TABLE}.rowid")
        sql = f"""SELECT {TABLE}.rowid FROM {TABLE} CROSS JOIN legaldocs_legaldocument d ON d.id = {TABLE}.rowid >> {DOCUMENT_SHIFT}
            WHERE {TABLE} MATCH %s{conditions}
            ORDER BY d.{DAYS[order]} IS NULL, d.{DAYS[order]} DESC, {TABLE}.rowid LIMIT %s"""
        return self._ids(sql, [match_expression(condition), *chosen, limit])

    def counts(self, condition: Condition, filters: Filters, most: int) -> Combinations:
        """Facet counts in one pass over the index, then one look at each document found."""
        conditions, chosen = filter_sql(Filters(document_id=filters.document_id), "rowid")
        status, day = status_sql(filters)
        sql = f"""SELECT d.document_type, d.issuer_id, d.year, {status}, d.stage,
                (SELECT group_concat(t.tag_id) FROM legaldocs_subjecttag t WHERE t.content_object_id = d.id),
                m.span & 7, sum(m.itself), sum(m.n - m.itself) FROM (
                SELECT pk >> {SPAN_SHIFT} AS span, count(*) AS n, sum((pk & {PLACE_MASK}) = 0) AS itself
                FROM (SELECT rowid AS pk FROM {TABLE} WHERE {TABLE} MATCH %s{conditions} LIMIT %s) GROUP BY 1) m
            JOIN legaldocs_legaldocument d ON d.id = m.span >> {DOCUMENT_SHIFT - SPAN_SHIFT}
            GROUP BY 1, 2, 3, 4, 5, 6, 7"""
        with connection.cursor() as cursor:
            cursor.execute(sql, [*day, match_expression(condition), *chosen, most])
            return counted(cursor.fetchall())

    def _ids(self, sql: str, values: Sequence[Any]) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [row[0] for row in cursor.fetchall()]


def _packed(entry: EntryText) -> bytes:
    return zlib.compress(SEPARATOR.join((entry.heading, entry.body, entry.context)).encode(), 1)


def _words(heading: str, body: str, context: str) -> str:
    return " ".join(entry_tokens(heading, body, context))
