"""Emphasis from the source text to the pages: stored beside the words, drawn on every page, frozen with a posted wording."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from legaldocs.domain.text import text_hash
from legaldocs.models import Expression, Provision
from legaldocs.rendering import rendered_text, whole_body
from legaldocs.services.publishing import post_expression, publish_document, publish_expression
from tests.factories.legaldocs import LegalDocumentFactory

pytestmark = pytest.mark.django_db

TEXT = (
    "Điều 1. Giải thích\n1. *Căn cước* là <thông tin> theo **khoản 2 Điều 2**.\n2. Gồm bảng:\n| Tên | Mức |\n|---|---|\n"
    "| __Phí__ | 1 |\nĐiều 2. Khác\n1. Một.\n2. Hai."
)


@pytest.fixture
def wording():
    document = LegalDocumentFactory()
    expression = Expression.objects.create(document=document, source_text=TEXT)
    publish_expression(expression=expression)
    publish_document(document=document)
    expression.refresh_from_db()
    return expression


def clause(expression: Expression) -> Provision:
    return expression.provisions.get(eid="art_1__cl_1")


def test_words_and_emphasis_are_stored_apart(wording):
    row = clause(wording)
    assert (row.text, row.emphasis) == ("Căn cước là <thông tin> theo khoản 2 Điều 2.", "0-8i 29-43b")
    assert row.text_hash == text_hash(f"\n{row.text}")
    assert wording.provisions.get(eid="art_2").emphasis is None


def test_the_page_of_the_text_draws_it_also_inside_links(wording, client):
    body = str(whole_body(wording))
    assert "<em>Căn cước</em> là &lt;thông tin&gt;" in body
    assert "<strong>khoản 2 Điều 2</strong></a>." in body
    assert "<td><u>Phí</u></td>" in body
    assert rendered_text(wording).body == body
    page = client.get(wording.document.get_absolute_url()).content.decode()
    assert "<em>Căn cước</em>" in page
    assert "*Căn cước*" not in page


def test_the_page_of_an_article_and_the_text_file(wording, client):
    address = wording.document.get_absolute_url()
    assert "<em>Căn cước</em>" in client.get(f"{address}dieu-1/").content.decode()
    assert "1. Căn cước là <thông tin> theo khoản 2 Điều 2." in client.get(f"{address}toan-van.txt").content.decode()


def test_changing_only_the_emphasis_changes_the_row_and_keeps_its_key(wording):
    before = clause(wording)
    wording.source_text = TEXT.replace("*Căn cước*", "**Căn cước** công dân")
    publish_expression(expression=wording)
    assert clause(wording).pk == before.pk
    wording.source_text = TEXT.replace("*Căn cước*", "Căn cước")
    publish_expression(expression=wording)
    after = clause(wording)
    assert (after.pk, after.lineage, after.emphasis) == (before.pk, before.lineage, "29-43b")


def test_search_finds_the_words_across_their_marks(wording, client):
    wording.source_text = TEXT.replace("*Căn cước*", "*Căn* cước")
    publish_expression(expression=wording)
    page = client.get(reverse("legaldocs:search"), {"q": "căn cước là"}).content.decode()
    assert wording.document.get_absolute_url() in page


def test_a_posted_wording_keeps_its_emphasis(wording):
    post_expression(expression=wording, now=timezone.now())
    wording.refresh_from_db()
    wording.source_text = TEXT.replace("*", "")
    with pytest.raises(Exception, match=r"posted|frozen|đăng"):
        publish_expression(expression=wording)
    assert clause(wording).emphasis == "0-8i 29-43b"


def test_citations_in_table_cells_are_stored_and_linked(client):
    cited = LegalDocumentFactory(number="5/2020/NĐ-CP")
    publish_expression(expression=Expression.objects.create(document=cited, source_text="Điều 1. Một\nNội dung."))
    publish_document(document=cited)
    document = LegalDocumentFactory()
    text = (
        "Điều 1. Bảng\n1. Như sau:\n| STT | Căn cứ |\n|---|---|\n| 1 | **Điều 2** và a \\| b |\n"
        "| 2 | Nghị định số 5/2020/NĐ-CP |\nĐiều 2. Khác\nNội dung."
    )
    expression = Expression.objects.create(document=document, source_text=text)
    publish_expression(expression=expression)
    publish_document(document=document)
    stored = list(expression.citations.order_by("start").values_list("source_eid", "eid", "document_id"))
    assert stored == [("art_1__cl_1__tbl_1", "art_2", document.pk), ("art_1__cl_1__tbl_1", "", cited.pk)]
    page = client.get(f"{document.get_absolute_url()}dieu-1/").content.decode()
    assert re.search(r'<td><a class="cite" href="[^"|]*dieu-2/"><strong>Điều 2</strong></a> và a \| b</td>', page)
    assert re.search(
        rf'<td><a class="cite" href="{cited.get_absolute_url()}" title="[^"|]*">Nghị định số 5/2020/NĐ-CP</a></td>',
        page,
    )
    whole = client.get(document.get_absolute_url()).content.decode()
    assert '<td><a class="cite" href="#dieu-2"><strong>Điều 2</strong></a> và a | b</td>' in whole
