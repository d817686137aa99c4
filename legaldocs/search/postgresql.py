"""Search on PostgreSQL: the tokens of an entry as an array of numbers on the narrow side table, under GIN.

Words are folded and hashed in Python before they reach the database. Pairs of syllables are tokens of their own, so a
match needs no look at places, and the index alone says which entries match.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.db import OperationalError, connection, transaction

from legaldocs.models.search import DOCUMENT_SHIFT, LAW_KINDS, SPAN_SHIFT, SearchEntry
from legaldocs.search.database import Branch, DatabaseEngine, TimeIsUpError
from legaldocs.search.engine import EntryText
from legaldocs.search.facts import DAYS, PLACE_MASK, counted, filter_sql, needs_document, status_sql
from legaldocs.search.plan import SECONDS, Combinations, Filters, Order
from legaldocs.search.tokens import Condition, all_hashed, entry_tokens, hashed

#: PostgreSQL's name for a statement that ran out of its time.
CANCELLED = "57014"
#: So many matches of one condition are read and sorted; beyond, walking through the entries in their order finds enough sooner.
MOST_SORTED = 8_000
#: Sent in one message with the statement it limits, which makes the two one transaction of their own.
_LIMIT = f"SET LOCAL statement_timeout = {int(SECONDS * 1000)}; "
_NO_LIMIT = "SET LOCAL statement_timeout = DEFAULT; SELECT 1"


#: A row as it is written; the tokens in order, so that equal entries make equal rows.
_COLUMNS = ("id", "document_id", "provision_id", "kind", "part", "heading_length", "length", "tokens")
_Row = tuple[int, int, int | None, str, int, int, int, str]


def _row(entry: EntryText) -> _Row:
    tokens = sorted(set(all_hashed(entry_tokens(entry.heading, entry.body, entry.context))))
    literal = f"{{{','.join(map(str, tokens))}}}"
    return (
        entry.pk, entry.document_id, entry.provision_id, entry.kind, entry.part, entry.heading_length, entry.length, literal,
    )  # fmt: skip


def _line(row: _Row) -> str:
    """One line of COPY; nothing in a row needs escaping (numbers, and names of kinds)."""
    return "\t".join("\\N" if value is None else str(value) for value in row) + "\n"


def condition_sql(condition: Condition) -> tuple[str, list[Any]]:
    """The condition on ``e.tokens``; tokens are numbers, so nothing a visitor types is ever syntax."""
    together: dict[int, None] = {}
    clauses: list[str] = []
    values: list[Any] = []
    for choice in condition.choices:
        if len(choice) == 1:
            together.update(dict.fromkeys(map(hashed, choice[0])))
            continue
        single = [hashed(tokens[0]) for tokens in choice if len(tokens) == 1]
        several = [list(map(hashed, tokens)) for tokens in choice if len(tokens) > 1]
        parts = (["e.tokens && %s"] if single else []) + ["e.tokens @> %s"] * len(several)
        clauses.append(f"({' OR '.join(parts)})")
        values += ([single] if single else []) + several
    if together:
        clauses.insert(0, "e.tokens @> %s")
        values.insert(0, list(together))
    for token in condition.excluded:
        clauses.append("NOT e.tokens @> %s")
        values.append([hashed(token)])
    return " AND ".join(clauses) or "false", values


class PostgreSQLEngine(DatabaseEngine):
    """GIN over arrays."""

    name = "postgresql"

    def add(self, entries: Sequence[EntryText]) -> None:
        """Write entries and their tokens, many in one statement."""
        self._insert([_row(entry) for entry in entries])

    def replace(self, document_ids: Sequence[int], entries: Sequence[EntryText]) -> None:
        """Only what differs is written: a row that is replaced leaves a dead one behind in the table and its indexes."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {', '.join(_COLUMNS)}::text FROM legaldocs_searchentry WHERE document_id = ANY(%s) AND kind = ANY(%s)",
                [list(document_ids), list(LAW_KINDS)],
            )
            held = {row[0]: row for row in cursor.fetchall()}
        rows = {entry.pk: _row(entry) for entry in entries}
        self.drop([pk for pk, row in held.items() if rows.get(pk) != row])
        self._insert([row for pk, row in rows.items() if held.get(pk) != row])

    def _insert(self, rows: Sequence[_Row]) -> None:
        if not rows:
            return
        with connection.cursor() as cursor:
            cursor.cursor.copy_expert(
                f"COPY legaldocs_searchentry ({', '.join(_COLUMNS)}) FROM STDIN", StringIO("".join(map(_line, rows)))
            )

    def remove(self, document_ids: Sequence[int]) -> None:
        """Forget the entries of these documents and their provisions."""
        SearchEntry.objects.filter(document_id__in=document_ids, kind__in=LAW_KINDS).delete()

    def drop(self, entry_ids: Sequence[int]) -> None:
        """Forget these entries."""
        SearchEntry.objects.filter(pk__in=entry_ids).delete()

    @contextmanager
    def limited(self) -> Iterator[None]:
        """Each statement has so much time. Inside a transaction a savepoint keeps what came before from harm."""
        nested = connection.in_atomic_block
        try:
            if not nested:
                yield
            else:
                with transaction.atomic():
                    yield
                    self._ids(_NO_LIMIT, ())
        except OperationalError as error:
            if getattr(error.__cause__, "pgcode", None) == CANCELLED:
                raise TimeIsUpError from error
            raise

    def ask(self, branches: Sequence[Branch], filters: Filters, limit: int) -> list[int]:
        """Each branch is ordered and cut by itself; later ones are not begun when there are enough.

        All matches of a branch are sorted, so that the planner cannot choose to walk through the entries by length and
        look for matches that it takes for many and that are few. Only where they are more than ``MOST_SORTED`` it may.
        """
        if limit < MOST_SORTED:
            rows = self._rows(*self._statement(branches, filters, limit, "SELECT c.id, c.matches", self._sorted))
            if all(matches <= MOST_SORTED for _, matches in rows):
                return [pk for pk, _ in rows]
        return self._ids(*self._statement(branches, filters, limit, "SELECT c.id", self._walked))

    @staticmethod
    def _sorted(length: str, matching: str) -> str:
        return (
            f"(SELECT f.id, count(*) OVER () AS matches FROM (SELECT e.id, e.{length} AS length {matching}"
            f" LIMIT {MOST_SORTED + 1}) f ORDER BY f.length, f.id LIMIT %s)"
        )

    @staticmethod
    def _walked(length: str, matching: str) -> str:
        return f"(SELECT e.id {matching} ORDER BY e.{length}, e.id LIMIT %s)"

    def _statement(
        self, branches: Sequence[Branch], filters: Filters, limit: int, select: str, part: Callable[[str, str], str]
    ) -> tuple[str, list[Any]]:
        parts: list[str] = []
        values: list[Any] = []
        conditions, chosen = filter_sql(filters, "e.id")
        join = "JOIN legaldocs_legaldocument d ON d.id = e.document_id" if needs_document(filters) else ""
        for branch in branches:
            where, arrays = condition_sql(branch.condition)
            matching = f"FROM legaldocs_searchentry e {join} WHERE {where}{conditions}"
            parts.append(part("heading_length" if branch.by_heading else "length", matching))
            values += [*arrays, *chosen, limit]
        return f"{select} FROM ({' UNION ALL '.join(parts)}) c LIMIT %s", [*values, limit]

    def among(self, condition: Condition, ids: Sequence[int]) -> list[int]:
        """Those of these entries that match."""
        where, arrays = condition_sql(condition)
        return self._ids(
            f"SELECT e.id FROM legaldocs_searchentry e WHERE e.id = ANY(%s) AND {where}", [list(ids), *arrays]
        )

    def newest(self, condition: Condition, filters: Filters, order: Order, limit: int) -> list[int]:
        """Entries of the documents issued, or in effect, last."""
        conditions, chosen = filter_sql(filters, "e.id")
        where, arrays = condition_sql(condition)
        sql = f"""SELECT e.id FROM legaldocs_searchentry e JOIN legaldocs_legaldocument d ON d.id = e.document_id
            WHERE {where}{conditions} ORDER BY d.{DAYS[order]} DESC NULLS LAST, e.id LIMIT %s"""
        return self._ids(sql, [*arrays, *chosen, limit])

    def counts(self, condition: Condition, filters: Filters, most: int) -> Combinations:
        """Facet counts in one pass over the matches."""
        conditions, chosen = filter_sql(Filters(document_id=filters.document_id), "e.id")
        where, arrays = condition_sql(condition)
        status, day = status_sql(filters)
        sql = f"""SELECT document_type, issuer_id, year, status, stage, subjects, code, sum(itself)::int, sum(n - itself)::int
            FROM (SELECT d.document_type, d.issuer_id, d.year, {status} AS status, d.stage, m.span & 7 AS code, m.n, m.itself,
                (SELECT string_agg(t.tag_id::text, ',') FROM legaldocs_subjecttag t WHERE t.content_object_id = d.id) AS subjects
                FROM (SELECT f.id >> {SPAN_SHIFT} AS span, count(*) AS n,
                    count(*) FILTER (WHERE (f.id & {PLACE_MASK}) = 0) AS itself
                    FROM (SELECT e.id FROM legaldocs_searchentry e WHERE {where}{conditions} LIMIT %s) f GROUP BY 1) m
                JOIN legaldocs_legaldocument d ON d.id = m.span >> {DOCUMENT_SHIFT - SPAN_SHIFT}) c
            GROUP BY 1, 2, 3, 4, 5, 6, 7"""
        with connection.cursor() as cursor:
            cursor.execute(_LIMIT + sql, [*day, *arrays, *chosen, most])
            return counted(cursor.fetchall())

    def _ids(self, sql: str, values: Sequence[Any]) -> list[int]:
        return [row[0] for row in self._rows(sql, values)]

    def _rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(_LIMIT + sql, values)
            found: list[Any] = cursor.fetchall()
        return found
