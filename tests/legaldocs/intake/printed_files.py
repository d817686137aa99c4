"""PDFs with Vietnamese letters, ruled tables, columns and turned pages, and scans made of them."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import ocrmypdf
import pypdfium2
from fpdf import FPDF
from PIL import Image

FONT = Path(ocrmypdf.__file__).parent / "data" / "NotoSans-Regular.ttf"


def printed(*pages: Callable[[FPDF], None], landscape: bool = False) -> bytes:
    """A PDF with one page for each function that draws one."""
    document = FPDF(format="A4", orientation="landscape" if landscape else "portrait")
    document.add_font("Noto", fname=str(FONT))
    document.set_auto_page_break(False)
    for draw in pages:
        document.add_page()
        document.set_font("Noto", size=12)
        draw(document)
    return bytes(document.output())


def text_at(x: float, y: float, *lines: str, size: float = 12, step: float = 7) -> Callable[[FPDF], None]:
    """Lines below each other, from a place in millimetres."""

    def draw(document: FPDF) -> None:
        document.set_font("Noto", size=size)
        for number, line in enumerate(lines):
            document.text(x, y + number * step, line)

    return draw


def grid(x: float, y: float, widths: list[float], rows: list[list[str]], height: float = 10) -> Callable[[FPDF], None]:
    """A ruled table; a cell ``None`` … is merged with the one on its left (no rule between)."""

    def draw(document: FPDF) -> None:
        document.set_font("Noto", size=10)
        for row, cells in enumerate(rows):
            top = y + row * height
            left = x
            for column, words in enumerate(cells):
                width = widths[column]
                if words is None:
                    left += width
                    continue
                span = width + sum(
                    widths[n]
                    for n in range(column + 1, len(cells))
                    if all(c is None for c in cells[column + 1 : n + 1])
                )
                document.rect(left, top, span, height)
                for number, line in enumerate(words.split("\n")):
                    document.text(left + 2, top + 4 + number * 4.4, line)
                left += width

    return draw


def both(*parts: Callable[[FPDF], None]) -> Callable[[FPDF], None]:
    """Several drawings on one page."""

    def draw(document: FPDF) -> None:
        for part in parts:
            part(document)

    return draw


def turned(angle: int, part: Callable[[FPDF], None]) -> Callable[[FPDF], None]:
    """A drawing turned on its page, as wide tables are printed along the sheet."""

    def draw(document: FPDF) -> None:
        with document.rotation(angle, x=105, y=148):
            part(document)

    return draw


def images_of(pdf: bytes, dpi: int = 200) -> list[Image.Image]:
    """The pages as pictures, as a scanner gives them."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    document.close()
    return pages


def scan_of(pdf: bytes, dpi: int = 200) -> bytes:
    """A PDF of pictures only."""
    pages = images_of(pdf, dpi)
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return out.getvalue()


def image_file(pdf: bytes, form: str, dpi: int = 200, **options: object) -> bytes:
    """The pages as a PNG, JPEG or TIFF file (TIFF holds all pages)."""
    pages = images_of(pdf, dpi)
    more = {"save_all": True, "append_images": pages[1:]} if form == "TIFF" else {}
    out = io.BytesIO()
    pages[0].save(out, form, dpi=(dpi, dpi), **more, **options)
    return out.getvalue()


DIRECTIVE = (
    "BỘ NỘI VỤ", "Số: 02/CT-BNV", "Hà Nội, ngày 11 tháng 9 năm 2012", "CHỈ THỊ",
    "Về việc tăng cường sử dụng văn bản điện tử trong hoạt động", "1. Các đơn vị thuộc Bộ thực hiện nghiêm túc việc gửi, nhận",
    "văn bản điện tử trên mạng thông tin của cơ quan.", "2. Văn phòng Bộ có trách nhiệm theo dõi, đôn đốc việc thực hiện.",
)  # fmt: skip


@lru_cache(maxsize=1)
def directive_page() -> bytes:
    """One printed page that OCR reads well."""
    return printed(text_at(25, 30, *DIRECTIVE, size=14, step=9))
