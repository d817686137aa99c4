"""Numbers of documents as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.search.question_numbers import read_number


@pytest.mark.parametrize(
    ("typed", "tokens"),
    [
        ("43/2011/NĐ-CP", "43 2011 nd cp"),
        ("43/2011/nđ-cp", "43 2011 nd cp"),
        ("43/2011/ND-CP", "43 2011 nd cp"),
        ("nd 43 2011", "43 2011"),
        ("43 2011 nd cp", "43 2011 nd cp"),
        ("43/2011", "43 2011"),
        ("NĐ43/2011", "43 2011"),
        ("nd43/2011", "43 2011"),
        ("43-2011-nd-cp", "43 2011 nd cp"),
        ("nghị định số 145 năm 2020", "145 2020"),
        ("16/2012/QH 13", "16 2012 qh13"),
        ("59 2020 qh14", "59 2020 qh14"),
        ("37/2014/TT_BKHCN", "37 2014 tt bkhcn"),
        ("thong tu 26 2017 bgddt", "26 2017 bgddt"),
        ("02/CT-BNV", "02 ct bnv"),
        ("Nghị định số 52/2019/NĐ-CP ngày 14/6/2019", "52 2019 nd cp"),
        ("168/2017", "168 2017"),
        ("043/2011", "43 2011"),
    ],
)
def test_a_number_in_any_spelling_gives_its_parts(typed, tokens):
    assert " ".join(read_number(typed).tokens) == tokens


@pytest.mark.parametrize(
    ("typed", "kind", "serial"),
    [
        ("nghị định 43", "nghi-dinh", "43"),
        ("nghi dinh so 43", "nghi-dinh", "43"),
        ("chi thi 02", "chi-thi", "2"),
        ("tt 15", "thong-tu", "15"),
        ("nđ 100", "nghi-dinh", "100"),
    ],
)
def test_a_serial_after_its_type_is_read(typed, kind, serial):
    read = read_number(typed)
    assert (read.document_type, read.serial, read.tokens) == (kind, serial, ())


@pytest.mark.parametrize(
    "typed",
    ["quyết định ngày 13/6/2011", "tháng 6 năm 2011", "từ 2015 đến 2018", "2015 2018", "luật đất đai 2013", "thông tư năm 2020",
     "lớp 1", "thuế 10%", "điều 5", "", "0/0", "/", "٣/٢٠١١"],
)  # fmt: skip
def test_dates_years_and_other_figures_are_no_numbers(typed):
    read = read_number(typed)
    assert read.tokens == ()
    assert read.serial == ""


def test_words_beside_a_number_stay():
    read = read_number("nghị định 100/2019/NĐ-CP nồng độ cồn")
    assert read.tokens == ("100", "2019", "nd", "cp")
    assert "nồng độ cồn" in read.rest
    assert "100" not in read.rest


@given(st.text(max_size=120))
def test_any_text_is_read(text):
    read = read_number(text)
    assert isinstance(read.rest, str)
    assert all(token.isalnum() for token in read.tokens)
