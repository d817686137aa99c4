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


def line(text: str, left: float, right: float, bottom: float) -> Line:
    return Line(0, text, left, right, bottom, 13.0)


def test_a_number_drawn_apart_from_its_words_goes_before_them() -> None:
    page = [
        line("1. [4]", 88, 103, 500),
        line("Việc xác định quỹ tiền lương được thực hiện.", 107, 300, 500),
        line("2. Hai.", 88, 120, 480),
    ]
    assert text_of_pages([page]).split("\n")[0] == "1. [4] Việc xác định quỹ tiền lương được thực hiện."


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


@pytest.mark.parametrize("number", ["462", "467", "468", "2007"])
def test_consolidated_texts_of_the_gazette_have_all_their_clauses(corpus_dir, number: str) -> None:
    (path,) = (corpus_dir / "cong-bao").glob(f"van-ban-hop-nhat-so-{number}-vbhn*.pdf")
    structure = read_text(read_pdf(path.read_bytes()).text).structure
    assert differences(f"cong-bao/{path.stem}.txt", structure) == []
    assert not any(node.text.startswith("[") and node.kind == "article" for node, _ in walk(structure))
