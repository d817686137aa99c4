"""The list of documents that texts cite and the collection lacks."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.legaldocs import LegalDocumentFactory, PublishedExpressionFactory

pytestmark = pytest.mark.django_db
INDEX, WAITING = "corpus:citation_index", "corpus:citation_waiting"


def publish(words: str, **kwargs):
    return PublishedExpressionFactory(source_text=f"Điều 1. Phạm vi\n1. {words}\n2. Khoản hai.", **kwargs)


def page(client, name: str, **query) -> str:
    response = client.get(reverse(name), query)
    assert response.status_code == 200
    return response.content.decode()


def test_what_is_cited_most_stands_first(editor):
    publish("Theo Điều 2 Nghị định số 77/2011/NĐ-CP, Điều 3 Nghị định số 77/2011/NĐ-CP.")
    publish("Theo Nghị định số 88/2011/NĐ-CP và Luật Không Có.")
    publish("Theo Nghị định số 88/2011/NĐ-CP.")
    html = page(editor, INDEX)
    assert html.index("88/2011/NĐ-CP") < html.index("77/2011/NĐ-CP") < html.index("Luật Không Có")
    assert "Còn thiếu 3 văn bản" in html


def test_what_the_collection_has_is_not_listed(editor):
    LegalDocumentFactory(number="77/2011/NĐ-CP")
    publish("Theo Nghị định số 77/2011/NĐ-CP.")
    assert "77/2011" not in page(editor, INDEX)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"q": "077/2011/nd-cp"}, True),
        ({"q": "77/2011"}, True),
        ({"q": "78/2011"}, False),
        ({"q": "không có"}, False),
        ({"kind": "number"}, True),
        ({"kind": "name"}, False),
        ({"kind": "x", "p": "x"}, True),
        ({"q": "/"}, False),
    ],
)
def test_the_list_is_filtered_by_any_spelling_of_a_number_or_by_words(editor, query, shown):
    publish("Theo Nghị định số 77/2011/NĐ-CP và Luật Không Có.")
    assert ("Nghị định số 77/2011/NĐ-CP" in page(editor, INDEX, **query)) is shown


def test_words_of_a_name_are_found_without_marks(editor):
    publish("Theo Nghị định số 77/2011/NĐ-CP và Luật Không Có.")
    html = page(editor, INDEX, q="khong co")
    assert "Luật Không Có" in html
    assert "Nghị định số 77" not in html


def test_a_record_that_is_not_public_and_a_number_borne_twice_are_said(editor):
    hidden = LegalDocumentFactory(number="77/2011/NĐ-CP", live=False)
    for _ in range(2):
        LegalDocumentFactory(document_type="quyet-dinh", number="12/2020/QĐ-UBND")
    publish("Theo Nghị định số 77/2011/NĐ-CP và Quyết định số 12/2020/QĐ-UBND.")
    html = page(editor, INDEX)
    assert reverse("wagtailsnippets_legaldocs_legaldocument:edit", args=[hidden.pk]) in html
    assert "2 văn bản đã công khai có cùng số, ký hiệu" in html


def test_one_missing_document_is_shown_where_it_is_cited(editor):
    expression = publish("Theo Điều 2 Nghị định số 77/2011/NĐ-CP ngày 3 tháng 2 năm 2011 của Chính phủ.")
    html = page(editor, WAITING, key="77/2011/nd-cp")
    assert expression.document.citation_name in html
    assert "<mark>Điều 2 Nghị định số 77/2011/NĐ-CP</mark>" in html
    assert "03/02/2011" in html
    assert "Khoản 1 Điều 1" in html


@pytest.mark.parametrize("key", ["", "khong-co", "x" * 5000])
def test_a_key_nobody_waits_for_is_not_found(editor, key):
    assert editor.get(reverse(WAITING), {"key": key}).status_code == 404


def test_the_number_of_queries_does_not_grow(editor):
    publish("Theo Nghị định số 77/2011/NĐ-CP.")
    editor.get(reverse(INDEX))
    with CaptureQueriesContext(connection) as one:
        editor.get(reverse(INDEX))
    with CaptureQueriesContext(connection) as one_place:
        editor.get(reverse(WAITING), {"key": "77/2011/nd-cp"})
    for n in range(78, 86):
        publish(f"Theo Nghị định số {n}/2011/NĐ-CP và Nghị định số 77/2011/NĐ-CP.")
    with CaptureQueriesContext(connection) as many:
        editor.get(reverse(INDEX))
    with CaptureQueriesContext(connection) as many_places:
        editor.get(reverse(WAITING), {"key": "77/2011/nd-cp"})
    assert len(many) == len(one)
    assert len(many_places) <= len(one_place)


def test_visitors_and_moderators_do_not_see_it(client, as_role):
    assert client.get(reverse(INDEX)).status_code == 302
    moderator = as_role("Kiểm duyệt viên")
    assert moderator.get(reverse(INDEX)).status_code in (302, 403)
    assert moderator.get(reverse(WAITING), {"key": "1/2011/nd-cp"}).status_code in (302, 403)
