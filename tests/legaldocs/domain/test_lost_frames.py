"""Tables whose frame the source lost: below each cell stands a line with one bar; what is in a cell opens nothing."""

from __future__ import annotations

import pytest

from legaldocs.domain.reading import read_text
from legaldocs.domain.structure import parse, to_text, walk

RATES = (
    "Điều 7. Thuế suất\nThuế suất được quy định theo Biểu sau:\nSTT\n|\nHàng hóa\n|\nThuế suất\n|\n2\n|\nRượu\n|\n|\n"
    "a) Rượu từ 20 độ trở lên\n|\n55\n|\nb) Rượu dưới 20 độ\n|\n30\n|\n3. Bia\n|\n45\n|\n"
)


def eids(text: str) -> list[str]:
    return [node.eid for node, _ in walk(parse(text))]


def test_letters_and_numbers_in_cells_are_no_provisions() -> None:
    assert eids(RATES + "Điều 8. Hoàn thuế\n1. Người nộp thuế\na) Một;\nb) Hai.") == [
        "art_7", "art_8", "art_8__cl_1", "art_8__cl_1__point_a", "art_8__cl_1__point_b",
    ]  # fmt: skip


def test_a_cell_that_names_an_article_is_none() -> None:
    assert eids(RATES + "Điều 8. Căn cứ\n|\nĐiều 9. Mức phạt\n|\n") == ["art_7"]


def test_the_clause_that_leads_to_the_table_stays_one() -> None:
    text = (
        "Điều 1. Vị trí\n1. Một.\n2. Các điểm có tọa độ:\nVị trí\n|\nKinh độ\n|\n1. ĐH1\n|\n105°\n|\nĐiều 2. Hết\nXong."
    )
    assert eids(text) == ["art_1", "art_1__cl_1", "art_1__cl_2", "art_2"]


SPENT = "Điều 22. Thi hành\n1. Nghị định này có hiệu lực từ ngày ký.\n2. Các Bộ trưởng chịu trách nhiệm thi hành Nghị định này."


def test_the_last_clause_above_the_lost_table_of_a_signature_stays_one() -> None:
    assert eids(f"{SPENT}\n|\n|") == ["art_22", "art_22__cl_1", "art_22__cl_2"]
    assert eids(f"{SPENT}\n|\nCỘNG HÒA XÃ HỘI\n|\nMẫu") == ["art_22", "art_22__cl_1", "art_22__cl_2"]


def test_a_point_above_the_lost_picture_of_a_formula_stays_one() -> None:
    text = (
        "Điều 2. Cách tính\n1. Một.\n2. Tính lại như sau:\na) Số hao mòn tính đến năm xác định lại\n|\n=\n|\nSố năm\n|\n"
        "b) Giá trị còn lại của tài sản sau khi tính\n|\n=\n|\nNguyên giá\n|\n-\n|\nSố hao mòn\n3. Ba."
    )
    assert [eid for eid in eids(text) if "para" not in eid][-4:] == [
        "art_2__cl_2", "art_2__cl_2__point_a", "art_2__cl_2__point_b", "art_2__cl_3",
    ]  # fmt: skip


def test_a_point_between_two_tables_leads_to_the_second() -> None:
    text = (
        "Điều 2. Lớp\n1. Gồm:\na) Nhóm lớp địa hình được bổ sung:\n|\n|\nPhông chữ\n|\n10\n|\n"
        "b) Nhóm lớp giao thông được bổ sung:\n|\n|\nPhông chữ\n|\n10\n|\nc) Nhóm lớp thủy hệ được bỏ."
    )
    assert [eid[-1] for eid in eids(text) if "point_" in eid and "para" not in eid] == ["a", "b", "c"]


def test_an_article_above_a_lost_picture_is_one_with_its_heading() -> None:
    nodes = parse("Điều 4. Nội dung\nBản đồ.\nĐiều 5. Sơ đồ quy trình\n|\n|\n|\nĐiều 6. Chuẩn bị\nKhảo sát.").nodes
    assert [(node.num, node.heading) for node in nodes] == [
        ("4", "Nội dung"), ("5", "Sơ đồ quy trình"), ("6", "Chuẩn bị"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        "1. Đối với nam gồm sáu nhóm tuổi:\n|\n2. Đối với nữ gồm sáu nhóm tuổi:\n|",  # two columns side by side
        "1.\n|\nCửa khẩu A\n|",
        "Loại\n|\nMức\n|\n1. Đối với tác phẩm điện ảnh và sân khấu\n|\n400.000\n|",
        "Loại\n|\nNhóm một\n1. Đối với tác phẩm điện ảnh và sân khấu\n|\n400.000\n|",
        "3. Số thứ tự của cột trong bảng kê kèm theo\n|\nMức\n|",
    ],
)
def test_what_only_looks_like_the_clause_above_a_table_stays_a_cell(rows: str) -> None:
    assert [eid for eid in eids(f"Điều 5. Mức thu\nMức thu như sau:\n{rows}") if "cl_" in eid] == []


def test_no_letter_of_the_cells_is_lost() -> None:
    for text in (RATES, RATES + "Điều 8. Hết"):
        assert "".join(to_text(parse(text)).split()) == "".join(text.split())


@pytest.mark.parametrize("bar", ["| |", "||", "|x", "¦"])
def test_other_lines_with_bars_are_no_frames(bar: str) -> None:
    assert "art_1__cl_1" in eids(f"Điều 1. Việc\n1. Một.\n{bar}\n2. Hai.")


def test_real_tables_are_still_nodes() -> None:
    kinds = [node.kind for node, _ in walk(read_text("Điều 1. Bảng\n| a) Một | 2 |\n| b) Hai | 3 |").structure)]
    assert kinds == ["article", "table"]
