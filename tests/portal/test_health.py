"""``/suc-khoe/``: what is well, what is not, and what that means to who asks."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal import health

pytestmark = pytest.mark.django_db


def test_a_well_portal_says_so(client):
    response = client.get("/suc-khoe/")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "worker": "ok", "disk": "ok", "search": "ok"}
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_a_database_that_does_not_answer_is_503(client, monkeypatch):
    def broken():
        raise OSError("gone")

    monkeypatch.setitem(health._checks, "database", broken)
    response = client.get("/suc-khoe/")
    assert response.status_code == 503
    assert response.json()["database"] == "error"


def test_tasks_left_undone_show_a_worker_that_is_gone(client):
    task = DBTaskResult(
        task_path="x.y",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        run_after=timezone.now() - datetime.timedelta(hours=1),
    )
    task.save()
    DBTaskResult.objects.update(enqueued_at=timezone.now() - datetime.timedelta(hours=1), status="READY")
    response = client.get("/suc-khoe/")
    assert response.status_code == 200
    assert response.json()["worker"] == "stalled"
    assert response.json()["status"] == "degraded"


def test_a_full_disk_is_named(client, monkeypatch):
    monkeypatch.setattr(health, "FREE_BYTES", 10**18)
    assert client.get("/suc-khoe/").json()["disk"] == "low"


def test_a_search_that_fails_is_503(client, monkeypatch):
    client.get("/suc-khoe/")
    monkeypatch.setitem(health._checks, "search", lambda: health.Finding("error", vital=True))
    assert client.get("/suc-khoe/").status_code == 503
