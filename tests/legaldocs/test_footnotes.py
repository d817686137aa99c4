"""A consolidated text on its pages: from the mark of a note to the note, on the whole text and on one article's page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from legaldocs.intake.pdf import read_pdf
from legaldocs.services.publishing import publish_expression
from tests.factories.legaldocs import ExpressionFactory

pytestmark = pytest.mark.django_db

NOTED = """THÔNG TƯ
Về lương

Điều 1. Phạm vi [1]
1. Lương theo Điều 2.
2. [2] Phụ cấp lương.

Điều 2. Hiệu lực thi hành
Thông tư này có hiệu lực từ ngày 01 tháng 4 năm 2020.

KT. BỘ TRƯỞNG
Nguyễn Văn Thử
[1] Tên điều được sửa đổi theo Thông tư số 1/2021/TT-BX.
[2] Khoản này được bổ sung theo Thông tư số 2/2022/TT-BX.
"""


def published(text: str = NOTED):
    wording = ExpressionFactory(source_text=text)
    publish_expression(expression=wording)
    return wording.document


def page(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_text_leads_from_mark_to_note_and_back(client):
    html = page(client, published().get_absolute_url())
    assert html.count('href="#chu-thich-1"') == 1
    assert html.count('id="chu-thich-2"') == 1
    assert '<a href="#noi-chu-thich-2"' in html
    assert ">Điều 1. Phạm vi</a>" in html, "the contents list has no marks"


def test_the_page_of_an_article_shows_the_notes_it_names(client):
    document = published()
    args = [document.document_type, document.year, document.slug]
    html = page(client, reverse("legaldocs:article_detail", args=[*args, "dieu-1"]))
    assert 'id="chu-thich-1"' in html
    assert "Tên điều được sửa đổi" in html
    assert "Khoản này được bổ sung" in html
    other = page(client, reverse("legaldocs:article_detail", args=[*args, "dieu-2"]))
    assert "pv-footnotes" not in other


def test_the_beginning_of_a_long_text_shows_the_notes_it_names(client):
    more = "\n".join(f"Điều {number}. Việc {number}\nNội dung [2] của việc này.\n" for number in range(3, 90))
    html = page(client, published(NOTED.replace("KT. BỘ", f"{more}\nKT. BỘ")).get_absolute_url())
    assert html.count('id="chu-thich-1"') == 1
    assert html.count('id="chu-thich-2"') == 1


def test_a_gazette_text_is_linked_throughout(client, corpus_dir):
    (path,) = (corpus_dir / "cong-bao").glob("van-ban-hop-nhat-so-464-vbhn*.pdf")
    html = page(client, published(read_pdf(path.read_bytes()).text).get_absolute_url())
    assert [number for number in range(1, 8) if f'href="#chu-thich-{number}"' not in html] == []
    assert [number for number in range(1, 8) if f'id="chu-thich-{number}"' not in html] == []
