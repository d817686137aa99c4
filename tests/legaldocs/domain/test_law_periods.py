"""Which law a name meant on a day, and how the finder uses it."""

from __future__ import annotations

import datetime

import pytest

from legaldocs.domain.citations import find_citations
from legaldocs.domain.law_names import LAW_NUMBERS
from legaldocs.domain.law_periods import EFFECTIVE_FROM, KNOWN_UNTIL, law_number_on
from legaldocs.domain.numbers import parse_number
from legaldocs.domain.structure import parse

Day = datetime.date


@pytest.mark.parametrize(
    ("name", "on", "number"),
    [
        ("Luật Đất đai", Day(2015, 1, 1), "45/2013/QH13"),
        ("luật  đất đai", Day(2014, 6, 30), "13/2003/QH11"),
        ("Luật Đất đai", Day(2014, 7, 1), "45/2013/QH13"),
        ("Luật Đất đai", Day(2025, 1, 1), "31/2024/QH15"),
        ("Luật Đất đai", Day(2003, 1, 1), None),
        ("Bộ luật Dân sự", Day(2016, 12, 31), "33/2005/QH11"),
        ("Luật Công nghệ thông tin", Day(2010, 1, 1), "67/2006/QH11"),
        ("Luật Công nghệ thông tin", Day(2006, 12, 1), None),  # it was passed, and not yet in force
        ("Luật Thuế giá trị gia tăng", Day(2025, 12, 1), "48/2024/QH15"),  # 149/2025/QH15 only amends it
        ("Luật không có thật", Day(2015, 1, 1), None),
        ("", Day(2015, 1, 1), None),
        ("Luật Đất đai", KNOWN_UNTIL, None),
    ],
)
def test_a_name_means_the_law_in_force_on_the_day(name, on, number):
    assert law_number_on(name, on) == number


def test_every_day_of_effect_follows_the_year_of_its_law_and_belongs_to_a_known_one():
    known = {number for numbers in LAW_NUMBERS.values() for number in numbers[1:]}
    assert set(EFFECTIVE_FROM) <= known
    for number, day in EFFECTIVE_FROM.items():
        year = parse_number(number).year
        assert year <= datetime.date.fromisoformat(day).year <= year + 3, number


def test_laws_of_one_name_begin_in_the_order_they_were_passed():
    for name, numbers in LAW_NUMBERS.items():
        days = [EFFECTIVE_FROM[number] for number in numbers if number in EFFECTIVE_FROM]
        assert days == sorted(days), name


TEXT = "Điều 1. Thu hồi\n1. Theo Điều 5 Luật Đất đai.\n2. Theo Luật Phá sản (sửa đổi)."


def numbers(text, on=None):
    return [target.number for citation in find_citations(parse(text), on) for target in citation.targets]


def test_a_law_named_without_number_is_the_one_of_the_day_of_the_text():
    assert numbers(TEXT) == [None, None]
    assert numbers(TEXT, Day(2015, 3, 1)) == ["45/2013/QH13", "51/2014/QH13"]
    assert numbers(TEXT, Day(2005, 3, 1)) == ["13/2003/QH11", "21/2004/QH11"]


def test_what_the_text_says_of_the_number_goes_before_the_day():
    told = "Căn cứ Luật Đất đai số 13/2003/QH11;\n" + TEXT
    assert numbers(told, Day(2015, 3, 1))[:2] == ["13/2003/QH11", "13/2003/QH11"]


def test_of_two_laws_told_the_day_chooses_and_else_none_is_taken():
    told = "Căn cứ Luật Đất đai số 13/2003/QH11;\nCăn cứ Luật Đất đai số 45/2013/QH13;\n" + TEXT
    assert numbers(told, Day(2015, 3, 1))[2] == "45/2013/QH13"
    assert numbers(told)[2] is None
    assert numbers(told, Day(2025, 3, 1))[2] is None


def test_a_closing_bracket_is_no_part_of_a_name():
    text = "Điều 1. Phí\nTheo quy định (của Luật quảng cáo) và Luật trẻ em)."
    assert [target.name for c in find_citations(parse(text)) for target in c.targets] == [
        "Luật quảng cáo",
        "Luật trẻ em",
    ]
