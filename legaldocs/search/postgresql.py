"""Search on PostgreSQL: a ``tsvector`` column on the narrow side table, GIN, words folded in Python before they reach it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from legaldocs.models.search import SearchEntry
from legaldocs.search.engine import Combinations, EngineHit, EntryText, Filters, Plan, page_through
from legaldocs.search.sqlite import PLACE_MASK, filter_sql, needs_document, split_by_kind

#: Weights of D (context), C, B (body), A (heading).
WEIGHTS = "{0.05, 0.1, 0.1, 0.4}"


def tsquery(plan: Plan) -> str:
    """The plan in PostgreSQL's language; words are ``[a-z0-9]`` only, so nothing a visitor types is ever syntax."""
    parts = []
    if plan.words:
        parts.append(f"({(' | ' if plan.any_word else ' & ').join(plan.words)})")
    parts.extend(f"({' <-> '.join(phrase)})" for phrase in plan.phrases)
    parts.extend(f"!{word}" for word in plan.excluded)
    return " & ".join(parts)


def tiers(plan: Plan) -> list[str]:
    """The matches cut into tiers as on SQLite: together in a heading (weight A), together anywhere, all anywhere."""
    whole = tsquery(plan)
    if plan.any_word:
        return [whole]
    sequences = [*([plan.words] if plan.words else []), *plan.phrases]
    together = " & ".join(f"({' <-> '.join(sequence)})" for sequence in sequences)
    in_heading = " & ".join(f"({' <-> '.join(f'{word}:A' for word in sequence)})" for sequence in sequences)
    excluded = "".join(f" & !{word}" for word in plan.excluded)
    parts = [f"{in_heading}{excluded}", f"{together} & !({in_heading}){excluded}"]
    if len(plan.words) > 1:
        parts.append(f"{whole} & !({together})")
    return parts


class PostgreSQLEngine:
    """Full text of PostgreSQL with the ``simple`` configuration."""

    name = "postgresql"

    def add(self, entries: Sequence[EntryText]) -> None:
        """Write entries and their words in one statement a batch."""
        from psycopg2.extras import execute_values

        template = (
            "(%s, %s, %s, %s, %s, setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'B')"
            " || setweight(to_tsvector('simple', %s), 'D'))"
        )
        rows = [(e.pk, e.document_id, e.provision_id, e.kind, e.part, e.heading, e.body, e.context) for e in entries]
        with connection.cursor() as cursor:
            execute_values(
                cursor.cursor,
                "INSERT INTO legaldocs_searchentry (id, document_id, provision_id, kind, part, v) VALUES %s",
                rows,
                template=template,
                page_size=200,
            )

    def remove(self, document_ids: Sequence[int]) -> None:
        """Forget the entries of these documents."""
        SearchEntry.objects.filter(document_id__in=document_ids).delete()

    def hits(
        self, plan: Plan, filters: Filters, *, newest_first: bool, offset: int, limit: int, without: Sequence[int]
    ) -> list[EngineHit]:
        """A page of entries: rank by weight, with a bonus where the words stand together as typed."""
        conditions, values = filter_sql(filters, "e.id")
        join = (
            "JOIN legaldocs_legaldocument d ON d.id = e.document_id" if needs_document(filters) or newest_first else ""
        )
        exclusion = f" AND e.id NOT IN ({', '.join(['%s'] * len(without))})" if without else ""
        source = f"""FROM to_tsquery('simple', %s) q(q), legaldocs_searchentry e {join}
            WHERE e.v @@ q.q{conditions}{exclusion}"""
        order = "d.issued_on DESC NULLS LAST, e.id" if newest_first else "score DESC, e.id"

        def fetch(expression: str, start: int, most: int) -> list[EngineHit]:
            sql = (
                f"SELECT e.id, ts_rank(%s::float4[], e.v, q.q, 1) AS score {source} ORDER BY {order} LIMIT %s OFFSET %s"
            )
            with connection.cursor() as cursor:
                cursor.execute(sql, [WEIGHTS, expression, *values, *without, most, start])
                return [EngineHit(*row) for row in cursor.fetchall()]

        def count(expression: str) -> int:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) {source}", [expression, *values, *without])
                return int(cursor.fetchone()[0])

        if newest_first:
            return fetch(tsquery(plan), offset, limit)
        return page_through(tiers(plan), fetch, count, offset, limit)

    def combinations(self, plan: Plan, filters: Filters) -> Combinations:
        """Facet counts in one pass over the matches."""
        conditions, values = filter_sql(Filters(document_id=filters.document_id), "e.id")
        sql = f"""SELECT d.document_type, d.issuer_id, d.year, d.status, sum(m.itself)::int, sum(m.n - m.itself)::int FROM (
                SELECT e.document_id, count(*) AS n, count(*) FILTER (WHERE (e.id & {PLACE_MASK}) = 0) AS itself
                FROM legaldocs_searchentry e WHERE e.v @@ to_tsquery('simple', %s){conditions} GROUP BY 1) m
            JOIN legaldocs_legaldocument d ON d.id = m.document_id GROUP BY 1, 2, 3, 4"""
        with connection.cursor() as cursor:
            cursor.execute(sql, [tsquery(plan), *values])
            return split_by_kind(cursor.fetchall())
