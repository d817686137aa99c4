"""The pages of a document: kept HTML, a fixed number of queries, caching."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from legaldocs.models import RenderedText
from legaldocs.rendering import MARKUP
from legaldocs.services.publishing import publish_expression
from tests.factories.legaldocs import (
    DocumentFileFactory,
    LegalDocumentFactory,
    OrganizationFactory,
    PublishedExpressionFactory,
    RelationFactory,
    SignerFactory,
)
from tests.legaldocs.document_pages import decree, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vietnamese():
    """A request in English leaves its language active in the thread of the test."""
    with translation.override("vi"):
        yield


# -- kept HTML ------------------------------------------------------------------------------------
def test_kept_html_is_used_only_while_it_fits_the_wording(client):
    document = decree()
    kept = RenderedText.objects.get(expression__document=document)
    assert kept.markup == MARKUP
    RenderedText.objects.update(body="<p>CŨ KỸ</p>")
    assert "CŨ KỸ" in page_of(client, document.get_absolute_url())
    RenderedText.objects.update(text_hash="x")
    page = page_of(client, document.get_absolute_url())
    assert "CŨ KỸ" not in page
    assert 'id="dieu-2"' in page
    RenderedText.objects.all().delete()
    assert 'id="dieu-2"' in page_of(client, document.get_absolute_url())


def test_publishing_a_new_text_shows_it_at_once(client):
    document = decree()
    expression = document.expressions.get()
    expression.source_text = "Điều 1. Lời văn thứ hai"
    publish_expression(expression=expression)
    page = page_of(client, document.get_absolute_url())
    assert "Lời văn thứ hai" in page
    assert "Phạm vi điều chỉnh" not in page


# -- cost, caching --------------------------------------------------------------------------------
def test_a_document_page_takes_at_most_eight_queries_whatever_hangs_on_it(client, django_assert_max_num_queries):
    document = decree()
    client.get(document.get_absolute_url())
    with CaptureQueriesContext(connection) as bare:
        client.get(document.get_absolute_url())
    for _ in range(4):
        SignerFactory(document=document)
        DocumentFileFactory(document=document)
        RelationFactory(source=document)
        RelationFactory(target=document, kind="cites")
        document.joint_issuers.add(OrganizationFactory())
        document.save()
    with django_assert_max_num_queries(8):
        client.get(document.get_absolute_url())
    with CaptureQueriesContext(connection) as full:
        client.get(document.get_absolute_url())
    assert len(full) == len(bare)


@pytest.mark.parametrize("path", ["", "dieu-1/", "toan-van/", "in.css"])
def test_pages_are_cacheable_set_no_cookie_and_hold_no_token(client, path):
    url = decree().get_absolute_url() + path
    response = client.get(url)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "public" in response["Cache-Control"]
    assert "csrf" not in response.content.decode().lower()
    assert response["ETag"]
    assert client.get(url, headers={"if-none-match": response["ETag"]}).status_code == 304
    assert client.post(url).status_code in (403, 405)


def test_last_modified_never_lies_before_today_because_validity_is_as_of_today(client):
    document = decree()
    response = client.get(document.get_absolute_url())
    assert (
        client.get(document.get_absolute_url(), headers={"if-modified-since": response["Last-Modified"]}).status_code
        == 304
    )
    yesterday = (timezone.now() - datetime.timedelta(days=2)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert client.get(document.get_absolute_url(), headers={"if-modified-since": yesterday}).status_code == 200


def test_a_file_comes_under_its_own_name_with_its_hash(client):
    file = DocumentFileFactory(document=decree(), original_name="Nghị định 43.pdf")
    response = client.get(f"/van-ban/tep/{file.pk}/")
    assert b"".join(response.streaming_content) == b"%PDF-1.4 sample"
    assert response["ETag"] == f'"{file.sha256}"'
    assert "attachment" in response["Content-Disposition"]
    assert "Ngh%E1%BB%8B" in response["Content-Disposition"]
    assert client.get(f"/van-ban/tep/{file.pk}/", headers={"if-none-match": response["ETag"]}).status_code == 304
    file.file.storage.delete(file.file.name)
    assert client.get(f"/van-ban/tep/{file.pk}/").status_code == 404


def test_paper_gets_number_and_date_on_every_sheet(client):
    document = decree()
    css = page_of(client, document.get_absolute_url() + "in.css")
    assert "@top-left" in css
    assert "43/2011/NĐ-CP" in css
    assert "13/06/2011" in css
    assert f'href="{document.get_absolute_url()}in.css" media="print"' in page_of(client, document.get_absolute_url())
    document = LegalDocumentFactory(number='1/2020/NĐ-CP"}*{x:y}<>\\')
    css = page_of(client, document.get_absolute_url() + "in.css")
    assert css.count("{") == css.count("}") == 3


def test_the_english_page_keeps_the_law_in_vietnamese(client):
    page = page_of(client, "/en" + decree().get_absolute_url())
    assert "In force" in page
    assert 'class="law" lang="vi"' in page
    assert "Date of issue" in page


@pytest.mark.parametrize("slug", ["09-2026-nd-cp", "009-2026-ND-CP", "9-2026-NĐ-CP"])
def test_the_number_as_printed_leads_to_the_address_without_leading_zeros(client, slug):
    document = LegalDocumentFactory(
        number="09/2026/NĐ-CP", document_type="nghi-dinh", issued_on=datetime.date(2026, 2, 3), live=True
    )
    response = client.get(f"/van-ban/nghi-dinh/2026/{slug}/")
    assert (response.status_code, response["Location"]) == (301, document.get_absolute_url())


def test_a_document_known_as_a_draft_is_found_by_its_number_too(client):
    document = LegalDocumentFactory(
        number="", stage="draft", document_type="thong-tu", abstract="Quy định thử", issued_on=None, live=True
    )
    address = document.get_absolute_url()
    document.number, document.stage, document.issued_on = "7/2026/TT-BNV", "issued", datetime.date(2026, 5, 1)
    document.save()
    assert document.get_absolute_url() == address
    response = client.get("/van-ban/thong-tu/2026/07-2026-tt-bnv/")
    assert (response.status_code, response["Location"]) == (301, address)


def test_a_document_without_a_file_offers_its_text_as_one(client):
    expression = PublishedExpressionFactory()
    document = expression.document
    body = client.get(document.get_absolute_url()).content.decode()
    assert f"{document.get_absolute_url()}toan-van.txt" in body
    response = client.get(f"{document.get_absolute_url()}toan-van.txt")
    assert response["Content-Disposition"].startswith("attachment")
    assert response.content.decode() == expression.source_text
    assert "Set-Cookie" not in response
