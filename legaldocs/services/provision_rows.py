"""The first provisions of a wording in one statement: keys are reserved beforehand, so a parent is known to its children."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connection

from legaldocs.domain.text import text_hash
from legaldocs.models import Provision

if TYPE_CHECKING:
    from legaldocs.services.provisions import PlacedNode

COLUMNS = (
    "id", "expression_id", "parent_id", "kind", "num", "marker", "heading", "text", "eid", "anchor", "order", "end_order",
    "depth", "line", "text_hash", "lineage", "emphasis",
)  # fmt: skip
NULL = "\\N"
TABLE = Provision._meta.db_table


def insert_first(expression_id: int, placed: Sequence[PlacedNode], lineages: Mapping[str, str]) -> None:
    """Store the provisions of a wording that has none; the caller holds the transaction.

    ``lineages`` gives the lineage of a provision of an earlier wording by text hash or eId. No signal is sent: nothing
    listens to provisions.
    """
    if not placed:
        return
    keys = _reserve(len(placed))
    fresh = _fresh_lineages(len(placed))
    rows = (_row(expression_id, item, keys, lineages, fresh) for item in placed)
    quoted = ", ".join(connection.ops.quote_name(name) for name in COLUMNS)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            lines = "".join(map(_line, rows))
            cursor.cursor.copy_expert(f"COPY {TABLE} ({quoted}) FROM STDIN", io.StringIO(lines))
        else:
            places = ", ".join(["%s"] * len(COLUMNS))
            cursor.executemany(f"INSERT INTO {TABLE} ({quoted}) VALUES ({places})", list(rows))  # noqa: S608


def _row(
    expression_id: int, item: PlacedNode, keys: Sequence[int], lineages: Mapping[str, str], fresh: Sequence[str]
) -> tuple[Any, ...]:
    node = item.node
    digest = text_hash(f"{node.heading}\n{node.text}")
    return (
        keys[item.order],
        expression_id,
        None if item.parent is None else keys[item.parent],
        node.kind.value,
        node.num[:40],
        node.marker[:255],
        node.heading,
        node.text,
        node.eid,
        node.anchor,
        item.order,
        item.end_order,
        item.depth,
        node.line,
        digest,
        (lineages and (lineages.get(digest) or lineages.get(node.eid))) or fresh[item.order],
        node.emphasis or None,
    )


def _fresh_lineages(count: int) -> list[str]:
    """So many random UUIDs (version 4) as text; made together, because a law has thousands of provisions."""
    words = os.urandom(16 * count).hex()
    return [
        f"{w[:8]}-{w[8:12]}-4{w[13:16]}-a{w[17:20]}-{w[20:]}"
        for w in (words[n : n + 32] for n in range(0, len(words), 32))
    ]


_ESCAPED = re.compile(r"[\\\n\r\t]").search
_COPY_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def _line(row: tuple[Any, ...]) -> str:
    """One row in the text format of PostgreSQL's COPY; only what a document wrote can hold what must be escaped."""
    key, expression, parent, kind, *words, order, end_order, depth, line, digest, lineage, emphasis = row
    above = NULL if parent is None else parent
    written = "\t".join([word.translate(_COPY_ESCAPES) if _ESCAPED(word) else word for word in words])
    return f"{key}\t{expression}\t{above}\t{kind}\t{written}\t{order}\t{end_order}\t{depth}\t{line}\t{digest}\t{lineage}\t{emphasis or NULL}\n"


@cache
def _sequence() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [TABLE])
        return str(cursor.fetchone()[0])


def _reserve(count: int) -> list[int]:
    """Primary keys nobody else gets: from the sequence, or on SQLite the next ones, whose writer we are."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [_sequence(), count])
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [TABLE])
        found = cursor.fetchone()
        first = int(found[0]) + 1 if found else 1
        return list(range(first, first + count))


def kept_values(rows: Iterable[Provision], fields: Sequence[str]) -> dict[int, tuple[object, ...]]:
    """Values of these fields by key, to tell later which rows changed."""
    return {row.pk: tuple(getattr(row, field) for field in fields) for row in rows}
