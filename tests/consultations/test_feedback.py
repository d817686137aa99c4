"""Feedback on administrative regulations: taken once with a receipt, forwarded or answered, nothing typed is lost."""

from __future__ import annotations

import datetime
import re

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.models import FeedbackSender, FeedbackState, RegulationFeedback
from consultations.receipts import grouped, new_code
from consultations.services import feedback as service
from consultations.services.feedback import FeedbackDraft, answer_feedback, forward_feedback, receive_feedback
from portal.compliance import Outcome, run_checks
from tests.consultations.test_mutated_forms import VALUES

pytestmark = pytest.mark.django_db
FORM = "/phan-anh-kien-nghi/"
STATUS = "/phan-anh-kien-nghi/tra-cuu/"
WORDS = {
    "content": "Thông tư yêu cầu bản sao chứng thực đã có trong cơ sở dữ liệu.",
    "regulation": "Thông tư số 12/2026/TT-BMTN",
    "full_name": "Trần Thị Bình",
    "address": "Số 5 phố Mẫu, thành phố Mẫu",
    "phone": "0900 000 000",
    "email": "",
}


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


def hidden(client):
    """The fields a browser sends back unseen."""
    text = client.get(FORM).content.decode()
    return {name: re.search(rf'name="{name}" value="([^"]*)"', text).group(1) for name in ("started", "once")}


def send(client, follow=False, **values):
    return client.post(FORM, {**hidden(client), **WORDS, **values}, follow=follow)


def stored(**values):
    sender = {name: WORDS[name] for name in ("full_name", "address", "phone", "email")}
    draft = FeedbackDraft(content=WORDS["content"], regulation="", sender=sender)
    return receive_feedback(draft=draft, now=values.get("now") or timezone.now())


def typed_again(text):
    """Whether the page holds everything that was typed."""
    return all(value in text for value in WORDS.values())


# -- sending --------------------------------------------------------------------------------------
def test_sending_gives_a_receipt_code_and_keeps_personal_data_apart(client):
    page = send(client, follow=True).content.decode()
    feedback = RegulationFeedback.objects.get()
    assert feedback.state == FeedbackState.RECEIVED
    assert feedback.content == WORDS["content"]
    sender = FeedbackSender.objects.get(feedback=feedback)
    assert (sender.full_name, sender.address, sender.phone) == (WORDS["full_name"], WORDS["address"], WORDS["phone"])
    assert "Đã tiếp nhận phản ánh, kiến nghị" in page
    assert feedback.receipt_code[:4] in page
    for secret in (WORDS["full_name"], WORDS["address"], WORDS["phone"]):
        assert secret not in page


def test_the_notice_on_personal_data_stands_before_the_first_field(client):
    text = client.get(FORM).content.decode()
    assert text.index("Điều 7 Nghị định số 20/2008/NĐ-CP") < text.index('name="content"')
    assert "no-store" in client.get(FORM)["Cache-Control"]


def test_pressed_twice_it_is_stored_once(client):
    data = {**hidden(client), **WORDS}
    client.post(FORM, data)
    again = client.post(FORM, data, follow=True)
    assert RegulationFeedback.objects.count() == 1
    assert "Đã tiếp nhận phản ánh, kiến nghị" in again.content.decode()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"content": " "}, "Hãy viết nội dung phản ánh, kiến nghị."),
        ({"full_name": ""}, "Hãy ghi họ tên"),
        ({"address": ""}, "Hãy ghi địa chỉ"),
        ({"phone": "", "email": ""}, "Hãy ghi số điện thoại hoặc địa chỉ thư điện tử."),
        ({"phone": "", "email": "khong-phai-thu"}, None),
        ({"content": "a" * 10_001}, None),
        ({"website": "http://x"}, None),
    ],
)
def test_what_article_7_demands_is_asked_for_and_nothing_typed_is_lost(client, values, message):
    response = send(client, **values)
    text = response.content.decode()
    assert response.status_code == 200
    assert 'id="errors"' in text
    assert not RegulationFeedback.objects.exists()
    for name, value in {**WORDS, **values}.items():
        assert value.strip() in text, name
    if message:
        assert message in text


def test_email_alone_is_enough(client):
    assert send(client, phone="", email="binh@example.vn").status_code == 302


def test_a_form_sent_too_fast_comes_back_and_goes_through_later(client, settings):
    settings.SUBMISSION_MIN_SECONDS = 60
    data = hidden(client)
    text = client.post(FORM, {**data, **WORDS}).content.decode()
    assert "nhanh hơn" in text
    assert typed_again(text)
    settings.SUBMISSION_MIN_SECONDS = 0
    assert client.post(FORM, {**data, **WORDS}).status_code == 302


@pytest.mark.parametrize("once", ["", "forged", "\x00"])
def test_a_lost_token_of_sending_is_given_anew_with_the_text(client, once):
    response = send(client, once=once, started=once)
    text = response.content.decode()
    assert typed_again(text)
    assert not RegulationFeedback.objects.exists()
    fresh = {name: re.search(rf'name="{name}" value="([^"]*)"', text).group(1) for name in ("started", "once")}
    assert client.post(FORM, {**WORDS, **fresh}).status_code == 302


def test_a_lost_cookie_keeps_the_text():
    client = Client(enforce_csrf_checks=True)
    response = client.post(FORM, WORDS)
    assert response.status_code == 403
    assert typed_again(response.content.decode())
    assert not RegulationFeedback.objects.exists()


def test_too_many_from_one_address_must_wait_and_keep_their_text(client, settings):
    settings.SUBMISSION_RATE_LIMIT = 1
    assert send(client).status_code == 302
    response = send(client)
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert typed_again(response.content.decode())
    assert RegulationFeedback.objects.count() == 1


def test_a_database_that_fails_keeps_the_text_and_stores_no_half(client, monkeypatch):
    def fails(**kwargs):
        raise DatabaseError("gone")

    monkeypatch.setattr(service.FeedbackSender.objects, "create", fails)
    response = send(client)
    assert response.status_code == 503
    assert typed_again(response.content.decode())
    assert not RegulationFeedback.objects.exists()


@pytest.mark.parametrize("value", VALUES)
def test_no_words_break_the_form_or_the_look_up(client, value):
    for name in (*WORDS, "once", "started", "website"):
        try:
            assert send(client, **{name: value}).status_code in (200, 302)
        except UnicodeEncodeError:  # the test client itself cannot write half a character
            return
        RegulationFeedback.objects.all().delete()
        connection.cursor().execute("DELETE FROM consultations_ratewindow")
    assert client.post(STATUS, {"code": value}).status_code == 200


def test_hostile_words_are_shown_as_words(client):
    page = send(client, follow=True, content="<script>alert(1)</script>").content.decode()
    assert "<script>alert(1)" not in page


# -- where it stands -----------------------------------------------------------------------------
def test_the_status_page_shows_each_step_by_code_and_nothing_personal(client):
    feedback = stored()
    user = User.objects.create_user("mot-nguoi")

    def page():
        return client.post(STATUS, {"code": grouped(feedback.receipt_code).lower()}).content.decode()

    assert "Đã tiếp nhận" in page()
    forward_feedback(feedback_id=feedback.pk, to="Bộ Thử nghiệm Khác", user=user, now=timezone.now())
    assert "Bộ Thử nghiệm Khác" in page()
    answer_feedback(feedback_id=feedback.pk, text="Sẽ bãi bỏ yêu cầu này.", user=user, now=timezone.now())
    assert "Sẽ bãi bỏ yêu cầu này." in page()
    assert WORDS["full_name"] not in page()


def test_wrong_codes_are_counted_and_the_eleventh_must_wait(client):
    for _ in range(10):
        assert client.post(STATUS, {"code": new_code()}).status_code == 200
    response = client.post(STATUS, {"code": stored().receipt_code})
    assert response.status_code == 429


def test_the_receipt_after_sending_is_only_for_the_one_who_sent(client):
    send(client)
    assert Client().get(f"{FORM}da-gui/").status_code == 302


# -- the service ---------------------------------------------------------------------------------
def test_five_working_days_are_counted_from_the_day_of_receipt():
    friday = timezone.make_aware(datetime.datetime(2026, 3, 6, 16))
    assert stored(now=friday).forward_by == datetime.date(2026, 3, 13)


def test_a_step_taken_by_a_colleague_is_not_taken_again():
    feedback, now = stored(), timezone.now()
    answer_feedback(feedback_id=feedback.pk, text="Trả lời.", user=None, now=now)
    with pytest.raises(service.FeedbackHandled):
        answer_feedback(feedback_id=feedback.pk, text="Trả lời khác.", user=None, now=now)
    with pytest.raises(service.FeedbackHandled):
        forward_feedback(feedback_id=feedback.pk, to="Nơi khác", user=None, now=now)
    feedback.refresh_from_db()
    assert (feedback.answer, feedback.forwarded_to) == ("Trả lời.", "")


@pytest.mark.parametrize("words", ["", "  ", "\x00"])
def test_a_step_without_words_is_no_step(words):
    feedback = stored()
    with pytest.raises(service.NothingSaid):
        forward_feedback(feedback_id=feedback.pk, to=words, user=None, now=timezone.now())
    with pytest.raises(service.NothingSaid):
        answer_feedback(feedback_id=feedback.pk, text=words, user=None, now=timezone.now())


@pytest.mark.parametrize("values", [{"state": "answered"}, {"state": "forwarded"}, {"content": ""}])
def test_the_database_refuses_a_state_without_its_facts(values):
    feedback = stored()
    with pytest.raises(IntegrityError), transaction.atomic():
        RegulationFeedback.objects.filter(pk=feedback.pk).update(**values)


# -- the office ----------------------------------------------------------------------------------
def enter(client, role):
    user = User.objects.create_user(f"nguoi-{role}", last_name="Lê", first_name="An")
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("Kiểm duyệt viên", True),
        ("Trưởng ban biên tập", True),
        ("Biên tập viên", False),
        ("Chuyên viên soạn thảo", False),
        ("Cán bộ cơ quan", False),
    ],
)
def test_moderators_and_the_head_handle_feedback_and_no_one_else_sees_it(client, role, may):
    feedback = stored()
    enter(client, role)
    for path in (reverse("feedback_index"), reverse("feedback_detail", args=[feedback.pk])):
        response = client.get(path)
        assert (response.status_code == 200) is may
    client.post(reverse("feedback_detail", args=[feedback.pk]), {"action": "answer", "text": "Trả lời."})
    feedback.refresh_from_db()
    assert (feedback.state == FeedbackState.ANSWERED) is may


def test_feedback_is_forwarded_and_answered_from_its_page(client):
    feedback = stored()
    user = enter(client, "Kiểm duyệt viên")
    address = reverse("feedback_detail", args=[feedback.pk])
    assert WORDS["full_name"] in client.get(address).content.decode()
    assert client.post(address, {"action": "forward", "to": "Bộ Thử nghiệm Khác"}).status_code == 302
    assert client.post(address, {"action": "answer", "text": "Đã được giải quyết."}).status_code == 302
    feedback.refresh_from_db()
    assert (feedback.state, feedback.handled_by) == (FeedbackState.ANSWERED, user)


@pytest.mark.parametrize(
    "data",
    [
        {"action": "forward", "to": ""},
        {"action": "forward", "to": "b" * 256},
        {"action": "answer", "text": "  "},
        {"action": "answer", "text": "c" * 10_001},
        {},
    ],
)
def test_a_step_that_is_refused_keeps_what_was_typed(client, data):
    feedback = stored()
    enter(client, "Kiểm duyệt viên")
    response = client.post(reverse("feedback_detail", args=[feedback.pk]), data)
    assert response.status_code == 422
    assert (data.get("to") or data.get("text", "")).strip() in response.content.decode()


def test_words_come_back_when_a_colleague_was_quicker(client):
    feedback = stored()
    enter(client, "Kiểm duyệt viên")
    answer_feedback(feedback_id=feedback.pk, text="Trả lời của đồng nghiệp.", user=None, now=timezone.now())
    response = client.post(
        reverse("feedback_detail", args=[feedback.pk]), {"action": "answer", "text": "Trả lời của tôi."}
    )
    assert response.status_code == 422
    text = response.content.decode()
    assert "Trả lời của tôi." in text
    assert "Trả lời của đồng nghiệp." in text


def test_what_is_late_is_marked_and_stands_among_the_tasks(client):
    stored(now=timezone.now() - datetime.timedelta(days=20))
    enter(client, "Kiểm duyệt viên")
    assert "cs-todo" in client.get(reverse("feedback_index")).content.decode()
    assert reverse("feedback_index") in client.get("/quan-tri/").content.decode()


@pytest.mark.parametrize("query", ["?state=x", "?state=all", "?state=answered&page=9" + "9" * 30, "?page=-1"])
def test_no_query_breaks_the_list(client, query):
    stored()
    enter(client, "Kiểm duyệt viên")
    assert client.get(reverse("feedback_index") + query).status_code == 200
    assert client.get(f"/quan-tri/phan-anh-kien-nghi/{10**20}/").status_code == 404


def test_the_list_costs_no_more_with_more_rows(client, django_assert_num_queries):
    stored()
    enter(client, "Kiểm duyệt viên")
    client.get(reverse("feedback_index"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("feedback_index"))
    for _ in range(5):
        stored()
    with django_assert_num_queries(len(one)):
        client.get(reverse("feedback_index"))


# -- found from elsewhere ---------------------------------------------------------------------------
def test_the_form_is_linked_from_the_consultations_the_site_map_and_the_look_up(client):
    for path in ("/lay-y-kien/", "/so-do-trang/"):
        assert f'href="{FORM}"' in client.get(path).content.decode()
    assert f'href="{STATUS}"' in client.get("/tra-cuu-bien-nhan/").content.decode()


def test_the_rule_of_decree_43_is_met():
    (result,) = [r for r in run_checks(datetime.date(2026, 11, 23)) if r.rule.id == "ND43-10-1i-feedback"]
    assert result.verdict.outcome is Outcome.PASS
