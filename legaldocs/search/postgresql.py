"""Search on PostgreSQL: a ``tsvector`` column on the narrow side table, GIN, words folded in Python before they reach it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from legaldocs.models.search import SearchEntry
from legaldocs.search.engine import Combinations, EngineHit, EntryText, Filters, Plan, page_through
from legaldocs.search.sqlite import PLACE_MASK, filter_sql, needs_document, split_by_kind

#: Weights of D (context), C, B (body), A (heading).
WEIGHTS = "{0.05, 0.1, 0.1, 0.4}"
MATCHES = "e.v @@ to_tsquery('simple', %s)"
#: The words of headings only: an index of its own (migration 0011), many times smaller.
IN_HEADING = "ts_filter(e.v, '{a}') @@ to_tsquery('simple', %s)"
#: Ranking reads the words of every entry it compares: a frequent word is ranked among so many entries at a time.
RANKED = 1_000


def tsquery(plan: Plan) -> str:
    """The plan in PostgreSQL's language; words are ``[a-z0-9]`` only, so nothing a visitor types is ever syntax."""
    parts = []
    if plan.words:
        parts.append(f"({(' | ' if plan.any_word else ' & ').join(plan.words)})")
    parts.extend(f"({' <-> '.join(phrase)})" for phrase in plan.phrases)
    parts.extend(f"!{word}" for word in plan.excluded)
    return " & ".join(parts)


@dataclass(frozen=True, slots=True)
class Tier:
    """Part of the matches: a condition with its values, and the expression that puts some of them first."""

    condition: str
    values: tuple[str, ...]
    first: str = ""


def tiers(plan: Plan) -> list[Tier]:
    """The matches cut into tiers, best first: the words together in a heading (its own small index), all others.

    In the second tier entries where the words stand together come first. Tiers never overlap.
    """
    whole = tsquery(plan)
    if plan.any_word:
        return [Tier(MATCHES, (whole,))]
    sequences = [*([plan.words] if plan.words else []), *plan.phrases]
    together = " & ".join(f"({' <-> '.join(sequence)})" for sequence in sequences)
    without = " & ".join(f"!{word}" for word in plan.excluded)
    headed = Tier(f"{IN_HEADING} AND {MATCHES}", (together, without)) if without else Tier(IN_HEADING, (together,))
    return [headed, Tier(f"{MATCHES} AND NOT {IN_HEADING}", (whole, together), together if len(plan.words) > 1 else "")]


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
        """A page of entries: ranked by weight among ``RANKED`` matches at a time, the newest documents' first."""
        conditions, values = filter_sql(filters, "e.id")
        join = (
            "JOIN legaldocs_legaldocument d ON d.id = e.document_id" if needs_document(filters) or newest_first else ""
        )
        if without:
            conditions += f" AND e.id NOT IN ({', '.join(['%s'] * len(without))})"
            values = [*values, *without]
        source = f"FROM legaldocs_searchentry e {join} WHERE "

        def ask(sql: str, parameters: Sequence[Any]) -> list[Any]:
            with connection.cursor() as cursor:
                cursor.execute(sql, parameters)
                rows: list[Any] = cursor.fetchall()
            return rows

        def ranked(tier: Tier, block: int, start: int, most: int) -> list[EngineHit]:
            bonus = f" + ({MATCHES.replace('e.v', 'c.v')})::int" if tier.first else ""
            sql = (
                f"SELECT c.id, ts_rank(%s::float4[], c.v, to_tsquery('simple', %s), 1){bonus} AS score"
                f" FROM (SELECT e.id, e.v {source}{tier.condition}{conditions} ORDER BY e.id DESC LIMIT %s OFFSET %s) c"
                " ORDER BY score DESC, c.id LIMIT %s OFFSET %s"
            )
            chosen = [tier.first] if tier.first else []
            inner = [*tier.values, *values, RANKED, block * RANKED]
            return [EngineHit(*row) for row in ask(sql, [WEIGHTS, tsquery(plan), *chosen, *inner, most, start])]

        def fetch(tier: Tier, start: int, most: int) -> list[EngineHit]:
            found: list[EngineHit] = []
            while len(found) < most:
                block, inside = divmod(start + len(found), RANKED)
                wanted = min(most - len(found), RANKED - inside)
                rows = ranked(tier, block, inside, wanted)
                found += rows
                if len(rows) < wanted:
                    break
            return found

        def count(tier: Tier) -> int:
            return int(ask(f"SELECT count(*) {source}{tier.condition}{conditions}", [*tier.values, *values])[0][0])

        if newest_first:
            sql = f"SELECT e.id, 0.0 {source}{MATCHES}{conditions} ORDER BY d.issued_on DESC NULLS LAST, e.id LIMIT %s OFFSET %s"
            return [EngineHit(*row) for row in ask(sql, [tsquery(plan), *values, limit, offset])]
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
