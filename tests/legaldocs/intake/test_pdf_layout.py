"""Tables, columns, turned pages and what a PDF carries besides text; the letters of every table are all there."""

from __future__ import annotations

import pypdfium2
import pytest

from legaldocs.intake.page_layout import Line
from legaldocs.intake.pdf import read_pdf
from legaldocs.intake.pdf_lines import turning
from legaldocs.intake.pdf_tables import FoundTable, with_tables
from legaldocs.intake.word_tables import Cell
from tests.legaldocs.intake.pdf_files import pdf
from tests.legaldocs.intake.printed_files import both, grid, images_of, printed, text_at, turned

ROWS = [
    ["STT", "Tên nghề", "Mức (đồng)"],
    ["1", "Điều khiển xe\nmáy chuyên dùng", "1.490.000"],
    ["2", "Hàn", "1.600.000"],
]
WIDTHS = [15.0, 70.0, 40.0]
TABLE = [
    "| STT | Tên nghề | Mức (đồng) |",
    "| 1 | Điều khiển xe máy chuyên dùng | 1.490.000 |",
    "| 2 | Hàn | 1.600.000 |",
]


def rows_of(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.startswith("|")]


def codes(found) -> list[str]:
    return [finding.code for finding in found.findings]


def test_a_ruled_table_stands_as_pipe_rows_where_it_was_printed():
    page = both(
        text_at(25, 30, "Điều 1. Danh mục nghề nặng nhọc như sau:"),
        grid(25, 40, WIDTHS, ROWS),
        text_at(25, 90, "Điều 2. Hiệu lực thi hành."),
    )
    lines = read_pdf(printed(page)).text.split("\n")
    assert lines == ["Điều 1. Danh mục nghề nặng nhọc như sau:", *TABLE, "Điều 2. Hiệu lực thi hành."]


def test_a_cell_over_two_columns_leaves_the_second_empty():
    rows = [["Mã", "Trình độ", None], ["1", "Trung cấp", "Cao đẳng"], ["2", "Sơ cấp", "Đại học"]]
    text = read_pdf(
        printed(both(grid(25, 40, WIDTHS, rows), text_at(25, 120, "Một dòng chữ thường của trang này.")))
    ).text
    assert rows_of(text) == ["| Mã | Trình độ |  |", "| 1 | Trung cấp | Cao đẳng |", "| 2 | Sơ cấp | Đại học |"]


def test_a_table_that_goes_on_over_the_page_is_one_block_of_rows():
    first = both(text_at(25, 200, "Điều 1. Danh mục nghề như sau:"), grid(25, 210, WIDTHS, ROWS))
    second = both(
        grid(25, 20, WIDTHS, [["3", "Tiện", "1.700.000"], ["4", "Phay", "1.800.000"]]),
        text_at(25, 60, "Điều 2. Hiệu lực thi hành của văn bản."),
    )
    lines = read_pdf(printed(first, second)).text.split("\n")
    assert lines[1:6] == [*TABLE, "| 3 | Tiện | 1.700.000 |", "| 4 | Phay | 1.800.000 |"]


@pytest.mark.parametrize("angle", [90, 270, 180])
def test_a_table_printed_along_or_against_the_sheet_is_read_as_the_reader_turns_it(angle):
    page = turned(
        angle, both(text_at(40, 120, "Biểu số 01. Danh mục nghề nặng nhọc của ngành"), grid(40, 130, WIDTHS, ROWS))
    )
    found = read_pdf(printed(page))
    assert rows_of(found.text) == TABLE
    assert "Biểu số 01. Danh mục nghề nặng nhọc của ngành" in found.text


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_turned_by_its_own_entry_keeps_its_lines(rotation):
    document = pypdfium2.PdfDocument(
        printed(text_at(25, 30, "Điều 1. Dòng thứ nhất của trang;", "Điều 2. Dòng thứ hai của trang."))
    )
    document[0].set_rotation(rotation)
    import io

    out = io.BytesIO()
    document.save(out)
    assert read_pdf(out.getvalue()).text.split("\n") == [
        "Điều 1. Dòng thứ nhất của trang;",
        "Điều 2. Dòng thứ hai của trang.",
    ]


def test_turning_takes_the_corner_of_the_sheet_to_the_corner_as_read():
    box = (10.0, 20.0, 30.0, 25.0)
    for direction in ("up", "down", "left"):
        left, bottom, right, top = turning(direction, 600.0, 800.0)(box)
        assert left < right
        assert bottom < top
        assert {round(right - left), round(top - bottom)} == {20, 5}
    assert turning("right", 600, 800) is None


def test_two_columns_drawn_line_by_line_across_the_page_are_read_one_after_the_other():
    left = [f"Dòng {n} của cột bên trái nói về việc thứ nhất" for n in range(1, 21)]
    right = [f"Dòng {n} của cột bên phải nói về việc thứ hai" for n in range(1, 21)]

    def draw(document):
        document.set_font("Noto", size=9)
        for number, (one, other) in enumerate(zip(left, right, strict=True)):
            document.text(20, 30 + number * 6, one)
            document.text(110, 30 + number * 6, other)

    assert read_pdf(printed(draw)).text.split("\n") == [*left, *right]


def test_the_two_blocks_of_a_documents_header_are_no_columns():
    lines = [f"{n}. Một khoản dài của văn bản, chạy hết bề ngang của trang giấy in này" for n in range(1, 16)]
    page = both(
        text_at(25, 20, "BỘ NỘI VỤ"), text_at(110, 20, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), text_at(25, 40, *lines)
    )
    assert read_pdf(printed(page)).text.split("\n")[-15:] == lines


def test_lines_stay_when_the_cells_of_a_table_do_not_hold_all_their_letters():
    lines = [Line(0, "một hai ba", 100, 200, 500, 10), Line(0, "sau bảng", 100, 200, 300, 10)]
    half = FoundTable((90, 490, 210, 520), [[Cell(["một"]), Cell(["hai"])], [Cell([""]), Cell([])]])
    assert with_tables(lines, [half]) == (lines, 1)
    whole = FoundTable((90, 490, 210, 520), [[Cell(["một"]), Cell(["hai"])], [Cell(["ba"]), Cell(["x"])]])
    assert with_tables(lines, [whole])[1] == 1  # a letter too many is no better
    exact = FoundTable((90, 490, 210, 520), [[Cell(["một"]), Cell(["hai"])], [Cell(["ba"]), Cell([])]])
    rows, unread = with_tables(lines, [exact])
    assert ([line.text for line in rows], unread) == (["| một | hai |", "| ba |  |", "sau bảng"], 0)


def test_pages_that_are_pictures_among_pages_of_text_are_named():
    scan = images_of(printed(text_at(25, 30, "Trang quét")), 100)[0]

    def draw(document):
        document.image(scan, x=0, y=0, w=210)

    text = text_at(25, 30, "Điều 1. Một trang có chữ, dài đủ để được tính là trang có chữ.")
    found = read_pdf(printed(text, draw, text))
    assert found.facts == {"pages": 3, "pages_without_text": [2]}
    assert "pages-without-text" in codes(found)
    assert "Trang 2 " in next(f.message for f in found.findings if f.code == "pages-without-text")


def test_a_picture_on_a_page_of_text_is_noted():
    picture = images_of(printed(text_at(25, 30, "Hình")), 60)[0].resize((300, 300))

    def draw(document):
        document.text(25, 30, "Điều 1. Mẫu biển báo như hình dưới đây, kèm theo văn bản này:")
        document.image(picture, x=50, y=60, w=60)

    assert codes(read_pdf(printed(draw))) == ["pictures-left-out"]


def test_scripts_and_attachments_of_a_pdf_are_named():
    document = pypdfium2.PdfDocument(printed(text_at(25, 30, "Điều 1. Một văn bản có tệp đính kèm bên trong.")))
    attachment = document.new_attachment("phu-luc.txt")
    attachment.set_data(b"x")
    import io

    out = io.BytesIO()
    document.save(out)
    assert codes(read_pdf(out.getvalue())) == ["attachments-left-out"]
    plain = pdf(["Dieu 1. A line of some length for this page"])
    script = plain.replace(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Catalog /Pages 2 0 R /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert(1)) >>] >> >> >>",
    )
    assert codes(read_pdf(script)) == ["macros"]


def test_text_pages_are_read_at_sixty_a_second_of_processor_time(corpus_dir):
    import time

    files = sorted((corpus_dir / "cong-bao").glob("*.pdf"))[:6]
    if not files:
        pytest.skip("không có PDF thật")
    began, pages = time.process_time(), 0
    for path in files:
        pages += read_pdf(path.read_bytes()).facts["pages"]
    assert pages / (time.process_time() - began) > 60


def test_tables_of_real_gazette_files_keep_every_letter(corpus_dir):
    files = sorted((corpus_dir / "cong-bao").glob("*.pdf"))
    if not files:
        pytest.skip("không có PDF thật")
    rows = unread = 0
    for path in files:
        found = read_pdf(path.read_bytes())
        rows += len(rows_of(found.text))
        unread += "table-unread" in codes(found)
    assert rows > 2000
    assert unread == 0
