"""While many documents are taken in, PostgreSQL's inverted index collects; afterwards it is as before."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from legaldocs.search import bulk_writing as bulk
from legaldocs.search.answers import answer
from legaldocs.search.bulk_writing import bulk_writing

GIN_OPTIONS = """SELECT c.reloptions FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
    WHERE i.indrelid = 'legaldocs_searchentry'::regclass AND a.amname = 'gin'"""


def options() -> list[list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(GIN_OPTIONS)
        return [row[0] or [] for row in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one way of writing")
def test_the_inverted_index_collects_inside_and_is_as_before_after_an_error():
    before = options()
    assert before
    inside: list[list[str]] = []

    def fail() -> None:
        inside.extend(options())
        raise KeyError

    with pytest.raises(KeyError), bulk_writing():
        fail()
    assert not any("fastupdate=off" in row for row in inside)
    assert sorted(map(sorted, options())) == sorted(map(sorted, before))


@pytest.mark.django_db
def test_inside_a_transaction_nothing_is_changed_and_what_is_written_is_found(corpus):
    before = options() if connection.vendor == "postgresql" else []
    with bulk_writing():
        found = answer("nguyên tắc sử dụng đất")
    assert found.results
    if connection.vendor == "postgresql":
        assert options() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one way of writing")
def test_an_index_that_sorts_in_at_once_does_so_again_afterwards():
    name = "legaldocs_searchentry_tokens"
    before = options()
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER INDEX {name} SET (fastupdate = off)")
    try:
        with bulk_writing():
            assert "fastupdate=on" in options()[0]
        assert "fastupdate=off" in options()[0]
    finally:
        with connection.cursor() as cursor:
            state = "on" if "fastupdate=on" in before[0] else "off"
            cursor.execute(f"ALTER INDEX {name} SET (fastupdate = {state})")


def state_of_indexes() -> dict[str, bool]:
    """Names of all indexes of the table and whether each is whole."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            " WHERE i.indrelid = 'legaldocs_searchentry'::regclass"
        )
        return dict(cursor.fetchall())


def place_of_index() -> int:
    """Which file holds the inverted index: another one after it was built anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_filenode('legaldocs_searchentry_tokens')")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite merges its index by itself")
def test_the_inverted_index_is_packed_when_a_run_made_it_grow_and_not_otherwise(monkeypatch):
    place, names = place_of_index(), state_of_indexes()
    with bulk_writing():
        pass
    assert place_of_index() == place
    sizes = iter([1_000, 1_300])
    monkeypatch.setattr(bulk, "WORTH_PACKING", 1_000)
    monkeypatch.setattr(bulk, "_size", lambda indexes: next(sizes))
    with bulk_writing():
        pass
    assert place_of_index() != place
    assert state_of_indexes() == names


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite merges its index by itself")
def test_an_index_that_a_stopped_run_left_unfinished_goes(monkeypatch):
    names = state_of_indexes()
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX legaldocs_searchentry_tokens_ccnew ON legaldocs_searchentry USING gin (tokens)")
        cursor.execute(
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'legaldocs_searchentry_tokens_ccnew'::regclass"
        )
    bulk.pack()
    assert state_of_indexes() == names


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite keeps no dead rows")
def test_dead_rows_are_swept_away(monkeypatch):
    with connection.cursor() as cursor:
        statements: list[str] = []
        monkeypatch.setattr(bulk, "_execute", lambda sql, *values: statements.append(sql))
        bulk.sweep()
        monkeypatch.undo()
        cursor.execute(statements[0])  # it is a statement the server takes
    assert statements == ["VACUUM legaldocs_searchentry"]


@pytest.mark.django_db
def test_inside_a_transaction_nothing_is_swept_or_packed(monkeypatch):
    monkeypatch.setattr(bulk, "_execute", lambda sql, *values: pytest.fail(sql))
    bulk.sweep()
    bulk.pack()


def segments() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT segid) FROM legaldocs_search_fts_idx")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no segments")
@pytest.mark.parametrize("pages", [1, 400])
def test_the_segments_of_a_run_become_one_that_says_the_same(monkeypatch, pages):
    monkeypatch.setattr(bulk, "MERGED_AT_ONCE", pages)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO legaldocs_search_fts(legaldocs_search_fts) VALUES ('delete-all')")
        for number in range(1, 40):
            words = " ".join(f"w{number * step % 997}" for step in range(1, 300))
            cursor.execute("INSERT INTO legaldocs_search_fts(rowid, tokens) VALUES (%s, %s)", [number, words])
            with transaction.atomic():  # a savepoint makes FTS5 write what it has
                pass
    assert segments() > 1
    bulk.merge()
    assert segments() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM legaldocs_search_fts WHERE legaldocs_search_fts MATCH 'w39'")
        expected = sum(any(number * step % 997 == 39 for step in range(1, 300)) for number in range(1, 40))
        assert cursor.fetchone()[0] == expected > 0


@pytest.mark.parametrize(("vendor", "inside", "merged"), [("sqlite", False, 1), ("sqlite", True, 0)])
def test_sqlite_is_merged_after_a_run_that_ended_well_outside_of_a_transaction(monkeypatch, vendor, inside, merged):
    calls = []
    monkeypatch.setattr(bulk, "connection", SimpleNamespace(vendor=vendor, in_atomic_block=inside))
    monkeypatch.setattr(bulk, "_size", lambda indexes: 0)
    monkeypatch.setattr(bulk, "merge", lambda: calls.append(1))
    with bulk_writing():
        assert not calls
    assert len(calls) == merged
    with pytest.raises(KeyError), bulk_writing():
        raise KeyError
    assert len(calls) == merged
