"""Dates as printed and as shown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.domain.dates import find_date, find_dates, format_date, format_date_words, parse_date


@pytest.mark.parametrize(
    "text",
    [
        "Hà Nội, ngày 13 tháng 6 năm 2011",
        "ngày 13 tháng 06 năm 2011",
        "Ngày  13\u00a0tháng 6\nnăm 2011",
        "NGÀY 13 THÁNG 6 NĂM 2011",
        "ngày 13/6/2011",
        "13/06/2011",
        "13-06-2011",
        "13.6.2011",
        "2011-06-13",
        "ngày 31/02/2011, sửa thành 13/6/2011",
    ],
)
def test_reads_every_form_of_date(text):
    assert parse_date(text) == date(2011, 6, 13)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ngày … tháng … năm 2026",
        "ngày tháng năm 2026",
        "31/02/2011",
        "13/6/0011",
        "12/11/2017/NĐ-CP",
        "13/6/20111",
        "1.13.6.2011",
    ],
)
def test_sees_no_date_where_there_is_none(text):
    assert find_date(text) is None


def test_tells_where_the_date_stands():
    text = "Hà Nội, ngày 13 tháng 6 năm 2011."
    found = find_date(text)
    assert found is not None
    assert text[found[1] : found[2]] == "ngày 13 tháng 6 năm 2011"


def test_finds_all_dates_in_order():
    assert [found[0].day for found in find_dates("từ 01/7/2026 đến ngày 31 tháng 12 năm 2026")] == [1, 31]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2012, 9, 11), "ngày 11 tháng 9 năm 2012"),
        (date(2012, 2, 3), "ngày 03 tháng 02 năm 2012"),
        (date(2012, 1, 10), "ngày 10 tháng 01 năm 2012"),
        (date(2012, 12, 1), "ngày 01 tháng 12 năm 2012"),
    ],
)
def test_pads_days_below_ten_and_months_one_and_two_only(day, words):
    assert format_date_words(day) == words


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_what_is_printed_can_be_read(day):
    assert parse_date(format_date(day)) == day
    assert parse_date(format_date_words(day)) == day


@given(st.one_of(st.text(max_size=80), st.text(alphabet="0123456789/-. ngàythángnăm", max_size=60)))
def test_any_text_can_be_searched_for_dates(text):
    for day, start, end in find_dates(text):
        assert parse_date(text[start:end]) == day
