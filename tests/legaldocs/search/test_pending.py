"""The list of documents an outside engine must write: nothing is lost, nothing is written twice for nothing."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from legaldocs.models import LegalDocument
from legaldocs.models.search_writing import SearchPending, SearchStamp
from legaldocs.search import pending
from legaldocs.search.indexing import index_documents
from legaldocs.search.tasks import write_pending
from legaldocs.services.validity import refresh_statuses
from portal.settings import env


@pytest.fixture
def outside(settings):
    """An outside engine is configured; nobody listens there."""
    settings.SEARCH = env.search_server("elasticsearch://127.0.0.1:1/absent?timeout=0.2")


def listed():
    return dict(SearchPending.objects.values_list("document_id", "version"))


def waiting_tasks():
    return DBTaskResult.objects.filter(task_path=write_pending.module_path, status="READY").count()


def test_without_an_outside_engine_nothing_is_listed(settings, corpus):
    settings.SEARCH = {}
    SearchPending.objects.all().delete()
    index_documents([document.pk for document in corpus.values()])
    assert listed() == {}
    assert waiting_tasks() == 0


def test_every_change_lists_its_document_once(outside, corpus):
    land = corpus["land"]
    SearchPending.objects.all().delete()
    index_documents([land.pk])
    (before,) = listed().values()
    index_documents([land.pk])
    assert list(listed()) == [land.pk]
    assert listed()[land.pk] != before


def test_taking_back_and_deleting_are_listed_too(outside, corpus):
    SearchPending.objects.all().delete()
    land, circular = corpus["land"].pk, corpus["circular"].pk
    corpus["land"].unpublish()
    corpus["circular"].delete()
    assert set(listed()) >= {land, circular}
    assert not SearchStamp.objects.filter(document_id__in=[land, circular]).exists()


def test_a_change_of_validity_is_listed_though_no_word_changed(outside, corpus):
    SearchPending.objects.all().delete()
    LegalDocument.objects.filter(pk=corpus["land"].pk).update(valid_until=datetime.date(2025, 1, 1))
    assert refresh_statuses(datetime.date(2026, 1, 1)) == 1
    assert list(listed()) == [corpus["land"].pk]


def test_a_change_rolled_back_is_not_listed(outside, corpus):
    SearchPending.objects.all().delete()
    with transaction.atomic():
        index_documents([corpus["land"].pk])
        assert listed()
        transaction.set_rollback(True)
    assert listed() == {}


def test_after_commit_one_task_waits_however_many_changes_there_were(
    outside, corpus, django_capture_on_commit_callbacks
):
    DBTaskResult.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        for document in corpus.values():
            index_documents([document.pk])
    assert waiting_tasks() == 1
    assert not pending.wake()


def test_a_later_attempt_does_not_keep_a_change_waiting(outside, corpus):
    DBTaskResult.objects.all().delete()
    pending.put_on_list([corpus["land"].pk])
    assert pending.wake(datetime.timedelta(minutes=10))
    assert pending.wake()
    assert waiting_tasks() == 2


def test_nothing_listed_wakes_nobody(outside, db):
    assert not pending.wake()


def test_rebuilding_lists_only_what_has_other_words_than_before(outside, corpus):
    SearchPending.objects.all().delete()
    ids = [document.pk for document in corpus.values()]
    index_documents(ids, tell_unchanged=False)
    assert listed() == {}
    SearchStamp.objects.filter(document_id=ids[0]).update(stamp="old")
    index_documents(ids, tell_unchanged=False)
    assert list(listed()) == [ids[0]]


def test_what_was_written_leaves_the_list(db):
    pending.put_on_list([1, 2])
    pending.settle(pending.next_batch())
    assert listed() == {}


def test_what_changed_while_it_was_written_stays(db):
    pending.put_on_list([1, 2])
    seen = pending.next_batch()
    pending.put_on_list([2])
    pending.settle(seen)
    assert list(listed()) == [2]


def test_what_another_writer_took_off_meanwhile_is_written_again(db):
    pending.put_on_list([1])
    seen = pending.next_batch()
    pending.put_on_list([1])  # changed …
    pending.settle(pending.next_batch())  # … and written by another, perhaps before the old state was
    pending.settle(seen)
    assert list(listed()) == [1]


def test_those_that_wait_longest_come_first(db):
    pending.put_on_list([5])
    pending.put_on_list([3, 4])
    SearchPending.objects.filter(document_id=5).update(marked_at=timezone.now() - datetime.timedelta(hours=1))
    assert next(iter(pending.next_batch(2))) == 5
    count, age = pending.backlog()
    assert count == 3
    assert age >= datetime.timedelta(minutes=59)


def test_an_empty_list_has_no_age(db):
    assert pending.backlog() == (0, datetime.timedelta())


def test_the_clock_reminds_only_where_nothing_is_in_the_queue(outside, db):
    DBTaskResult.objects.all().delete()
    assert not pending.remind()
    pending.put_on_list([1])
    assert pending.remind()
    assert not pending.remind()
    DBTaskResult.objects.all().delete()
    assert pending.wake(datetime.timedelta(minutes=1))
    assert not pending.remind()  # the later attempt is enough: a cluster that is down is not asked every few seconds


def run_task(**other):
    """The task as the worker runs it, while another one is in the state ``other``."""
    from types import SimpleNamespace

    DBTaskResult.objects.all().delete()
    if other:
        task = DBTaskResult.objects.create(
            task_path=write_pending.module_path,
            args_kwargs={"args": [], "kwargs": {}},
            backend_name="default",
            run_after=timezone.now(),
        )
        DBTaskResult.objects.filter(pk=task.pk).update(**other)
    write_pending.func(SimpleNamespace(task_result=SimpleNamespace(id=uuid.uuid4())))


@pytest.fixture
def drained(monkeypatch):
    calls = []
    monkeypatch.setattr("legaldocs.search.elasticsearch_writing.drain", lambda: calls.append(1))
    return calls


def test_one_task_writes_at_a_time(outside, db, drained):
    run_task()
    assert len(drained) == 1
    run_task(status="RUNNING", started_at=timezone.now())
    assert len(drained) == 1


def test_a_task_left_by_a_worker_that_died_stops_nobody(outside, db, drained):
    run_task(status="RUNNING", started_at=timezone.now() - datetime.timedelta(minutes=5))
    assert len(drained) == 1


def test_what_fails_is_tried_again_later_and_only_once(outside, corpus):
    from legaldocs.search.elasticsearch_client import forget_clients
    from legaldocs.search.elasticsearch_writing import drain

    forget_clients()
    try:
        DBTaskResult.objects.all().delete()
        SearchPending.objects.all().delete()
        pending.put_on_list([corpus["land"].pk])
        assert drain() == 0
        assert drain() == 0
        assert waiting_tasks() == 1
        assert list(listed()) == [corpus["land"].pk]
    finally:
        forget_clients()
