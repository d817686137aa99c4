"""The start page of the admin tells those who run the portal what stopped, and nobody else."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.utils import timezone

from home.health_panel import ADVICE
from home.models import Heartbeat
from home.ticking import CLOCK
from portal import health
from tests.factories.home import user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def well():
    cache.delete("health-panel")
    Heartbeat.beat(CLOCK, timezone.now())
    yield
    cache.delete("health-panel")


def start_page(client, role):
    client.force_login(user_with_role(role))
    response = client.get("/quan-tri/")
    assert response.status_code == 200
    return response.content.decode()


def test_nothing_is_said_while_all_is_well(client):
    assert "Cổng cần được kiểm tra" not in start_page(client, "Quản trị viên")


@pytest.mark.parametrize(
    ("name", "words"), [("worker", "manage.py db_worker"), ("clock", "manage.py tick"), ("disk", "sắp đầy")]
)
def test_what_stopped_is_named_with_what_to_do(client, monkeypatch, name, words):
    monkeypatch.setitem(health._checks, name, lambda: health.Finding("late"))
    text = start_page(client, "Quản trị viên")
    assert "Cổng cần được kiểm tra" in text
    assert words in text


def test_a_check_that_breaks_does_not_break_the_start_page(client, monkeypatch):
    def broken():
        raise OSError("gone")

    monkeypatch.setitem(health._checks, "search_index", broken)
    assert "check_search --mend" in start_page(client, "Quản trị viên")


@pytest.mark.parametrize("role", ["Biên tập viên", "Kiểm duyệt viên", "Chuyên viên soạn thảo", "Trưởng ban biên tập"])
def test_who_does_not_run_the_portal_is_not_troubled_with_it(client, monkeypatch, role):
    monkeypatch.setitem(health._checks, "worker", lambda: health.Finding("stalled"))
    assert "Cổng cần được kiểm tra" not in start_page(client, role)


def test_every_check_but_the_database_has_its_advice():
    # Without the database there is no start page to say it on.
    assert set(health._checks) - set(ADVICE) - {"database"} == set()
