"""Name and contact of senders leave on request and when their purpose is complete; words, counts and seals stay."""

from __future__ import annotations

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from consultations.models import ConsultationPage, FeedbackSender, FeedbackState, PersonalData, RegulationFeedback
from consultations.receipts import grouped, new_code
from consultations.services.erasing import erase_due
from consultations.services.feedback import FeedbackDraft, answer_feedback, receive_feedback
from consultations.services.submitting import Sender
from consultations.services.verifying import seal_problems
from home.ticking import Ticker
from tests.factories.consultations import ConsultationFactory, submit

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
WHO = {"full_name": "Trần Văn Phản Ánh", "address": "Số 1 Hà Nội", "phone": "0912345678", "email": "a@b.vn"}


def feedback(answered: datetime.datetime | None = None) -> RegulationFeedback:
    draft = FeedbackDraft(content="Thủ tục quá dài.", regulation="", sender=WHO)
    row = receive_feedback(draft=draft, now=timezone.now() - 500 * DAY)
    if answered:
        row = answer_feedback(feedback_id=row.pk, text="Đã rà soát.", user=None, now=answered)
    return row


def comment(answered: datetime.datetime | None = None):
    consultation = ConsultationFactory(open=True)
    sender = Sender(full_name="Lê Thị Góp Ý", email="g@y.vn", publish_name=True)
    submission = submit(consultation, sender=sender, state="published")
    if answered:
        ConsultationPage.objects.filter(pk=consultation.pk).update(state="answered", answered_at=answered)
    return submission


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("erase_personal_data", *arguments, stdout=out)
    return out.getvalue()


def test_a_sender_of_feedback_is_erased_by_the_code_however_it_is_typed():
    row = feedback()
    assert "đã xóa" in run(grouped(row.receipt_code).lower())
    sender = FeedbackSender.objects.get(pk=row.pk)
    assert [sender.full_name, sender.address, sender.phone, sender.email] == [""] * 4
    assert sender.erased_at is not None
    row.refresh_from_db()
    assert row.content == "Thủ tục quá dài."
    assert "không còn dữ liệu" in run(row.receipt_code)


def test_a_contributor_is_erased_by_the_same_command_and_the_seal_holds():
    submission = comment()
    assert "đã xóa" in run(submission.receipt_code)
    submission = submission.__class__.objects.get(pk=submission.pk)
    assert (submission.public_name, submission.personal_data.full_name, submission.personal_data.email) == ("", "", "")
    assert seal_problems(submission) == []
    assert submission.comments.get().text


def test_a_code_nobody_holds_fails_and_the_others_are_erased():
    row = feedback()
    with pytest.raises(CommandError, match="Không có biên nhận"):
        run(row.receipt_code, new_code(), "x" * 500)
    assert FeedbackSender.objects.get(pk=row.pk).erased_at is not None


def test_the_command_asks_whose_data_is_meant():
    with pytest.raises(CommandError, match="--due"):
        run()


def test_what_was_answered_long_ago_is_erased_and_nothing_else(settings):
    settings.PERSONAL_DATA_DAYS = 30
    now = timezone.now()
    old, fresh, waiting = feedback(now - 31 * DAY), feedback(now - 29 * DAY), feedback()
    long_ago, lately, running = comment(now - 31 * DAY), comment(now - 29 * DAY), comment()
    assert run("--dry-run").startswith("2 người gửi")
    assert erase_due(now) == 2
    gone = set(FeedbackSender.objects.exclude(erased_at=None).values_list("pk", flat=True))
    assert gone == {old.pk}
    assert {fresh.pk, waiting.pk} == set(FeedbackSender.objects.filter(erased_at=None).values_list("pk", flat=True))
    kept = set(PersonalData.objects.filter(erased_at=None).exclude(full_name="").values_list("pk", flat=True))
    assert kept == {lately.pk, running.pk}
    assert long_ago.pk not in kept
    assert erase_due(now) == 0
    assert "0 người gửi" in run("--due")


def test_zero_days_leave_it_to_requests(settings):
    settings.PERSONAL_DATA_DAYS = 0
    feedback(timezone.now() - 400 * DAY)
    assert erase_due(timezone.now()) == 0
    assert "PERSONAL_DATA_DAYS = 0" in run("--due")


def test_the_clock_erases_once_a_day(settings, monkeypatch):
    settings.PERSONAL_DATA_DAYS = 30
    monkeypatch.setattr("home.ticking.close_old_connections", lambda: None)  # the test's own transaction goes on
    feedback(timezone.now() - 31 * DAY)
    ticker = Ticker()
    assert ticker.tick() == []
    assert not FeedbackSender.objects.filter(erased_at=None).exists()
    asked = []
    monkeypatch.setattr("home.ticking.erase_due", asked.append)
    ticker.tick()
    assert asked == []
    ticker.tick(timezone.now() + DAY)
    assert len(asked) == 1


def test_the_feedback_can_still_be_handled_and_followed_after_the_erasure(client, admin_client):
    row = feedback()
    run(row.receipt_code)
    page = admin_client.get(reverse("feedback_detail", args=[row.pk])).content.decode()
    assert "Trần Văn Phản Ánh" not in page
    assert "Đã xóa" in page
    answer_feedback(feedback_id=row.pk, text="Đã trả lời.", user=None, now=timezone.now())
    assert RegulationFeedback.objects.get(pk=row.pk).state == FeedbackState.ANSWERED


def test_the_notice_to_the_public_names_the_period(client, settings):
    settings.PERSONAL_DATA_DAYS = 90
    assert "sau 90 ngày" in client.get(reverse("consultations:privacy")).content.decode()
