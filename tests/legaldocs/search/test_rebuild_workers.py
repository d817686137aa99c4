"""A rebuild by several processes: the same as by one, answers in order, an end that can be gone on from."""

from __future__ import annotations

import datetime
import os
import signal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from legaldocs.models import SearchEntry
from legaldocs.models.search_writing import SearchRebuild
from legaldocs.search import rebuild_workers, rebuilding
from legaldocs.search.answers import answer
from legaldocs.search.elasticsearch_client import SearchUnavailable
from legaldocs.search.rebuild_workers import ProcessLost, processes_for, worked_off
from legaldocs.search.rebuilding import rebuild_database
from tests.legaldocs.search.conftest import ASSEMBLY, publish

BATCHES = [[1], [2, 3], [4], [5], [6, 7, 8], [9], [10], [11]]
SEVERAL = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")


@pytest.fixture
def no_database(monkeypatch):
    """Processes that write nothing need no session."""
    monkeypatch.setattr(rebuild_workers, "make_room", lambda: None)
    monkeypatch.setattr(rebuild_workers.connections, "close_all", lambda: None)


def summed(batch: list[int]) -> tuple[int, int]:
    return sum(batch), os.getpid()


def fails_at_four(batch: list[int]) -> int:
    if 4 in batch:
        raise ValueError("four")
    return sum(batch)


def killed_at_four(batch: list[int]) -> int:
    if 4 in batch:
        os.kill(os.getpid(), signal.SIGKILL)
    return sum(batch)


def asks_the_database(batch: list[int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return batch[0]


def test_one_process_works_off_batches_itself():
    assert list(worked_off(BATCHES, summed, 1)) == [(batch, (sum(batch), os.getpid())) for batch in BATCHES]


@pytest.mark.usefixtures("no_database")
def test_several_processes_answer_in_the_order_of_the_batches():
    done = list(worked_off(BATCHES, summed, 2))
    assert [batch for batch, _ in done] == BATCHES
    assert [total for _, (total, _) in done] == [sum(batch) for batch in BATCHES]
    assert os.getpid() not in {pid for _, (_, pid) in done}


@pytest.mark.django_db(transaction=True)
@SEVERAL
def test_each_process_has_its_own_connection():
    assert [answer for _, answer in worked_off(BATCHES, asks_the_database, 2)] == [batch[0] for batch in BATCHES]
    with connection.cursor() as cursor:  # and the parent's is sound afterwards
        cursor.execute("SELECT 1")


@pytest.mark.usefixtures("no_database")
@pytest.mark.parametrize("processes", [1, 2])
def test_an_error_comes_in_the_place_of_its_answer(processes):
    seen = []
    with pytest.raises(ValueError, match="four"):
        seen.extend(batch for batch, _ in worked_off(BATCHES, fails_at_four, processes))
    assert BATCHES[: len(seen)] == seen


@pytest.mark.usefixtures("no_database")
def test_a_killed_process_ends_the_run_by_name():
    with pytest.raises(ProcessLost):
        list(worked_off(BATCHES, killed_at_four, 2))


@pytest.mark.usefixtures("no_database")
def test_batches_are_not_handed_out_far_ahead():
    handed = []

    def batches():
        for batch in BATCHES * 5:
            handed.append(batch)
            yield batch

    run = worked_off(batches(), summed, 2)
    next(run)
    assert len(handed) <= 2 * rebuild_workers.AHEAD + 1
    run.close()


def test_inside_a_transaction_and_on_sqlite_one_process_writes(db):
    assert processes_for(100) == 1


@pytest.mark.django_db(transaction=True)
@SEVERAL
def test_postgresql_is_written_by_as_many_processes_as_there_are_processors(monkeypatch):
    monkeypatch.setattr(rebuild_workers.os, "cpu_count", lambda: 4)
    assert [processes_for(count) for count in (0, 1, 3, 100)] == [1, 1, 3, 4]


@pytest.mark.django_db(transaction=True)
@SEVERAL
def test_an_index_rebuilt_by_two_processes_is_the_whole_one(settings, monkeypatch):
    settings.SEARCH = {}
    monkeypatch.setattr("legaldocs.services.publishing.blocking_failures", lambda document: [])
    for number in range(1, 7):
        text = f"Điều 1. Phạm vi\nLuật này nói về việc thứ {number} của rừng đặc dụng."
        publish("luat", f"{number}/2020/QH14", f"Về việc {number}", ASSEMBLY, datetime.date(2020, 1, 2), text)
    before = list(SearchEntry.objects.order_by("pk").values_list("pk", "length"))
    SearchEntry.objects.all().delete()
    monkeypatch.setattr(rebuilding, "BATCH", 1)
    monkeypatch.setattr(rebuild_workers.os, "cpu_count", lambda: 2)
    assert rebuild_database(iter).documents == 6
    assert list(SearchEntry.objects.order_by("pk").values_list("pk", "length")) == before
    assert answer("rừng đặc dụng").count == 6
    assert SearchRebuild.objects.get(engine="postgresql").finished_at


def test_the_command_says_what_to_do_when_a_process_was_killed(corpus, monkeypatch):
    def lost(*arguments, **options):
        raise ProcessLost

    monkeypatch.setattr("legaldocs.management.commands.rebuild_search.rebuild_database", lost)
    with pytest.raises(CommandError, match="chạy lại lệnh"):
        call_command("rebuild_search", stdout=StringIO(), stderr=StringIO())


class Busy:
    """A cluster that is busy some times."""

    def __init__(self, *reasons: str) -> None:
        self.reasons, self.asked = list(reasons), []

    def __call__(self, client, index, units, *, empty=False):
        self.asked.append(empty)
        if self.reasons:
            raise SearchUnavailable(self.reasons.pop(0))
        return [7]


@pytest.fixture
def pauses(monkeypatch):
    made = []
    monkeypatch.setattr(rebuilding.time, "sleep", made.append)
    monkeypatch.setattr(rebuilding, "writing_client", lambda: None)
    monkeypatch.setattr(rebuilding, "units_of", lambda batch: [])
    return made


def test_a_busy_cluster_is_given_time_and_asked_again_what_it_holds(monkeypatch, pauses):
    cluster = Busy("busy", "busy")
    monkeypatch.setattr(rebuilding, "write_documents", cluster)
    assert rebuilding._fill_cluster([1, 2], index="new", empty=True) == [7]
    assert pauses == [1.0, 3.0]
    assert cluster.asked == [True, False, False]  # a part of the batch may have been written


def test_a_cluster_that_stays_busy_ends_the_run(monkeypatch, pauses):
    monkeypatch.setattr(rebuilding, "write_documents", Busy(*["busy"] * 9))
    with pytest.raises(SearchUnavailable, match="busy"):
        rebuilding._fill_cluster([1], index="new", empty=True)
    assert len(pauses) == len(rebuilding.BUSY_PAUSES)


def test_a_cluster_that_is_gone_is_not_waited_for(monkeypatch, pauses):
    monkeypatch.setattr(rebuilding, "write_documents", Busy("refused"))
    with pytest.raises(SearchUnavailable, match="refused"):
        rebuilding._fill_cluster([1], index="new", empty=True)
    assert pauses == []
