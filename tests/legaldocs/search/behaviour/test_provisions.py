"""A provision named by its number comes first, to the point."""

from __future__ import annotations

import datetime
import unicodedata

import pytest

from legaldocs.search.answers import answer
from tests.legaldocs.search.behaviour.conftest import first, publish, rows, settle
from tests.legaldocs.search.behaviour.texts import Text


@pytest.mark.parametrize(
    ("question", "eid"),
    [
        ("điều 10 nghị định 43/2011", "art_10"),
        ("dieu 10 nghi dinh 43/2011/nd-cp", "art_10"),
        ("Điều 10, Nghị định 43/2011/NĐ-CP", "art_10"),
        ("43/2011/NĐ-CP điều 10", "art_10"),
        ("nghị định 43/2011 điều 10", "art_10"),
        ("ĐIỀU 10 NGHỊ ĐỊNH 43/2011", "art_10"),
        (unicodedata.normalize("NFD", "điều 10 nghị định 43/2011"), "art_10"),
        ("khoản 1 điều 10 nghị định 43/2011/NĐ-CP", "art_10__cl_1"),
        ("khoản 2, Điều 10 Nghị định 43/2011/NĐ-CP", "art_10__cl_2"),
        ("điểm đ khoản 1 Điều 10 Nghị định 43/2011/NĐ-CP", "art_10__cl_1__point_đ"),
        ("điểm e khoản 1 điều 10 nđ 43/2011", "art_10__cl_1__point_e"),
        ("diem e khoan 1 dieu 10 nd 43 2011", "art_10__cl_1__point_e"),
    ],
)
def test_a_provision_of_a_decree(library, question, eid):
    assert first(question) == ("43/2011/NĐ-CP", eid)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("điều 5 luật đất đai", ("31/2024/QH15", "art_5")),
        ("dieu 5 luat dat dai", ("31/2024/QH15", "art_5")),
        ("luật đất đai điều 5", ("31/2024/QH15", "art_5")),
        ("khoản 2 điều 5 luật đất đai 2024", ("31/2024/QH15", "art_5__cl_2")),
        ("điều 35 bộ luật lao động", ("45/2019/QH14", "art_35")),
        ("điểm b khoản 1 Điều 35 Bộ luật Lao động 2019", ("45/2019/QH14", "art_35__cl_1__point_b")),
        ("khoản 2 điều 35 bo luat lao dong", ("45/2019/QH14", "art_35__cl_2")),
        ("điều 35a bộ luật lao động", ("45/2019/QH14", "art_35a")),
        ("điều 3 luật hòa giải, đối thoại tại tòa án", ("58/2020/QH14", "art_3")),
        ("điều 20 luật cư trú", ("68/2020/QH14", "art_20")),
        ("điều 20 luật cư trú 2006", ("81/2006/QH11", "art_20")),
        ("điều 20 luật cư trú 2020", ("68/2020/QH14", "art_20")),
    ],
)
def test_a_provision_of_a_law_cited_by_name(library, question, found):
    assert first(question) == found


@pytest.mark.parametrize("question", ["điều 10 khoản 1 nghị định 43/2011", "nghị định 43/2011 điều 10 khoản 1"])
def test_the_order_of_article_and_clause_does_not_matter(library, question):
    assert first(question) == ("43/2011/NĐ-CP", "art_10__cl_1")


def test_a_clause_that_does_not_exist_leads_to_its_article(library):
    number, eid = first("khoản 99 điều 10 nghị định 43/2011")
    assert number == "43/2011/NĐ-CP"
    assert eid is None or eid.startswith("art_10")


def test_an_article_that_does_not_exist_leads_to_the_document(library):
    assert first("điều 999 nghị định 43/2011")[0] == "43/2011/NĐ-CP"
    assert not any(eid and eid.startswith("art_999") for _, eid in rows("điều 999 nghị định 43/2011"))


def test_the_link_leads_to_the_clause_on_the_page_of_its_article(library):
    result = answer("khoản 2 điều 5 luật đất đai").results[0]
    assert result.url.endswith("/dieu-5/#dieu-5--khoan-2")


def test_the_passage_of_a_named_clause_is_its_own_text(library):
    assert "Bền vững" in answer("khoản 2 điều 5 luật đất đai").results[0].snippet


def test_an_article_alone_finds_articles_of_that_number(library):
    found = rows("điều 113")
    assert found
    assert found[0] == ("45/2019/QH14", "art_113")


def test_a_provision_with_words_finds_them_in_that_article(library):
    number, eid = first("điều 98 làm thêm giờ")
    assert number == "45/2019/QH14"
    assert eid.startswith("art_98")


def test_how_the_provision_was_read_is_said(library):
    said = answer("điểm đ khoản 1 điều 10 nghị định 43/2011").understood_as
    assert "điểm đ" in said
    assert "khoản 1" in said
    assert "Điều 10" in said


def test_a_numbered_paragraph_without_heading_is_named_by_its_kind(editable):
    publish(
        Text(
            "cong-van",
            "215/BH-PC",
            "Về trạm cân lưu động",
            "BH-CP",
            datetime.date(2025, 5, 1),
            "Kính gửi: Các xã.\n1. Trạm cân đặt ở chợ.\n2. Người giữ trạm cân lưu động phải mang thẻ.\n",
        )
    )
    settle()
    (found,) = answer('"giữ trạm cân lưu động"').results
    assert found.title == "Khoản 2"
