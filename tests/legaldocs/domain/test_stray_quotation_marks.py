"""A codified text keeps the quotation mark in which an amending text printed a provision: what stands behind it is one."""

from __future__ import annotations

import pytest

from legaldocs.domain.structure import Kind, parse, to_text, walk

HEAD = "Điều 15. Trách nhiệm của Cục\n"


def eids(text: str) -> list[str]:
    return [node.eid for node, _ in walk(parse(text))]


@pytest.mark.parametrize("line", ["“2. Thống kê tổ chức.”", "“2. Thống kê tổ chức:", '"2. Thống kê tổ chức."'])
def test_the_next_clause_behind_a_quotation_mark_is_a_clause(line):
    text = f"{HEAD}1. Gửi báo cáo.\n{line}\n3. Lưu giữ báo cáo."
    assert eids(text) == ["art_15", "art_15__cl_1", "art_15__cl_2", "art_15__cl_3"]
    assert to_text(parse(text)) == text


def test_the_next_point_behind_a_quotation_mark_is_a_point():
    text = f"{HEAD}1. Việc:\na) Một;\n“b) Hai;”\nc) Ba."
    assert [node.num for node, _ in walk(parse(text)) if node.kind is Kind.POINT] == ["a", "b", "c"]


def test_the_first_point_of_a_list_that_goes_on_without_marks_is_a_point():
    text = f"{HEAD}2. Tại các đơn vị:\n“a) Trong 05 ngày làm việc.”\nb) Trong 12 ngày làm việc."
    assert [node.num for node, _ in walk(parse(text)) if node.kind is Kind.POINT] == ["a", "b"]


def test_its_own_points_stand_below_it():
    text = f"{HEAD}1. Một.\n“2. Độ cao bay:\na) Tối thiểu 300 m;\nb) Tối thiểu 600 m.”\n3. Ba."
    assert eids(text)[2:] == [
        "art_15__cl_2", "art_15__cl_2__point_a", "art_15__cl_2__point_b", "art_15__cl_3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}1. Sửa đổi, bổ sung khoản 2 Điều 11 như sau:\n“2. Lập mới hồ sơ.”\n2. Bãi bỏ Điều 3.",
        f"{HEAD}1. Bổ sung khoản 2 vào sau khoản 1 Điều 11:\n“2. Lập mới.”\n3. Khác.",
        f"{HEAD}1. Sửa đổi Điều 11 như sau:\n“1. Một.\n2. Hai.”\n“3. Ba.”",
        f"{HEAD}1. Một.\n“5. Năm.”\n2. Hai.",
    ],
)
def test_replacement_text_stays_a_quotation(text):
    assert any(node.kind is Kind.QUOTE for node, _ in walk(parse(text)))
