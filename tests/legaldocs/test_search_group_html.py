"""One document on the search page as HTML: escaped, complete, in the visitor's language."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.utils.safestring import SafeString
from django.utils.translation import override

from legaldocs.search_group_html import ABSTRACT_WORDS, group_html

HOSTILE = '<script>alert(1)</script> & "Luật"'


def document(**changes: Any) -> SimpleNamespace:
    values: dict[str, Any] = {
        "number": "43/2011/NĐ-CP",
        "type_name": "Nghị định",
        "citation_name": "Nghị định số 43/2011/NĐ-CP",
        "abstract": "Quy định về việc cung cấp thông tin",
        "issuer": SimpleNamespace(name="Chính phủ"),
        "issued_on": datetime.date(2011, 6, 13),
        "stage": "issued",
        "status": "in_force",
        "url": "/van-ban/43-2011-nd-cp/",
    }
    values |= changes
    return SimpleNamespace(**values, get_absolute_url=lambda: values["url"])


def hit(title: str = "Điều 10", snippet: str = "", url: str = "/van-ban/x/#dieu-10") -> Any:
    return SimpleNamespace(title=title, snippet=SafeString(snippet), url=url)


def shown(found: Any, itself: Any = None, provisions: Any = (), **options: Any) -> Tag:
    html = group_html(found, itself, provisions, **{"named": False, "whole": True, "more_url": "", **options})
    assert isinstance(html, SafeString)
    article = BeautifulSoup(html, "html.parser").article
    assert article is not None
    return article


def texts(article: Tag, selector: str) -> list[str]:
    return [" ".join(node.get_text().split()) for node in article.select(selector)]


def test_a_document_says_its_type_number_issuer_day_and_validity():
    article = shown(document())
    assert texts(article, "h2 a") == ["Nghị định 43/2011/NĐ-CP"]
    assert texts(article, "h2 .number") == ["43/2011/NĐ-CP"]
    assert article.h2.a["href"] == "/van-ban/43-2011-nd-cp/"
    assert texts(article, ".meta li") == ["Chính phủ", "13/06/2011"]
    assert "Còn hiệu lực" in texts(article, ".doc-status")[0]
    assert texts(article, ".of-document") == ["Quy định về việc cung cấp thông tin"]


def test_a_document_without_number_goes_by_its_name():
    article = shown(document(number="", citation_name="Hiến pháp năm 2013"))
    assert texts(article, "h2 a") == ["Hiến pháp năm 2013"]
    assert not article.select(".number")


def test_what_is_not_known_leaves_no_empty_place():
    article = shown(document(issuer=None, issued_on=None, abstract=""))
    assert not article.select(".meta li")
    assert not article.select(".snippet")
    assert not article.select(".found")


def test_a_passage_stands_instead_of_the_abstract_and_keeps_its_marks():
    article = shown(document(), hit(snippet="cung cấp <mark>thông tin</mark>"))
    assert texts(article, ".snippet") == ["cung cấp thông tin"]
    assert texts(article, "mark") == ["thông tin"]


def test_a_long_abstract_is_cut_with_a_sign_and_left_out_where_one_document_is_searched():
    article = shown(document(abstract="chữ " * (ABSTRACT_WORDS + 1)))
    assert texts(article, ".snippet")[0].count("chữ") == ABSTRACT_WORDS
    assert texts(article, ".snippet")[0].endswith("…")
    assert not shown(document(), whole=False).select(".snippet")


def test_provisions_link_to_themselves_and_more_of_them_to_the_document_alone():
    provisions = [hit("Điều 10. Nội dung", "lấy <mark>ý kiến</mark>"), hit("Điều 11", url="/van-ban/x/#dieu-11")]
    article = shown(document(), provisions=provisions, more_url="/tim-kiem/?q=a&trong=3")
    assert texts(article, ".found h3") == ["Điều 10. Nội dung", "Điều 11"]
    assert [a["href"] for a in article.select(".found a")] == ["/van-ban/x/#dieu-10", "/van-ban/x/#dieu-11"]
    assert len(article.select(".found .snippet")) == 1
    more = article.select("p.meta a")
    assert [a["href"] for a in more] == ["/tim-kiem/?q=a&trong=3"]
    assert more[0]["rel"] == ["nofollow"]
    assert not shown(document(), more_url="/tim-kiem/?q=a&trong=3").select("p.meta")


def test_a_document_that_the_question_names_is_marked():
    assert "hit-named" in shown(document(), named=True)["class"]
    assert "hit-named" not in shown(document())["class"]


@pytest.mark.parametrize(("language", "word"), [("vi", "Dự thảo"), ("en", "Draft")])
def test_a_draft_is_called_a_draft_and_has_no_validity(language, word):
    with override(language):
        assert texts(shown(document(stage="draft")), ".doc-status") == [word]


def test_nothing_of_a_document_becomes_markup():
    found = document(
        number=HOSTILE,
        type_name=HOSTILE,
        abstract=HOSTILE,
        issuer=SimpleNamespace(name=HOSTILE),
        url='/van-ban/"onclick="x/',
    )
    article = shown(found, provisions=[hit(HOSTILE, url='/x/"onclick="y')], more_url='/t/?q="><b>')
    assert not article.select("script")
    assert not [node for node in article.find_all(True) if node.get("onclick")]
    assert texts(article, ".found h3") == [HOSTILE]
    assert texts(article, ".meta li")[0] == HOSTILE
    assert not article.select("b")
    named = shown(document(number="", citation_name=HOSTILE))
    assert texts(named, "h2") == [HOSTILE]
