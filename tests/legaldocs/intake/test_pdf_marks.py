"""Marks of notes beside the numbers of khoản in a PDF: "1.⁴ Việc xác định" is khoản 1, not khoản 1.4."""

from __future__ import annotations

import pytest

from legaldocs.domain.reading import read_text
from legaldocs.domain.structure import walk
from legaldocs.intake.page_layout import Line, text_of_pages
from legaldocs.intake.pdf import read_pdf
from tests.legaldocs.domain.reference_tables import differences

from .pdf_files import pdf

#: Written into the content of a page: a smaller figure above the line, then the usual size again.
RAISED = ") Tj /F1 7 Tf 5 Ts (%s) Tj /F1 12 Tf 0 Ts ("


def lines_of(*printed: str) -> list[str]:
    return read_pdf(pdf([*printed, "Dong nay de trang co du chu cho viec doc van ban."])).text.split("\n")


@pytest.mark.parametrize("space", ["", " "])
def test_a_raised_figure_behind_the_number_of_a_clause_is_a_mark(space: str) -> None:
    printed = "1." + RAISED % "4" + f"{space}Viec xac dinh quy tien luong."
    assert "1. [4] Viec xac dinh quy tien luong." in lines_of(printed)


def test_a_number_of_the_usual_size_stays_a_part_of_the_number() -> None:
    assert "1.4 Viec xac dinh quy tien luong." in lines_of("1.4 Viec xac dinh quy tien luong.")


def test_a_raised_figure_apart_from_its_word_is_a_mark_and_a_smaller_one_on_the_line_is_a_number() -> None:
    assert "Dieu 3a. Thang luong, phu cap luong [3]" in lines_of("Dieu 3a. Thang luong, phu cap luong " + RAISED % "3")
    small = ") Tj /F1 8 Tf (2;) Tj /F1 12 Tf ("
    assert any(text.startswith("- Nhu Dieu 2;") for text in lines_of("- Nhu Dieu " + small))


def test_figures_of_a_dots_size_are_not_read_nobody_sees_them() -> None:
    dot = ") Tj /F1 1 Tf (%s) Tj /F1 12 Tf ("
    assert "Dieu 4. Noi dung hop dong [4]" in lines_of("Dieu 4. Noi dung hop dong " + RAISED % "4" + dot % "3")
    assert "Mau so 05" in lines_of("Mau so 05" + dot % "10")


def line(text: str, left: float, right: float, bottom: float) -> Line:
    return Line(0, text, left, right, bottom, 13.0)


def test_a_number_drawn_apart_from_its_words_goes_before_them() -> None:
    page = [
        line("1. [4]", 88, 103, 500),
        line("Việc xác định quỹ tiền lương được thực hiện.", 107, 300, 500),
        line("2. Hai.", 88, 120, 480),
    ]
    assert text_of_pages([page]).split("\n")[0] == "1. [4] Việc xác định quỹ tiền lương được thực hiện."


def test_a_number_alone_goes_before_words_that_begin_with_a_mark_on_the_same_line() -> None:
    page = [line("3.", 88, 98, 500), line("[2] Tài liệu chứng minh.", 101, 300, 500), line("Cộng", 88, 120, 480)]
    assert text_of_pages([page]).split("\n")[0] == "3. [2] Tài liệu chứng minh."


def test_a_marker_in_a_table_is_not_joined_with_the_row_below() -> None:
    page = [line("1. [4]", 88, 103, 500), line("Tên hàng", 88, 150, 470)]
    assert text_of_pages([page]).split("\n") == ["1. [4]", "Tên hàng"]


def test_provisions_quoted_in_a_note_keep_their_lines(corpus_dir) -> None:
    (path,) = (corpus_dir / "cong-bao").glob("van-ban-hop-nhat-so-467-vbhn*.pdf")
    lines = read_pdf(path.read_bytes()).text.split("\n")
    at = next(index for index, text in enumerate(lines) if text.startswith("“Điều 11."))
    assert lines[at] == "“Điều 11. Hiệu lực thi hành"
    assert lines[at + 1].startswith("1. Thông tư này có hiệu lực thi hành kể từ ngày 29 tháng 12 năm 2024.")
    assert lines[at + 2].startswith("2. ")


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        ("464", ["phụ cấp lương [3]", "của người lao động [4]", "trái phiếu đặc biệt.” [5]"]),
        ("2007", ["3. [2] Tài liệu chứng minh", "5. [3] Cam kết", "cung ứng lao động [4]\n", "Hiệu lực thi hành [7]"]),
    ],
)
def test_marks_of_notes_behind_a_space_are_marks(corpus_dir, number: str, wanted: list[str]) -> None:
    (path,) = (corpus_dir / "cong-bao").glob(f"van-ban-hop-nhat-so-{number}-vbhn*.pdf")
    text = read_pdf(path.read_bytes()).text
    assert [words for words in wanted if words not in text] == []


@pytest.mark.parametrize("number", ["462", "467", "468", "2007"])
def test_consolidated_texts_of_the_gazette_have_all_their_clauses(corpus_dir, number: str) -> None:
    (path,) = (corpus_dir / "cong-bao").glob(f"van-ban-hop-nhat-so-{number}-vbhn*.pdf")
    structure = read_text(read_pdf(path.read_bytes()).text).structure
    assert differences(f"cong-bao/{path.stem}.txt", structure) == []
    assert not any(node.text.startswith("[") and node.kind == "article" for node, _ in walk(structure))
