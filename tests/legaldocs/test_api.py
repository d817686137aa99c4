"""The read API of the corpus."""

from __future__ import annotations

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from legaldocs import api
from tests.factories.legaldocs import (
    DocumentFileFactory,
    DraftFactory,
    LegalDocumentFactory,
    PublishedExpressionFactory,
    RelationFactory,
    SignerFactory,
)

pytestmark = pytest.mark.django_db
URL = "/api/v1/documents"


@pytest.fixture(autouse=True)
def _vietnamese():
    """A request in English leaves its language active in the thread of the test."""
    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


def test_lists_documents_with_filters_and_pages(client):
    LegalDocumentFactory.create_batch(3, document_type="luat")
    LegalDocumentFactory(document_type="thong-tu")
    data = client.get(URL, {"loai": "luat", "page_size": 2, "page": 2}).json()
    assert (data["count"], data["page"], len(data["results"])) == (3, 2, 1)
    assert data["results"][0]["url"].startswith("http://testserver/van-ban/luat/")
    assert client.get(URL, {"page": 99}).json()["results"] == []


def test_gives_one_document_with_its_text_file_relations_and_validity(client):
    document = PublishedExpressionFactory(document=LegalDocumentFactory(number="43/2011/NĐ-CP")).document
    SignerFactory(document=document)
    file = DocumentFileFactory(document=document)
    newer = LegalDocumentFactory()
    RelationFactory(source=newer, target=document, kind="replaces", effective_on=datetime.date(2021, 1, 1))
    data = client.get(f"{URL}/{document.pk}").json()
    assert data["number"] == "43/2011/NĐ-CP"
    assert data["status"] == "expired"
    assert data["files"][0]["sha256"] == file.sha256
    assert data["relations"][0]["direction"] == "incoming"
    assert data["signers"][0]["name"] == "Nguyễn Văn Thử"
    points = [row for row in data["provisions"] if row["kind"] == "point"]
    assert points[0] == {
        "eid": "art_1__cl_2__point_a", "anchor": "dieu-1--khoan-2--diem-a", "kind": "point", "num": "a", "heading": "",
        "depth": points[0]["depth"], "text": "Bí mật nhà nước;",
    }  # fmt: skip


def test_a_long_text_comes_in_pieces(client, monkeypatch):
    monkeypatch.setattr(api, "PROVISIONS_AT_ONCE", 3)
    document = PublishedExpressionFactory().document
    seen, after = [], -1
    while after is not None:
        data = client.get(f"{URL}/{document.pk}", {"provisions_after": after}).json()
        seen += [row["eid"] for row in data["provisions"]]
        after = data["provisions_next"]
    assert len(seen) == len(set(seen)) == data["provision_count"]


def test_what_is_not_public_is_not_there(client):
    for document in (LegalDocumentFactory(live=False), DraftFactory()):
        response = client.get(f"{URL}/{document.pk}")
        assert response.status_code == 404
        assert response.json()["detail"]


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=99999999999999999999",
        "page=x",
        "page_size=101",
        "page_size=0",
        "sap-xep=zz",
        "q=" + "x" * 201,
    ],
)
def test_bad_parameters_are_answered_with_422(client, query):
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 422
    assert response.json()["detail"]


@pytest.mark.parametrize(
    "key", ["0", "-1", "2147483648", "99999999999999999999999", "abc", "1e3", "%F0%9F%98%80", "9" * 5000]
)
def test_bad_keys_never_break_the_api(client, key):
    assert client.get(f"{URL}/{key}").status_code in (404, 422)


def test_listing_takes_no_more_queries_with_more_rows(client):
    LegalDocumentFactory()
    with CaptureQueriesContext(connection) as few:
        cache.clear()
        client.get(URL)
    LegalDocumentFactory.create_batch(15)
    with CaptureQueriesContext(connection) as many:
        cache.clear()
        client.get(URL)
    assert len(many) <= len(few)
