"""Khoản and điểm whose line break is lost get a line of their own; what only mentions a letter keeps its line."""

from __future__ import annotations

import pytest

from legaldocs.domain.fidelity import examine_text
from legaldocs.domain.structure import Kind, parse, to_text, walk

HEAD = "Điều 3. Dạng tật\n"


def units(text: str) -> list[str]:
    return [node.eid for node, _ in walk(parse(text)) if node.kind in (Kind.CLAUSE, Kind.POINT)]


def texts(text: str) -> list[str]:
    return [node.text for node, _ in walk(parse(text)) if node.kind in (Kind.CLAUSE, Kind.POINT)]


def test_points_inside_the_line_before_fill_the_gap():
    text = f"{HEAD}1. Gồm:\na) Khuyết tật vận động; b) Khuyết tật nghe; c) Khuyết tật nhìn;\nd) Khuyết tật khác."
    assert units(text) == ["art_3__cl_1", *(f"art_3__cl_1__point_{letter}" for letter in "abcd")]
    assert texts(text)[1:] == ["Khuyết tật vận động;", "Khuyết tật nghe;", "Khuyết tật nhìn;", "Khuyết tật khác."]


def test_clauses_inside_the_line_before_fill_the_gap():
    text = f"{HEAD}1. Mức thu theo điều ước đó. 2. Phí tính bằng đô la Mỹ. 3. Tổ chức nộp phí.\n4. Trường hợp khác."
    assert units(text) == [f"art_3__cl_{number}" for number in "1234"]


def test_a_missing_sign_before_the_number_does_not_matter_where_a_sentence_begins():
    text = f"{HEAD}1. Đo sâu ở nơi có độ sâu 2. Đo sâu bằng máy.\n3. Ba."
    assert texts(text) == ["Đo sâu ở nơi có độ sâu", "Đo sâu bằng máy.", "Ba."]


def test_the_first_point_inside_the_words_that_lead_to_it_is_one():
    text = f"{HEAD}1. Xác định theo giá thị trường, trong đó: a) Đối với chứng khoán;\nb) Đối với phần vốn."
    assert units(text) == ["art_3__cl_1", "art_3__cl_1__point_a", "art_3__cl_1__point_b"]


def test_đ_comes_behind_d():
    text = f"{HEAD}1. Gồm:\na) Một;\nb) Hai;\nc) Ba;\nd) Bốn. đ) Năm;\ne) Sáu."
    assert [node.num for node, _ in walk(parse(text)) if node.kind is Kind.POINT] == ["a", "b", "c", "d", "đ", "e"]


@pytest.mark.parametrize(
    "line",
    [
        "a) Các trường hợp quy định tại điểm a) và b) khoản này;\nb) Hai;\nc) Ba.",  # a mention, b) has its line
        "a) Theo b) khoản 2;\nc) Ba.",  # the source has no b)
        "a) Một; b) Hai; c) Ba.",  # nothing shows that this was ever broken
        "a) Một; c) Ba;\nd) Bốn.",
        "a) Họ tên: …… b) Giới tính\nc) Quê quán",
    ],
)
def test_what_fills_no_gap_stays_in_its_line(line):
    assert not [f for f in parse(f"{HEAD}1. Gồm:\n{line}").findings if f.code == "number-inside-line"]


@pytest.mark.parametrize("line", ["1. Tăng 2. Xx", "1. Mục 2.1. Và mục khác.", "1. Họ tên ........ 2. Giới tính"])
def test_numbers_that_end_a_sentence_are_no_clauses(line):
    following = "\n3. Ba." if "Họ tên" in line else "\n2. Hai."
    assert not [f for f in parse(f"{HEAD}{line}{following}").findings if f.code == "number-inside-line"]


def test_the_report_names_the_line_and_no_letter_is_lost():
    text = f"{HEAD}1. Gồm:\na) Một; b) Hai;\nc) Ba."
    structure = parse(text)
    assert [(f.code, f.line) for f in structure.findings if f.line != 1] == [("number-inside-line", 3)]
    assert "".join(to_text(structure).split()) == "".join(text.split())
    assert [f.code for f in examine_text(text, structure) if f.code == "characters-lost"] == []


def test_reading_the_printed_tree_again_gives_the_same_tree():
    structure = parse(f"{HEAD}1. Gồm:\na) Một; b) *Hai*;\nc) Ba.\n2. Xong.")
    again = parse(to_text(structure))
    assert [(n.eid, n.text, n.emphasis) for n, _ in walk(again)] == [
        (n.eid, n.text, n.emphasis) for n, _ in walk(structure)
    ]
