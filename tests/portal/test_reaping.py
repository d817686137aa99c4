"""Tasks of a worker that died go back to the queue; one that kills its workers counts as failed."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from portal.reaping import MOST_ATTEMPTS, STUCK_AFTER, reap_stuck_tasks

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime.datetime(2026, 3, 2, 12))
MINUTE = datetime.timedelta(minutes=1)


def task(**values):
    made = DBTaskResult.objects.create(
        task_path="legaldocs.tasks.any",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        run_after=get_date_max(),
        exception_class_path="",
        traceback="",
        **{"status": "RUNNING", "started_at": NOW - STUCK_AFTER - MINUTE, "worker_ids": ["w1"], **values},
    )
    return made.pk


def state(pk):
    return DBTaskResult.objects.values_list("status", "started_at", "finished_at").get(pk=pk)


def test_a_task_left_running_goes_back_to_the_queue():
    pk = task()
    assert reap_stuck_tasks(NOW) == 1
    assert state(pk) == ("READY", None, None)
    assert DBTaskResult.objects.ready().filter(pk=pk).exists()


@pytest.mark.parametrize(
    "values",
    [
        {"started_at": NOW - STUCK_AFTER + MINUTE},
        {"status": "READY", "started_at": None},
        {"status": "SUCCESSFUL"},
        {"status": "FAILED"},
    ],
)
def test_a_task_at_work_or_done_is_left_alone(values):
    pk = task(**values)
    before = state(pk)
    assert reap_stuck_tasks(NOW) == 0
    assert state(pk) == before


def test_a_task_whose_workers_died_three_times_has_failed(caplog):
    pk = task(worker_ids=[f"w{n}" for n in range(MOST_ATTEMPTS)])
    assert reap_stuck_tasks(NOW) == 1
    assert state(pk)[0] == "FAILED"
    assert state(pk)[2] == NOW
    assert "legaldocs.tasks.any" in caplog.text


def test_reaping_twice_touches_nothing_more():
    task()
    reap_stuck_tasks(NOW)
    assert reap_stuck_tasks(NOW) == 0
