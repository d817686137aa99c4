"""Years, days, validity asked for in words."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.search.question_periods import FIRST_YEAR, read_period


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("thông tư năm 2020", 2020, 2020),
        ("từ 2015 đến 2018", 2015, 2018),
        ("giai đoạn 2021-2025", 2021, 2025),
        ("tu nam 2015 den nam 2018", 2015, 2018),
        ("từ 2018 đến 2015", 2015, 2018),
        ("từ năm 2020 đến nay", 2020, 2026),
        ("sau năm 2020", 2021, 2026),
        ("trước năm 1990", FIRST_YEAR, 1989),
        ("tháng 6 năm 2011", 2011, 2011),
        ("ngày 13/6/2011", 2011, 2011),
    ],
)
def test_years_are_read(typed, first, last):
    years = read_period(typed, 2026).years
    assert (years[0], years[-1]) == (first, last)
    assert list(years) == list(range(first, last + 1))


def test_a_day_is_read():
    assert read_period("quyết định ngày 13 tháng 6 năm 2011", 2026).day == datetime.date(2011, 6, 13)


@pytest.mark.parametrize("typed", ["ngày 31/2/2011", "luật đất đai 2013", "sau năm 2090", "năm mươi", "43/2011", ""])
def test_what_is_no_period_gives_no_day(typed):
    assert read_period(typed, 2026).day is None


@pytest.mark.parametrize(
    ("typed", "status"),
    [("luật còn hiệu lực", "in_force"), ("nghị định đã hết hiệu lực", "expired"), ("luật chưa có hiệu lực", "not_yet")],
)
def test_validity_is_read(typed, status):
    assert status in read_period(typed, 2026).statuses


def test_effect_as_a_subject_is_no_wish():
    assert read_period("hiệu lực của hợp đồng", 2026).statuses == ()


def test_the_wish_for_the_newest_is_read():
    assert read_period("luật đất đai mới nhất", 2026).newest
    assert not read_period("luật đất đai", 2026).newest


def test_only_spans_of_years_are_dropped_from_the_words():
    assert read_period("từ 2015 đến 2018", 2026).dropped
    assert not read_period("năm 2020", 2026).dropped


@given(st.text(alphabet="từđếnăm tháng0123456789/-", max_size=60))
def test_any_text_is_read(text):
    period = read_period(text, 2026)
    assert all(1900 <= year <= 2099 for year in period.years)
