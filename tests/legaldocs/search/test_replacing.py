"""The entries of documents made what they should be: nothing old is found, nothing is written that stays the same."""

from __future__ import annotations

import dataclasses

import pytest
from django.db import connection

from legaldocs.models import SearchEntry
from legaldocs.search.engine import EntryText, database_engine
from legaldocs.search.indexing import index_documents, texts_of
from legaldocs.search.plan import Filters, Order, Plan, Term

POSTGRESQL_ONLY = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite writes every row anew")


def found(word: str) -> list[int]:
    plan = Plan(terms=(Term((tuple(word.split()),)),))
    hits = database_engine().find(plan, Filters(), order=Order.BEST, offset=0, limit=50, without=[]).hits
    return [hit.entry_id for hit in hits]


def entries(document) -> list[EntryText]:
    return texts_of([document.pk])[document.pk]


def versions() -> dict[int, str]:
    """Which transaction wrote each row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, ctid::text FROM legaldocs_searchentry")
        return dict(cursor.fetchall())


def test_other_words_take_the_place_of_the_old_ones(corpus):
    land = corpus["land"]
    before = entries(land)
    changed = [dataclasses.replace(before[1], body="khoang san quy hiem"), *before[2:]]
    assert before[1].pk in found("dat dai") or before[1].pk not in found("khoang san")
    database_engine().replace([land.pk], changed)
    assert found("khoang san") == [before[1].pk]
    assert before[0].pk not in SearchEntry.objects.values_list("pk", flat=True)
    held = set(SearchEntry.objects.filter(document=land).values_list("pk", flat=True))
    assert held == {entry.pk for entry in changed}


def test_replacing_by_the_same_leaves_everything_to_be_found(corpus):
    before = {word: found(word) for word in ("so huu", "pham vi", "dien tu")}
    ids = [document.pk for document in corpus.values()]
    database_engine().replace(ids, [entry for pk, texts in texts_of(ids).items() for entry in texts])
    assert {word: found(word) for word in before} == before
    assert any(before.values())


def test_replacing_by_nothing_forgets_and_leaves_other_documents_alone(corpus):
    land = corpus["land"]
    others = SearchEntry.objects.exclude(document=land).count()
    database_engine().replace([land.pk], [])
    assert not SearchEntry.objects.filter(document=land).exists()
    assert SearchEntry.objects.count() == others
    assert not [pk for pk in found("dat dai") if pk >> 20 == land.pk]


def test_what_is_written_after_replacing_is_forgotten_as_well(corpus):
    """SQLite's index must be told exactly the words it holds, also of entries whose words were made once for both."""
    land = corpus["land"]
    same = entries(land)
    database_engine().replace([land.pk], same)
    database_engine().replace([land.pk], [dataclasses.replace(same[1], body="thach anh")])
    assert found("thach anh") == [same[1].pk]
    database_engine().remove([land.pk])
    assert found("thach anh") == []


@POSTGRESQL_ONLY
def test_rows_that_stay_the_same_are_not_written(corpus):
    before = versions()
    index_documents([document.pk for document in corpus.values()])
    assert versions() == before


@POSTGRESQL_ONLY
@pytest.mark.parametrize("loss", ["tokens = '{}'", "tokens = NULL", "length = 7", "part = 3", "provision_id = 1"])
def test_a_row_that_differs_in_anything_is_written(corpus, loss):
    land, before = corpus["land"], versions()
    damaged = entries(land)[1].pk
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE legaldocs_searchentry SET {loss} WHERE id = %s", [damaged])
    index_documents([land.pk])
    after = versions()
    assert {pk for pk in after if after[pk] != before[pk]} == {damaged}
    row = SearchEntry.objects.get(pk=damaged)
    assert (row.length, row.part, row.provision_id) == (entries(land)[1].length, 0, entries(land)[1].provision_id)
