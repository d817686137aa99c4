"""The chooser of pages: titles of drafts are for those whose work the pages are."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.urls import reverse

from home.models import HomePage, StandardPage
from tests.factories.home import user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages():
    home = HomePage.objects.filter(locale__language_code="vi").get()
    public = home.add_child(instance=StandardPage(title="Trang ai cũng xem được", slug="trang-cong-khai"))
    draft = home.add_child(instance=StandardPage(title="Trang đang soạn", slug="trang-nhap", live=False))
    return {"home": home, "public": public, "draft": draft}


@pytest.fixture
def as_role(client):
    def enter(role):
        client.force_login(user_with_role(role))
        return client

    return enter


def listed(client, pages) -> str:
    return client.get(reverse("wagtailadmin_choose_page_child", args=[pages["home"].pk])).json()["html"]


def found(client, words: str) -> str:
    call_command("wagtail_update_index", verbosity=0)
    return client.get(reverse("wagtailadmin_choose_page_search"), {"q": words}).content.decode()


@pytest.mark.parametrize(
    ("role", "sees"), [("Kiểm duyệt viên", False), ("Biên tập viên", True), ("Quản trị viên", True)]
)
def test_drafts_are_listed_and_found_by_those_whose_work_they_are(as_role, pages, role, sees):
    client = as_role(role)
    for page in (listed(client, pages), found(client, "Trang")):
        assert "Trang ai cũng xem được" in page
        assert ("Trang đang soạn" in page) is sees


@pytest.mark.parametrize(("role", "sees"), [("Kiểm duyệt viên", False), ("Biên tập viên", True)])
def test_the_number_of_a_draft_tells_its_title_to_those_only(as_role, pages, role, sees):
    asked = {"id": [page.pk for page in pages.values()]}
    result = as_role(role).get(reverse("wagtailadmin_choose_page_chosen_multiple"), asked).json()["result"]
    titles = [row["adminTitle"] for row in result]
    assert "Trang ai cũng xem được" in titles
    assert ("Trang đang soạn" in titles) is sees


@pytest.mark.parametrize("key", ["abc", "9" * 40, "-1", "1'--", "1"])
def test_a_key_that_is_no_page_to_choose_is_passed_over(as_role, pages, key):
    answer = as_role("Biên tập viên").get(reverse("wagtailadmin_choose_page_chosen_multiple"), {"id": [key]})
    assert answer.status_code == 200
    assert answer.json()["result"] == []


def test_nothing_is_told_without_a_log_in_or_to_an_agency(client, as_role, pages):
    address = reverse("wagtailadmin_choose_page_chosen_multiple")
    asked = {"id": [pages["public"].pk]}
    assert client.get(address, asked).status_code == 302
    assert as_role("Cán bộ cơ quan").get(address, asked).status_code in {302, 403}
