"""Paper leads back to the official page: its address in words and as a QR code."""

from __future__ import annotations

from io import BytesIO

import pytest
import segno

from legaldocs.models import LegalDocument
from tests.factories.legaldocs import LegalDocumentFactory, PublishedExpressionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> LegalDocument:
    expression = PublishedExpressionFactory(document=LegalDocumentFactory(number="43/2011/NĐ-CP"))
    return expression.document


def svg_of(address: str) -> bytes:
    out = BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=4, scale=4, light="#fff", xmldecl=False)
    return out.getvalue()


@pytest.mark.parametrize(("query", "unit"), [("", ""), ("?don-vi=dieu-1", "dieu-1/")])
def test_the_code_holds_the_official_address(client, document, query, unit):
    url = document.get_absolute_url()
    response = client.get(f"{url}ma-qr.svg{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert "public" in response["Cache-Control"]
    assert response.content == svg_of(f"http://testserver{url}{unit}")
    assert b"<script" not in response.content


@pytest.mark.parametrize(
    ("path", "code"),
    [("", "ma-qr.svg"), ("dieu-1/", "ma-qr.svg?don-vi=dieu-1"), ("toan-van/", "ma-qr.svg")],
)
def test_every_printed_page_bears_the_code_and_its_address_in_words(client, document, path, code):
    url = document.get_absolute_url()
    html = client.get(f"{url}{path}").content.decode()
    origin = html.split('class="print-only print-origin"')[1].split("</div>")[0]
    assert f'src="{url}{code}"' in origin
    shown = url if path != "dieu-1/" else f"{url}dieu-1/"
    assert f"<b>http://testserver{shown}</b>" in origin


@pytest.mark.parametrize("query", ["?don-vi=../x", "?don-vi=%3Cscript%3E", "?don-vi=" + "a" * 300, "?don-vi=https://x"])
def test_the_code_leads_nowhere_else(client, document, query):
    assert client.get(f"{document.get_absolute_url()}ma-qr.svg{query}").status_code == 404


def test_a_document_that_is_not_public_has_none(client, document):
    LegalDocument.objects.filter(pk=document.pk).update(live=False)
    assert client.get(f"{document.get_absolute_url()}ma-qr.svg").status_code == 404
