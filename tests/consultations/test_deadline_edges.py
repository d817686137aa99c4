"""The last second of a period, read on Vietnam's clock whatever clock the server or the sender has."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from consultations.errors import ConsultationClosed
from consultations.models import ConsultationPage, Submission
from consultations.states import accepts_comments
from portal.templatetags.portal_tags import vi_datetime
from tests.factories.consultations import ConsultationFactory, submit

pytestmark = pytest.mark.django_db
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
LAST = datetime.datetime(2030, 12, 31, 23, 59, 59, tzinfo=HANOI)
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def consultation():
    found = ConsultationFactory(open=True)
    ConsultationPage.objects.filter(pk=found.pk).update(closes_at=LAST)
    found.refresh_from_db()
    return found


@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh", "Pacific/Kiritimati", "America/New_York"])
def test_the_last_second_counts_the_same_on_every_clock(consultation, zone):
    with timezone.override(zone):
        submit(consultation, now=(LAST - SECOND).astimezone(ZoneInfo(zone)))
        for late in (LAST, LAST + SECOND, LAST + datetime.timedelta(hours=8)):
            with pytest.raises(ConsultationClosed):
                submit(consultation, now=late.astimezone(ZoneInfo(zone)))
    assert Submission.objects.filter(consultation=consultation).count() == 1


def test_the_same_moment_in_utc_is_the_evening_in_hanoi(consultation):
    assert accepts_comments(consultation, datetime.datetime(2030, 12, 31, 16, 59, 58, tzinfo=datetime.UTC))
    assert not accepts_comments(consultation, datetime.datetime(2030, 12, 31, 16, 59, 59, tzinfo=datetime.UTC))


def test_the_deadline_is_written_in_the_time_of_vietnam(consultation):
    with translation.override("vi"):
        assert "31/12/2030" in vi_datetime(LAST.astimezone(datetime.UTC))
        assert "23 giờ 59" in vi_datetime(LAST.astimezone(datetime.UTC))


def test_a_clock_set_back_does_not_open_what_was_closed(consultation):
    ConsultationPage.objects.filter(pk=consultation.pk).update(state="summarizing", closed_at=LAST)
    consultation.refresh_from_db()
    assert not accepts_comments(consultation, LAST - datetime.timedelta(days=1))
    with pytest.raises(ConsultationClosed):
        submit(consultation, now=LAST - datetime.timedelta(days=1))


def test_what_is_sent_before_the_opening_by_a_fast_clock_is_refused(consultation):
    ConsultationPage.objects.filter(pk=consultation.pk).update(opens_at=timezone.now() + datetime.timedelta(hours=1))
    with pytest.raises(ConsultationClosed):
        submit(consultation)
