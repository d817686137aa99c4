"""The clock: what is due is done, what fails stops nothing else, and a sign of life is left."""

from __future__ import annotations

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from consultations.models import ConsultationPage, ConsultationState
from home import ticking
from home.models import Heartbeat, NewsPage
from home.ticking import Ticker
from legaldocs.models import LegalDocument
from tests.factories.consultations import ConsultationFactory
from tests.factories.home import NewsPageFactory
from tests.factories.legaldocs import LegalDocumentFactory, PublishedExpressionFactory

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    """The transaction of the test lives on its connection; the long-lived process drops a broken one before each duty."""
    monkeypatch.setattr(ticking, "close_old_connections", lambda: None)


def state_of(consultation):
    return ConsultationPage.objects.values_list("state", flat=True).get(pk=consultation.pk)


def scheduled(instance, **moments):
    """The instance as an editor leaves it: approved, with a moment at which it goes live."""
    for name, moment in moments.items():
        setattr(instance, name, moment)
    instance.save_revision(approved_go_live_at=moments.get("go_live_at"))
    type(instance).objects.filter(pk=instance.pk).update(**moments)


def test_a_consultation_opens_and_closes_at_its_moments():
    consultation = ConsultationFactory()
    assert Ticker().tick(consultation.opens_at - HOUR) == []
    assert state_of(consultation) == ConsultationState.PLANNED
    assert Ticker().tick(consultation.opens_at) == []
    assert state_of(consultation) == ConsultationState.OPEN
    assert Ticker().tick(consultation.closes_at) == []
    assert state_of(consultation) == ConsultationState.SUMMARIZING


def test_a_page_and_a_document_are_published_at_their_moment_not_before():
    due, later = NewsPageFactory(live=False), NewsPageFactory(live=False)
    document = LegalDocumentFactory(live=False)
    PublishedExpressionFactory(document=document)  # something to download: without it a rule holds the document back
    now = timezone.now()
    scheduled(due, go_live_at=now - HOUR)
    scheduled(later, go_live_at=now + HOUR)
    scheduled(document, go_live_at=now - HOUR)
    assert Ticker().tick() == []
    assert NewsPage.objects.get(pk=due.pk).live
    assert not NewsPage.objects.get(pk=later.pk).live
    assert LegalDocument.objects.get(pk=document.pk).live


def test_a_page_is_taken_back_when_its_time_is_over():
    page = NewsPageFactory()
    NewsPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - HOUR)
    Ticker().tick()
    assert not NewsPage.objects.get(pk=page.pk).live


DUTIES = ["open_and_close_due", "call_command", "reap_stuck_tasks", "refresh_statuses"]


@pytest.mark.parametrize("broken", DUTIES)
def test_one_duty_that_fails_does_not_stop_the_others(monkeypatch, caplog, broken):
    done = []

    def fails(*args, **kwargs):
        raise RuntimeError("gone")

    for name in DUTIES:
        monkeypatch.setattr(ticking, name, fails if name == broken else lambda *a, name=name, **k: done.append(name))
    failed = Ticker().tick()
    assert len(failed) == (2 if broken == "call_command" else 1)  # commands publish, and sweep once a day
    assert set(done) == set(DUTIES) - {broken}
    assert "failed" in caplog.text
    assert Heartbeat.objects.filter(name="tick").exists()


def test_validity_is_computed_once_a_day_and_again_after_a_failure(monkeypatch):
    days = []
    monkeypatch.setattr(ticking, "refresh_statuses", days.append)
    ticker, noon = Ticker(), timezone.make_aware(datetime.datetime(2026, 3, 2, 12))
    for moment in (noon, noon + HOUR, noon + 24 * HOUR):
        ticker.tick(moment)
    assert days == [datetime.date(2026, 3, 2), datetime.date(2026, 3, 3)]

    def fails(day):
        raise RuntimeError("gone")

    monkeypatch.setattr(ticking, "refresh_statuses", fails)
    assert ticker.tick(noon + 48 * HOUR) == ["validity"]
    monkeypatch.setattr(ticking, "refresh_statuses", days.append)
    assert ticker.tick(noon + 49 * HOUR) == []
    assert days[-1] == datetime.date(2026, 3, 4)


def test_the_sign_of_life_carries_the_moment_and_stays_one_row():
    now = timezone.now()
    Ticker().tick(now - HOUR)
    Ticker().tick(now)
    assert Heartbeat.objects.get().seen_at == now


def test_the_command_run_once_does_what_is_due_and_says_so():
    consultation, out = ConsultationFactory(), StringIO()
    call_command("tick", "--once", stdout=out)
    assert out.getvalue().strip() == "Đã làm xong những việc đến hạn."
    assert state_of(consultation) == ConsultationState.OPEN


def test_the_command_run_once_names_what_failed(monkeypatch):
    def fails(moment):
        raise RuntimeError("gone")

    monkeypatch.setattr(ticking, "reap_stuck_tasks", fails)
    with pytest.raises(CommandError, match="Việc không làm được: reap_stuck_tasks"):
        call_command("tick", "--once", stdout=StringIO())
