"""What caches may keep: public pages with a validator; never what only some may read, a preview, or a page with a cookie."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse
from wagtail.models import PageViewRestriction

from home.models import HomePage
from portal.keeping import KeptAnswers, same_for_everybody
from tests.factories.consultations import ConsultationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages():
    consultation = ConsultationFactory(open=True)
    return ["/", "/en/", "/lien-he/", "/tin-tuc/", "/lay-y-kien/", f"/lay-y-kien/{consultation.slug}/"]


def test_public_pages_may_be_kept_for_a_minute_and_are_not_sent_twice(client, pages):
    for path in pages:
        first = client.get(path)
        assert first["Cache-Control"] == "public, max-age=60", path
        again = client.get(path, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b""), path


def test_public_pages_are_compressed_for_those_who_ask(client, pages):
    for path in pages:
        plain = client.get(path)
        packed = client.get(path, headers={"accept-encoding": "gzip"})
        assert packed["Content-Encoding"] == "gzip", path
        assert gzip.decompress(packed.content) == plain.content, path
        assert "Accept-Encoding" in packed["Vary"], path


def test_a_changed_page_has_another_validator(client):
    before = client.get("/")["ETag"]
    page = HomePage.objects.get(locale__language_code="vi")
    page.heading = "Tiêu đề khác hẳn"
    page.save_revision().publish()
    after = client.get("/", headers={"if-none-match": before})
    assert after.status_code == 200
    assert after["ETag"] != before


def test_a_page_for_some_only_is_kept_by_nobody(client, admin_user):
    page = HomePage.objects.get(locale__language_code="vi")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    client.force_login(admin_user)
    response = client.get("/")
    assert response.status_code == 200
    assert "public" not in response.get("Cache-Control", "")


def test_the_preview_of_a_draft_is_kept_by_nobody(client, admin_user):
    page = HomePage.objects.get(locale__language_code="vi")
    page.heading = "Chưa công bố"
    page.save_revision(user=admin_user)
    client.force_login(admin_user)
    response = client.get(f"/quan-tri/pages/{page.pk}/view_draft/")
    assert "Chưa công bố" in response.content.decode()
    assert "public" not in response.get("Cache-Control", "")


def test_an_answer_that_sets_a_cookie_is_kept_by_nobody(rf):
    def view(request):
        response = same_for_everybody(HttpResponse("x"))
        response.set_cookie("a", "b")
        return response

    assert "Cache-Control" not in KeptAnswers(view)(rf.get("/"))


@pytest.mark.parametrize("method", ["post", "put"])
def test_only_reading_is_kept(rf, method):
    answer = KeptAnswers(lambda request: same_for_everybody(HttpResponse("x")))(getattr(rf, method)("/"))
    assert "Cache-Control" not in answer
    assert "ETag" not in answer


def test_forms_hold_a_token_and_are_never_kept(client):
    consultation = ConsultationFactory(open=True)
    response = client.get(f"/gop-y/{consultation.slug}/chung/")
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response
