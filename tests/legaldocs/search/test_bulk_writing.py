"""While many documents are taken in, PostgreSQL's inverted index collects; afterwards it is as before."""

from __future__ import annotations

import pytest
from django.db import connection

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
