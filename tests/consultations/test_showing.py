"""What anyone may read: everything Article 10.1.i asks for, cacheable, and no dearer with more comments."""

from __future__ import annotations

import datetime
import xml.etree.ElementTree as ET

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
    ModerationDecision,
    PostedExpression,
)
from consultations.services.submitting import NewComment, Sender
from legaldocs.models import Organization, Provision
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


def listing_url(consultation):
    return reverse("consultations:comment_list", args=[consultation.slug])


def clause(consultation, anchor="dieu-3--khoan-1"):
    return Provision.objects.get(expression=posted_expression(consultation), anchor=anchor)


def on(target, **kwargs):
    return [
        NewComment(
            stance=kwargs.pop("stance", "partly"), text=kwargs.pop("text", "Ý kiến."), provision_id=target.pk, **kwargs
        )
    ]


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


# -- the list ---------------------------------------------------------------------------------------
def test_list_filters_open_and_closed_and_counts_them(client):
    opened, closed = ConsultationFactory(open=True), ConsultationFactory(closed=True)
    everything = client.get("/lay-y-kien/")
    assert everything.context["counts"] == {"all": 2, "open": 1, "closed": 1}
    only_open = client.get("/lay-y-kien/", {"trang-thai": "dang-mo"}).content.decode()
    assert opened.title in only_open
    assert closed.title not in only_open
    only_closed = client.get("/lay-y-kien/", {"trang-thai": "da-dong"}).content.decode()
    assert closed.title in only_closed
    assert opened.title not in only_closed


@pytest.mark.parametrize(
    "query", ["?trang-thai=xyz", "?page=abc", "?page=99999999999999999999", "?page=-1", "?trang-thai=&page="]
)
def test_list_survives_any_query(client, query):
    ConsultationFactory(open=True)
    assert client.get(f"/lay-y-kien/{query}").status_code == 200


def test_empty_list_says_what_would_be_here(client):
    from tests.factories.consultations import consultation_index

    consultation_index()
    assert "empty" in client.get("/lay-y-kien/").content.decode()


def test_list_query_count_does_not_grow(client, django_assert_num_queries):
    ConsultationFactory(open=True)
    client.get("/lay-y-kien/")
    with CaptureQueriesContext(connection) as one:
        client.get("/lay-y-kien/")
    for _ in range(4):
        add_question(ConsultationFactory(open=True))
    with django_assert_num_queries(len(one)):
        client.get("/lay-y-kien/")


def test_feed_is_valid_xml_with_updated_and_deadline(client):
    ConsultationFactory(open=True, title="Dự thảo & <Nghị định>")
    ConsultationPage.objects.update(summary="Tóm\x0b tắt")
    root = ET.fromstring(client.get("/lay-y-kien/atom.xml").content)
    atom = "{http://www.w3.org/2005/Atom}"
    entry = root.find(f"{atom}entry")
    assert entry.find(f"{atom}title").text == "Dự thảo & <Nghị định>"
    assert entry.find(f"{atom}updated").text
    assert root.find(f"{atom}updated").text


# -- comments --------------------------------------------------------------------------------------
def test_published_count_is_the_number_in_state_published(client):
    consultation = ConsultationFactory(open=True)
    for state in ("published", "published", "received", "withheld", "withdrawn"):
        submit(consultation, state=state)
    page = client.get(listing_url(consultation))
    assert page.context["published"] == Comment.objects.filter(state="published").count() == len(page.context["cards"])
    assert client.get(consultation.get_absolute_url()).context["numbers"]["published"] == 2
    assert client.get(f"/api/v1/consultations/{consultation.pk}/comments").json()["count"] == 2


def test_withheld_comments_are_counted_with_their_last_ground_and_never_shown(client):
    consultation = ConsultationFactory(open=True)
    sent = submit(consultation, state="withheld", comments=[NewComment(stance="other", text="Lời lẽ xúc phạm.")])
    for ground in ("privacy", "abuse"):
        ModerationDecision.objects.create(comment=sent.comments.get(), state="withheld", ground=ground, note="Ghi chú.")
    page = client.get(listing_url(consultation))
    assert page.context["withheld_total"] == 1
    assert [str(row["label"]) for row in page.context["withheld"]] == [
        str(ModerationDecision(ground="abuse").get_ground_display())
    ]
    assert "Lời lẽ xúc phạm." not in page.content.decode()


def test_comments_are_filtered_by_provision_with_what_is_below_it_stance_and_sender(client):
    consultation = ConsultationFactory(open=True)
    submit(
        consultation,
        state="published",
        comments=on(clause(consultation), text="Về khoản."),
        sender=Sender(kind="expert"),
    )
    submit(
        consultation,
        state="published",
        comments=on(clause(consultation, "dieu-1"), text="Về điều một.", stance="agree"),
    )
    submit(consultation, state="published", comments=[NewComment(stance="other", text="Về toàn bộ.")])
    expression = posted_expression(consultation).pk
    for query, expected in (
        ({"dieu-khoan": "dieu-3", "ban": expression}, ["Về khoản."]),
        ({"dieu-khoan": clause(consultation, "dieu-3").pk}, ["Về khoản."]),
        ({"dieu-khoan": "chung"}, ["Về toàn bộ."]),
        ({"y-kien": "agree"}, ["Về điều một."]),
        ({"y-kien": ["agree", "other"]}, ["Về toàn bộ.", "Về điều một."]),
        ({"nguoi-gui": "expert"}, ["Về khoản."]),
        ({"nguoi-gui": "business"}, []),
        ({}, ["Về toàn bộ.", "Về điều một.", "Về khoản."]),
    ):
        page = client.get(listing_url(consultation), query)
        assert [card["text"] for card in page.context["cards"]] == expected, query


@pytest.mark.parametrize(
    "query",
    [
        "dieu-khoan=" + "9" * 40,
        "dieu-khoan=%EF%BF%BD",
        "ban=" + "9" * 40 + "&dieu-khoan=dieu-1",
        "ban=²&dieu-khoan=dieu-1",
        "cau-hoi=abc",
        "y-kien=%27%22%3E",
        "nguoi-gui=x&nguoi-gui=y",
        "page=0",
        "page=" + "9" * 50,
        "dieu-khoan=²",
    ],
)
def test_comment_list_survives_any_query(client, query):
    consultation = ConsultationFactory(open=True)
    submit(consultation, state="published")
    assert client.get(f"{listing_url(consultation)}?{query}").status_code == 200


# -- API ---------------------------------------------------------------------------------------------
def test_api_lists_consultations_by_state(client):
    opened, closed = ConsultationFactory(open=True), ConsultationFactory(closed=True)
    for state, expected in (("open", {opened.pk}), ("closed", {closed.pk}), ("all", {opened.pk, closed.pk})):
        body = client.get("/api/v1/consultations", {"state": state}).json()
        assert {row["id"] for row in body["results"]} == expected
        assert body["count"] == len(expected)


def test_api_gives_published_comments_with_target_and_answer(client):
    consultation = ConsultationFactory(open=True)
    sent = submit(consultation, state="published", comments=on(clause(consultation)))
    answer(consultation, sent.comments, text="Tiếp thu.")
    row = client.get(f"/api/v1/consultations/{consultation.pk}/comments", {"provision": "art_3__cl_1"}).json()[
        "results"
    ][0]
    assert (row["eid"], row["provision"], row["answer"]["text"]) == ("art_3__cl_1", "khoản 1 Điều 3", "Tiếp thu.")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("?page=0", 422),
        ("?page=" + "9" * 40, 422),
        ("?page_size=101", 422),
        ("?state=x", 422),
        ("?page=100000&page_size=100", 200),
        ("/0/comments", 422),
        ("/" + "9" * 40 + "/comments", 422),
        ("/abc/comments", 422),
        ("/2147483647/comments", 404),
    ],
)
def test_api_answers_any_number_without_failing(client, path, status):
    assert client.get(f"/api/v1/consultations{path}").status_code == status
