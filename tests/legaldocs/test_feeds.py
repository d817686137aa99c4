"""The Atom feed and the sitemap of documents."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.utils import translation
from lxml import etree

from legaldocs.sitemaps import DocumentSitemap
from tests.factories.legaldocs import DraftFactory, LegalDocumentFactory, PostedDraftFactory

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(autouse=True)
def _vietnamese():
    """A request in English leaves its language active in the thread of the test."""
    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


def feed_of(client, query: str = ""):
    response = client.get(f"/van-ban/atom/{query}")
    assert response["Content-Type"].startswith("application/atom+xml")
    return etree.fromstring(response.content)


def test_the_feed_is_valid_atom_with_what_atom_requires(client):
    LegalDocumentFactory.create_batch(3)
    feed = feed_of(client)
    assert len(feed.findall("a:entry", ATOM)) == 3
    for element in [feed, *feed.findall("a:entry", ATOM)]:
        for name in ("id", "title", "updated"):
            assert element.findtext(f"a:{name}", namespaces=ATOM)
    for entry in feed.findall("a:entry", ATOM):
        assert entry.findtext("a:author/a:name", namespaces=ATOM)


def test_the_feed_obeys_the_filters_of_the_list(client):
    LegalDocumentFactory(document_type="luat", number="1/2020/QH14")
    LegalDocumentFactory(document_type="thong-tu")
    feed = feed_of(client, "?loai=luat&page=7&sap-xep=so")
    assert [entry.findtext("a:title", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)] == [
        "Luật số 1/2020/QH14"
    ]
    self_link = feed.find("a:link[@rel='self']", ATOM).get("href")
    assert self_link.endswith("/van-ban/atom/?loai=luat")


def test_characters_xml_cannot_hold_are_left_out(client):
    LegalDocumentFactory(abstract="Trang\x0b một\x0c & <hai>\ufffe", number="1/2020/NĐ-CP\x01")
    entry = feed_of(client).find("a:entry", ATOM)
    assert entry.findtext("a:summary", namespaces=ATOM) == "Trang một & <hai>"


def test_an_empty_feed_is_still_valid(client):
    feed = feed_of(client)
    assert feed.findtext("a:updated", namespaces=ATOM)


def test_the_feed_is_cacheable_and_announced_by_the_list(client):
    LegalDocumentFactory()
    response = client.get("/van-ban/atom/")
    assert not response.cookies
    assert client.get("/van-ban/atom/", headers={"if-none-match": response["ETag"]}).status_code == 304
    assert "/van-ban/atom/?loai=luat" in client.get("/van-ban/?loai=luat").content.decode()


def test_the_sitemap_holds_what_is_public(django_assert_max_num_queries):
    listed, posted = LegalDocumentFactory(), PostedDraftFactory().document
    LegalDocumentFactory(live=False)
    DraftFactory()
    with django_assert_max_num_queries(3):
        urls = [entry["location"] for entry in DocumentSitemap().get_urls(site=type("Site", (), {"domain": "x.vn"}))]
    assert [url.removeprefix("http://x.vn").removeprefix("https://x.vn") for url in urls] == [
        listed.get_absolute_url(),
        posted.get_absolute_url(),
    ]
