"""The list of consultations, the list of comments of one, and both for machines."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultations.models import (
    Comment,
    ConsultationPage,
    ModerationDecision,
)
from consultations.services.submitting import NewComment, Sender
from tests.consultations.places import clause, listing_url, on
from tests.factories.consultations import (
    ConsultationFactory,
    add_question,
    answer,
    posted_expression,
    submit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


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
