"""Citations of a wording written in one statement: a decree has sixty of them, a code a thousand."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from legaldocs.models import Citation

TABLE = Citation._meta.db_table
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class CitationRow(NamedTuple):
    """One row without its key, in the order of its columns."""

    expression_id: int
    place: int
    source_eid: str
    start: int
    end: int
    document_id: int | None
    number: str
    name: str
    key: str
    dated: str
    eid: str
    unit: str
    is_found: bool
    by_hand: bool


def replace_rows(expression_id: int, rows: Sequence[CitationRow], *, first: bool = False) -> None:
    """Store the citations of a wording in place of those it had; the caller holds the transaction. No signal is sent.

    ``first``: it had none.
    """
    quoted = ", ".join(connection.ops.quote_name(name) for name in CitationRow._fields)
    with connection.cursor() as cursor:
        if not first:
            cursor.execute(f"DELETE FROM {TABLE} WHERE expression_id = %s", [expression_id])  # noqa: S608
        if not rows:
            return
        if connection.vendor == "postgresql":
            lines = "\n".join("\t".join(map(_copied, row)) for row in rows)
            cursor.cursor.copy_expert(f"COPY {TABLE} ({quoted}) FROM STDIN", io.StringIO(lines))
        else:
            places = ", ".join(["%s"] * len(CitationRow._fields))
            cursor.executemany(f"INSERT INTO {TABLE} ({quoted}) VALUES ({places})", rows)  # noqa: S608


def _copied(value: int | str | bool | None) -> str:
    """One value in the text format of PostgreSQL's COPY."""
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    if value is None:
        return "\\N"
    return ("f", "t")[value] if isinstance(value, bool) else str(value)
