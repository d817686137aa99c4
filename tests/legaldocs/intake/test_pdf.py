"""PDF with a text layer: read; scanned, locked and broken ones refused by name."""

from __future__ import annotations

import pytest

from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.limits import Limits
from legaldocs.intake.page_layout import Line, text_of_pages
from legaldocs.intake.pdf import read_pdf
from tests.legaldocs.intake.pdf_files import pdf

LONG = "a line of words that is long enough to stand for the full width of a page"


def line(text: str, *, page: int = 0, left: float = 64, right: float = 530, height: float = 14) -> Line:
    return Line(page, text, left, right, 0, height)


def numbered_page(page: int, *more: Line) -> list[Line]:
    """A page on which numbered paragraphs are indented, so that its layout shows paragraphs."""
    lines: list[Line] = []
    for number in (1, 2, 3):
        lines.append(line(f"{number}. Khoản thứ {number} của trang này nói một điều dài", page=page, left=87))
        lines.append(line("cho đến hết dòng thứ hai của nó thì mới dừng lại;", page=page))
    return [*lines, *more]


def test_the_text_layer_is_read_page_after_page():
    text = read_pdf(pdf(["Dieu 1. " + LONG], ["Dieu 2. " + LONG])).text
    assert text.split("\n") == ["Dieu 1. " + LONG, "Dieu 2. " + LONG]


def test_a_scanned_pdf_is_refused_by_name():
    with pytest.raises(UnreadableFile, match="chỉ có hình ảnh quét") as refusal:
        read_pdf(pdf(["x"], image_only=True))
    assert (refusal.value.is_scan, refusal.value.pages) == (True, 1)  # recognition may read it


def test_a_locked_pdf_is_refused_by_name():
    with pytest.raises(UnreadableFile, match="mật khẩu"):
        read_pdf(pdf([LONG], encrypted=True))


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", pdf([LONG])[:60]])
def test_a_broken_pdf_is_refused_with_advice(data):
    with pytest.raises(UnreadableFile, match="hỏng"):
        read_pdf(data)


def test_too_many_pages_are_refused_with_both_figures():
    with pytest.raises(UnreadableFile, match="3 trang, vượt quá giới hạn 2 trang"):
        read_pdf(pdf([LONG], [LONG], [LONG]), Limits(max_pages=2))


def test_gazette_headers_leave_the_text_but_the_first_stays_to_be_read():
    pages = [
        [line(f"CÔNG BÁO/Số 237/Ngày 21-04-2026 {34 + page}", page=page), *numbered_page(page)] for page in range(3)
    ]
    text = text_of_pages(pages)
    assert text.startswith("CÔNG BÁO/Số 237/Ngày 21-04-2026\n1. Khoản")
    assert text.count("CÔNG BÁO") == 1
    assert "35" not in text


def test_page_numbers_and_the_stamp_of_the_signature_are_left_out():
    stamp = [
        line("Ký bởi: CÔNG BÁO NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        line("Cơ quan: VĂN PHÒNG CHÍNH PHỦ"),
        line("Ngày ký: 2026-04-21 14:21:01 +07:00"),
    ]
    text = text_of_pages([[line("12"), *numbered_page(0), *stamp]])
    assert "Ký bởi" not in text
    assert not text.startswith("12")


def test_a_line_that_goes_on_at_the_margin_is_joined_over_the_page_break():
    first = numbered_page(0, line("4. Cơ quan quản lý nhà nước có trách nhiệm", left=87))
    second = [line("kiểm tra việc thi hành Nghị định này.", page=1, right=300), *numbered_page(1)]
    assert "4. Cơ quan quản lý nhà nước có trách nhiệm kiểm tra việc thi hành Nghị định này." in text_of_pages(
        [first, second]
    )


def test_a_number_broken_at_its_hyphen_is_joined_without_a_space():
    page = numbered_page(
        0,
        line("4. Cơ quan thực hiện việc này theo quy định của", left=87),
        line("pháp luật và Thông tư số 12/2020/TT-"),
        line("BNV của Bộ Nội vụ.", right=200),
    )
    assert "12/2020/TT-BNV" in text_of_pages([page])


def test_footnotes_move_to_the_end_and_their_mark_to_the_words_they_follow():
    page = numbered_page(
        0,
        line("Điều này được sửa đổi như sau:", left=87, right=300),
        line("1", height=9, right=70),
        line("1", height=9, right=70),
        line("Sửa đổi theo Nghị định số 5 năm 2020.", height=11, left=88),
    )
    after = [line("Câu của trang sau đứng ở đây.", page=1, left=87, right=300), *numbered_page(1)]
    lines = text_of_pages([page, after]).split("\n")
    assert "Điều này được sửa đổi như sau:[1]" in lines
    assert lines[-1] == "[1] Sửa đổi theo Nghị định số 5 năm 2020."


def test_a_page_without_indentation_is_left_for_the_reading_of_the_text():
    page = [line("1. Một dòng"), line("tiếp theo"), line("2. Hai dòng"), line("3. Ba dòng")]
    assert text_of_pages([page]).split("\n") == ["1. Một dòng", "tiếp theo", "2. Hai dòng", "3. Ba dòng"]
