"""Rules of the structure tree (domain.md 4.5), one behaviour a test."""

from __future__ import annotations

import pytest

from legaldocs.domain.structure import Kind, Node, parse, to_text, walk


def eids(text: str) -> list[str]:
    return [node.eid for node, _ in walk(parse(text))]


def by_eid(text: str) -> dict[str, Node]:
    return {node.eid: node for node, _ in walk(parse(text))}


def codes(text: str) -> list[str]:
    return [finding.code for finding in parse(text).findings]


def test_reads_all_seven_levels() -> None:
    text = "\n".join(
        ["Phần thứ nhất", "QUY ĐỊNH CHUNG", "Chương I", "NHỮNG QUY ĐỊNH CHUNG", "Mục 1. MỘT", "Tiểu mục 1. HAI", "Điều 1. Phạm vi",
         "1. Khoản một:", "a) Điểm a;", "đ) Điểm đ."]
    )  # fmt: skip
    nodes = by_eid(text)
    assert list(nodes) == [
        "part_1", "chp_I", "chp_I__sec_1", "chp_I__sec_1__subsec_1", "art_1", "art_1__cl_1", "art_1__cl_1__point_a", "art_1__cl_1__point_đ",
    ]  # fmt: skip
    assert [node.kind.value for node in nodes.values()] == [
        "part", "chapter", "section", "subsection", "article", "clause", "point", "point",
    ]  # fmt: skip
    assert nodes["part_1"].num == "1"
    assert nodes["chp_I"].heading == "NHỮNG QUY ĐỊNH CHUNG"
    assert nodes["art_1"].heading == "Phạm vi"
    assert nodes["art_1__cl_1"].text == "Khoản một:"
    assert nodes["art_1__cl_1__point_đ"].anchor == "dieu-1--khoan-1--diem-dd"


def test_headings_of_chapters_go_on_over_lines_in_capitals() -> None:
    text = "CHƯƠNG II\nTRÁCH NHIỆM CỦA CƠ QUAN\nVÀ TỔ CHỨC\nĐiều 1. A\n1. B"
    chapter = by_eid(text)["chp_II"]
    assert chapter.heading == "TRÁCH NHIỆM CỦA CƠ QUAN VÀ TỔ CHỨC"
    assert to_text(parse(text)) == text


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Điều 1. Phạm vi điều chỉnh", "Phạm vi điều chỉnh"),
        ("Điều 1: PHẠM VI ÁP DỤNG", "PHẠM VI ÁP DỤNG"),
        ("Điều 1 Lưu trữ thông tin cá nhân", "Lưu trữ thông tin cá nhân"),
        ("ĐIỀU 1. PHẠM VI", "PHẠM VI"),
        ("Ðiều 1. Chữ eth thay cho Đ", "Chữ eth thay cho Đ"),
        ("Điều 1. Hiệu lực thi hành.", "Hiệu lực thi hành."),
        ("Điều 1\nPhạm vi điều chỉnh", "Phạm vi điều chỉnh"),
    ],
)
def test_headings_of_articles_in_all_their_spellings(line: str, heading: str) -> None:
    assert by_eid(f"{line}\n1. Khoản một.")["art_1"].heading == heading


@pytest.mark.parametrize(
    "line",
    [
        "Điều 1. Ban hành kèm theo Thông tư này Quy chế làm việc.",
        "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 43/2011/NĐ-CP như sau:",
    ],
)
def test_a_sentence_after_the_number_is_text_and_no_heading(line: str) -> None:
    article = by_eid(f"{line}\nĐoạn tiếp theo.")["art_1"]
    assert article.heading == ""
    assert article.text.startswith(line.removeprefix("Điều 1. "))


def test_an_article_of_one_line_has_text_and_no_heading() -> None:
    nodes = by_eid("Điều 1. Phê duyệt Đề án\nĐiều 2. Tổ chức thực hiện")
    assert nodes["art_1"].text == "Phê duyệt Đề án"


def test_inserted_numbers_follow_the_number_they_extend() -> None:
    text = "Điều 5. A\n1. B\n1a. C:\na) D;\na1) E;\nđ1) F.\n2. G\nĐiều 5a. H\n1. I"
    assert eids(text)[-2:] == ["art_5a", "art_5a__cl_1"]
    assert "art_5__cl_1a__point_a1" in eids(text)
    assert "art_5__cl_1a__point_đ1" in eids(text)


def test_a_mention_of_an_article_does_not_open_one() -> None:
    text = "Điều 1. A\n1. Theo quy định tại\nĐiều 2 của Luật này thì được miễn.\nĐiều 15, Điều 16 và Điều 17.\n2. B"
    assert eids(text) == ["art_1", "art_1__cl_1", "art_1__cl_2"]


@pytest.mark.parametrize("line", ["1.5 triệu đồng mỗi năm", "1.200.000 đồng", "2015. là năm", "17. ngoài dãy số"])
def test_a_figure_is_no_clause(line: str) -> None:
    assert eids(f"Điều 1. A\n1. B:\n{line}\n2. C") == ["art_1", "art_1__cl_1", "art_1__cl_2"]


def test_points_may_stand_below_an_article_without_clauses() -> None:
    assert eids("Điều 1. A\nGồm:\na) B;\nb) C.") == ["art_1", "art_1__point_a", "art_1__point_b"]


def test_points_with_full_stops_are_read_when_they_follow_each_other() -> None:
    assert eids("Điều 1. A\n1. B:\na. C\nb.D\n2. E")[2:4] == ["art_1__cl_1__point_a", "art_1__cl_1__point_b"]


def test_a_roman_list_inside_a_point_is_text() -> None:
    text = "Điều 1. A\n1. B:\na) C:\ni) một;\nii) hai;\niii) ba;\nb) D."
    assert eids(text) == ["art_1", "art_1__cl_1", "art_1__cl_1__point_a", "art_1__cl_1__point_b"]
    assert by_eid(text)["art_1__cl_1__point_a"].text == "C:\ni) một;\nii) hai;\niii) ba;"


def test_dashes_stay_with_their_point() -> None:
    assert (
        by_eid("Điều 1. A\n1. B:\na) C.\n- gạch một;\n+ cộng một.\nb) D.")["art_1__cl_1__point_a"].text
        == "C.\n- gạch một;\n+ cộng một."
    )


def test_a_line_after_the_last_point_belongs_to_the_clause_but_between_points_to_the_point() -> None:
    nodes = by_eid("Điều 1. A\n1. B:\na) C.\nTiếp của a.\nb) D.\nChung cho cả khoản.\n2. E.")
    assert nodes["art_1__cl_1__point_a"].text == "C.\nTiếp của a."
    assert nodes["art_1__cl_1__para_1"].text == "Chung cho cả khoản."


def test_replacement_text_is_a_quote_with_its_own_tree() -> None:
    text = (
        "Điều 1. Sửa đổi, bổ sung một số điều của Luật A\n1. Sửa đổi Điều 57 như sau:\n“Điều 57. Tên mới\n1. Khoản mới:\na) Điểm mới;\n"
        "2. Khoản hai.”.\n2. Bãi bỏ Điều 58.\nĐiều 2. Hiệu lực thi hành\n1. Có hiệu lực."
    )
    assert eids(text) == [
        "art_1", "art_1__cl_1", "art_1__cl_1__quote_1", "art_1__cl_1__quote_1__art_57", "art_1__cl_1__quote_1__art_57__cl_1",
        "art_1__cl_1__quote_1__art_57__cl_1__point_a", "art_1__cl_1__quote_1__art_57__cl_2", "art_1__cl_2", "art_2", "art_2__cl_1",
    ]  # fmt: skip
    assert codes(text) == []


@pytest.mark.parametrize(
    "quoted",
    [
        '"3. Khoản ba mới.\n4. Khoản bốn mới."',
        "“3. Khoản ba mới.\n4. Khoản bốn gồm “cụm từ” trong ngoặc.”",
        "“3. Khoản ba mới.\n4. Khoản bốn mới.”;",
    ],
)
def test_quotes_open_and_close_in_all_their_spellings(quoted: str) -> None:
    found = eids(f"Điều 1. A\n1. Sửa đổi khoản 3 và khoản 4 như sau:\n{quoted}\n2. B.")
    assert found[2:] == [
        "art_1__cl_1__quote_1",
        "art_1__cl_1__quote_1__cl_3",
        "art_1__cl_1__quote_1__cl_4",
        "art_1__cl_2",
    ]


def test_a_quote_that_opens_inside_a_line_begins_there() -> None:
    nodes = by_eid("Điều 1. A\n1. Sửa đổi khoản 2 như sau: “2. Khoản mới:\na) Điểm mới.”\n2. B.")
    assert nodes["art_1__cl_1"].text == "Sửa đổi khoản 2 như sau:"
    assert "art_1__cl_1__quote_1__cl_2__point_a" in nodes
    assert "art_1__cl_2" in nodes


def test_a_sentence_that_starts_with_a_quoted_word_is_no_quote() -> None:
    assert eids("Điều 1. A\n“Văn bản” là tài liệu.\n1. B") == ["art_1", "art_1__cl_1"]


def test_a_quote_that_never_closes_does_not_swallow_the_next_article() -> None:
    text = "Điều 1. A\n1. Sửa như sau:\n“Điều 7. Cũ\n1. Mới\nĐiều 2. Hiệu lực\n1. C"
    assert eids(text)[-2:] == ["art_2", "art_2__cl_1"]
    assert "quote-not-closed" in codes(text)


def test_a_stray_closing_mark_does_not_end_a_quote_that_goes_on() -> None:
    text = "Điều 1. A\n1. Sửa đổi Điều 7 như sau:\n“Điều 7. Mới\n1. Một.”.\n2. Hai.\n3. Ba.”.\n2. Bãi bỏ Điều 8."
    assert [eid for eid in eids(text) if "quote" not in eid] == ["art_1", "art_1__cl_1", "art_1__cl_2"]
    assert codes(text) == ["quote-closed-early"]


def test_replacement_text_without_quotation_marks_is_kept_apart_and_reported() -> None:
    text = "Điều 1. A\n1. Điều 5 được sửa đổi như sau:\nĐiều 5. Mới\n1. X\n2. Y\n2. Điều 7 được sửa đổi như sau:\nĐiều 7. Mới\n1. Z\nĐiều 2. Hiệu lực\n1. B"
    assert [eid for eid in eids(text) if "quote" not in eid] == [
        "art_1",
        "art_1__cl_1",
        "art_1__cl_2",
        "art_2",
        "art_2__cl_1",
    ]
    assert codes(text).count("quote-unmarked") == 2


def test_an_annex_numbers_afresh_under_its_own_prefix() -> None:
    text = "Điều 1. A\n1. B\nĐiều 2. C\n1. D\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\nPHỤ LỤC I\nDANH MỤC NGÀNH NGHỀ\n(Kèm theo Nghị định số 1/2020/NĐ-CP)\n1. Một\n2. Hai\nPHỤ LỤC II\nBIỂU MẪU\nMẫu số 01\nĐƠN ĐỀ NGHỊ\n1. Họ tên: ..."
    nodes = by_eid(text)
    assert nodes["annex_I"].heading == "DANH MỤC NGÀNH NGHỀ"
    assert [eid for eid in nodes if eid.startswith("annex_I__")] == ["annex_I__cl_1", "annex_I__cl_2"]
    assert nodes["annex_II__form_01"].kind is Kind.FORM
    assert nodes["annex_II__form_01"].anchor == "phu-luc-2--mau-01"
    assert nodes["conclusions"].text == "TM. CHÍNH PHỦ\nTHỦ TƯỚNG"


def test_an_attached_regulation_is_an_annex_with_articles_of_its_own() -> None:
    text = "Điều 1. Ban hành kèm theo Quyết định này Quy chế.\nĐiều 2. Thi hành.\nBỘ TRƯỞNG\nNguyễn Văn A\nQUY CHẾ\nLàm việc của Bộ\n(Ban hành kèm theo Quyết định số 1/QĐ-BNV)\nChương I\nCHUNG\nĐiều 1. Phạm vi\n1. X\nĐiều 2. Đối tượng\n1. Y"
    nodes = by_eid(text)
    assert nodes["annex_1"].marker == "QUY CHẾ"
    assert nodes["annex_1"].heading == "Làm việc của Bộ"
    assert nodes["annex_1__art_2"].anchor == "phu-luc-1--dieu-2"
    assert "annex_1__chp_I" in nodes
    assert parse(text).findings == []


def test_articles_that_start_again_without_a_title_are_an_annex_and_a_finding() -> None:
    text = "Điều 1. A\n1. X\nĐiều 2. B\n1. Y\nNơi nhận:\n- Như trên;\nQUY ĐỊNH CHUNG VỀ VIỆC NÀY\nĐiều 1. C\n1. Z"
    assert "annex_1__art_1" in eids(text)
    assert "article-numbering-restarts" in codes(text)


def test_a_directive_without_articles_has_clauses_points_and_dashes() -> None:
    text = "CHỈ THỊ\nVỀ VIỆC A\nThực hiện Nghị định số 64/2007/NĐ-CP, Bộ trưởng chỉ thị:\n1. Các đơn vị:\na) Tăng cường:\n- Gạch;\nb) Sử dụng.\n2. Vụ trưởng thi hành."
    assert eids(text) == ["preface", "preamble", "cl_1", "cl_1__point_a", "cl_1__point_b", "cl_2"]


def test_a_plan_in_roman_sections_restarts_its_clauses_in_each() -> None:
    text = "I. MỤC TIÊU\n1. Một\n2. Hai\nII. NHIỆM VỤ\n1. Ba\na) Bốn"
    assert eids(text) == ["sec_I", "sec_I__cl_1", "sec_I__cl_2", "sec_II", "sec_II__cl_1", "sec_II__cl_1__point_a"]


def test_a_letter_without_numbers_becomes_paragraphs() -> None:
    text = "BỘ NỘI VỤ\nSố: 05/BNV-VP\nHà Nội, ngày 1 tháng 2 năm 2012\nKính gửi: Các đơn vị\nĐoạn một.\nĐoạn hai.\nNơi nhận:\n- Như trên;"
    assert eids(text) == ["preface", "para_1", "para_2", "para_3", "conclusions"]


def test_tables_are_nodes_where_they_stand() -> None:
    nodes = by_eid("Điều 1. A\n1. B:\n| Số | Tên |\n|---|---|\n| 1. | x \\| y |\nSau bảng.\n2. C")
    assert nodes["art_1__cl_1__tbl_1"].text.count("\n") == 2
    assert nodes["art_1__cl_1__para_1"].text == "Sau bảng."


def test_two_tables_after_each_other_stay_two() -> None:
    text = "Điều 1. A\nB:\n| 1 |\n\n| 2 |"
    assert eids(text)[1:] == ["art_1__tbl_1", "art_1__tbl_2"]
    assert eids(to_text(parse(text))) == eids(text)


def test_repeated_numbers_get_addresses_of_their_own_and_a_finding() -> None:
    text = "Điều 1. A\n1. B\n1. C\nĐiều 1. D\n1. E"
    assert eids(text) == ["art_1", "art_1__cl_1", "art_1__cl_1_2", "art_1_2", "art_1_2__cl_1"]
    assert by_eid(text)["art_1_2"].anchor == "dieu-1-lan-2"
    assert codes(text).count("number-repeated") == 2


def test_the_lists_of_an_annex_may_repeat_numbers_and_cost_one_note() -> None:
    text = "Điều 1. A\n1. X\nTM. CHÍNH PHỦ\nPHỤ LỤC I\nDANH MỤC\n1. Một\n2. Hai\n1. Ba\n2. Bốn\n1. Năm"
    assert eids(text)[-3:] == ["annex_I__cl_1_2", "annex_I__cl_2_2", "annex_I__cl_1_3"]
    assert codes(text) == ["number-repeated-in-annex"]


def test_gaps_and_strange_letters_are_findings_with_their_line() -> None:
    text = "Điều 1. A\n1. B:\na) C;\nc) D;\nf) E.\n3. F\nĐiều 4. G\n1. H"
    found = {(finding.code, finding.line) for finding in parse(text).findings}
    assert {("numbering-gap", 4), ("unusual-point-letter", 5), ("numbering-gap", 6), ("numbering-gap", 7)} <= found


def test_the_order_of_points_leaves_out_f_j_w_and_z() -> None:
    letters = "abcdđeghiklmnopqrstuvxy"
    text = "Điều 1. A\n1. B:\n" + "\n".join(f"{letter}) x;" for letter in letters)
    assert codes(text) == []
    assert len(eids(text)) == 2 + len(letters)


def test_a_table_of_contents_before_the_first_chapter_is_no_chapter() -> None:
    text = "LUẬT MẪU\nCHƯƠNG I: CHUNG\nCHƯƠNG II: RIÊNG\nChương I:\nCHUNG\nĐiều 1: A\n1. B\nChương II:\nRIÊNG\nĐiều 2: C\n1. D"
    assert [eid for eid in eids(text) if eid.startswith("chp")] == ["chp_I", "chp_II"]


def test_chapters_that_restart_in_each_part_are_named_by_their_part() -> None:
    text = "Phần thứ nhất\nA\nChương I\nB\nĐiều 1. C\n1. X\nPhần thứ hai\nD\nChương I\nE\nĐiều 2. F\n1. Y"
    assert [eid for eid in eids(text) if "chp" in eid] == ["chp_I", "part_2__chp_I"]
    assert codes(text) == []


def test_the_closing_formula_of_a_law_ends_its_last_article() -> None:
    nodes = by_eid(
        "Điều 1. A\n1. B.\nLuật này được Quốc hội khóa XV thông qua ngày 19 tháng 02 năm 2025.\nCHỦ TỊCH QUỐC HỘI\nTrần Thanh Mẫn"
    )
    assert nodes["art_1__cl_1"].text == "B."
    assert nodes["conclusions"].text.startswith("Luật này được Quốc hội")


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "\x00", "“", "|", "||", "Điều", "1.", "a)", "PHỤ LỤC", "Phần mềm", "\u2028Điều 1.\x85", "Mục lục"],
)
def test_scraps_are_read_without_complaint(text: str) -> None:
    assert isinstance(to_text(parse(text)), str)


def test_a_rule_above_the_closing_formula_belongs_to_the_end():
    text = (
        "Điều 1. Hiệu lực\nLuật này có hiệu lực từ ngày 01 tháng 7 năm 2025.\n____________\n"
        "Luật này được Quốc hội khóa XV thông qua ngày 24 tháng 6 năm 2025.\nCHỦ TỊCH QUỐC HỘI\nTrần Thanh Mẫn"
    )
    article, ending = parse(text).nodes
    assert article.text == "Luật này có hiệu lực từ ngày 01 tháng 7 năm 2025."
    assert ending.text.startswith("____________\nLuật này được")


def test_a_rule_inside_the_body_stays_where_it_is():
    article = parse("Điều 1. Mẫu\nHọ tên\n________\nKý tên").nodes[0]
    assert article.text == "Họ tên\n________\nKý tên"
