"""The one way in: sealed, receipted, refused when closed, stored once."""

from __future__ import annotations

import datetime
import json
import threading
import time
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.errors import ConsultationClosed, InvalidSubmission
from consultations.models import Comment, ConsultationPage, PersonalData, SealedOriginal, Submission
from consultations.services.submitting import MAX_COMMENTS, NewComment, Sender, receive_submission
from consultations.services.verifying import erase_personal_data, seal_problems
from legaldocs.models import Provision
from tests.factories.consultations import ConsultationFactory, add_question, posted_expression, submit

pytestmark = pytest.mark.django_db
NAMED = Sender(full_name="Nguyễn Thị Ánh Tuyết", email="tuyet@example.vn", phone="0912345678", province="Huế")


def clause(consultation, anchor="dieu-3--khoan-1"):
    return Provision.objects.get(expression=posted_expression(consultation), anchor=anchor)


def receive(consultation, *, comments=None, sender=None, now=None, channel="web", uuid=None):
    return receive_submission(
        consultation_id=consultation.pk,
        channel=channel,
        sender=sender or Sender(),
        comments=comments or [NewComment(stance="agree", text="Nhất trí.")],
        now=now or timezone.now(),
        uuid=uuid,
    )


def test_submission_keeps_words_target_and_moment():
    consultation = ConsultationFactory(open=True)
    target, now = clause(consultation), timezone.now()
    submission = receive(
        consultation,
        comments=[
            NewComment(
                stance="disagree",
                text="Thời hạn quá dài.",
                change="replace",
                proposed_wording="Thời hạn là 10 ngày.",
                reason="Chậm.",
                provision_id=target.pk,
            ),
            NewComment(stance="agree"),
        ],
        now=now,
    )
    first, second = submission.comments.order_by("position")
    assert (first.provision, first.expression, first.text) == (target, target.expression, "Thời hạn quá dài.")
    assert (second.provision, second.expression_id) == (None, target.expression_id)
    assert submission.received_at == now
    assert first.state == "received"


@pytest.mark.parametrize("channel", ["web", "agency", "paper", "meeting", "email"])
def test_closed_consultation_refuses_every_channel(channel):
    consultation = ConsultationFactory(closed=True)
    with pytest.raises(ConsultationClosed):
        receive(consultation, channel=channel)
    assert not Submission.objects.exists()


def test_the_closing_moment_itself_is_too_late_even_before_the_tick():
    consultation = ConsultationFactory(open=True)
    receive(consultation, now=consultation.closes_at - datetime.timedelta(microseconds=1))
    with pytest.raises(ConsultationClosed):
        receive(consultation, now=consultation.closes_at)
    assert Submission.objects.count() == 1


def test_planned_consultation_refuses():
    with pytest.raises(ConsultationClosed):
        receive(ConsultationFactory())


def test_unknown_consultation_is_refused_by_name():
    with pytest.raises(InvalidSubmission):
        receive_submission(
            consultation_id=987654,
            channel="web",
            sender=Sender(),
            comments=[NewComment(stance="agree")],
            now=timezone.now(),
        )


def test_same_token_gives_the_same_submission_even_after_closing():
    consultation, token = ConsultationFactory(open=True), uuid.uuid4()
    first = receive(consultation, uuid=token)
    ConsultationPage.objects.filter(pk=consultation.pk).update(state="summarizing")
    assert receive(consultation, uuid=token).receipt_code == first.receipt_code
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(
    "comments",
    [
        [],
        [NewComment(stance="disagree")],
        [NewComment(stance="partly", text="  \x00\n ")],
        [NewComment(stance="maybe", text="x")],
        [NewComment(stance="agree", change="rewrite", text="x")],
        [NewComment(stance="agree", text="x" * 10_001)],
        [NewComment(stance="agree")] * (MAX_COMMENTS + 1),
        [NewComment(stance="agree", provision_id=999_999)],
        [NewComment(stance="agree", question_id=999_999)],
    ],
)
def test_what_says_nothing_or_points_nowhere_is_refused_whole(comments):
    consultation = ConsultationFactory(open=True)
    with pytest.raises(InvalidSubmission):
        receive_submission(
            consultation_id=consultation.pk, channel="web", sender=Sender(), comments=comments, now=timezone.now()
        )
    assert not Submission.objects.exists()
    assert not Comment.objects.exists()


def test_provision_of_another_consultation_is_refused():
    here, elsewhere = ConsultationFactory(open=True), ConsultationFactory(open=True)
    with pytest.raises(InvalidSubmission):
        receive(here, comments=[NewComment(stance="agree", provision_id=clause(elsewhere).pk)])
    with pytest.raises(InvalidSubmission):
        receive(here, comments=[NewComment(stance="agree", question_id=add_question(elsewhere).pk)])


def test_control_characters_are_taken_out_and_words_stay():
    submission = receive(
        ConsultationFactory(open=True), comments=[NewComment(stance="other", text="Một\x00 \x1bhai\r\nba\u202e")]
    )
    assert submission.comments.get().text == "Một hai\nba"


def test_name_is_stored_apart_and_published_only_with_consent():
    consultation = ConsultationFactory(open=True)
    silent = receive(consultation, sender=NAMED)
    open_name = receive(consultation, sender=Sender(full_name="Trần Văn Công", publish_name=True))
    assert silent.public_name == ""
    assert silent.personal_data.full_name == NAMED.full_name
    assert open_name.public_name == "Trần Văn Công"
    assert NAMED.full_name not in silent.original.payload
    assert "tuyet@example.vn" not in silent.original.payload


def test_anonymous_sender_leaves_no_row_of_personal_data():
    receive(ConsultationFactory(open=True))
    assert not PersonalData.objects.exists()


def test_seal_verifies_and_names_what_was_tampered_with():
    submission = receive(ConsultationFactory(open=True), sender=NAMED)
    assert seal_problems(submission) == []
    Comment.objects.update(text="Khác hẳn.")
    assert seal_problems(Submission.objects.get()) == ["góp ý số 1 khác bản gốc"]


def test_seal_breaks_when_the_original_or_personal_data_are_changed():
    submission = receive(ConsultationFactory(open=True), sender=NAMED)
    PersonalData.objects.update(full_name="Người khác")
    assert seal_problems(Submission.objects.get()) == ["dữ liệu cá nhân khác bản gốc"]
    payload = json.loads(submission.original.payload)
    payload["province"] = "Hà Nội"
    SealedOriginal.objects.update(payload=json.dumps(payload, ensure_ascii=False))
    assert "không khớp" in seal_problems(Submission.objects.get())[0]


def test_deleted_comment_and_lost_personal_data_are_noticed():
    receive(ConsultationFactory(open=True), sender=NAMED)
    PersonalData.objects.all().delete()
    Comment.objects.all().delete()
    assert len(seal_problems(Submission.objects.get())) == 2


def test_personal_data_can_be_erased_while_the_seal_still_verifies():
    sender = Sender(full_name="Lê Thị Bình", email="binh@example.vn", publish_name=True)
    submission = receive(ConsultationFactory(open=True), sender=sender)
    assert erase_personal_data(submission_id=submission.pk, now=timezone.now())
    fresh = Submission.objects.get()
    assert fresh.public_name == ""
    assert fresh.personal_data.full_name == fresh.personal_data.salt == ""
    assert seal_problems(fresh) == []
    assert fresh.comments.get().text == "Nhất trí."
    assert not erase_personal_data(submission_id=submission.pk, now=timezone.now())


def test_verify_seals_command_proves_all_and_fails_on_one(capsys):
    consultation = ConsultationFactory(open=True)
    for _ in range(3):
        receive(consultation, sender=NAMED)
    call_command("verify_seals")
    assert "3 bản góp ý, 0 bản không khớp" in capsys.readouterr().out
    Submission.objects.filter(pk=Submission.objects.first().pk).update(province="Cà Mau")
    with pytest.raises(CommandError):
        call_command("verify_seals", "--json")


def test_query_count_does_not_grow_with_the_comments_of_a_submission():
    consultation = ConsultationFactory(open=True)
    target = clause(consultation)
    with CaptureQueriesContext(connection) as one:
        receive(consultation, comments=[NewComment(stance="agree", provision_id=target.pk)], uuid=uuid.uuid4())
    with CaptureQueriesContext(connection) as many:
        receive(consultation, comments=[NewComment(stance="agree", provision_id=target.pk)] * 40, uuid=uuid.uuid4())
    assert len(many) == len(one) <= 10


def test_counts_by_state_follow_the_rows():
    consultation = ConsultationFactory(open=True)
    submit(consultation, state="published")
    submit(consultation)
    assert Comment.objects.published().count() == 1


@pytest.mark.django_db(transaction=True)
def test_race_with_the_deadline_never_stores_after_closing():
    """Four senders against one closing: whatever was stored was received before it, and nothing after."""
    from consultations.services.closing import close_due

    consultation = ConsultationFactory(open=True)
    deadline = timezone.now() + datetime.timedelta(milliseconds=250)
    ConsultationPage.objects.filter(pk=consultation.pk).update(closes_at=deadline)
    accepted, refused, crashed = [], [], []

    def send():
        try:
            while True:
                accepted.append(receive(consultation).pk)
                time.sleep(0.005)  # SQLite's waiting is not fair: leave the others a turn
        except ConsultationClosed:
            refused.append(1)
        except Exception as error:
            crashed.append(error)
        finally:
            connections.close_all()

    def close():
        try:
            while not close_due(timezone.now()).closed:
                time.sleep(0.02)
        except Exception as error:
            crashed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=target) for target in [send] * 4 + [close]]
    [thread.start() for thread in threads]
    [thread.join(60) for thread in threads]
    assert not crashed
    assert len(refused) == 4
    assert accepted
    assert Submission.objects.count() == len(accepted)
    assert not Submission.objects.filter(received_at__gte=deadline).exists()
    assert ConsultationPage.objects.get(pk=consultation.pk).state == "summarizing"
