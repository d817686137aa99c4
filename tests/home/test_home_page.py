"""The first page: search, what is open, what was answered, new documents, sections."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.models import ConsultationPage, ConsultationState
from home.models import HomePage
from tests.factories.consultations import ConsultationFactory, answer, submit
from tests.factories.legaldocs import LegalDocumentFactory

pytestmark = pytest.mark.django_db


def test_the_empty_portal_says_what_would_be_here(client):
    text = client.get("/").content.decode()
    assert "Hôm nay không có dự thảo nào đang lấy ý kiến" in text
    assert "Chưa có kết quả tiếp thu, giải trình" in text
    assert "Chưa có văn bản nào được công khai" in text


def test_search_comes_first_with_three_examples_that_are_links(client):
    text = client.get("/").content.decode()
    assert 'action="/tim-kiem/"' in text
    assert text.count('href="/tim-kiem/?q=') == 3
    assert text.index("home-q") < text.index("open-title")


def test_an_open_consultation_shows_time_left_comments_and_who_is_asked(client):
    consultation = ConsultationFactory(open=True, closes_at=timezone.now() + datetime.timedelta(days=3))
    for _number in range(2):
        submit(consultation, state="published")
    submit(consultation)  # not yet published: not counted in public
    text = client.get("/").content.decode()
    assert consultation.title in text
    assert "Còn 3 ngày" in text
    assert "2 góp ý" in text
    assert "mọi cơ quan, tổ chức, cá nhân" in text
    assert f'href="/lay-y-kien/{consultation.slug}/"' in text


def test_what_closes_first_stands_on_top(client):
    late = ConsultationFactory(open=True, closes_at=timezone.now() + datetime.timedelta(days=30))
    soon = ConsultationFactory(open=True, closes_at=timezone.now() + datetime.timedelta(days=2))
    text = client.get("/").content.decode()
    assert text.index(soon.title) < text.index(late.title)


def test_a_consultation_past_its_closing_moment_is_not_shown_as_open(client):
    consultation = ConsultationFactory(open=True)
    ConsultationPage.objects.filter(pk=consultation.pk).update(closes_at=timezone.now() - datetime.timedelta(seconds=1))
    assert consultation.title not in client.get("/").content.decode()


def test_an_unpublished_consultation_is_not_shown(client):
    consultation = ConsultationFactory(open=True)
    ConsultationPage.objects.filter(pk=consultation.pk).update(live=False)
    assert consultation.title not in client.get("/").content.decode()


def test_an_answered_consultation_says_how_many_were_accepted_and_explained(client):
    consultation = ConsultationFactory(open=True)
    first, second = submit(consultation, state="published"), submit(consultation, state="published")
    answer(consultation, first.comments, decision="tiep_thu")
    answer(consultation, second.comments, decision="giai_trinh")
    ConsultationPage.objects.filter(pk=consultation.pk).update(
        state=ConsultationState.ANSWERED, answered_at=timezone.now(), outcome="Bổ sung thời hạn cho cấp xã."
    )
    text = client.get("/").content.decode()
    assert "tiếp thu: 1" in text
    assert "giải trình: 1" in text
    assert "Bổ sung thời hạn cho cấp xã." in text


def test_new_documents_are_public_ones_newest_first(client):
    old = LegalDocumentFactory(live=True, issued_on=datetime.date(2020, 1, 1))
    new = LegalDocumentFactory(live=True, issued_on=datetime.date(2026, 1, 1))
    draft = LegalDocumentFactory(live=False)
    text = client.get("/").content.decode()
    assert text.index(new.abstract) < text.index(old.abstract)
    assert draft.abstract not in text


def test_the_page_sets_no_cookie_in_either_language(client):
    for path in ("/", "/en/"):
        response = client.get(path)
        assert response.status_code == 200
        assert not response.cookies
        assert "csrfmiddlewaretoken" not in response.content.decode()


def test_english_home_speaks_english_and_links_to_english_addresses(client):
    ConsultationFactory(open=True)
    text = client.get("/en/").content.decode()
    assert '<html lang="en">' in text
    assert 'action="/en/tim-kiem/"' in text
    assert "No consultation has been answered yet" in text
    assert 'href="/en/lay-y-kien/"' in text
    assert "Đang lấy ý kiến" not in text


def test_the_number_of_queries_does_not_grow(client):
    ConsultationFactory(open=True)
    LegalDocumentFactory(live=True)
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for _number in range(3):
        submit(ConsultationFactory(open=True), state="published")
        LegalDocumentFactory(live=True)
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) <= len(few)
    assert len(few) <= 14


def test_only_three_examples_are_shown_and_blank_lines_do_not_count():
    page = HomePage(title="x", examples="a\n\n  b \nc\nd")
    assert page.example_questions == ["a", "b", "c"]


def test_wagtails_welcome_page_is_gone():
    from wagtail.models import Page

    assert not Page.objects.filter(title__startswith="Welcome to").exists()
    assert all(not problems for problems in Page.find_problems())
