"""Many documents indexed in one run: on PostgreSQL the inverted index takes new entries as a list and sorts them in by the load."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from legaldocs.models.search import SearchEntry

_INVERTED = """SELECT c.oid::regclass::text, coalesce('fastupdate=off' = ANY(c.reloptions), false) FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
    WHERE i.indrelid = %s::regclass AND a.amname = 'gin' AND i.indisvalid ORDER BY 1"""


@contextmanager
def bulk_writing() -> Iterator[None]:
    """Entries written inside cost about a fifth; those not sorted in yet are found all the same, a little more slowly.

    Does nothing on SQLite or inside a transaction (others would wait for the index until it ends). A run that dies
    leaves the index in this mode: the next one ends it.
    """
    indexes = _inverted_indexes() if connection.vendor == "postgresql" and not connection.in_atomic_block else {}
    for name, immediate in indexes.items():
        if immediate:
            _execute(f"ALTER INDEX {name} SET (fastupdate = on)")
    try:
        yield
    finally:
        if not connection.in_atomic_block:
            for name, immediate in indexes.items():
                if immediate:
                    _execute(f"ALTER INDEX {name} SET (fastupdate = off)")
                _execute("SELECT gin_clean_pending_list(%s::regclass)", name)


def _inverted_indexes() -> dict[str, bool]:
    """Names of the inverted indexes, and whether each sorts a new entry in at once."""
    with connection.cursor() as cursor:
        cursor.execute(_INVERTED, [SearchEntry._meta.db_table])
        return dict(cursor.fetchall())


def _execute(sql: str, *values: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
