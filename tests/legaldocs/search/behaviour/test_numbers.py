"""A document asked for by its number, in any spelling, comes first."""

from __future__ import annotations

import unicodedata

import pytest

from legaldocs.search.answers import answer
from tests.legaldocs.search.behaviour.conftest import first, numbers, rows

DECREE = ("43/2011/NĐ-CP", None)


@pytest.mark.parametrize(
    "question",
    [
        "43/2011/NĐ-CP",
        "43/2011/nđ-cp",
        "43/2011/ND-CP",
        "43/2011/NĐCP",
        "43/2011/NĐ - CP",
        "43-2011-NĐ-CP",
        "43.2011.NĐ.CP",
        "43_2011_nd_cp",
        "43/2011/NĐ–CP",
        "nd 43 2011",
        "nđ43/2011",
        "43 2011 nd cp",
        "NĐ43/2011",
        "nghị định 43/2011",
        "nghi dinh so 43/2011",
        "Nghị định số 43/2011/NĐ-CP ngày 13/6/2011",
        "Nghị định số 43/2011/NĐ-CP ngày 13 tháng 6 năm 2011 của Chính phủ",
        "NGHỊ ĐỊNH SỐ 43/2011/NĐ-CP",
        "043/2011/NĐ-CP",
        "43/2011",
        " \t43/2011/NĐ-CP\n",
        unicodedata.normalize("NFD", "Nghị định số 43/2011/NĐ-CP"),
    ],
)
def test_a_number_in_any_spelling_comes_first(library, question):
    assert first(question) == DECREE


@pytest.mark.parametrize("question", ["02/CT-BNV", "2/CT-BNV", "02/ct-bnv", "chỉ thị 02/CT-BNV", "chi thi so 2 ct bnv"])
def test_a_number_without_a_year(library, question):
    assert first(question) == ("02/CT-BNV", None)


@pytest.mark.parametrize(
    "question",
    [
        "45/2019/QH14",
        "bộ luật 45/2019/QH14",
        "45/2019/qh-14",
        "45 2019 qh14",
        "45/2019/QH 14",
        "bo luat so 45/2019/qh14",
    ],
)
def test_a_law_by_its_number(library, question):
    assert first(question) == ("45/2019/QH14", None)


@pytest.mark.parametrize(
    "question", ["17/2016/TTLT-BGDĐT-BTTTT", "ttlt 17/2016 bgddt bttt", "thông tư liên tịch 17/2016/TTLT-BGDĐT-BTTTT"]
)
def test_a_joint_number(library, question):
    assert first(question) == ("17/2016/TTLT-BGDĐT-BTTTT", None)


@pytest.mark.parametrize("question", ["28/2015/TT-BLĐTBXH", "thông tư 28/2015", "tt 28 2015 bldtbxh"])
def test_a_circular_by_its_number(library, question):
    assert first(question) == ("28/2015/TT-BLĐTBXH", None)


def test_a_type_and_a_serial_name_the_newest_of_them(library):
    assert first("nghị định 43") == DECREE


def test_the_type_decides_between_documents_of_one_serial_and_year(library):
    assert first("quyết định 16/2013") == ("16/2013/QĐ-TTg", None)
    assert first("nghị định 43/2008") == ("43/2008/NĐ-CP", None)


def test_documents_that_mention_the_number_come_after_it(library):
    found = rows("43/2011/NĐ-CP")
    assert found[0] == DECREE
    assert ("15/2012/TT-BNV", "art_1") in found


def test_the_direct_answer_says_that_it_was_named(library):
    results = answer("43/2011/NĐ-CP").results
    assert results[0].named
    assert not any(result.named for result in results[1:])


@pytest.mark.parametrize(
    "question", ["44/2011/NĐ-CP", "nghị định 999/2031/NĐ-CP", "43/1999/NĐ-CP", "thông tư 43/2011/TT-BYT"]
)
def test_a_number_nobody_has_names_no_document(library, question):
    assert not any(result.named for result in answer(question).results)


def test_words_beside_the_number_do_not_hide_it(library):
    assert first("nghị định 123/2020 hóa đơn") == ("123/2020/NĐ-CP", None)


@pytest.mark.parametrize("question", ["nghị định 43/2011 -hóa", "43/2011/NĐ-CP -xyzzy"])
def test_an_exclusion_beside_the_number_leaves_the_document(library, question):
    assert first(question) == DECREE


def test_a_number_with_a_filter_that_it_does_not_pass_is_not_found(library):
    from legaldocs.search.engine import Filters

    assert "43/2011/NĐ-CP" not in numbers("43/2011/NĐ-CP", filters=Filters(document_type=("thong-tu",)))
    assert first("43/2011/NĐ-CP", filters=Filters(document_type=("nghi-dinh",))) == DECREE


def test_how_the_number_was_read_is_said(library):
    said = answer("nd 43 2011").understood_as
    assert "43" in said
    assert "2011" in said
