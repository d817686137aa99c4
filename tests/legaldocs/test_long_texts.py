"""A long text opens with its beginning, fast, and is read on or shown whole."""

from __future__ import annotations

import gzip
import re

import pytest
from django.utils import translation
from lxml import html

from legaldocs.models import Expression
from legaldocs.services.publishing import publish_expression
from tests.factories.legaldocs import (
    LegalDocumentFactory,
)
from tests.legaldocs.document_pages import classed, page_of

pytestmark = pytest.mark.django_db

LONG_LAW = "\n".join(
    ["LUẬT", "THỬ NGHIỆM"]
    + [
        line
        for n in range(1, 701)
        for line in (
            *([f"Chương {'I' if n == 1 else 'II'}", "QUY ĐỊNH"] if n in (1, 351) else []),
            f"Điều {n}. Tên của điều thứ {n}",
            *(
                f"{k}. Khoản {k} của điều {n} quy định về quyền và nghĩa vụ của tổ chức, cá nhân có liên quan."
                for k in range(1, 6)
            ),
        )
    ]
)


@pytest.fixture(autouse=True)
def _vietnamese():
    """A request in English leaves its language active in the thread of the test."""
    with translation.override("vi"):
        yield


@pytest.fixture
def long_law():
    document = LegalDocumentFactory(document_type="bo-luat", number="91/2015/QH13")
    publish_expression(expression=Expression(document=document, source_text=LONG_LAW))
    return document


def test_a_long_law_opens_with_its_beginning_and_its_whole_contents(client, long_law):
    response = client.get(long_law.get_absolute_url())
    page = response.content.decode()
    assert len(gzip.compress(response.content)) <= 150_000
    assert 'id="dieu-1"' in page
    assert 'id="dieu-700"' not in page
    assert f'href="{long_law.get_absolute_url()}dieu-700/"' in page
    assert "Đọc tiếp" in page
    tree = html.fromstring(page)
    for link in classed(tree, "toc", "//a"):
        if link.get("href").startswith("#"):
            assert tree.get_element_by_id(link.get("href")[1:]) is not None
    next_url = classed(tree, "read-on", "//a[@rel='next']")[0].get("href")
    last_shown = max(int(n) for n in re.findall(r'id="dieu-(\d+)"', page))
    assert next_url == f"{long_law.get_absolute_url()}dieu-{last_shown + 1}/"


def test_article_pages_walk_through_the_whole_law(client, long_law):
    base = long_law.get_absolute_url()
    page = html.fromstring(page_of(client, base + "dieu-350/"))
    assert classed(page, "neighbours", "//a[@rel='prev']")[0].get("href") == base + "dieu-349/"
    assert classed(page, "neighbours", "//a[@rel='next']")[0].get("href") == base + "dieu-351/"
    assert "Khoản 5 của điều 350" in page.text_content()
    assert "Khoản 1 của điều 351" not in classed(page, "law")[0].text_content()
    assert classed(page, "toc", "//*[@aria-current]")[0].get("href") == base + "dieu-350/"
    assert not classed(html.fromstring(page_of(client, base + "dieu-1/")), "neighbours", "//a[@rel='prev']")
    assert not classed(html.fromstring(page_of(client, base + "dieu-700/")), "neighbours", "//a[@rel='next']")
    assert 'id="dieu-351"' in page_of(client, base + "chuong-2/")


def test_the_full_text_holds_every_article(client, long_law):
    page = page_of(client, long_law.get_absolute_url() + "toan-van/")
    assert page.count('<section class="pv-article"') == 700


def test_the_civil_code_opens_within_150_kb(client, corpus_dir):
    text = next((corpus_dir / "laws").glob("Bo-luat-dan-su-2015*")).read_text(encoding="utf-8", errors="replace")
    document = LegalDocumentFactory(document_type="bo-luat", number="91/2015/QH13")
    expression = publish_expression(expression=Expression(document=document, source_text=text))
    assert expression.article_count == 689
    response = client.get(document.get_absolute_url(), headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) <= 150_000
    assert b"dieu-689" in gzip.decompress(response.content)
