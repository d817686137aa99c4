"""Sending comments: once, within the period, with a receipt that says what became of them."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from consultations import receipts
from consultations.models import Comment, RateWindow, Submission
from legaldocs.models import Provision
from tests.consultations.steps import WORDS, add_comment, closed_now, form_url, hidden, send, to_review, url
from tests.factories.consultations import ConsultationFactory, add_question, posted_expression, submit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture
def consultation():
    return ConsultationFactory(open=True)


# -- sending --------------------------------------------------------------------------------------
def test_pressed_twice_is_sent_once(client, consultation):
    add_comment(client, consultation)
    review = to_review(client, consultation)
    first, second = send(client, consultation, review), send(client, consultation, review)
    assert first.url == second.url
    assert Submission.objects.count() == 1


def test_what_was_reviewed_is_what_is_sent(client, consultation):
    add_comment(client, consultation)
    review = to_review(client, consultation)
    add_comment(client, consultation, text="Viết thêm ở cửa sổ khác.")
    send(client, consultation, review)
    assert Comment.objects.get().text == WORDS


@pytest.mark.parametrize("once", ["", "giả", "W10:1uXXXX:abc"])
def test_without_a_valid_token_the_review_comes_back(client, consultation, once):
    add_comment(client, consultation)
    review = to_review(client, consultation)
    data = {"basket": hidden(review, "basket"), "sender": hidden(review, "sender"), "once": once}
    response = client.post(url("send", consultation), data)
    assert WORDS in response.content.decode()
    assert not Submission.objects.exists()


def test_quicker_than_a_person_is_asked_again_with_the_text(client, consultation, settings):
    settings.SUBMISSION_MIN_SECONDS = 60
    client.post(form_url(consultation), {"stance": "partly", "text": WORDS})
    review = to_review(client, consultation)
    response = send(client, consultation, review)
    assert WORDS in response.content.decode()
    assert not Submission.objects.exists()
    settings.SUBMISSION_MIN_SECONDS = 0
    assert send(client, consultation, response).status_code == 302


def test_rate_limit_refuses_with_the_text_and_another_address_goes_on(client, consultation, settings):
    settings.SUBMISSION_RATE_LIMIT = 2
    for number in range(3):
        add_comment(client, consultation, text=f"Góp ý thứ {number}.")
        response = send(client, consultation, to_review(client, consultation))
    assert (response.status_code, Submission.objects.count()) == (429, 2)
    assert "Góp ý thứ 2." in response.content.decode()
    assert int(response["Retry-After"]) > 0
    other = Client(REMOTE_ADDR="10.9.8.7")
    add_comment(other, consultation)
    assert send(other, consultation, to_review(other, consultation)).status_code == 302


def test_addresses_are_not_stored(client, consultation):
    add_comment(client, consultation)
    send(client, consultation, to_review(client, consultation))
    assert "127.0.0.1" not in RateWindow.objects.get().key


def test_without_cookies_the_form_comes_back_with_its_text(consultation):
    client = Client(enforce_csrf_checks=True)
    response = client.post(form_url(consultation), {"stance": "partly", "text": WORDS})
    assert response.status_code == 403
    assert WORDS in response.content.decode()
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', response.content.decode()).group(1)
    again = client.post(form_url(consultation), {"stance": "partly", "text": WORDS, "csrfmiddlewaretoken": token})
    assert again.status_code == 302


@pytest.mark.parametrize("name", ["sender", "send", "change_basket", "receipt_lookup", "receipt_email", "copy_of_text"])
def test_no_form_acts_without_its_token(consultation, name):
    submission = submit(consultation)
    client = Client(enforce_csrf_checks=True)
    args = [] if name in {"receipt_lookup", "receipt_email", "copy_of_text"} else [consultation.slug]
    response = client.post(
        reverse(f"consultations:{name}", args=args), {"code": submission.receipt_code, "email": "a@b.vn"}
    )
    assert response.status_code in {200, 302, 403}
    assert not mail.outbox
    assert submission.comments.get().text not in response.content.decode()


# -- closing closes every path --------------------------------------------------------------------
def test_deadline_that_passes_while_typing_hands_the_text_back(client, consultation):
    client.get(form_url(consultation))
    closed_now(consultation)
    response = add_comment(client, consultation, reason="Lý do riêng.")
    assert response.status_code == 409
    page = response.content.decode()
    assert WORDS in page
    assert "Lý do riêng." in page


def test_deadline_that_passes_before_sending_hands_everything_back(client, consultation):
    add_comment(client, consultation)
    review = to_review(client, consultation, full_name="Lê Thị Bình", consent="on")
    closed_now(consultation)
    response = send(client, consultation, review)
    assert response.status_code == 409
    assert WORDS in response.content.decode()
    assert "Lê Thị Bình" in response.content.decode()
    assert not Submission.objects.exists()


def test_closed_consultation_shows_no_form_anywhere(client):
    consultation = ConsultationFactory(closed=True)
    question = add_question(consultation)
    pages = [
        form_url(consultation),
        url("comment_whole", consultation),
        reverse("consultations:comment_question", args=[consultation.slug, question.pk]),
        url("basket", consultation),
        url("sender", consultation),
    ]
    for page in pages:
        for response in (
            client.get(page),
            client.post(page, {"stance": "partly", "text": WORDS, "sender_kind": "citizen"}),
        ):
            assert response.status_code in {200, 409}
            assert "stance" not in response.content.decode()
    public = client.get(consultation.get_absolute_url()).content.decode()
    assert "/gop-y/" not in public.replace(url("comment_list", consultation), "")
    assert client.post(url("send", consultation), {}).status_code in {302, 409}
    assert not Submission.objects.exists()


def test_text_handed_back_can_be_kept_as_a_file(client):
    response = client.post(reverse("consultations:copy_of_text"), {"text": "Dòng một\nDòng hai\x00"})
    assert response["Content-Type"].startswith("text/plain")
    assert "attachment" in response["Content-Disposition"]
    assert response.content.decode("utf-8-sig") == "Dòng một\r\nDòng hai"


# -- receipts -------------------------------------------------------------------------------------
def test_receipt_is_found_however_it_is_typed(client, consultation):
    code = submit(consultation).receipt_code
    for typed in (
        code,
        code.lower(),
        receipts.grouped(code),
        f" {' '.join(code)} ",
        code.replace("0", "O").replace("1", "l"),
    ):
        response = client.post(reverse("consultations:receipt_lookup"), {"code": typed})
        assert "Đề nghị quy định rõ hơn." in response.content.decode()


def test_mistyped_code_is_told_apart_from_an_unknown_one(client):
    response = client.post(reverse("consultations:receipt_lookup"), {"code": "ABCD"})
    assert response.context["form"].errors["code"]
    assert not RateWindow.objects.exists()
    client.post(reverse("consultations:receipt_lookup"), {"code": receipts.new_code()})
    assert RateWindow.objects.get().hits == 1


def test_guessing_codes_is_stopped(client, consultation):
    code = submit(consultation).receipt_code
    for _ in range(10):
        client.post(reverse("consultations:receipt_lookup"), {"code": receipts.new_code()})
    response = client.post(reverse("consultations:receipt_lookup"), {"code": code})
    assert response.status_code == 429
    assert "Đề nghị quy định rõ hơn." not in response.content.decode()


def test_receipt_is_never_stored_nor_indexed_and_its_address_looks_nothing_up(client, consultation):
    code = submit(consultation).receipt_code
    response = client.post(reverse("consultations:receipt_lookup"), {"code": code})
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    response = client.get(reverse("consultations:receipt_lookup"), {"ma": code})
    assert receipts.grouped(code) in response.content.decode()
    assert "Đề nghị quy định rõ hơn." not in response.content.decode()


def test_receipt_says_why_a_comment_is_not_published_and_how_it_was_answered(client, consultation):
    from consultations.models import ModerationDecision
    from tests.factories.consultations import answer

    submission = submit(consultation, state="withheld")
    ModerationDecision.objects.create(
        comment=submission.comments.get(), state="withheld", ground="off_topic", note="Ngoài phạm vi."
    )
    answer(consultation, submission.comments, text="Đã giải trình tại phiên họp.")
    response = client.post(reverse("consultations:receipt_lookup"), {"code": submission.receipt_code})
    assert response.context["cards"][0]["ground"]
    assert "Đã giải trình tại phiên họp." in response.content.decode()


def test_unpublished_answer_is_not_shown(client, consultation):
    from tests.factories.consultations import answer

    submission = submit(consultation, state="published")
    answer(consultation, submission.comments, text="Còn đang soạn.", published=False)
    for response in (
        client.post(reverse("consultations:receipt_lookup"), {"code": submission.receipt_code}),
        client.get(url("comment_list", consultation)),
        client.get(url("answer_list", consultation)),
        client.get(f"/api/v1/consultations/{consultation.pk}/comments"),
    ):
        assert "Còn đang soạn." not in response.content.decode()


def test_receipt_is_mailed_once_asked_and_the_address_is_not_kept(client, consultation):
    submission = submit(consultation)
    response = client.post(
        reverse("consultations:receipt_email"), {"code": submission.receipt_code, "email": "toi@example.vn"}
    )
    assert response.status_code == 200
    assert receipts.grouped(submission.receipt_code) in mail.outbox[0].body
    assert mail.outbox[0].to == ["toi@example.vn"]
    for _ in range(6):
        response = client.post(
            reverse("consultations:receipt_email"), {"code": submission.receipt_code, "email": "toi@example.vn"}
        )
    assert (response.status_code, len(mail.outbox)) == (429, 5)


@pytest.mark.parametrize("email", ["", "x", "a@b.vn\nBcc: c@d.vn", "a" * 300 + "@b.vn"])
def test_wrong_mail_address_sends_nothing(client, consultation, email):
    submission = submit(consultation)
    response = client.post(reverse("consultations:receipt_email"), {"code": submission.receipt_code, "email": email})
    assert response.status_code == 200
    assert not mail.outbox


def test_every_form_page_speaks_both_languages(client, consultation):
    add_comment(client, consultation)
    for page in (
        form_url(consultation),
        url("basket", consultation),
        url("sender", consultation),
        reverse("consultations:receipt_lookup"),
    ):
        assert client.get(page).status_code == client.get(f"/en{page}").status_code == 200
    assert 'lang="en"' in client.get(f"/en{url('basket', consultation)}").content.decode()


def test_unknown_targets_are_not_found(client, consultation):
    other = ConsultationFactory(open=True)
    for page in (
        form_url(consultation, "dieu-99"),
        form_url(consultation, "phan-mo-dau"),
        reverse("consultations:comment_provision", args=[consultation.slug, posted_expression(other).pk, "dieu-1"]),
        reverse("consultations:comment_provision", args=[consultation.slug, 10**30, "dieu-1"]),
        reverse("consultations:comment_question", args=[consultation.slug, add_question(other).pk]),
        reverse("consultations:comment_question", args=[consultation.slug, 10**30]),
        "/gop-y/khong-co/chung/",
        "/lay-y-kien/khong-co/",
        "/lay-y-kien/khong-co/gop-y/",
    ):
        assert client.get(page).status_code == 404, page


def test_planned_wording_cannot_be_commented_on_before_posting(client):
    consultation = ConsultationFactory()
    anchor = Provision.objects.filter(kind="article").values_list("anchor", flat=True).first() or "dieu-1"
    assert client.get(form_url(consultation, anchor)).status_code == 404
    assert client.post(url("comment_whole", consultation), {"stance": "agree"}).status_code == 409
