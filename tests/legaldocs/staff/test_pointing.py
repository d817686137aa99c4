"""The citations page of a document and the page where one is pointed by hand."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legaldocs.models import Citation, PointedCitation
from legaldocs.services.pointing import mention_at
from tests.factories.legaldocs import LegalDocumentFactory, PublishedExpressionFactory

pytestmark = pytest.mark.django_db
TARGET = "Điều 1. Phạm vi\n1. Quyết định này quy định việc thử.\nĐiều 2. Hiệu lực thi hành\nTừ ngày ký."
NUMBER = "12/2020/QĐ-UBND"


@pytest.fixture
def provinces():
    rows = [LegalDocumentFactory(document_type="quyet-dinh", number=NUMBER, abstract=f"Tỉnh {n}") for n in "AB"]
    for row in rows:
        PublishedExpressionFactory(document=row, source_text=TARGET)
    return rows


def citing(words: str = f"Theo khoản 1 Điều 1 Quyết định số {NUMBER}."):
    return PublishedExpressionFactory(source_text=f"Điều 1. Phạm vi\n1. {words}\n2. Khoản hai.")


def index_url(expression) -> str:
    return reverse("corpus:document_citations", args=[expression.document_id])


def point_url(expression, number: int = 0) -> str:
    row = Citation.objects.filter(expression=expression).order_by("place", "start", "pk")[number]
    return reverse("corpus:citation_point", args=[expression.document_id, expression.pk, row.place, row.start, row.end])


def mark(expression) -> str:
    row = Citation.objects.filter(expression=expression).order_by("place", "start", "pk")[0]
    return mention_at(expression, row.place, row.start, row.end).mark


def page(client, url: str, **query) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def test_an_ambiguous_citation_is_walked_from_the_missing_list_to_its_link(editor, client, provinces):
    expression = citing()
    waiting = page(editor, reverse("corpus:citation_waiting"), key="12/2020/qd-ubnd")
    url = point_url(expression)
    assert url in waiting
    choosing = page(editor, url)
    assert all(f"?van-ban={row.pk}" in choosing for row in provinces)
    chosen = page(editor, url, **{"van-ban": provinces[1].pk})
    assert "Như lời văn nêu: Khoản 1 Điều 1" in chosen
    assert 'value="art_2"' in chosen
    response = editor.post(
        url, {"mark": mark(expression), "van-ban": provinces[1].pk, "dieu-khoan": "nhu-loi-van", "ghi-chu": "Tỉnh B"}
    )
    assert response.status_code == 302
    listed = page(editor, response.url)
    assert "Tỉnh B" in listed
    assert "bien-tap" in listed
    public = client.get(expression.document.get_absolute_url()).content.decode()
    assert f"{provinces[1].get_absolute_url()}dieu-1/" in public
    assert "12/2020/QĐ-UBND" not in page(editor, reverse("corpus:citation_index"))


def test_documents_are_found_by_words_and_provisions_by_name_or_words(editor, provinces):
    other = LegalDocumentFactory(abstract="Quy chế phối hợp liên ngành")
    PublishedExpressionFactory(document=other, source_text=TARGET)
    url = point_url(citing())
    html = page(editor, url, q="phoi hop lien nganh")
    assert f"?van-ban={other.pk}" in html
    assert f"?van-ban={provinces[0].pk}" not in html
    html = page(editor, url, **{"van-ban": other.pk, "dk": "khoản 1, Điều 1"})
    assert 'value="art_1__cl_1"' in html
    assert 'value="art_2"' not in html
    html = page(editor, url, **{"van-ban": other.pk, "dk": "hieu luc"})
    assert 'value="art_2"' in html
    assert 'value="art_1"' not in html
    assert 'value="art_2"' in page(editor, url, **{"van-ban": other.pk, "dk": "2"})


def test_words_are_marked_as_no_citation_and_the_mark_is_undone(editor, client, provinces):
    expression = citing()
    url = point_url(expression)
    response = editor.post(url, {"mark": mark(expression), "quyet-dinh": "khong", "ghi-chu": "Ví dụ trong mẫu"})
    assert response.status_code == 302
    listed = page(editor, response.url)
    assert "không phải dẫn chiếu" in listed
    row = PointedCitation.objects.get()
    undo = reverse("corpus:citation_take_back", args=[expression.document_id, row.pk])
    assert undo in listed
    assert editor.post(undo, {"loi-van": expression.pk}).status_code == 302
    assert Citation.objects.filter(expression=expression).count() == 1
    assert "đã bỏ" in page(editor, index_url(expression))
    assert editor.post(undo, {"loi-van": "x"}).status_code == 302  # twice, and a broken way back


@pytest.mark.parametrize("state", ["cho", "thieu", "tay", "noi", "tat-ca", "", "x"])
def test_the_list_shows_one_state_or_all(editor, provinces, state):
    expression = PublishedExpressionFactory(
        source_text=f"Điều 1. Phạm vi\n1. Theo Quyết định số {NUMBER}, khoản 2 Điều này, Điều 9 Nghị định này.\n2. Hai."
    )
    html = page(editor, index_url(expression), loai=state)
    shown = html.count("citation-words")
    assert shown == {"cho": 1, "thieu": 1, "tay": 0, "noi": 1, "tat-ca": 3}.get(state, 1)
    assert "Văn bản này không có Điều 9" in html or state != "thieu"


def test_what_was_sent_is_shown_again_with_the_reason_when_refused(editor, provinces):
    expression = citing()
    url = point_url(expression)
    sent = {"van-ban": provinces[0].pk, "dieu-khoan": "art_2", "pham-vi": "moi-cho", "ghi-chu": "Ghi chú dài"}
    response = editor.post(url, {"mark": mark(expression), **sent})
    assert response.status_code == 422
    html = response.content.decode()
    assert "riêng chỗ này" in html
    assert 'value="Ghi chú dài"' in html
    assert 'value="art_2" checked' in html
    assert 'value="moi-cho" checked' in html
    stale = editor.post(url, {"mark": "cũ", **sent})
    assert stale.status_code == 422
    assert "đã thay đổi" in stale.content.decode()
    assert editor.post(url, {"mark": mark(expression), "van-ban": "x" * 3000}).status_code == 422
    assert not PointedCitation.objects.exists()


def test_a_place_that_is_no_more_leads_back_to_the_list(editor):
    expression = citing()
    url = reverse("corpus:citation_point", args=[expression.document_id, expression.pk, 99, 1, 2])
    assert editor.get(url).url == index_url(expression)
    huge = reverse("corpus:citation_point", args=[expression.document_id, expression.pk, 10**12, 10**15, 2**62])
    assert editor.get(huge).status_code == 302


def test_a_document_without_a_wording_says_so(editor):
    assert "Văn bản chưa có lời văn" in page(
        editor, reverse("corpus:document_citations", args=[LegalDocumentFactory(live=False).pk])
    )


@pytest.mark.parametrize("query", [{"loi-van": "9" * 30}, {"p": "x"}, {"loai": "%%%"}, {"loi-van": "-1", "p": "-7"}])
def test_the_page_stands_any_query(editor, query):
    assert page(editor, index_url(citing()), **query)


@pytest.mark.parametrize(
    "query", [{"q": "%%%"}, {"van-ban": "9" * 18}, {"van-ban": "0"}, {"q": "/" * 3000}, {"dk": "điều"}]
)
def test_the_choosing_stands_any_query(editor, query):
    assert page(editor, point_url(citing()), **query)


def test_secret_documents_are_never_offered(editor):
    secret = LegalDocumentFactory(number=NUMBER, document_type="quyet-dinh", secrecy="secret", live=False)
    url = point_url(citing())
    assert f"?van-ban={secret.pk}" not in page(editor, url)
    assert f"?van-ban={secret.pk}" not in page(editor, url, q=NUMBER)
    assert secret.abstract not in page(editor, url, **{"van-ban": secret.pk})


def test_the_number_of_queries_does_not_grow(editor, provinces):
    few = citing()
    many = citing(" ".join(f"Quyết định số {NUMBER}, Nghị định số {n}/2011/NĐ-CP." for n in range(30)))
    editor.get(index_url(few))
    with CaptureQueriesContext(connection) as one:
        page(editor, index_url(few))
    with CaptureQueriesContext(connection) as all_of_them:
        page(editor, index_url(many))
    assert len(all_of_them) <= len(one)


def test_only_those_who_tend_relations_point(client, as_role):
    expression = citing()
    url = point_url(expression)
    assert client.get(url).status_code == 302
    moderator = as_role("Kiểm duyệt viên")
    assert moderator.post(url, {"mark": mark(expression), "quyet-dinh": "khong"}).status_code in (302, 403)
    undo = reverse("corpus:citation_take_back", args=[expression.document_id, 1])
    assert moderator.post(undo).status_code in (302, 403)
    assert not PointedCitation.objects.exists()
