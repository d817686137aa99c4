"""Provisions named in a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.search.question_provisions import read_provision


@pytest.mark.parametrize(
    ("typed", "article", "clause", "point"),
    [
        ("điều 10 nghị định 43/2011", "10", "", ""),
        ("dieu 10 nghi dinh 43/2011", "10", "", ""),
        ("khoản 2 điều 5 luật đất đai", "5", "2", ""),
        ("điều 134 khoản 2 bộ luật hình sự", "134", "2", ""),
        ("điểm đ khoản 1 Điều 24 Luật Cư trú", "24", "1", "đ"),
        ("điểm d khoản 1 Điều 24 Luật Cư trú", "24", "1", "d"),
        ("Điều 10, khoản 1, điểm đ NĐ 43/2011", "10", "1", "đ"),
        ("khoản 2, Điều 7 Luật Xuất cảnh", "7", "2", ""),
        ("điều thứ 28 luật giáo dục", "28", "", ""),
        ("khoan2 dieu5 luat nha o", "5", "2", ""),
        ("đ.468 BLDS", "468", "", ""),
        ("k2 đ10 luật nhà ở", "10", "2", ""),
        ("đ10k2 luật đất đai", "10", "2", ""),
        ("điều 5a luật giá", "5a", "", ""),
    ],
)
def test_a_provision_is_read_in_either_order(typed, article, clause, point):
    read = read_provision(typed)
    assert (read.article, read.clause, read.point) == (article, clause, point)


@pytest.mark.parametrize(
    "typed", ["điều kiện kết hôn", "bằng d2", "khoản vay", "đ 10", "k2", "hợp đồng lao động", "điểm thi", ""]
)
def test_words_that_only_look_alike_are_no_provision(typed):
    read = read_provision(typed)
    assert read.article == ""
    assert read.rest == typed


@pytest.mark.parametrize(
    ("typed", "eids"),
    [
        ("chương III luật đất đai", ("chp_3", "chp_III")),
        ("chuong 3 luat dat dai", ("chp_3", "chp_III")),
        ("phụ lục 2 nghị định 15/2020", ("annex_2", "annex_II")),
        ("phần thứ nhất bộ luật dân sự", ("part_1", "part_I")),
        ("chương IV bộ luật lao động", ("chp_4", "chp_IV")),
    ],
)
def test_chapters_parts_and_annexes_of_a_document_are_read(typed, eids):
    assert read_provision(typed).unit_eids == eids


@pytest.mark.parametrize(
    "typed", ["chương trình mục tiêu", "phụ lục 2", "chương 3", "phần mềm", "chương mới luật đất đai"]
)
def test_a_chapter_needs_its_document_and_its_number(typed):
    assert read_provision(typed).unit_eids == ()


@given(st.text(alphabet="điềukhoảểmđ0123456789 .,;/luật", max_size=80))
def test_any_text_is_read(text):
    read = read_provision(text)
    assert len(read.rest) <= len(text) + 2
