"""``/suc-khoe/``: what is well, what is not, and what that means to who asks."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from home.models import Heartbeat
from portal import health

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def clock_runs(db):
    Heartbeat.beat("tick", timezone.now())


def waiting_task(**values):
    """A task as the queue stores it, enqueued an hour ago; moments are given in minutes ago."""
    values = {
        name: timezone.now() - value * MINUTE if isinstance(value, int) else value for name, value in values.items()
    }
    task = DBTaskResult(
        task_path="x.y", args_kwargs={"args": [], "kwargs": {}}, backend_name="default", run_after=get_date_max()
    )
    task.save()
    DBTaskResult.objects.filter(pk=task.pk).update(
        **{"enqueued_at": timezone.now() - 60 * MINUTE, "status": "READY", **values}
    )


def test_a_well_portal_says_so(client):
    response = client.get("/suc-khoe/")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "database": "ok",
        "worker": "ok",
        "disk": "ok",
        "search": "ok",
        "search_index": "ok",
        "clock": "ok",
        "malware": "ok",
    }
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_a_database_that_does_not_answer_is_503(client, monkeypatch):
    def broken():
        raise OSError("gone")

    monkeypatch.setitem(health._checks, "database", broken)
    response = client.get("/suc-khoe/")
    assert response.status_code == 503
    assert response.json()["database"] == "error"


@pytest.mark.parametrize("values", [{}, {"run_after": 60, "enqueued_at": 0}])
def test_tasks_left_undone_show_a_worker_that_is_gone(client, values):
    waiting_task(**values)
    response = client.get("/suc-khoe/")
    assert response.status_code == 200
    assert response.json()["worker"] == "stalled"
    assert response.json()["status"] == "degraded"
    assert response.json()["details"] == {"worker": "1 tasks waiting, the oldest 60 minutes"}


@pytest.mark.parametrize(
    "values",
    [
        {"enqueued_at": 0},
        {"run_after": -24 * 60},
        {"status": "RUNNING"},
        {"status": "FAILED"},
    ],
)
def test_a_task_that_may_wait_is_no_fault_of_the_worker(client, values):
    waiting_task(**values)
    assert client.get("/suc-khoe/").json()["worker"] == "ok"


def test_a_clock_that_stopped_is_named_and_the_portal_still_serves(client):
    Heartbeat.beat("tick", timezone.now() - 7 * MINUTE)
    response = client.get("/suc-khoe/")
    assert response.status_code == 200
    body = response.json()
    assert (body["status"], body["clock"]) == ("degraded", "late")
    assert body["details"]["clock"] == "last seen 7 minutes ago"


def test_a_clock_that_never_ran_is_late(client):
    Heartbeat.objects.all().delete()
    assert client.get("/suc-khoe/").json()["clock"] == "late"


def test_a_full_disk_is_named(client, monkeypatch):
    monkeypatch.setattr(health, "FREE_BYTES", 10**18)
    assert client.get("/suc-khoe/").json()["disk"] == "low"


def test_a_search_that_fails_is_503(client, monkeypatch):
    client.get("/suc-khoe/")
    monkeypatch.setitem(health._checks, "search", lambda: health.Finding("error", vital=True))
    assert client.get("/suc-khoe/").status_code == 503
