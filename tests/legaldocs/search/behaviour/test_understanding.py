"""What people type instead of what the law says: abbreviations, everyday words, Telex keys, names, periods, chapters."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection

from legaldocs.search.answers import answer
from legaldocs.search.engine import get_engine
from legaldocs.search.vocabulary import build_vocabulary
from tests.legaldocs.search.behaviour.conftest import first, numbers, rows


@pytest.fixture(autouse=True)
def _counted_words(library):
    """Spelling help and the weight of words come from the words of the corpus."""
    build_vocabulary()


def test_the_engine_of_the_environment_is_asked():
    assert get_engine().name == ("elasticsearch" if settings.SEARCH else connection.vendor)
    assert not answer("phạm vi điều chỉnh").fallback


@pytest.mark.parametrize(
    "question", ["BLLĐ", "bllđ", "BLLD", "luật lao động", "luat lao dong", "bộ luật lao động 2019", "BLLĐ 2019"]
)
def test_a_law_by_its_short_name(question):
    assert first(question) == ("45/2019/QH14", None)


@pytest.mark.parametrize(
    ("question", "eid"),
    [
        ("điều 35 BLLĐ", "art_35"),
        ("khoản 2 điều 35 BLLĐ", "art_35__cl_2"),
        ("điểm a khoản 1 điều 35 bllđ", "art_35__cl_1__point_a"),
    ],
)
def test_a_provision_of_a_law_by_its_abbreviation(question, eid):
    assert first(question) == ("45/2019/QH14", eid)


@pytest.mark.parametrize(
    ("question", "number", "article"),
    [
        ("nghỉ phép năm", "45/2019/QH14", "art_113"),
        ("cho tôi hỏi nghỉ phép năm được bao nhiêu ngày", "45/2019/QH14", "art_113"),
        ("NLĐ nghỉ hằng năm", "45/2019/QH14", "art_113"),
        ("xin nghỉ việc phải báo trước mấy ngày", "45/2019/QH14", "art_35"),
        ("tiền lương tăng ca", "45/2019/QH14", "art_98"),
        ("BHTN mức hưởng", "28/2015/TT-BLĐTBXH", "art_8"),
        ("xử lí hóa đơn", "123/2020/NĐ-CP", "art_19"),
    ],
)
def test_everyday_words_and_abbreviations_lead_to_the_words_of_the_law(question, number, article):
    found_number, eid = first(question)
    assert found_number == number
    assert eid is not None
    assert eid.startswith(article)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("luaatj ddaats ddai", "31/2024/QH15"),
        ("hoas ddown", "123/2020/NĐ-CP"),
        ("booj luaatj lao ddoongj", "45/2019/QH14"),
    ],
)
def test_keys_of_telex_left_in_the_words_are_read(question, number):
    found = answer(question)
    assert found.results[0].document.number == number
    assert found.question.corrected


def test_words_taken_literally_are_not_corrected():
    found = answer("luaatj ddaats ddai", literal=True)
    assert not found.question.corrected
    assert found.count == 0


def test_well_written_words_are_not_corrected():
    for question in ("luật đất đai", "hóa đơn", "hòa giải viên", "vàng miếng"):
        assert not answer(question).question.corrected, question


@pytest.mark.parametrize(
    "question", ["văn bản của Bộ Nội vụ về bảo hiểm thất nghiệp", "thông tư của Bộ LĐTBXH về thất nghiệp"]
)
def test_a_body_named_in_words_finds_its_documents_and_those_of_its_predecessors(question):
    assert first(question)[0] == "28/2015/TT-BLĐTBXH"


def test_a_type_and_a_year_in_words():
    assert first("nghị định năm 2020 về hóa đơn") == ("123/2020/NĐ-CP", None)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("chương III bộ luật lao động", ("45/2019/QH14", "chp_III")),
        ("chuong 3 bo luat lao dong", ("45/2019/QH14", "chp_III")),
        ("phụ lục I thông tư liên tịch 17/2016", ("17/2016/TTLT-BGDĐT-BTTTT", "annex_I")),
    ],
)
def test_a_chapter_or_annex_named_by_number(question, found):
    assert first(question) == found


@pytest.mark.parametrize("question", ["03 ngày", "3 ngày", "ba ngày", "12 tháng", "mười hai tháng", "12 ngày làm việc"])
def test_numerals_in_figures_and_words_are_answered(question):
    assert not answer(question).failed


def test_a_numeral_in_words_finds_the_figure():
    assert "45/2019/QH14" in numbers("mười hai tháng")


def test_a_sentence_shows_how_it_was_read():
    said = answer("cho tôi hỏi nghỉ phép năm được bao nhiêu ngày").understood_as
    assert "nghỉ phép năm" in said


@pytest.mark.parametrize("question", ["luật đất đai", "hợp đồng lao động", "bộ luật lao động", "cư trú"])
def test_no_entry_is_listed_twice(question):
    found = answer(question, page_size=100).results
    entries = [(result.document.pk, result.title, result.eid) for result in found]
    assert len(entries) == len(set(entries))


def test_counts_stay_the_same_whatever_the_page_size():
    assert {answer("lao động", page_size=size).count for size in (1, 5, 50, 100)} == {
        len(rows("lao động", page_size=100))
    }
