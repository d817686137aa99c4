"""What the engines in the database promise: exact order, honest counts, bounded time; whatever is typed."""

from __future__ import annotations

import random
from contextlib import contextmanager

import pytest
from django.db import DatabaseError

from legaldocs.models.search import DOCUMENT_SHIFT
from legaldocs.search import database
from legaldocs.search.answers import answer
from legaldocs.search.database import TimeIsUpError, branches, subsets
from legaldocs.search.engine import database_engine
from legaldocs.search.plan import Filters, Order, Plan, Term

PIECES = [
    '"', "'", "\\", "%", "*", "(", ")", "-", "–", "/", ":", "^", "_", "&", "|", "!", "<->", "NOT ", "AND ", "NEAR(", "{", "}", "\x00",
    "\ud800", "\u0301", "٣", "🙂", " ", "  ", "điều", "khoản 1", "nghị định", "43/2011", "đất đai", "viên chức", "a_b", "^dat", "0" * 40,
    "ĐIỆN TỬ", "-viên", "dat", "é" * 30, ";DROP TABLE legaldocs_searchentry", "$$", "1e999", "tokens:", "ký",
]  # fmt: skip


def find(plan, **more):
    choice = {"order": Order.BEST, "offset": 0, "limit": 20, "without": []} | more
    return database_engine().find(plan, choice.pop("filters", Filters()), **choice)


def term(text, weight=1.0):
    return Term((tuple(text.split()),), weight)


def test_subsets_come_heaviest_first_down_to_the_least():
    terms = [term("a", 1.0), term("b", 5.0), term("c", 3.0)]
    found = [[t.runs[0][0] for t in group] for group in subsets(terms, 5.0)]
    assert found == [["b", "c", "a"], ["b", "c"], ["b", "a"], ["b"]]


def test_every_term_is_needed_unless_the_plan_is_content_with_less():
    plan = Plan(terms=(term("a"), term("b")))
    assert len(branches(plan)[1]) == 1
    assert len(branches(plan.relaxed())[1]) == 3


def test_the_heading_comes_first(corpus):
    found = find(Plan(terms=(term("hoa giai"),)))
    assert found.hits[0].is_document
    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)


def test_a_run_of_three_words_matches_only_where_all_its_pairs_stand(corpus):
    assert find(Plan(terms=(term("van ban dien tu"),))).total
    assert not find(Plan(terms=(term("van dien ban"),))).total


def test_what_is_left_out_is_not_counted(corpus):
    plan = Plan(terms=(term("pham vi"),))
    everything = find(plan)
    first = everything.hits[0].entry_id
    rest = find(plan, without=[first])
    assert rest.total == everything.total - 1
    assert first not in {hit.entry_id for hit in rest.hits}


def test_counts_beyond_the_limit_say_so(corpus, monkeypatch):
    monkeypatch.setattr(database, "COUNTED", 1)
    monkeypatch.setattr("legaldocs.search.plan.STRICT_WINDOW", 1)
    found = find(Plan(terms=(term("pham vi"),)), limit=1)
    assert found.is_least
    assert found.hits


def test_filters_hold_on_every_path(corpus):
    land = corpus["land"].pk
    for plan in (Plan(terms=(term("pham vi"),)), Plan(terms=(term("pham vi"), term("so huu"))).relaxed()):
        for choice in ({"order": Order.BEST}, {"order": Order.NEWEST}):
            found = find(plan, filters=Filters(document_id=land), **choice)
            assert {hit.document_id for hit in found.hits} == {land}
            assert not find(plan, filters=Filters(year=(1950,)), **choice).hits


def test_an_excluded_word_leaves_no_entry_that_has_it(corpus):
    with_it = find(Plan(terms=(term("pham vi"),)))
    without = find(Plan(terms=(term("pham vi"),), excluded=("vien",)))
    assert 0 < without.total < with_it.total


def test_the_best_of_a_content_plan_have_the_weightiest_terms(corpus):
    found = find(Plan(terms=(term("thuy loi", 5.0), term("tuyen dung", 4.0), term("xyzzy", 1.0)), floor=0.3))
    assert found.hits
    assert found.hits[0].entry_id >> DOCUMENT_SHIFT in {corpus["mediation"].pk, corpus["circular"].pk}


def test_time_that_is_up_gives_what_was_found_and_says_so(corpus, monkeypatch):
    engine = type(database_engine())

    def slow(*args, **kwargs):
        raise TimeIsUpError

    monkeypatch.setattr(engine, "counts", slow)
    monkeypatch.setattr("legaldocs.search.plan.STRICT_WINDOW", 1)
    found = find(Plan(terms=(term("pham vi"),)), limit=1)
    assert found.partial
    assert len(found.hits) == 1
    monkeypatch.setattr(engine, "ask", slow)
    found = find(Plan(terms=(term("pham vi"),)))
    assert (found.partial, found.hits, found.total) == (True, [], 0)


def test_a_statement_that_runs_too_long_is_stopped(corpus, monkeypatch):
    engine = database_engine()
    if engine.name == "postgresql":
        monkeypatch.setattr("legaldocs.search.postgresql._LIMIT", "SET LOCAL statement_timeout = 50; ")
        slow = "SELECT 1 FROM pg_sleep(5)"
    else:
        monkeypatch.setattr("legaldocs.search.sqlite.SECONDS", 0.05)
        slow = (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000000) SELECT count(*) FROM n"
        )
    with pytest.raises(TimeIsUpError), engine.limited():
        engine._ids(slow, ())
    assert answer("phạm vi").count  # the connection serves on


def test_another_failure_is_not_taken_for_time(corpus):
    engine = database_engine()

    @contextmanager
    def savepoint():
        from django.db import transaction

        with transaction.atomic():
            yield

    with pytest.raises(DatabaseError), savepoint(), engine.limited():
        engine._ids("SELECT nothing FROM nowhere", ())


@pytest.mark.parametrize("seed", range(4))
def test_no_question_of_any_signs_fails(corpus, seed):
    source = random.Random(seed)
    for _ in range(60):
        question = source.choice(["", " "]).join(source.choices(PIECES, k=source.randint(1, 9)))
        found = answer(question, page=source.choice([1, 1, 2]), order=source.choice(list(Order)))
        assert not found.failed, question
        assert found.count >= len(found.results)
    assert answer("phạm vi").count  # nothing was harmed
