"""How much of a question stands in a text as it was typed."""

from __future__ import annotations

import pytest

from legaldocs.search.hearing import most_heard, share_heard, spoken
from legaldocs.search.plan import Heard, Variant
from legaldocs.search.reading import PART, ROW, Unit
from legaldocs.search.vocabulary import tone_placed


def heard(text: str, **more) -> Heard:
    return Heard(tuple(map(tone_placed, text.split())), **more)


def share(question: str, text: str, **more) -> float:
    return share_heard(heard(question, **more), spoken(text))


def unit(*rows: str, heading: str = "Phạm vi điều chỉnh") -> Unit:
    first = f"Điều 5.{PART}{heading}{PART}"
    return Unit(ROW.join([first, *(f"{number}.{PART}{PART}{row}" for number, row in enumerate(rows, 1))]), "")


def test_words_side_by_side_are_heard_whatever_they_are_alone():
    assert share("tình bạn", "Nói về tình bạn của trẻ em") == 1.0
    assert share("tình bạn", "Trẻ em có bạn và tình thương") == 0.0


def test_other_diacritics_are_other_words():
    assert share("tình bạn", "Quyết định về tỉnh ban hành văn bản") == 0.0
    assert share("thất tình", "Nội dung có tính thật") == 0.0


def test_a_question_without_diacritics_is_heard_folded():
    assert share("thu hoi dat", "Thu hồi đất vì mục đích quốc phòng", plain=True) == 1.0
    assert share("thu hoi dat", "Thu hồi đất vì mục đích quốc phòng") == 0.0


@pytest.mark.parametrize(("typed", "written"), [("hoà giải", "Hòa giải ở cơ sở"), ("thủy sản", "Nuôi trồng thuỷ sản")])
def test_the_place_of_a_tone_mark_is_no_other_word(typed, written):
    assert share(typed, written) == 1.0


def test_letters_taken_apart_are_heard_as_one():
    assert share("ly hôn", "Ly ho\u0302n theo yêu cầu") == 1.0


def test_neighbours_over_the_end_of_a_sentence_are_none():
    assert share("xây dựng", "Công trình đang xây. Dựng lại nhà") == 0.0
    assert share("hợp đồng", "Hợp, đồng ý") == 1.0


def test_a_word_alone_is_heard_only_where_it_tells_something_alone():
    assert share("thuế", "Miễn thuế") == 0.0
    assert share("thuế", "Miễn thuế", alone=frozenset([0])) == 1.0


def test_words_that_tell_nothing_are_not_counted():
    question = "bao nhiêu tuổi nghỉ hưu"
    assert share(question, "Tuổi nghỉ hưu", idle=frozenset([0, 1])) == 1.0
    assert share(question, "Tuổi nghỉ hưu") == pytest.approx(3 / 5)
    assert share("là gì", "Giải thích", idle=frozenset([0, 1])) == 1.0


def test_another_wording_is_heard_in_the_place_of_its_words():
    other = (Variant(0, 2, (("nghi", "hang", "nam"),)),)
    assert share("nghỉ phép tối đa", "Nghỉ hằng năm tối đa", variants=other) == 1.0
    assert share("nghỉ phép tối đa", "Nghỉ hưu tối đa", variants=other) == 0.5


def test_words_understood_need_not_stand_in_the_text():
    assert share("sếp nợ lương", "Trả lương", understood=frozenset([0, 1]), alone=frozenset([2])) == 1.0
    assert share("sếp nợ lương", "Trả tiền", understood=frozenset([0, 1]), alone=frozenset([2])) == pytest.approx(2 / 3)


def test_the_best_clause_counts_with_the_heading_and_the_name():
    question = heard("nguyên nhân thất bại phong trào")
    apart = unit("Xác định nguyên nhân.", "Làm thất bại âm mưu.", "Phát động phong trào.")
    assert most_heard(question, apart, "Luật Công an nhân dân") == pytest.approx(1 / 3)
    assert most_heard(question, unit("Nguyên nhân thất bại"), "Về phong trào thi đua") == 1.0
    assert most_heard(question, unit("Nguyên nhân", heading="Phong trào thất bại"), "Luật") == 1.0


def test_a_clause_does_not_end_in_the_middle_of_the_next_word():
    assert most_heard(heard("phạm vi luật"), unit("Luật"), "Nghị định") == pytest.approx(2 / 3)


def test_a_document_is_heard_by_its_name():
    assert most_heard(heard("hộ chiếu ngoại giao"), None, "Thông tư 4/2020 về hộ chiếu ngoại giao") == 1.0
    assert most_heard(heard("hộ chiếu ngoại giao"), None, "Thông tư 4/2020 về thị thực") == 0.0


def test_nothing_asked_is_heard_anywhere():
    assert share("", "Điều gì cũng được") == 1.0
    assert share_heard(heard("đất đai"), spoken("")) == 0.0
