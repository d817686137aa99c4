"""Menu, footer and ministry: edited in the admin, right in both languages, one query a page."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from home.blocks import LinkBlock
from home.context_processors import site_frame
from home.models import MinistrySettings, Navigation, NewsIndexPage
from home.navigation import forget_frames, frame_of, store_frames
from tests.factories.home import StandardPageFactory

pytestmark = pytest.mark.django_db


def titles(language: str) -> list[str]:
    return [item["title"] for item in frame_of(language)["menu"]]


def test_the_menu_is_in_the_language_of_the_page(client):
    assert "Lấy ý kiến" in titles("vi")
    assert "Consultations" in titles("en")
    text = client.get("/en/lien-he/").content.decode()
    assert 'href="/en/danh-ba/"' in text


def test_the_frame_costs_one_query():
    store_frames()
    with CaptureQueriesContext(connection) as queries:
        frame = site_frame(RequestFactory().get("/van-ban/"))
    assert len(queries) == 1
    assert [item["title"] for item in frame["site_menu"] if item["active"]] == ["Văn bản"]


def test_the_frame_is_read_once_in_its_seconds_and_at_once_after_a_change_here(settings):
    settings.FRAME_SECONDS = 60
    store_frames()
    try:
        frame_of("vi")
        with CaptureQueriesContext(connection) as queries:
            frame_of("vi")
        assert len(queries) == 0
        ministry = MinistrySettings.for_site(Site.objects.get(is_default_site=True))
        ministry.phone = "024 0000 2222"
        ministry.save()
        store_frames()
        assert frame_of("vi")["ministry"]["phone"] == "024 0000 2222"
    finally:
        forget_frames()


def test_kept_parts_of_the_frame_follow_the_ministry_and_mark_the_page_one_is_on(client):
    first = client.get("/van-ban/").content.decode()
    assert '<a href="/van-ban/" aria-current="page">' in first
    ministry = MinistrySettings.for_site(Site.objects.get(is_default_site=True))
    ministry.phone = "024 0000 1111"
    ministry.save()
    store_frames()
    assert "024 0000 1111" in client.get("/van-ban/").content.decode()
    other = client.get("/lay-y-kien/").content.decode()
    assert '<a href="/van-ban/" aria-current' not in other
    assert '<a href="/lay-y-kien/" aria-current="page">' in other


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/van-ban/", "/en/van-ban/"),
        ("/en/van-ban/", "/van-ban/"),
        ("/van-ban/?trang=2", "/en/van-ban/"),
        ("/tim-kiem/", "/en/tim-kiem/"),
        ("/en/tim-kiem/", "/tim-kiem/"),
    ],
)
def test_the_language_switch_leads_to_the_same_page_the_first_time_and_after(client, path, other):
    for _ in range(2):
        frame = client.get(path).context["languages"]
        assert [item["url"] for item in frame if not item["active"]] == [other]


def test_the_admin_pays_nothing_for_the_frame():
    with CaptureQueriesContext(connection) as queries:
        assert site_frame(RequestFactory().get("/quan-tri/")) == {}
    assert len(queries) == 0


def test_a_page_taken_back_leaves_the_menu_at_once():
    page = NewsIndexPage.objects.get(locale__language_code="vi")
    assert "Tin tức" in titles("vi")
    page.unpublish()
    assert "Tin tức" not in titles("vi")


def test_a_changed_address_is_followed():
    page = NewsIndexPage.objects.get(locale__language_code="vi")
    page.slug = "tin-moi"
    page.save_revision().publish()
    assert "/tin-moi/" in [item["url"] for item in frame_of("vi")["menu"]]


def test_a_deleted_page_leaves_the_menu():
    NewsIndexPage.objects.get(locale__language_code="vi").delete()
    assert "Tin tức" not in titles("vi")


def test_what_the_editor_saves_is_shown(client):
    navigation = Navigation.objects.get(language="vi")
    page = StandardPageFactory(title="Hỏi đáp", slug="hoi-dap")
    navigation.menu = json.dumps(
        [
            {
                "type": "item",
                "value": {
                    "title": "",
                    "page": page.pk,
                    "url": "",
                    "children": [
                        {"type": "item", "id": "1", "value": {"title": "Luật", "page": None, "url": "/van-ban/"}}
                    ],
                },
            }
        ]
    )
    navigation.save()
    assert frame_of("vi")["menu"] == [
        {"title": "Hỏi đáp", "url": "/hoi-dap/", "children": [{"title": "Luật", "url": "/van-ban/"}]}
    ]
    assert 'href="/hoi-dap/"' in client.get("/lien-he/").content.decode()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "van-ban", " "])
def test_a_link_that_leads_nowhere_safe_is_refused(url):
    block = LinkBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"title": "x", "page": None, "url": url}))


def test_the_ministry_stands_in_the_footer_of_every_page(client):
    settings = MinistrySettings.for_site(Site.objects.get(is_default_site=True))
    settings.name, settings.name_en = "Bộ Nội vụ", "Ministry of Home Affairs"
    settings.edoc_email = "vanban@moha.gov.vn"
    settings.save()
    assert "vanban@moha.gov.vn" in client.get("/").content.decode()
    assert "Ministry of Home Affairs" in client.get("/en/").content.decode()


def test_the_language_switch_leads_to_the_same_page(client):
    assert 'href="/en/lien-he/"' in client.get("/lien-he/").content.decode()
    assert 'href="/lien-he/"' in client.get("/en/lien-he/").content.decode()


def test_the_language_switch_leads_home_where_there_is_no_translation(client):
    page = StandardPageFactory()
    text = client.get(page.get_url()).content.decode()
    assert '<a href="/en/" lang="en"' in text


def test_without_a_site_the_frame_is_empty_and_pages_still_open(client):
    Site.objects.all().delete()
    assert frame_of("vi")["menu"] == []
    assert client.get("/khong-co-trang-nay/").status_code == 404


def test_every_menu_and_footer_link_of_a_fresh_portal_opens_or_asks_for_a_log_in(client):
    store_frames()
    for language in ("vi", "en"):
        frame = frame_of(language)
        links = list(frame["menu"]) + [link for column in frame["footer"] for link in column["links"]]
        for link in links:
            if link["url"] == "/co-quan/":
                continue
            assert client.get(link["url"]).status_code == 200, link
    assert Page.objects.filter(live=True, depth__gt=2).count() > 20


def test_the_footer_shows_the_words_on_reuse_of_its_language_or_asks_to_name_the_source(client):
    settings = MinistrySettings.for_site(Site.objects.get(is_default_site=True))
    settings.name, settings.name_en = "Bộ Thử", "Ministry of Trials"
    settings.save()
    footer = client.get("/lien-he/").content.decode().split("<footer", 1)[1]
    assert "© Bộ Thử. " in footer
    settings.copyright, settings.copyright_en = "Được tự do dùng lại <b>", "Free to use."
    settings.save()
    footer = client.get("/lien-he/").content.decode().split("<footer", 1)[1]
    assert "© Bộ Thử. Được tự do dùng lại &lt;b&gt;" in footer
    assert "ghi rõ nguồn" not in footer
    assert "© Ministry of Trials. Free to use." in client.get("/en/lien-he/").content.decode()
    settings.copyright_en = ""
    settings.save()
    assert "Please name the source" in client.get("/en/lien-he/").content.decode()
