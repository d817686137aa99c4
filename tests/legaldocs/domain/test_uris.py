"""eIds, anchors and addresses."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.domain.uris import (
    anchor_from_eid,
    anchor_segment,
    eid_segment,
    expression_uri,
    roman_value,
    work_uri,
)


@pytest.mark.parametrize(
    ("kind", "num", "eid", "anchor"),
    [
        ("part", "thứ nhất", "part_1", "phan-1"),
        ("part", "II", "part_II", "phan-2"),
        ("chapter", "II", "chp_II", "chuong-2"),
        ("chapter", "XIV", "chp_XIV", "chuong-14"),
        ("chapter", "3", "chp_3", "chuong-3"),
        ("section", "1", "sec_1", "muc-1"),
        ("subsection", "2", "subsec_2", "tieu-muc-2"),
        ("article", "5a", "art_5a", "dieu-5a"),
        ("article", "10.", "art_10", "dieu-10"),
        ("clause", "3", "cl_3", "khoan-3"),
        ("point", "d", "point_d", "diem-d"),
        ("point", "đ", "point_đ", "diem-dd"),
        ("point", "đ1", "point_đ1", "diem-dd1"),
        ("point", "I", "point_i", "diem-i"),
        ("annex", "IV", "annex_IV", "phu-luc-4"),
        ("annex", "C", "annex_c", "phu-luc-c"),
        ("annex", "", "annex", "phu-luc"),
        ("form", "01/TB-ABC", "form_01-tb-abc", "mau-01-tb-abc"),
        ("table", "1", "tbl_1", "bang-1"),
    ],
)
def test_a_provision_has_an_eid_and_an_anchor(kind, num, eid, anchor):
    assert eid_segment(kind, num) == eid
    assert anchor_segment(kind, num) == anchor
    assert anchor_from_eid(eid) == anchor


@pytest.mark.parametrize(
    ("eid", "anchor"),
    [
        ("art_10__cl_1__point_đ", "dieu-10--khoan-1--diem-dd"),
        ("annex_1__art_3", "phu-luc-1--dieu-3"),
        ("art_5_2", "dieu-5-lan-2"),
        ("art_1__cl_2__quote_1__art_57__cl_1", "dieu-1--khoan-2--trich-dan-1--dieu-57--khoan-1"),
        ("preface", "phan-mo-dau"),
        ("preamble", "can-cu"),
        ("conclusions", "phan-ket"),
    ],
)
def test_an_eid_gives_its_anchor(eid, anchor):
    assert anchor_from_eid(eid) == anchor


def test_points_d_and_dd_never_share_a_name():
    assert eid_segment("point", "d") != eid_segment("point", "đ")
    assert anchor_segment("point", "d") != anchor_segment("point", "đ")


@pytest.mark.parametrize(
    ("num", "value"), [("IV", 4), ("XLIX", 49), ("xii", 12), ("C", None), ("IIII", None), ("", None)]
)
def test_reads_roman_numbers(num, value):
    assert roman_value(num) == value


def test_a_work_is_named_by_type_year_and_number():
    assert work_uri("nghi-dinh", 2011, "43/2011/NĐ-CP") == "/akn/vn/act/nghi-dinh/2011/43-2011-nd-cp"
    assert work_uri("chi-thi", None, "02/CT-BNV", issued_on=date(2012, 9, 11)) == "/akn/vn/act/chi-thi/2012/2-ct-bnv"


def test_a_work_without_number_is_named_by_its_date():
    first = work_uri("luat", 1989, "Không số", issued_on=date(1989, 6, 30))
    second = work_uri("luat", 1989, "Không số", issued_on=date(1989, 7, 8))
    assert first == "/akn/vn/act/luat/1989/khong-so-1989-06-30"
    assert first != second


def test_an_expression_is_named_by_its_date_or_draft():
    assert expression_uri("/akn/vn/act/x", date(2011, 10, 1)) == "/akn/vn/act/x/vie@2011-10-01"
    assert expression_uri("/akn/vn/act/x", draft=2) == "/akn/vn/act/x/vie@du-thao-2"


@given(st.sampled_from(["article", "point", "annex", "form", "unheard"]), st.text(max_size=30))
def test_any_number_gives_safe_names(kind, num):
    assert "__" not in eid_segment(kind, num)
    assert not any(character.isspace() for character in eid_segment(kind, num))
    assert anchor_segment(kind, num).isascii()
    anchor_from_eid(num)
