"""Every feed is valid Atom (RFC 4287): who speaks, what it is called, unique entries with a moment, an address of its own."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree

import pytest

from home.models import NewsIndexPage, NewsPage
from tests.factories.consultations import ConsultationFactory
from tests.factories.legaldocs import LegalDocumentFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/van-ban/atom/", "/lay-y-kien/atom.xml", "/tin-tuc/tin-moi.atom", "/tim-kiem/atom/?q=nghi+dinh"]


@pytest.fixture
def something(db):
    parent = NewsIndexPage.objects.filter(locale__language_code="vi").get()
    parent.add_child(instance=NewsPage(title="Tin thử", date=datetime.date(2026, 11, 1), summary="Tóm tắt"))
    ConsultationFactory(open=True)
    LegalDocumentFactory()


@pytest.mark.parametrize("path", FEEDS)
def test_the_feed_is_valid_atom_and_may_be_kept(client, something, path):
    response = client.get(path)
    root = ElementTree.fromstring(response.content)
    assert response["Content-Type"].startswith("application/atom+xml")
    assert "public" in response["Cache-Control"]
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert root.findtext(f"{ATOM}{name}"), name
    links = {link.get("rel") for link in root.findall(f"{ATOM}link")}
    assert {"self", "alternate"} <= links
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids))
    for entry in entries:
        assert entry.findtext(f"{ATOM}title")
        assert entry.findtext(f"{ATOM}updated")
        assert root.findtext(f"{ATOM}author/{ATOM}name") or entry.findtext(f"{ATOM}author/{ATOM}name")


@pytest.mark.parametrize("path", FEEDS[:3])
def test_each_feed_has_something_to_say(client, something, path):
    assert ElementTree.fromstring(client.get(path).content).findall(f"{ATOM}entry")


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_without_entries_is_valid_too(client, path):
    root = ElementTree.fromstring(client.get(path).content)
    assert root.findtext(f"{ATOM}title")
    assert root.findtext(f"{ATOM}updated")
