"""Counts of a question are kept while nothing changes, and no longer."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from legaldocs.models import LegalDocument
from legaldocs.search import kept_counts
from legaldocs.search.answers import answer
from legaldocs.search.indexing import index_documents
from legaldocs.search.kept_counts import COUNTS, KeptCounts
from legaldocs.search.memory import forget_all
from legaldocs.search.plan import Filters
from tests.legaldocs.search.conftest import GOVERNMENT, publish

pytestmark = pytest.mark.django_db
FACTS = ("nghi-dinh", 1, 2020, "in_force", "", ())


@pytest.fixture(autouse=True)
def keeping(settings):
    settings.SEARCH_COUNTS_SECONDS = 60
    forget_all()
    yield
    forget_all()


def decree(number: str) -> LegalDocument:
    text = "Điều 1. Công tác thống kê\nThống kê được thực hiện hằng năm."
    day = datetime.date(2020, 1, 2)
    document = publish("nghi-dinh", number, "Quy định về thống kê", GOVERNMENT, day, text)
    index_documents([document.pk])
    return document


def counting(size: int = 1):
    """Something that counts and knows how often it was asked."""
    asked: list[int] = []

    def count():
        asked.append(1)
        return {(*FACTS, number): 1 for number in range(size)}

    return count, asked


def test_the_same_question_is_counted_once_and_another_by_itself():
    kept, (count, asked) = KeptCounts(), counting()
    assert kept.get("a", count) == kept.get("a", count)
    assert len(asked) == 1
    kept.get("b", count)
    assert len(asked) == 2


def test_a_document_that_changes_ends_what_was_counted():
    kept, (count, asked) = KeptCounts(), counting()
    document = decree("1/2020/NĐ-CP")
    kept.get("a", count)
    document.save()
    kept.get("a", count)
    assert len(asked) == 2


def test_a_new_day_ends_what_was_counted():
    kept, (count, asked) = KeptCounts(), counting()
    with time_machine.travel("2026-11-23 10:00:00+07:00", tick=False):
        kept.get("a", count)
        kept.get("a", count)
    with time_machine.travel("2026-11-24 10:00:00+07:00", tick=False):
        kept.get("a", count)
    assert len(asked) == 2


def test_the_time_of_the_setting_ends_what_was_counted(settings, monkeypatch):
    kept, (count, asked) = KeptCounts(), counting()
    moment = [100.0]
    monkeypatch.setattr(kept_counts.time, "monotonic", lambda: moment[0])
    kept.get("a", count)
    moment[0] += 59
    kept.get("a", count)
    assert len(asked) == 1
    moment[0] += 2
    kept.get("a", count)
    assert len(asked) == 2
    settings.SEARCH_COUNTS_SECONDS = 0
    kept.get("a", count)
    assert len(asked) == 3


def test_memory_is_bounded_and_the_question_not_used_for_longest_goes_first(monkeypatch):
    monkeypatch.setattr(kept_counts, "MOST_ROWS", 25)
    monkeypatch.setattr(kept_counts, "MOST_OF_ONE", 12)
    kept, (count, asked) = KeptCounts(), counting(10)
    for question in ("a", "b", "a", "c", "a"):
        kept.get(question, count)
    assert len(asked) == 3
    kept.get("b", count)  # gone: "a" was used after it
    assert len(asked) == 4
    large, asked_large = counting(13)
    kept.get("large", large)
    kept.get("large", large)
    assert len(asked_large) == 2


def test_questions_that_nothing_answers_fill_no_memory(monkeypatch):
    monkeypatch.setattr(kept_counts, "MOST_ROWS", 50)
    kept = KeptCounts()
    for number in range(500):
        kept.get(f"nothing {number}", dict)
    assert len(kept._kept) == 50


def test_the_same_question_counted_again_takes_no_more_room(monkeypatch):
    moment = [100.0]
    monkeypatch.setattr(kept_counts.time, "monotonic", lambda: moment[0])
    kept, (count, asked) = KeptCounts(), counting(10)
    for _ in range(5):
        kept.get("a", count)
        moment[0] += 100
    assert len(asked) == 5
    assert kept._rows == 11


def test_what_changes_while_it_is_counted_is_not_kept():
    kept, (count, asked) = KeptCounts(), counting()

    def overtaken():
        found = count()
        kept.forget()
        return found

    kept.get("a", overtaken)
    kept.get("a", count)
    assert len(asked) == 2


def test_what_fails_is_not_kept():
    kept, (count, asked) = KeptCounts(), counting()

    def fails():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        kept.get("a", fails)
    kept.get("a", count)
    assert len(asked) == 1


def asked_with(filters: Filters) -> tuple[int, int]:
    """The count of an answer, and how many statements it took."""
    with CaptureQueriesContext(connection) as queries:
        count = answer("thống kê", filters=filters).count
    return count, len(queries)


def test_a_second_look_at_the_same_question_counts_nothing_and_a_new_document_is_counted():
    decree("1/2020/NĐ-CP")
    filters = Filters(document_type=("nghi-dinh",))
    first = asked_with(filters)
    second = asked_with(filters)
    assert first[0] == second[0] == 2  # the document and its Điều
    assert second[1] < first[1]
    other = decree("2/2020/NĐ-CP")
    assert asked_with(filters)[0] == 4
    other.delete()
    assert asked_with(filters)[0] == first[0]


def test_forgetting_everything_forgets_counts_too():
    count, asked = counting()
    COUNTS.get("a", count)
    forget_all()
    COUNTS.get("a", count)
    assert len(asked) == 2
