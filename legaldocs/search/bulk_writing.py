"""Many documents indexed in one run: on PostgreSQL the inverted index takes new entries as a list and sorts them in by the
load; afterwards the indexes are packed on both databases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

from legaldocs.models.search import SearchEntry

_INVERTED = """SELECT c.oid::regclass::text, coalesce('fastupdate=off' = ANY(c.reloptions), false) FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
    WHERE i.indrelid = %s::regclass AND a.amname = 'gin' AND i.indisvalid ORDER BY 1"""

_MERGE = "INSERT INTO legaldocs_search_fts(legaldocs_search_fts, rank) VALUES ('merge', %s)"
_UNFINISHED = """SELECT c.oid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = %s::regclass AND NOT i.indisvalid AND c.relname ~ '_ccnew[0-9]*$|_ccold[0-9]*$'"""
#: An index that has grown so many times in a run, and to so many bytes, is packed at its end.
GROWN, WORTH_PACKING = 1.25, 48 * 1024 * 1024
#: Pages SQLite merges in one step, and how many steps there are at most (those of a corpus a thousand times the Pháp điển).
MERGED_AT_ONCE, MOST_STEPS = 400, 50_000
#: What a session sorts in at once; in the usual four megabytes the list of new entries would be sorted in several parts.
_ROOM = "SET work_mem = '16MB'"


@contextmanager
def bulk_writing() -> Iterator[None]:
    """Entries written inside cost about a fifth; those not sorted in yet are found all the same, a little more slowly.

    Does nothing inside a transaction (others would wait for the index until it ends), on SQLite nothing until the end. A
    run that dies leaves the index in this mode: the next one ends it.
    """
    indexes = _inverted_indexes() if connection.vendor == "postgresql" and not connection.in_atomic_block else {}
    before = _size(indexes)
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
            if _size(indexes) > max(GROWN * before, WORTH_PACKING):
                pack()
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        merge()


def make_room() -> None:
    """Let this session sort more at once: each process that writes in bulk asks for it."""
    if connection.vendor == "postgresql":
        _execute(_ROOM)


def sweep() -> None:
    """Give the places of rows that were replaced back to the table, so that a long run does not double it."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        _execute(f"VACUUM {SearchEntry._meta.db_table}")


def pack() -> None:
    """Build the indexes anew beside themselves: grown entry by entry they are a fifth larger than they need be.

    Readers and writers go on; an index that a run which died left unfinished goes first. The little memory is on purpose:
    what is built in many small parts comes out smaller than what is sorted in at once (63 against 73 MB).
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute(_UNFINISHED, [SearchEntry._meta.db_table])
        unfinished = [name for (name,) in cursor.fetchall()]
    for name in unfinished:
        _execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
    _execute("SET maintenance_work_mem = '16MB'")
    try:
        _execute(f"REINDEX TABLE CONCURRENTLY {SearchEntry._meta.db_table}")
    finally:
        _execute("RESET maintenance_work_mem")


def merge() -> None:
    """SQLite keeps what was written and what was forgotten in many segments: as one they take a quarter, and are asked
    quicker. In steps of a tenth of a second, between which others may write."""
    pages = -MERGED_AT_ONCE  # negative: all segments into one
    for _ in range(MOST_STEPS):
        before = connection.connection.total_changes
        _execute(_MERGE, pages)
        if connection.connection.total_changes - before < 2:  # FTS5's way to say that there is nothing more to do
            return
        pages = MERGED_AT_ONCE


def _inverted_indexes() -> dict[str, bool]:
    """Names of the inverted indexes, and whether each sorts a new entry in at once."""
    with connection.cursor() as cursor:
        cursor.execute(_INVERTED, [SearchEntry._meta.db_table])
        return dict(cursor.fetchall())


def _size(indexes: Iterable[str]) -> int:
    sizes = 0
    with connection.cursor() as cursor:
        for name in indexes:
            cursor.execute("SELECT pg_relation_size(%s::regclass)", [name])
            sizes += cursor.fetchone()[0]
    return sizes


def _execute(sql: str, *values: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
