"""The way of a comment from the clause to the receipt, without JavaScript; nothing typed is ever lost."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from consultations.models import Comment, SealedOriginal, Submission
from tests.consultations.steps import WORDS, add_comment, form_url, hidden, send, to_review, url
from tests.factories.consultations import ConsultationFactory, add_question

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture
def consultation():
    return ConsultationFactory(open=True)


# -- the whole way ----------------------------------------------------------------------------------
def test_a_citizen_comments_on_two_clauses_and_gets_one_receipt(client, consultation):
    assert add_comment(client, consultation).url == url("basket", consultation)
    add_comment(client, consultation, anchor="dieu-2--khoan-2--diem-dd", stance="disagree", text="Bỏ điểm này.")
    basket = client.get(url("basket", consultation)).content.decode()
    assert "Khoản 1 Điều 3" in basket
    assert "Điểm đ khoản 2 Điều 2" in basket
    review = to_review(client, consultation, province="Huế", full_name="Nguyễn Văn Bí Mật", consent="on")
    shown = review.content.decode()
    assert WORDS in shown
    answer = send(client, consultation, review)
    assert answer.url == url("sent", consultation)
    receipt = client.get(answer.url)
    submission = Submission.objects.get()
    assert submission.receipt_code[:4] in receipt.content.decode()
    assert submission.comments.count() == 2
    assert submission.comments.get(position=1).provision.anchor == "dieu-2--khoan-2--diem-dd"
    assert client.get(url("basket", consultation)).context["count"] == 0


def test_question_and_whole_draft_can_be_commented_on(client, consultation):
    question = add_question(consultation)
    client.post(reverse("consultations:comment_question", args=[consultation.slug, question.pk]), {"stance": "agree"})
    client.post(url("comment_whole", consultation), {"stance": "other", "text": "Nên đổi tên Nghị định."})
    send(client, consultation, to_review(client, consultation))
    first, second = Comment.objects.order_by("position")
    assert (first.question, second.provision, second.question) == (question, None, None)


def test_form_quotes_the_clause_and_offers_its_wording_for_rewriting(client, consultation):
    page = client.get(form_url(consultation)).content.decode()
    assert page.count("1. Thời hạn trả lời kiến nghị là 15 ngày làm việc kể từ ngày tiếp nhận.") == 2


def test_untouched_wording_is_no_proposal_and_edited_wording_is_one(client, consultation):
    wording = "1. Thời hạn trả lời kiến nghị là 15 ngày làm việc kể từ ngày tiếp nhận."
    add_comment(client, consultation, proposed_wording=wording)
    basket = client.session["gio-gop-y"][str(consultation.pk)]["items"]
    assert basket[0]["proposed_wording"] == basket[0]["change"] == ""
    add_comment(client, consultation, proposed_wording=wording.replace("15", "10"))
    basket = client.session["gio-gop-y"][str(consultation.pk)]["items"]
    assert (len(basket), basket[0]["change"]) == (1, "replace")


def test_leaving_a_clause_out_needs_no_text(client, consultation):
    assert add_comment(client, consultation, stance="disagree", text="", change="delete").status_code == 302


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"stance": ""}, "stance"),
        ({"stance": "tuyệt đối"}, "stance"),
        ({"stance": "disagree", "text": " \x00 "}, "text"),
        ({"text": WORDS + "x" * 10_000}, "text"),
        ({"change": "replace", "proposed_wording": ""}, "proposed_wording"),
        (
            {
                "change": "add",
                "proposed_wording": "1. Thời hạn trả lời kiến nghị là 15 ngày làm việc kể từ ngày tiếp nhận.",
            },
            "proposed_wording",
        ),
        ({"change": "xóa"}, "change"),
        ({"website": "https://spam.example"}, "website"),
    ],
)
def test_every_refusal_names_the_field_and_keeps_the_text(client, consultation, data, field):
    data = {"stance": "partly", "text": WORDS, "reason": "Lý do riêng của tôi.", **data}
    response = client.post(form_url(consultation), data)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    page = response.content.decode()
    if data["text"].strip(" \x00"):
        assert escape(data["text"][:60]) in page
    assert "Lý do riêng của tôi." in page
    assert "error-summary" in page


def test_length_error_says_how_long_the_text_is(client, consultation):
    response = add_comment(client, consultation, text="ă" * 10_001)
    assert "10001" in str(response.context["form"].errors["text"])
    assert add_comment(client, consultation, text="ă" * 10_000).status_code == 302


def test_line_ends_count_once(client, consultation):
    assert add_comment(client, consultation, text="\r\n".join(["x" * 99] * 100)).status_code == 302


# -- the basket ---------------------------------------------------------------------------------------
def test_comment_can_be_edited_taken_out_and_put_back(client, consultation):
    add_comment(client, consultation)
    assert WORDS in client.get(form_url(consultation)).content.decode()
    add_comment(client, consultation, text="Bản sửa lại.")
    item = client.session["gio-gop-y"][str(consultation.pk)]["items"][0]
    assert item["text"] == "Bản sửa lại."
    client.post(url("change_basket", consultation), {"item": item["id"]})
    assert client.get(url("basket", consultation)).context["count"] == 0
    client.post(url("change_basket", consultation), {"undo": "1"})
    assert "Bản sửa lại." in client.get(url("basket", consultation)).content.decode()


def test_lost_session_costs_nothing_on_the_way_to_sending(client, consultation):
    add_comment(client, consultation)
    sender_page = client.get(url("sender", consultation))
    carried = hidden(sender_page, "basket")
    client.cookies.pop("sessionid")
    review = to_review(client, consultation, basket=carried)
    assert WORDS in review.content.decode()
    client.cookies.pop("sessionid", None)
    assert send(client, consultation, review).status_code == 302
    assert Comment.objects.get().text == WORDS


def test_forged_basket_is_ignored(client, consultation):
    add_comment(client, consultation)
    review = to_review(client, consultation)
    client.post(
        url("send", consultation),
        {"basket": "giả:mạo:1", "sender": hidden(review, "sender"), "once": hidden(review, "once")},
    )
    assert Comment.objects.get().text == WORDS


def test_baskets_of_two_consultations_do_not_mix(client, consultation):
    other = ConsultationFactory(open=True)
    add_comment(client, consultation)
    add_comment(client, other, text="Cho dự thảo khác.")
    assert client.get(url("basket", consultation)).context["count"] == 1
    assert "Cho dự thảo khác." not in client.get(url("basket", consultation)).content.decode()


# -- who you are -----------------------------------------------------------------------------------
def test_notice_stands_before_the_first_field(client, consultation):
    add_comment(client, consultation)
    page = client.get(url("sender", consultation)).content.decode()
    assert page.index("thong-bao-du-lieu") < page.index("sender_kind")


def test_publishing_the_name_is_off_at_first(client, consultation):
    add_comment(client, consultation)
    page = client.get(url("sender", consultation)).content.decode()
    assert "checked" not in re.search(r'<input[^>]*name="publish_name"[^>]*>', page).group()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"sender_kind": ""}, "sender_kind"),
        ({"publish_name": "on"}, "full_name"),
        ({"full_name": "Lê Thị Bình"}, "consent"),
        ({"email": "không phải thư"}, "email"),
        ({"full_name": "x" * 256, "consent": "on"}, "full_name"),
        ({"province": "Sao Hỏa"}, "province"),
    ],
)
def test_sender_errors_keep_everything(client, consultation, data, field):
    add_comment(client, consultation)
    response = to_review(client, consultation, **{"address": "Số 1 phố Huế", **data})
    assert field in response.context["form"].errors
    assert "Số 1 phố Huế" in response.content.decode()
    assert client.get(url("basket", consultation)).context["count"] == 1


def test_name_is_never_shown_without_consent_and_contact_never(client, consultation):
    add_comment(client, consultation)
    data = {"full_name": "Nguyễn Văn Bí Mật", "email": "bimat@example.vn", "phone": "0987654321", "consent": "on"}
    review = to_review(client, consultation, **data)
    assert "Nguyễn Văn Bí Mật" not in "".join(str(card) for card in review.context["cards"])
    send(client, consultation, review)
    Comment.objects.update(state="published", published_at=timezone.now())
    submission = Submission.objects.get()
    pages = [
        client.get(consultation.get_absolute_url()),
        client.get(url("comment_list", consultation)),
        client.get(f"/api/v1/consultations/{consultation.pk}/comments"),
        client.get(url("sent", consultation)),
        client.post(reverse("consultations:receipt_lookup"), {"code": submission.receipt_code}),
    ]
    for page in pages:
        assert page.status_code == 200
        for secret in ("Bí Mật", "bimat@example.vn", "0987654321"):
            assert secret not in page.content.decode()
    assert "Bí Mật" not in SealedOriginal.objects.get().payload


def test_name_is_shown_with_consent(client, consultation):
    add_comment(client, consultation)
    review = to_review(client, consultation, full_name="Trần Công Khai", consent="on", publish_name="on")
    assert "Trần Công Khai" in review.context["cards"][0]["sender_name"]
    send(client, consultation, review)
    Comment.objects.update(state="published")
    assert "Trần Công Khai" in client.get(url("comment_list", consultation)).content.decode()


def test_personal_data_stays_out_of_the_session(client, consultation):
    add_comment(client, consultation)
    to_review(client, consultation, full_name="Lê Thị Bình", consent="on")
    assert "Lê Thị Bình" not in str(dict(client.session.items()))


def test_going_back_from_the_review_brings_the_sender_back(client, consultation):
    add_comment(client, consultation)
    review = to_review(client, consultation, full_name="Lê Thị Bình", consent="on")
    page = client.post(url("sender", consultation), {"change": "1", "sender": hidden(review, "sender")})
    assert "Lê Thị Bình" in page.content.decode()
