"""Dates, numbers and deadlines as Vietnamese officials write them."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.paginator import Paginator
from django.utils import translation

from portal.templatetags import portal_tags as tags

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=HANOI)


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (datetime.date(2011, 6, 3), "03/06/2011"),
        ("2011-06-13", "13/06/2011"),
        (datetime.datetime(2026, 11, 22, 18, 30, tzinfo=datetime.UTC), "23/11/2026"),  # already tomorrow in Hà Nội
        ("2011-13-45", ""),
        ("không phải ngày", ""),
        (None, ""),
        (5, ""),
    ],
)
def test_dates_are_day_month_year(value, shown):
    assert tags.vi_date(value) == shown


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 B"),
        (900, "900 B"),
        (45_000, "44 kB"),
        (1_258_291, "1,2 MB"),
        (3 * 1024**3, "3,0 GB"),
        (None, ""),
        ("x", ""),
    ],
)
def test_file_sizes_are_short(size, shown):
    assert tags.file_size(size) == shown


def test_numbers_have_points_in_vietnamese_and_commas_in_english():
    assert tags.vi_number(1234567) == "1.234.567"
    with translation.override("en"):
        assert tags.vi_number(1234567) == "1,234,567"
    assert tags.vi_number("nhiều") == "nhiều"
    assert tags.vi_number(None) == ""


def test_days_are_counted_by_the_calendar_of_ha_noi():
    assert tags.days_left(datetime.datetime(2026, 11, 26, 17, 0, tzinfo=HANOI), NOW) == 3
    assert tags.days_left(datetime.datetime(2026, 11, 23, 17, 0, tzinfo=HANOI), NOW) == 0
    assert tags.days_left(datetime.datetime(2026, 11, 23, 8, 0, tzinfo=HANOI), NOW) == -1
    assert tags.days_left(datetime.date(2026, 11, 23), NOW) == 0
    assert tags.days_left(None, NOW) is None


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (datetime.datetime(2026, 12, 23, 17, 0, tzinfo=HANOI), "open"),
        (datetime.datetime(2026, 11, 26, 17, 0, tzinfo=HANOI), "soon"),
        (datetime.datetime(2026, 11, 23, 17, 0, tzinfo=HANOI), "soon"),
        (datetime.datetime(2026, 11, 23, 9, 0, tzinfo=HANOI), "over"),
        (datetime.date(2026, 11, 22), "over"),
        (None, "none"),
        ("rác", "none"),
    ],
)
def test_deadline_says_where_it_stands(moment, state):
    assert tags.deadline_parts(moment, NOW)["state"] == state


def test_receipt_codes_are_read_in_groups_of_four():
    assert tags.groups_of_four("7K2M-9QXF 4T8W") == ["7K2M", "9QXF", "4T8W"]
    assert tags.groups_of_four(None) == []


@pytest.mark.parametrize(
    ("value", "total", "width"), [(1, 4, "25.0%"), (5, 0, "0%"), (9, 3, "100.0%"), ("x", 3, "0%"), (-1, 3, "0.0%")]
)
def test_bars_never_leave_their_frame(value, total, width):
    assert tags.percent_of(value, total) == width


def test_pagination_shows_the_ends_and_the_neighbours():
    numbers = tags.page_numbers(Paginator(range(200), 10).page(7))
    assert numbers == [1, None, 6, 7, 8, None, 20]
    assert tags.page_numbers(Paginator(range(30), 10).page(1)) == [1, 2, 3]
    assert tags.page_numbers(Paginator(range(50), 10).page(4)) == [1, 2, 3, 4, 5]


def test_a_document_number_stays_whole_and_the_rest_is_escaped():
    shown = tags.whole_numbers("Thay thế 43/2011/NĐ-CP & <b>02/CT-BNV</b>")
    assert '<span class="number">43/2011/NĐ-CP</span>' in shown
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown


def test_changes_are_marked_and_escaped():
    shown = tags.marked_changes([("equal", "a "), ("delete", "<b>"), ("insert", "c"), ("lạ", "d")])
    assert shown == "a <del>&lt;b&gt;</del><ins>c</ins>d"
