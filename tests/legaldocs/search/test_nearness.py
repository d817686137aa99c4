"""Whether the best answers say what was asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from legaldocs.models.search import DOCUMENT_SHIFT
from legaldocs.search.answers import answer
from legaldocs.search.nearness import CLOSE, _span, say_it
from legaldocs.search.plan import EngineHit, Heard, Plan, Term
from legaldocs.search.reading import PART, ROW, Unit
from legaldocs.search.vocabulary import tone_placed
from tests.legaldocs.search.test_scoring import document

HIT = EngineHit((1 << DOCUMENT_SHIFT) + 5, 1.0)


def term(text: str, weight: float = 1.0) -> Term:
    return Term((tuple(text.split()),), weight)


class Reading:
    """A reader that knows one unit of one document."""

    def __init__(self, *rows: str, heading: str = "Phạm vi", title: str = "Về giao thông") -> None:
        words = ROW.join(
            [f"Điều 5.{PART}{heading}{PART}", *(f"{n}.{PART}{PART}{row}" for n, row in enumerate(rows, 1))]
        )
        facts = ROW.join(PART.join(["1", "clause", "1", "art_5", "dieu-5", "1", "1"]) for _ in range(len(rows) + 1))
        self.unit, self.title = Unit(words, facts), title

    def documents(self, ids: Any) -> dict[int, Any]:
        return {pk: document(id=pk, abstract="", title=self.title) for pk in ids}

    def units(self, ids: Any) -> dict[int, Unit]:
        return dict.fromkeys(ids, self.unit)


def says(plan: Plan, *rows: str, **more: str) -> bool:
    return say_it(plan, [HIT], Reading(*rows, **more))  # type: ignore[arg-type]


STRICT = Plan(terms=(term("lich thi dau"), term("ngoai hang")))


def test_words_close_together_in_one_clause_say_it():
    assert says(STRICT, "Lịch thi đấu giải ngoại hạng do liên đoàn công bố")


def test_words_in_two_clauses_do_not():
    assert not says(STRICT, "Lịch thi đấu do liên đoàn công bố", "Giải ngoại hạng là giải cao nhất")


def test_words_far_apart_in_one_clause_do_not():
    assert not says(STRICT, f"Lịch thi đấu {'và các việc khác ' * 20} ngoại hạng")


def test_heading_and_name_count_with_every_clause():
    assert says(STRICT, "Lịch thi đấu do liên đoàn công bố", heading="Giải ngoại hạng")
    assert says(STRICT, "Lịch thi đấu do liên đoàn công bố", title="Về giải ngoại hạng")


def test_of_a_sentence_the_most_telling_word_must_be_there():
    plan = Plan(terms=(term("world cup", 7.0), term("vo dich", 6.0)), floor=0.5)
    assert not says(plan, "Vận động viên vô địch")
    assert says(plan, "Đội dự world cup")


def test_a_question_of_no_field_is_answered_by_headings_only():
    plan = Plan(terms=(term("vang", 3.0), term("hom nay", 4.0)), floor=0.5, strange=True)
    assert not says(plan, "Giá vàng hôm nay do ngân hàng niêm yết")
    assert says(plan, "Do ngân hàng niêm yết", heading="Giá hôm nay")
    assert says(replace(plan, strange=False), "Giá vàng hôm nay do ngân hàng niêm yết")


def test_a_part_of_a_word_is_not_the_word():
    assert not says(Plan(terms=(term("an", 5.0), term("x")), floor=0.5), "Ánh sáng")


def test_nothing_found_and_nothing_asked_say_nothing_wrong():
    assert say_it(STRICT, [], Reading())  # type: ignore[arg-type]
    assert say_it(Plan(), [HIT], Reading())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("places", "span"),
    [([[5]], 0), ([[1, 50], [52]], 2), ([[1], [100], [90]], 99), ([[1, 200], [100, 210], [90, 220]], 20), ([], 0)],
)
def test_the_shortest_stretch_that_holds_all(places, span):
    assert _span(places) == span


def test_a_page_says_that_its_answers_are_only_near(corpus):
    assert not answer("hòa giải đối thoại").relaxed
    assert not answer("nghỉ phép năm được bao nhiêu ngày").relaxed
    assert CLOSE > 0


def test_a_heading_that_has_the_question_word_for_word_says_it_whatever_was_known_of_it():
    plan = Plan(terms=(term("vang mieng", 3.0), term("hom nay", 7.0)), floor=0.5, strange=True)
    assert not says(plan, "Ngân hàng niêm yết", heading="Giá vàng miếng")
    assert says(replace(plan, whole=("gia", "vang", "mieng")), "Ngân hàng niêm yết", heading="Giá vàng miếng")
    assert says(replace(plan, whole=("gia", "vang", "mieng")), "Ngân hàng niêm yết", title="Về giá vàng miếng")


def test_the_clause_that_has_the_question_says_nothing_for_the_heading():
    plan = Plan(terms=(term("vang mieng", 3.0), term("hom nay", 7.0)), floor=0.5, strange=True)
    assert not says(replace(plan, whole=("gia", "vang", "mieng")), "Giá vàng miếng do ngân hàng niêm yết")


def test_neighbours_of_a_question_of_no_field_that_no_term_holds_must_stand_in_the_text():
    plan = Plan(terms=(term("meo", 8.0),), floor=0.5, strange=True, untold=(("bo", "an"),))
    assert not says(plan, "Chủ vật nuôi tiêm phòng", heading="Nuôi chó, mèo")
    assert says(plan, "Vật nuôi bỏ ăn thì phải khai báo", heading="Nuôi chó, mèo")
    assert not says(plan, "Vật nuôi bỏ đi ăn thì phải khai báo", heading="Nuôi chó, mèo")


def heard(text: str, least: float) -> Heard:
    return Heard(tuple(map(tone_placed, text.split())), least=least)


def test_a_text_that_has_the_words_folded_only_does_not_say_it():
    plan = Plan(terms=(term("ngu", 2.7), term("ve tinh", 3.4)))
    text = "Sử dụng từ ngữ về tính năng kỹ thuật"
    assert says(plan, text)
    assert not says(replace(plan, heard=heard("thành ngữ về tình bạn", 0.7)), text)
    assert says(replace(plan, heard=heard("từ ngữ về tính năng", 0.7)), text)


def test_of_a_sentence_most_of_its_words_as_typed_say_it_whatever_they_weigh():
    plan = Plan(terms=(term("mau don", 9.0), term("khoi kien", 4.0)), floor=0.5)
    text = "Nội dung của đơn khởi kiện"
    assert not says(plan, text)
    assert says(replace(plan, heard=heard("nội dung đơn khởi kiện", 0.7)), text)


def test_words_that_weigh_nearly_the_same_are_equally_telling():
    plan = Plan(terms=(term("bua an", 7.7), term("30 phut", 7.0)), floor=0.5)
    assert says(plan, "Nghỉ giữa giờ ít nhất 30 phút liên tục")
    assert not says(replace(plan, terms=(term("bua an", 9.0), term("30 phut", 7.0))), "Nghỉ ít nhất 30 phút")


def test_a_heading_that_has_the_question_word_for_word_says_it_before_anything_is_listened_to():
    plan = Plan(terms=(term("nghi huu"),), whole=("tuoi", "nghi", "huu"), heard=heard("tuổi nghĩ hưu", 0.7))
    assert says(plan, "Tuổi của người lao động", heading="Tuổi nghỉ hưu")
    assert not says(replace(plan, whole=()), "Tuổi của người lao động", heading="Tuổi nghỉ hưu")
