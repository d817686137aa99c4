"""Diacritics, composition, case and the place of tones make no difference; đ is d for finding, its own letter for reading."""

from __future__ import annotations

import unicodedata

import pytest

from legaldocs.search.answers import answer
from tests.legaldocs.search.behaviour.conftest import first, numbers, rows


def nfd(text):
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    "question",
    [
        "luật đất đai",
        "luat dat dai",
        "LUẬT ĐẤT ĐAI",
        "Luật Đất Đai",
        nfd("luật đất đai"),
        "luật đất đai 2024",
        "luat đất dai",
        "Luật đất đai năm 2024",
    ],
)
def test_a_law_by_its_name_comes_first(library, question):
    assert first(question) == ("31/2024/QH15", None)


@pytest.mark.parametrize(
    "question",
    [
        "luật hòa giải đối thoại tại tòa án",
        "luật hoà giải đối thoại tại toà án",
        "Luật Hòa giải, đối thoại tại Tòa án",
        "luat hoa giai doi thoai tai toa an",
    ],
)
def test_old_and_new_tone_placement_name_the_same_law(library, question):
    assert first(question) == ("58/2020/QH14", None)


@pytest.mark.parametrize(
    "question", ["hoà giải viên", "hòa giải viên", "hoa giai vien", nfd("hòa giải viên"), nfd("hoà giải viên")]
)
def test_old_and_new_tone_placement_find_the_same_words(library, question):
    assert ("58/2020/QH14", "art_3") in rows(question)


@pytest.mark.parametrize(
    "question",
    ["thủy lợi", "thuỷ lợi", "THUỶ LỢI", "thuy loi", nfd("thủy lợi"), "ủy quyền", "uỷ quyền", "quý khách", "qúy khách"],
)
def test_uy_in_any_tone_placement(library, question):
    assert ("58/2020/QH14", "art_2") in rows(question)


@pytest.mark.parametrize("question", ["vàng miếng", "vang mieng", "VÀNG MIẾNG", nfd("vàng miếng"), nfd("Vàng Miếng")])
def test_a_text_stored_decomposed_is_found(library, question):
    assert "16/2013/QĐ-TTg" in numbers(question)


@pytest.mark.parametrize("question", ["đua thuyền", "dua thuyen", "Đua Thuyền", "ĐUA THUYỀN"])
def test_dd_is_found_as_d_and_as_itself(library, question):
    assert ("15/2012/TT-BNV", "art_2") in rows(question)


@pytest.mark.parametrize(
    "question", ["trợ cấp thất nghiệp", "tro cap that nghiep", "trợ cấp that nghiệp", "TRỢ CẤP THẤT NGHIỆP"]
)
def test_a_heading_in_any_writing(library, question):
    assert first(question) == ("28/2015/TT-BLĐTBXH", "art_8")


@pytest.mark.parametrize(
    "question", ["hóa   đơn", "hóa-đơn", "hóa, đơn", "(hóa đơn)", "hóa\u00a0đơn", "hóa\tđơn", "hóa\u200bđơn", "hóa/đơn"]
)
def test_spaces_and_signs_between_words_do_not_matter(library, question):
    assert "123/2020/NĐ-CP" in numbers(question)


@pytest.mark.parametrize(
    "question", ["\u202bhóa đơn\u202c", "\u200fhóa đơn\u200e", "\u2066hóa đơn\u2069", "\ufeffhóa đơn", "hóa đơn\u00ad"]
)
def test_invisible_marks_of_direction_do_not_matter(library, question):
    assert "123/2020/NĐ-CP" in numbers(question)


@pytest.mark.parametrize(("question", "number"), [("C/O mẫu D", "123/2020/NĐ-CP"), ("2.000.000 đồng", "123/2020/NĐ-CP"), ("1,5%", "123/2020/NĐ-CP"), ("hop-thu@bo.gov.vn", "123/2020/NĐ-CP"), ("200%", "45/2019/QH14")])  # fmt: skip
def test_signs_and_figures_inside_a_text(library, question, number):
    assert number in numbers(question)


@pytest.mark.parametrize("question", ["fullwidth ４３/２０１１", "４３/２０１１/ＮĐ-ＣＰ"])
def test_wide_letters_are_answered(library, question):
    assert not answer(question).failed


def test_words_of_a_chapter_heading_are_found(library):
    assert any(eid and "chp_III" in eid for _, eid in rows("hợp đồng lao động", page_size=100))


def test_words_of_an_annex_are_found(library):
    found = rows("mẫu đơn đăng ký dự thi")
    assert found
    assert found[0][0] == "17/2016/TTLT-BGDĐT-BTTTT"
    assert found[0][1].startswith("annex")


def test_a_text_without_articles_is_found_by_its_clause(library):
    assert ("02/CT-BNV", "cl_1__point_b") in rows("thư điện tử công vụ")
