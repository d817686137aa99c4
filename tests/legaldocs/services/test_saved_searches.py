"""Saved searches: confirmed by a link, told by e-mail, ended by a link; nothing else is kept or shown."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.http import QueryDict
from django.utils import timezone

from legaldocs.errors import TooManySavedSearches
from legaldocs.models import LegalDocument, SavedSearch
from legaldocs.services import saved_searches
from tests.legaldocs.search.conftest import GOVERNMENT, corpus, publish  # noqa: F401

NOW = timezone.now()
LATER = NOW + datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _no_pace():
    cache.clear()
    yield
    cache.clear()


def follow(question="đất đai", email="dan@example.vn", filters="", now=NOW):
    return saved_searches.follow(email=email, question=question, filters=filters, language="vi", now=now)


def confirmed(question="khoáng sản", email="dan@example.vn", filters=""):
    row = follow(question, email, filters)
    saved_searches.confirm(row.token, NOW)
    row.refresh_from_db()
    return row


def new_document(number="10/2026/NĐ-CP", text="Điều 1. Khai thác\nQuy định về khai thác khoáng sản.\n"):
    document = publish("nghi-dinh", number, "Quy định về khoáng sản", GOVERNMENT, datetime.date(2026, 11, 1), text)
    LegalDocument.objects.filter(pk=document.pk).update(first_published_at=NOW + datetime.timedelta(hours=1))
    return document


def test_a_wish_is_confirmed_by_a_link_sent_to_the_address(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = follow()
    (message,) = mail.outbox
    assert message.to == ["dan@example.vn"]
    assert row.token in message.body
    assert "đất đai" in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert row.confirmed_at is None
    assert saved_searches.confirm(row.token, NOW).confirmed_at == NOW


def test_what_was_never_confirmed_is_told_nothing_and_goes(corpus):  # noqa: F811
    row = follow("khoáng sản")
    new_document()
    assert saved_searches.tell_due(LATER) == 0
    SavedSearch.objects.filter(pk=row.pk).update(created_at=NOW - datetime.timedelta(days=3))
    assert saved_searches.forget_unconfirmed(NOW) == 1


def test_a_new_document_that_answers_is_told_once(corpus):  # noqa: F811
    confirmed()
    new_document()
    assert saved_searches.tell_due(LATER) == 1
    message = mail.outbox[-1]
    assert "10/2026/NĐ-CP" in message.body
    assert "/van-ban/nghi-dinh/2026/" in message.body
    assert "/thoi/" in message.body
    assert saved_searches.tell_due(LATER + datetime.timedelta(days=2)) == 0


def test_a_document_that_does_not_answer_is_not_told(corpus):  # noqa: F811
    confirmed("hòa giải ở cơ sở")
    new_document()
    assert saved_searches.tell_due(LATER) == 0
    assert SavedSearch.objects.get().told_at is not None


def test_filters_hold_for_what_is_told(corpus):  # noqa: F811
    confirmed(filters="loai=luat")
    confirmed(filters="loai=nghi-dinh")
    new_document()
    assert saved_searches.tell_due(LATER) == 1


def test_a_question_is_told_at_most_once_a_day(corpus):  # noqa: F811
    confirmed()
    new_document()
    assert saved_searches.tell_due(LATER) == 1
    second = new_document("11/2026/NĐ-CP")
    LegalDocument.objects.filter(pk=second.pk).update(first_published_at=LATER + datetime.timedelta(minutes=1))
    assert saved_searches.tell_due(LATER + datetime.timedelta(hours=2)) == 0
    assert saved_searches.tell_due(LATER + datetime.timedelta(hours=24)) == 1
    assert "11/2026/NĐ-CP" in mail.outbox[-1].body
    assert "10/2026/NĐ-CP" not in mail.outbox[-1].body


def test_many_new_documents_are_compared_with_the_newest_answers(corpus, monkeypatch):  # noqa: F811
    monkeypatch.setattr(saved_searches, "MOST_SINGLY", 0)
    confirmed()
    new_document()
    assert saved_searches.tell_due(LATER) == 1


def test_a_mail_server_that_fails_is_tried_again(corpus, monkeypatch):  # noqa: F811
    confirmed()
    new_document()
    monkeypatch.setattr(
        "django.core.mail.EmailMessage.send", lambda self, **kwargs: (_ for _ in ()).throw(OSError("no"))
    )
    assert saved_searches.tell_due(LATER) == 0
    monkeypatch.undo()
    assert saved_searches.tell_due(LATER) == 1


def test_ending_deletes_question_and_address(db):
    row = follow()
    assert saved_searches.end(row.token)
    assert not SavedSearch.objects.exists()
    assert not saved_searches.end(row.token)
    assert saved_searches.confirm(row.token, NOW) is None


def test_the_same_wish_is_kept_once(db):
    assert follow().pk == follow().pk
    saved_searches.confirm(SavedSearch.objects.get().token, NOW)
    assert follow() is None


def test_an_address_cannot_be_flooded(db):
    for number in range(saved_searches.MOST_UNCONFIRMED):
        follow(f"câu {number}")
    with pytest.raises(TooManySavedSearches):
        follow("một câu nữa")
    follow("câu khác", email="khac@example.vn")


def test_a_network_address_cannot_ask_without_end(db):
    for _ in range(saved_searches.MOST_REQUESTS):
        saved_searches.require_pace("10.0.0.1")
    with pytest.raises(TooManySavedSearches):
        saved_searches.require_pace("10.0.0.1")
    saved_searches.require_pace("10.0.0.2")


def test_only_filters_the_page_has_are_kept():
    query = QueryDict("q=x&loai=luat&loai=luat&nam=2020&page=4&sap-xep=moi-nhat&evil=1")
    assert saved_searches.kept_filters(query) == "loai=luat&nam=2020"


# -- pages -------------------------------------------------------------------------------------------
FORM = "/tim-kiem/theo-doi/"


def test_the_whole_way_in_the_browser(client, corpus, django_capture_on_commit_callbacks):  # noqa: F811
    form = client.get(FORM, {"q": "khoáng sản", "loai": "nghi-dinh"})
    assert "khoáng sản" in form.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        sent = client.post(FORM, {"q": "khoáng sản", "filters": "loai=nghi-dinh", "email": "Dan@Example.vn"})
    assert sent.status_code == 200
    row = SavedSearch.objects.get()
    assert (row.email, row.question, row.filters) == ("dan@example.vn", "khoáng sản", "loai=nghi-dinh")
    link = re.search(r"/tim-kiem/theo-doi/[^/\s]+/", mail.outbox[0].body)[0]
    asked = client.get(link)
    assert "khoáng sản" in asked.content.decode()
    assert SavedSearch.objects.get().confirmed_at is None, "opening the link confirms nothing"
    done = client.post(link)
    assert done.status_code == 200
    assert SavedSearch.objects.get().confirmed_at
    ended = client.post(f"{link}thoi/")
    assert ended.status_code == 200
    assert not SavedSearch.objects.exists()
    assert client.get(link).status_code == 404
    assert client.get(f"{link}thoi/").status_code == 404


def test_addresses_are_never_shown(client, db):
    row = follow()
    for url in (f"{FORM}{row.token}/", f"{FORM}{row.token}/thoi/"):
        assert "dan@example.vn" not in client.get(url).content.decode()


@pytest.mark.parametrize("email", ["", "x", "a@", "a b@c.vn", "a@b.vn\nBcc: c@d.vn", "x" * 400 + "@b.vn"])
def test_a_wrong_address_is_named_and_nothing_is_lost(client, db, email):
    response = client.post(FORM, {"q": "đất đai", "filters": "", "email": email})
    assert response.status_code == 422
    assert "đất đai" in response.content.decode()
    assert not SavedSearch.objects.exists()


def test_a_robot_that_fills_the_hidden_field_is_answered_and_forgotten(client, db):
    response = client.post(FORM, {"q": "đất", "filters": "", "email": "a@b.vn", "website": "http://spam"})
    assert response.status_code == 200
    assert not SavedSearch.objects.exists()


def test_too_many_requests_are_said_and_keep_the_form(client, db):
    for number in range(saved_searches.MOST_REQUESTS):
        client.post(FORM, {"q": f"câu {number}", "filters": "", "email": f"a{number}@b.vn"})
    response = client.post(FORM, {"q": "câu nữa", "filters": "", "email": "z@b.vn"})
    assert response.status_code == 429
    assert "z@b.vn" in response.content.decode()


def test_known_and_unknown_addresses_are_answered_alike(client, db):
    first = client.post(FORM, {"q": "đất", "filters": "", "email": "a@b.vn"})
    saved_searches.confirm(SavedSearch.objects.get().token, NOW)
    second = client.post(FORM, {"q": "đất", "filters": "", "email": "a@b.vn"})
    strip = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
    assert strip.sub("", first.content.decode()) == strip.sub("", second.content.decode())


@pytest.mark.parametrize(
    "query", [{}, {"q": ""}, {"q": "\u200b"}, {"q": "x" * 5000}, {"q": "đất", "co-quan": "'", "loai": "%"}]
)
def test_any_address_of_the_form_gives_a_page(client, db, query):
    assert client.get(FORM, query).status_code == 200


@pytest.mark.parametrize("token", ["x", "%00", "a" * 300, "' OR 1=1"])
def test_a_link_that_is_none_is_said(client, db, token):
    assert client.get(f"{FORM}{token}/").status_code in {400, 404}


def test_the_clock_tells_and_forgets(corpus):  # noqa: F811
    confirmed()
    new_document()
    assert saved_searches.duty(LATER) == 1
