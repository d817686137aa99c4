"""What machines read: JSON-LD, Dublin Core, canonical addresses."""

from __future__ import annotations

import datetime
import json

import pytest
from django.utils import translation
from lxml import html

from tests.factories.legaldocs import DocumentFileFactory, LegalDocumentFactory, PostedDraftFactory, RelationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def tree_of(client, document):
    return html.fromstring(client.get(document.get_absolute_url()).content.decode())


def legislation_of(tree) -> dict:
    (script,) = tree.xpath("//script[@type='application/ld+json']")
    return json.loads(script.text)


def test_a_document_is_schema_org_legislation(client):
    document = LegalDocumentFactory(number="43/2011/NĐ-CP", issued_on=datetime.date(2011, 6, 13))
    RelationFactory(source=document, kind="amends")
    RelationFactory(source=document, kind="based_on")
    file = DocumentFileFactory(document=document)
    data = legislation_of(tree_of(client, document))
    assert data["@type"] == "Legislation"
    assert data["legislationIdentifier"] == "43/2011/NĐ-CP"
    assert data["legislationDate"] == "2011-06-13"
    assert data["legislationType"] == "Nghị định"
    assert data["legislationPassedBy"][0]["name"] == document.issuer.name
    assert data["legislationLegalForce"] == "https://schema.org/InForce"
    assert data["url"].startswith("http")
    assert len(data["legislationChanges"]) == len(data["isBasedOn"]) == 1
    assert data["encoding"][0]["sha256"] == file.sha256


def test_unknown_validity_and_drafts_claim_no_legal_force(client):
    assert "legislationLegalForce" not in legislation_of(tree_of(client, LegalDocumentFactory(valid_from=None)))
    assert "legislationLegalForce" not in legislation_of(tree_of(client, PostedDraftFactory().document))


def test_json_survives_hostile_strings(client):
    hostile = '</script><script>alert(1)</script> " \\ \u2028 &amp; <!--'
    document = LegalDocumentFactory(abstract=hostile, title=hostile)
    assert legislation_of(tree_of(client, document))["description"] == hostile


def test_dublin_core_has_every_mandatory_element(client):
    for document in (
        LegalDocumentFactory(),
        LegalDocumentFactory(number="", issuer=None, issued_on=None, abstract="Không rõ gì"),
        PostedDraftFactory().document,
    ):
        tree = tree_of(client, document)
        for name in ("title", "creator", "date", "description", "publisher", "identifier"):
            (content,) = tree.xpath(f"//meta[@name='DC.{name}']/@content")
            assert content.strip(), name


def test_canonical_and_alternate_addresses_name_both_languages(client):
    document = LegalDocumentFactory()
    url = document.get_absolute_url()
    for prefix in ("", "/en"):
        tree = html.fromstring(client.get(prefix + url).content.decode())
        assert tree.xpath("//link[@rel='canonical']/@href") == [f"http://testserver{prefix}{url}"]
        assert tree.xpath("//link[@hreflang='vi']/@href") == [f"http://testserver{url}"]
        assert tree.xpath("//link[@hreflang='en']/@href") == [f"http://testserver/en{url}"]
