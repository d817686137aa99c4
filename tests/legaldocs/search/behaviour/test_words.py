"""Words, phrases, exclusions: what must be there, what must not, and what is said when nothing has it all."""

from __future__ import annotations

import pytest

from legaldocs.search.answers import answer
from legaldocs.search.vocabulary import VOCABULARY, build_vocabulary
from tests.legaldocs.search.behaviour.conftest import first, numbers, rows


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("nghỉ hằng năm", ("45/2019/QH14", "art_113")),
        ("xử lý hóa đơn có sai sót", ("123/2020/NĐ-CP", "art_19")),
        ("thu hồi đất để phát triển kinh tế - xã hội", ("31/2024/QH15", "art_79")),
        ("điều kiện đăng ký tạm trú", ("68/2020/QH14", "art_27")),
        ("dịch vụ công trực tuyến mức độ 4", ("43/2011/NĐ-CP", "art_12")),
        ("hình thức mua bán vàng miếng", ("16/2013/QĐ-TTg", "art_6")),
    ],
)
def test_the_words_of_a_heading_find_their_article_first(library, question, found):
    number, eid = first(question)
    assert (number, "__".join(eid.split("__")[:1])) == found


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("hóa đơn, chứng từ", "123/2020/NĐ-CP"),
        ("bộ luật lao động", "45/2019/QH14"),
        ("thi và cấp chứng chỉ ứng dụng công nghệ thông tin", "17/2016/TTLT-BGDĐT-BTTTT"),
        ("mua, bán vàng miếng trên thị trường trong nước", "16/2013/QĐ-TTg"),
        ("tăng cường sử dụng văn bản điện tử", "02/CT-BNV"),
        ("quy chuẩn kỹ thuật về thước đo", "38/2020/TT-BTC"),
    ],
)
def test_the_words_of_a_name_find_the_document_first(library, question, number):
    assert first(question) == (number, None)


def test_of_two_laws_of_one_name_the_newer_comes_first(library):
    found = [number for number, eid in rows("luật cư trú") if eid is None]
    assert found[:2] == ["68/2020/QH14", "81/2006/QH11"]


def test_a_year_beside_the_name_chooses_the_law(library):
    assert first("luật cư trú 2006") == ("81/2006/QH11", None)


def test_words_near_each_other_come_before_words_apart(library):
    assert first("đăng ký tạm trú")[1].startswith("art_27")


@pytest.mark.parametrize(
    "question",
    ['"chiến lược, quy hoạch"', "“chiến lược quy hoạch”", "«chien luoc quy hoach»", '"CHIẾN LƯỢC QUY HOẠCH"'],
)
def test_quoted_words_stand_together_in_this_order(library, question):
    assert numbers(question) == {"43/2011/NĐ-CP"}


def test_quoted_words_in_another_order_are_not_found(library):
    found = answer('"quy hoạch chiến lược"')
    assert (found.count, found.results) == (0, [])


def test_two_phrases_must_both_be_there(library):
    assert numbers('"chiến lược, quy hoạch" "giới thiệu chung"') == {"43/2011/NĐ-CP"}
    assert answer('"chiến lược, quy hoạch" "nghỉ hằng năm"').count == 0


def test_words_beside_a_phrase_must_be_there_too(library):
    assert numbers('"đăng ký thường trú" công dân') == {"68/2020/QH14"}


def test_an_open_quotation_mark_is_no_phrase(library):
    assert "43/2011/NĐ-CP" in numbers('"quy hoạch chiến lược')


def test_a_phrase_does_not_run_over_the_end_of_one_document_into_another(library):
    assert answer('"Internet Điều 1"').count == 0


@pytest.mark.parametrize(("question", "kept", "gone"), [
    ("phạm vi điều chỉnh -viên", "43/2011/NĐ-CP", "15/2012/TT-BNV"),
    ("phạm vi điều chỉnh -hoà", "43/2011/NĐ-CP", "58/2020/QH14"),
    ("phạm vi điều chỉnh -đất", "43/2011/NĐ-CP", "31/2024/QH15"),
    ("phạm vi điều chỉnh -DAT", "43/2011/NĐ-CP", "31/2024/QH15"),
])  # fmt: skip
def test_an_excluded_word_is_nowhere_in_what_is_found(library, question, kept, gone):
    assert kept in numbers(question)
    assert (gone, "art_1") not in rows(question, page_size=100)


def test_an_excluded_word_alone_finds_nothing_and_does_not_fail(library):
    found = answer("-đất")
    assert not found.failed
    assert found.results == []


def test_a_hyphen_inside_a_word_excludes_nothing(library):
    assert "31/2024/QH15" in numbers("kinh tế-xã hội")


@pytest.mark.parametrize("question", ["xyzzy quux", "zzzz", "blockchain ethereum staking", '"xyzzy"'])
def test_what_no_text_has_gives_an_honest_empty_answer(library, question):
    found = answer(question)
    assert (found.count, found.results, found.failed) == (0, [], False)


def test_when_no_text_has_all_words_near_answers_are_shown_and_said(library):
    found = answer("hòa giải đối thoại vàng miếng")
    assert found.relaxed
    assert found.results


def test_all_words_in_one_text_are_no_near_answer(library):
    assert not answer("nghỉ hằng năm").relaxed


@pytest.fixture
def counted(library):
    """The library with its words counted."""
    build_vocabulary()
    VOCABULARY.forget()
    yield library
    VOCABULARY.forget()


def heard_as_typed(question):
    """Whether the answers say it, the words read as typed: no spelling help."""
    found = answer(question, literal=True)
    return bool(found.results) and not found.relaxed


@pytest.mark.parametrize("question", ["đất thu hồi", "lao động hợp đồng", "dat thu hoi", "đua thuyền và đưa đón"])
def test_words_that_stand_in_the_text_as_typed_are_no_near_answer(counted, question):
    assert heard_as_typed(question)


@pytest.mark.parametrize("question", ["dạt thú hỏi", "lao đồng hớp dòng", "dưa thuyên vã dừa dồn"])
def test_words_that_only_fold_alike_are_said_to_be_near(counted, question):
    found = answer(question, literal=True)
    assert found.results
    assert found.relaxed


def test_the_last_words_of_a_very_long_unit_are_found(editable):
    from legaldocs.services.publishing import publish_expression
    from tests.legaldocs.search.behaviour.conftest import settle

    expression = editable["43/2011/NĐ-CP"].expressions.get()
    expression.source_text += (
        "Điều 13. Dài\n" + "từ ngữ lặp lại nhiều lần " * 30_000 + "\nkết thúc bằng chữ kim cương.\n"
    )
    publish_expression(expression=expression)
    settle()
    assert first("kim cương") == ("43/2011/NĐ-CP", "art_13")


def test_a_question_of_many_words_is_answered(library):
    assert not answer("quy định về việc cung cấp thông tin và dịch vụ công trực tuyến " * 12).failed
