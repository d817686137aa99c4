"""Khoản whose markers are printed wrongly are read as they are meant; what only looks like one stays text."""

from __future__ import annotations

from pathlib import Path

import pytest

from legaldocs.domain.reading import read_text
from legaldocs.domain.structure import Kind, parse, to_text, walk


def clauses(text: str) -> list[str]:
    return [node.eid for node, _ in walk(parse(text)) if node.kind is Kind.CLAUSE]


def articles_of(path: Path) -> dict[str, tuple[int, int]]:
    """Khoản and điểm of each Điều of a file."""
    found: dict[str, tuple[int, int]] = {}
    for node, _ in walk(read_text(path.read_text(encoding="utf-8")).structure):
        steps = node.eid.split("__")
        if steps[0].startswith("art_") and not any(step.startswith("quote") for step in steps):
            done = found.setdefault(steps[0].removeprefix("art_"), (0, 0))
            found[steps[0].removeprefix("art_")] = (
                done[0] + (node.kind is Kind.CLAUSE),
                done[1] + (node.kind is Kind.POINT),
            )
    return found


def test_a_missing_full_stop_does_not_hide_a_clause() -> None:
    text = "Điều 1. Tên\n1 Cá nhân có quyền.\n2. Tổ chức có quyền.\n3 Nhà nước có quyền.\nĐiều 2. Tên\nNội dung."
    assert clauses(text) == ["art_1__cl_1", "art_1__cl_2", "art_1__cl_3"]
    assert to_text(parse(text)) == text


def test_two_clauses_without_full_stops_are_found_when_the_third_has_one() -> None:
    text = "Điều 1. Tên\nCơ quan thực hiện:\n1 Thúc đẩy ứng dụng;\n2 Xúc tiến thương mại;\n3. Định giá."
    assert clauses(text) == ["art_1__cl_1", "art_1__cl_2", "art_1__cl_3"]


@pytest.mark.parametrize(
    "text",
    [
        "Điều 1. Tên\nThực hiện theo\n1 Điều này và các quy định khác.\n2. Mục hai.",
        "Điều 1. Tên\nCó các loại sau:\n1 Xe ô tô\n2 Xe máy\n3 Xe đạp",
        "Điều 1. Tên\nMột đoạn chưa hết câu\n1 Cá nhân có quyền.\n2. Tổ chức có quyền.",
    ],
    ids=["a mention of a provision", "rows of a table", "the middle of a sentence"],
)
def test_a_bare_number_that_is_no_clause_stays_text(text: str) -> None:
    assert "art_1__cl_1" not in clauses(text)


def test_two_full_stops_after_a_number_are_one_marker() -> None:
    assert clauses("Điều 1. Tên\n1. Một là.\n2..Hai là.\n3.. Ba là.") == ["art_1__cl_1", "art_1__cl_2", "art_1__cl_3"]
    assert clauses("Điều 1. Tên\n1. Một là.\n2......... Điền vào đây.") == ["art_1__cl_1"]


def test_marks_of_notes_glued_to_numbers_are_told_apart_in_a_consolidated_text() -> None:
    text = "VĂN BẢN HỢP NHẤT\nĐiều 1. Tên\n1.4Việc xác định được thực hiện.\n218. (được bãi bỏ)\n3. Ba.\n3a.57 Ba a.\n4. Bốn."
    assert clauses(text) == [f"art_1__cl_{num}" for num in ("1", "2", "3", "3a", "4")]


def test_glued_numbers_are_sub_numbers_in_any_other_text() -> None:
    assert clauses("Điều 1. Tên\n1.4Việc xác định.\n218. Điều khoản.") == []


def test_clauses_that_start_again_belong_to_an_article_whose_heading_was_lost() -> None:
    text = "Điều 1. Tên\n1. Một.\n2. Hai.\n1. Một khác.\n2. Hai khác.\nĐiều 3. Tên\nNội dung."
    assert clauses(text) == ["art_1__cl_1", "art_1__cl_2", "art_1__cl_1_2", "art_1__cl_2_2"]
    codes = [finding.code for finding in parse(text).findings]
    assert "numbering-backwards" in codes
    assert "numbering-gap" in codes


def test_a_list_inside_a_clause_does_not_start_its_article_again() -> None:
    text = "Điều 1. Tên\n1. Một.\n2. Gồm:\n1. Mục một.\nĐiều 2. Tên\nNội dung."
    assert clauses(text) == ["art_1__cl_1", "art_1__cl_2"]


def test_replacement_text_opens_after_an_amending_heading_without_a_colon() -> None:
    text = "Điều 33. Sửa đổi, bổ sung phần ghi chú của Phụ lục II\n“Ghi chú:\n1. Một.\na) Điểm.\n2. Hai.”\nĐiều 34. Tên\nHết."
    nodes = {node.eid: node for node, _ in walk(parse(text))}
    assert "art_33__quote_1__cl_2" in nodes
    assert "art_33__cl_1" not in nodes


def test_a_phrase_to_be_replaced_opens_no_block() -> None:
    text = "Điều 1. Sửa đổi một số điều\n1. Thay thế cụm từ\n“Bộ Nội vụ” bằng “Bộ Tư pháp”.\n2. Bãi bỏ khoản 3."
    assert not [node for node, _ in walk(parse(text)) if node.kind is Kind.QUOTE]


def test_the_law_on_information_technology_has_the_clauses_its_typist_meant(corpus_dir: Path) -> None:
    found = articles_of(corpus_dir / "laws/Luat-cong-nghe-thong-tin-2006-67-2006-QH11-12987.txt")
    assert {num: found[num] for num in ("4", "22", "26", "40", "45", "49")} == {
        "4": (18, 0), "22": (3, 0), "26": (8, 0), "40": (3, 0), "45": (2, 0), "49": (3, 0),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("van-ban-hop-nhat-so-462-vbhn-bldtbxh-44172", {"5": (2, 0), "7": (4, 2)}),
        ("van-ban-hop-nhat-so-463-vbhn-bldtbxh-44173", {"13": (2, 0)}),
        ("van-ban-hop-nhat-so-2007-vbhn-bldtbxh-42065", {"16": (3, 6)}),
        ("van-ban-hop-nhat-so-2021-vbhn-bldtbxh-37407", {"3": (5, 3), "6": (4, 11)}),
        ("van-ban-hop-nhat-so-40-vbhn-vpqh-469125", {"22": (7, 14), "49": (5, 6)}),
    ],
)
def test_notes_of_consolidated_texts_do_not_disturb_the_clauses(
    corpus_dir: Path, name: str, expected: dict[str, tuple[int, int]]
) -> None:
    found = articles_of(corpus_dir / f"cong-bao/{name}.txt")
    assert {num: found[num] for num in expected} == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Chương III\nKẾT LUẬN\nĐiều 1. Một\nNội dung.", ["Chương đầu tiên mang số “III”, không phải số đầu của dãy."]),
        ("Điều 1. Một\nNội dung.\nMục 2\nTIỀN LƯƠNG\nĐiều 2. Hai\nNội dung.", ["Mục đầu tiên mang số “2”, không phải số đầu của dãy."]),
        ("Phần thứ nhất\nMỘT\nChương I\nA\nĐiều 1. Một\nX.\nPhần thứ hai\nHAI\nChương II\nB\nĐiều 2. Hai\nX.", []),
        ("Chương I\nMỘT\nMục 1\nA\nĐiều 1. Một\nX.\nChương II\nHAI\nMục 1\nB\nĐiều 2. Hai\nX.", []),
    ],
)  # fmt: skip
def test_a_heading_the_source_lost_is_told_by_the_number_of_the_next(text: str, told: list[str]) -> None:
    findings = [finding for finding in parse(text).findings if finding.code == "numbering-gap"]
    assert [finding.message for finding in findings] == told


ARTICLE = "Điều 1. Trách nhiệm\n"


@pytest.mark.parametrize(
    "lines",
    [
        "1, Các số liệu phải đầy đủ.\n2. Khi có chỉnh sửa thì báo cáo.",
        "1. Một.\n2, Kiểm tra việc thực hiện.\nĐiều 2. Hết",
        "1. Một.\n2: Việc điều chỉnh do cơ quan quyết định.\nĐiều 2. Hết",
        "1. Một.\n2Thành phần gồm có:\na) Một.\n3. Ba.",
        "1. Một.\n2) Tổng cục thực hiện:\n3. Ba.",
        "1. Cục:\na) Một.\n2) Tổng cục thực hiện các việc sau:\na) Hai.",
        "1. Một.\n2.4 Chủ vật nuôi có trách nhiệm.\n3. Ba.",
        "1. Một.\n2.49 Tham gia giám sát việc thi hành.",
        "1 Chịu trách nhiệm trước Chính phủ.\n2 Bộ trưởng quy định chi tiết.\n3 Chủ trì tổng hợp.\n4. Xây dựng dữ liệu.",
        "1 Trưởng đoàn có trách nhiệm:\na) Một.\n2 Thành viên có trách nhiệm:\na) Hai.",
    ],
)
def test_a_clause_with_another_sign_for_its_full_stop_is_one(lines):
    wanted = sum(line[0].isdigit() for line in lines.split("\n"))
    assert clauses(ARTICLE + lines) == [f"art_1__cl_{number}" for number in range(1, wanted + 1)]
    assert "".join(to_text(parse(ARTICLE + lines)).split()) == "".join((ARTICLE + lines).split())


@pytest.mark.parametrize(
    "lines",
    [
        "1.1 Điều phối các hoạt động.\n1.2 Phối hợp với cơ quan.",
        "1. Một.\n2.1 Hai một.\n2.2 Hai hai.\n3. Ba.",  # 2 is missing: 2.1 and 2.2 are its parts
        "1. Một.\n2.1 Hai một.\n3. Ba.",
        "1. Một gồm\n2, 3 và 4.\n3. Ba.",
        "1. Một:\n2) hai;\n2. Hai.",
        "1. Một.\n2, nhỏ.",
        "1. Một.\n24/7 Trực.",
        "1. Một.\n3D Mô hình.",
    ],
)
def test_what_only_looks_like_such_a_clause_is_none(lines):
    assert [eid for eid in clauses(ARTICLE + lines) if eid == "art_1__cl_2"] == (
        ["art_1__cl_2"] if "\n2. " in lines else []
    )


@pytest.mark.parametrize(
    "name", ["05. - PHỤ LỤC II - TT15.2018.doc", "2. Mẫu đơn xin nhập quốc tịch.docx", "2.Bìa.PDF"]
)
def test_the_name_of_an_attached_file_is_no_clause(name):
    assert clauses(f"{ARTICLE}1. Ban hành kèm theo Thông tư này các mẫu.\n{name}") == ["art_1__cl_1"]
    assert clauses(f"{ARTICLE}1. Một.\n2. Tệp có đuôi .docx hoặc .pdf được nhận.")[-1] == "art_1__cl_2"


def test_clauses_out_of_their_order_are_all_read():
    lines = "1. Một.\n2. Hai.\n3. Ba.\n5. Cung cấp thông tin.\n4. Thông báo sự cố.\n5. Lưu trữ hồ sơ."
    assert clauses(ARTICLE + lines) == [*(f"art_1__cl_{number}" for number in (1, 2, 3, 5, 4)), "art_1__cl_5_2"]


def test_a_clause_with_a_number_that_was_there_before_is_read_and_named():
    structure = parse(f"{ARTICLE}1. Một.\n2. Hai:\na) Một;\n- X.\n3. Ba.\n2. Khi thống kê phải ghi rõ.")
    assert [n.eid for n, _ in walk(structure) if n.kind is Kind.CLAUSE][-1] == "art_1__cl_2_2"
    assert {"numbering-backwards", "number-repeated"} <= {finding.code for finding in structure.findings}


@pytest.mark.parametrize(
    "lines",
    [
        "1. Một.\n2. Hai.\n3. Các bước:\n1. Bước một.\n2. Bước hai.",  # a list of its own
        "1. Một.\n2. Hai.\n3. Theo quy định tại\n2. Điều này.",
        "1. Một.\n2. Hai.\n3. Ba.\n2.1. Hai một.",
    ],
)
def test_a_list_of_its_own_does_not_go_backwards(lines):
    assert clauses(ARTICLE + lines) == ["art_1__cl_1", "art_1__cl_2", "art_1__cl_3"]


def test_a_point_with_a_full_stop_behind_one_with_a_bracket_is_a_point():
    read = parse(f"{ARTICLE}1. Hồ sơ:\na) Đơn.\nb. Văn bản đề nghị.\nc) Ảnh.\n2. Nơi nộp.")
    assert [n.num for n, _ in walk(read) if n.kind is Kind.POINT] == ["a", "b", "c"]


def test_a_lettered_list_below_a_point_stays_its_text():
    read = parse(f"{ARTICLE}1. Hồ sơ:\na) Gồm.\na. Đơn.\nb. Ảnh.\nb) Bản sao.")
    assert [n.num for n, _ in walk(read) if n.kind is Kind.POINT] == ["a", "b"]


@pytest.mark.parametrize("title", ["Mục 1. Bảng mã số thuốc thú y", "Phần I: Phần chung", "Tiểu mục 1. Cá"])
def test_a_title_that_an_article_lists_is_no_section(title):
    text = f"Điều 1. Ban hành kèm theo\n1. Phụ lục I gồm:\n{title}\n2. Phụ lục II.\nĐiều 2. Thi hành\nXong."
    assert [node.eid for node, _ in walk(parse(text))] == ["art_1", "art_1__cl_1", "art_1__cl_2", "art_2"]


def test_a_section_before_its_article_stays_a_section():
    text = "Điều 1. Một\n1. Một.\nMục 2\nTRÁCH NHIỆM\nĐiều2. Hai\n1. Một."
    assert [node.eid for node, _ in walk(parse(text))][2:4] == ["sec_2", "art_2"]


POINTS = "".join(f"{letter}) Giấy tờ.\n" for letter in "abcdđeg")


def test_i_after_g_is_a_point_though_h_is_missing():
    read = parse(f"{ARTICLE}1. Hồ sơ:\n{POINTS}i) Các tài liệu phải được dịch.\n2. Nơi nộp.")
    assert [n.num for n, _ in walk(read) if n.kind is Kind.POINT] == [*"abcdđeg", "i"]
    assert "numbering-gap" in {finding.code for finding in read.findings}


@pytest.mark.parametrize(
    "lines", ["a) Gồm:\ni) Một;\nii) Hai;\n", f"{POINTS}i) Một;\nii) Hai;\n", "a) Gồm:\ni) Một;\n"]
)
def test_i_of_a_list_in_small_roman_numbers_is_no_point(lines):
    read = parse(f"{ARTICLE}1. Hồ sơ:\n{lines}2. Nơi nộp.")
    assert "i" not in [n.num for n, _ in walk(read) if n.kind is Kind.POINT]


@pytest.mark.parametrize(
    "rows",
    [
        "2. Cơ quan chủ quản: ……\n3. Chủ khoản viện trợ: ……",
        "1. Ngành nghề ...\n2. Ngành nghề ...",
        "2. Địa chỉ .......",
    ],
)
def test_a_row_to_fill_in_is_no_clause(rows):
    assert clauses(f"{ARTICLE}1. Sổ kế toán theo mẫu sau.\n{rows}") == ["art_1__cl_1"]


def test_a_clause_whose_words_a_source_leaves_out_is_one():
    assert clauses(f"{ARTICLE}1. Thương nhân được lựa chọn ...\n2. Trên hóa đơn.") == ["art_1__cl_1", "art_1__cl_2"]


def test_clauses_start_again_behind_the_heading_printed_once_more():
    text = f"{ARTICLE}2. Tổ chức lập báo cáo.\n3. Ủy ban rà soát.\nTrách nhiệm\n1. Chủ sở hữu kiểm tra.\n2. Trường hợp khác."
    read = parse(text)
    assert [n.text for n, _ in walk(read) if n.kind is Kind.CLAUSE][-2:] == ["Chủ sở hữu kiểm tra.", "Trường hợp khác."]
    assert "numbering-backwards" in {finding.code for finding in read.findings}
    other = parse(text.replace("\nTrách nhiệm\n", "\nKhác hẳn\n"))
    assert "Chủ sở hữu kiểm tra." not in [n.text for n, _ in walk(other) if n.kind is Kind.CLAUSE]
