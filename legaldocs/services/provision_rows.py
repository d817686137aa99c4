"""The first provisions of a wording in one statement: keys are reserved beforehand, so a parent is known to its children."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import connection

from legaldocs.domain.text import text_hash
from legaldocs.models import Provision

if TYPE_CHECKING:
    from legaldocs.services.provisions import PlacedNode

COLUMNS = (
    "id", "expression_id", "parent_id", "kind", "num", "marker", "heading", "text", "eid", "anchor", "order", "end_order",
    "depth", "line", "text_hash", "lineage",
)  # fmt: skip
TABLE = Provision._meta.db_table


def insert_first(expression_id: int, placed: Sequence[PlacedNode], lineages: Mapping[str, str]) -> None:
    """Store the provisions of a wording that has none; the caller holds the transaction.

    ``lineages`` gives the lineage of a provision of an earlier wording by text hash or eId. No signal is sent: nothing
    listens to provisions.
    """
    if not placed:
        return
    keys = _reserve(len(placed))
    rows = (_row(expression_id, item, keys, lineages) for item in placed)
    quoted = ", ".join(connection.ops.quote_name(name) for name in COLUMNS)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            lines = "\n".join("\t".join(map(_copied, row)) for row in rows)
            cursor.cursor.copy_expert(f"COPY {TABLE} ({quoted}) FROM STDIN", io.StringIO(lines))
        else:
            places = ", ".join(["%s"] * len(COLUMNS))
            cursor.executemany(f"INSERT INTO {TABLE} ({quoted}) VALUES ({places})", list(rows))  # noqa: S608


def _row(
    expression_id: int, item: PlacedNode, keys: Sequence[int], lineages: Mapping[str, str]
) -> tuple[int | str | None, ...]:
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
        lineages.get(digest) or lineages.get(node.eid) or str(uuid.uuid4()),
    )


_COPY_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def _copied(value: int | str | None) -> str:
    """One value in the text format of PostgreSQL's COPY."""
    if value is None:
        return "\\N"
    return value.translate(_COPY_ESCAPES) if isinstance(value, str) else str(value)


def _reserve(count: int) -> list[int]:
    """Primary keys nobody else gets: from the sequence, or on SQLite the next ones, whose writer we are."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [TABLE, count]
            )
            return [int(row[0]) for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [TABLE])
        found = cursor.fetchone()
        first = int(found[0]) + 1 if found else 1
        return list(range(first, first + count))


def kept_values(rows: Iterable[Provision], fields: Sequence[str]) -> dict[int, tuple[object, ...]]:
    """Values of these fields by key, to tell later which rows changed."""
    return {row.pk: tuple(getattr(row, field) for field in fields) for row in rows}
