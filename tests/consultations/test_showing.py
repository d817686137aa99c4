"""What anyone may read of one consultation: everything Article 10.1.i asks for, cacheable, no dearer with more comments."""

from __future__ import annotations

import datetime

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.clause_actions import ClauseActions
from consultations.draft_text import Place
from consultations.models import (
    AgencyInvitation,
    Comment,
    ConsultationPage,
    DeadlineExtension,
    DossierFile,
    PostedExpression,
)
from consultations.services.submitting import NewComment
from legaldocs.models import Organization, Provision
from tests.consultations.places import clause, listing_url, on
from tests.factories.consultations import (
    DRAFT_TEXT,
    ConsultationFactory,
    DraftExpressionFactory,
    add_question,
    answer,
    posted_expression,
    submit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


# -- one consultation ---------------------------------------------------------------------------------
def test_page_has_everything_point_i_of_article_10_asks_for(client):
    consultation = ConsultationFactory(open=True)
    add_question(consultation)
    DossierFile.objects.create(
        consultation=consultation, kind="to_trinh", title="Tờ trình", file=ContentFile(b"%PDF-1.7", "to-trinh.pdf")
    )
    organization = Organization.objects.create(code="LDTM-THU", name="Liên đoàn Thử nghiệm")
    AgencyInvitation.objects.create(consultation=consultation, organization=organization)
    DeadlineExtension.objects.create(
        consultation=consultation,
        previous=consultation.opens_at,
        extended_to=consultation.closes_at,
        reason="Theo đề nghị của địa phương",
    )
    page = client.get(consultation.get_absolute_url()).content.decode()
    for words in (
        "Thời hạn trả lời kiến nghị là 15 ngày làm việc",  # full text
        f"{timezone.localtime(consultation.closes_at):%d/%m/%Y}",  # deadline
        listing_url(consultation),  # view opinions
        reverse("consultations:comment_whole", args=[consultation.slug]),  # new opinion
        "Số 8 Tôn Thất Thuyết",  # postal address
        "phapche@moha.gov.vn",  # e-mail
        "Tờ trình",
        "SHA-256",
        "Liên đoàn Thử nghiệm",
        "Theo đề nghị của địa phương",
        "Thời hạn 15 ngày có phù hợp không?",
    ):
        assert words in page, words


def test_every_article_clause_and_point_can_be_commented_on(client):
    consultation = ConsultationFactory(open=True)
    page = client.get(consultation.get_absolute_url()).content.decode()
    expression = posted_expression(consultation)
    for anchor in Provision.objects.filter(expression=expression, kind__in=["article", "clause", "point"]).values_list(
        "anchor", flat=True
    ):
        assert reverse("consultations:comment_provision", args=[consultation.slug, expression.pk, anchor]) in page


def test_page_is_for_every_cache_no_cookie_no_token_no_session(client):
    consultation = ConsultationFactory(open=True)
    submit(consultation, state="published")
    for path in (
        consultation.get_absolute_url(),
        "/lay-y-kien/",
        listing_url(consultation),
        "/lay-y-kien/atom.xml",
        reverse("consultations:answer_list", args=[consultation.slug]),
        reverse("consultations:privacy"),
    ):
        for address in (path, f"/en{path}"):
            response = client.get(address)
            assert response.status_code == 200, address
            assert not response.cookies
            assert "Cookie" not in response.get("Vary", "")
            assert "csrfmiddlewaretoken" not in response.content.decode()
            assert "public" in response["Cache-Control"]


def test_query_count_grows_neither_with_comments_nor_with_provisions(client):
    def queries(consultation):
        paths = (
            consultation.get_absolute_url(),
            listing_url(consultation),
            reverse("consultations:answer_list", args=[consultation.slug]),
        )
        counts = []
        for path in paths:
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200
            counts.append(len(captured))
        return counts

    small = ConsultationFactory(open=True)
    answer(small, submit(small, state="published", comments=on(clause(small))).comments, text="Tiếp thu.")
    text = "\n".join(f"Điều {n}. Điều thứ {n}\n1. Khoản một.\n2. Khoản hai." for n in range(1, 80))
    large = ConsultationFactory(open=True, source_text=text)
    for number in range(1, 40):
        sent = submit(large, state="published", comments=on(clause(large, f"dieu-{number}--khoan-1")))
        answer(large, sent.comments, text="Tiếp thu.")
    assert queries(small) == queries(large)
    assert queries(large)[0] <= 16


def test_action_markup_is_that_of_the_component():
    consultation = ConsultationFactory(open=True)
    place = Place(7, "dieu-1", "Điều 1 <b>")
    expression = posted_expression(consultation)
    built = ClauseActions(consultation, expression.pk, {7: 1234}, is_open=True)(place)
    component = render_to_string(
        "components/provision_action.html",
        {
            "url": reverse("consultations:comment_provision", args=[consultation.slug, expression.pk, "dieu-1"]),
            "label": place.label,
            "count": 1234,
            "count_url": f"{listing_url(consultation)}?ban={expression.pk}&dieu-khoan=dieu-1",
        },
    )
    assert built == component.strip()


def test_the_preface_of_the_draft_is_shown_as_on_a_document_page_without_the_typewriters_rules(client):
    text = "CHÍNH PHỦ\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\n"
    consultation = ConsultationFactory(open=True, source_text=text + DRAFT_TEXT)
    page = client.get(consultation.get_absolute_url()).content.decode()
    preface = page.split('<div class="pv pv-preface"', 1)[1].split("</div>", 1)[0]
    assert "Độc lập - Tự do - Hạnh phúc" in preface
    assert "---" not in preface


def test_planned_consultation_shows_neither_draft_nor_form(client):
    consultation = ConsultationFactory(opens_at=timezone.now() + datetime.timedelta(days=3))
    page = client.get(consultation.get_absolute_url()).content.decode()
    assert "15 ngày làm việc" not in page
    assert "/gop-y/" not in page.replace(listing_url(consultation), "")


def test_unpublished_consultation_is_not_found_anywhere(client):
    consultation = ConsultationFactory(open=True)
    ConsultationPage.objects.filter(pk=consultation.pk).update(live=False)
    for path in (
        consultation.get_absolute_url(),
        listing_url(consultation),
        f"/api/v1/consultations/{consultation.pk}/comments",
    ):
        assert client.get(path).status_code == 404
    assert consultation.title not in client.get("/lay-y-kien/").content.decode()


def test_another_posted_wording_has_its_own_address_and_says_it_is_old(client):
    consultation = ConsultationFactory(open=True)
    first = posted_expression(consultation)
    newer = DraftExpressionFactory(
        document=consultation.document, draft_number=3, source_text=first.source_text.replace("15 ngày", "10 ngày")
    )
    PostedExpression.objects.create(consultation=consultation, expression=newer, sort_order=1)
    from consultations.services.posting import post_draft

    post_draft(consultation=consultation, now=timezone.now())
    assert "10 ngày làm việc kể từ" in client.get(consultation.get_absolute_url()).content.decode()
    old = client.get(consultation.get_absolute_url(), {"ban": first.pk})
    assert "15 ngày làm việc kể từ" in old.content.decode()
    assert not old.context["is_latest"]
    assert client.get(consultation.get_absolute_url(), {"ban": "x" * 400}).context["is_latest"]


def test_closed_page_removes_the_form_with_a_notice_and_shows_answers(client):
    consultation = ConsultationFactory(open=True)
    sent = submit(consultation, state="published", comments=on(clause(consultation)))
    ConsultationPage.objects.filter(pk=consultation.pk).update(closes_at=timezone.now() - datetime.timedelta(minutes=1))
    response = answer(consultation, sent.comments, text="Tiếp thu, sửa còn 12 ngày.")
    type(response).objects.update(
        resulting_wording="1. Thời hạn trả lời kiến nghị là 12 ngày làm việc kể từ ngày tiếp nhận."
    )
    page = client.get(consultation.get_absolute_url())
    assert not page.context["is_open"]
    assert page.context["answers"]["total"] == 1
    answers = client.get(reverse("consultations:answer_list", args=[consultation.slug])).content.decode()
    assert "<del>15 </del><ins>12 </ins>" in answers


def test_an_answer_for_several_provisions_stands_under_each_of_them_in_the_order_of_the_summary(client):
    consultation = ConsultationFactory(open=True)
    question = add_question(consultation)
    submit(
        consultation,
        state="published",
        comments=[
            NewComment(stance="other", text="Về câu hỏi.", question_id=question.pk),
            *on(clause(consultation, "dieu-3--khoan-1"), text="Về Điều 3."),
            *on(clause(consultation, "dieu-1"), text="Về Điều 1."),
            NewComment(stance="agree", text="Về toàn bộ."),
        ],
    )
    rows = Comment.objects.filter(consultation=consultation)
    answer(consultation, rows.filter(text__in=["Về Điều 3.", "Về Điều 1.", "Về toàn bộ."]), text="Trả lời ba nơi.")
    answer(consultation, rows.filter(text="Về câu hỏi."), text="Trả lời câu hỏi.")
    response = client.get(reverse("consultations:answer_list", args=[consultation.slug]))
    groups = response.context["groups"]
    assert [group["label"] for group in groups] == ["Toàn bộ dự thảo", "Điều 1", "khoản 1 Điều 3", "Câu hỏi"]
    assert [[card["text"] for card in group["entries"][0]["comments"]] for group in groups] == [
        ["Về toàn bộ."],
        ["Về Điều 1."],
        ["Về Điều 3."],
        ["Về câu hỏi."],
    ]
    assert [other["label"] for other in groups[1]["entries"][0]["also"]] == ["Toàn bộ dự thảo", "khoản 1 Điều 3"]
    page = response.content.decode()
    assert page.count("Trả lời ba nơi.") == 3
    assert page.count("Trả lời chung") == 3
    ids = [piece.split('"', 1)[0] for piece in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_two_answers_about_one_provision_stand_under_one_heading_each_with_its_comments(client):
    consultation = ConsultationFactory(open=True)
    for text in ("Một.", "Hai."):
        sent = submit(consultation, state="published", comments=on(clause(consultation), text=text))
        answer(consultation, sent.comments, text=f"Trả lời {text}")
    (group,) = client.get(reverse("consultations:answer_list", args=[consultation.slug])).context["groups"]
    assert [entry["answer"]["text"] for entry in group["entries"]] == ["Trả lời Một.", "Trả lời Hai."]
    assert [entry["also"] for entry in group["entries"]] == [[], []]


def test_neither_an_unpublished_answer_nor_one_without_public_comments_is_listed(client):
    consultation = ConsultationFactory(open=True)
    shown, kept = (
        submit(consultation, state=state, comments=on(clause(consultation))) for state in ("published", "withheld")
    )
    answer(consultation, shown.comments, text="Chưa công bố.", published=False)
    answer(consultation, kept.comments, text="Về ý kiến không công khai.")
    response = client.get(reverse("consultations:answer_list", args=[consultation.slug]))
    assert response.context["groups"] == []


def test_an_answer_shows_the_change_of_the_clause_it_changed_not_of_the_one_commented_on(client):
    consultation = ConsultationFactory(open=True)
    sent = submit(consultation, state="published", comments=on(clause(consultation, "dieu-1")))
    response = answer(consultation, sent.comments, text="Sửa ở Điều 3.")
    response.changed_provision = clause(consultation)
    response.resulting_wording = "1. Thời hạn trả lời kiến nghị là 12 ngày làm việc kể từ ngày tiếp nhận."
    response.save()
    for name in ("answer_list", "comment_list"):
        page = client.get(reverse(f"consultations:{name}", args=[consultation.slug])).content.decode()
        assert "<del>15 </del><ins>12 </ins>" in page


def test_hostile_words_are_shown_as_words(client):
    consultation = ConsultationFactory(
        open=True, source_text='Điều 1. <script>alert(1)</script>\n1. <!--note:0--> & "x"'
    )
    submit(consultation, state="published", comments=[NewComment(stance="other", text="<script>alert(2)</script>")])
    page = client.get(consultation.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<script>alert" not in client.get(listing_url(consultation)).content.decode()
    assert "&lt;!--note:0--&gt;" in page
