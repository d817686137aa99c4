"""PDF with a text layer: lines with their place on the page, by pypdfium2; ruled tables as pipe rows.

A PDF that holds only pictures is refused as a scan: recognition of text is a step of its own (``recognition.py``).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from legaldocs.domain.findings import Finding
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.extracted import Extracted, note, numbers, warning
from legaldocs.intake.legacy_fonts import sound_letters
from legaldocs.intake.limits import DEFAULT, Deadline, Limits, check_size
from legaldocs.intake.page_layout import Line, text_of_pages
from legaldocs.intake.pdf_columns import in_columns
from legaldocs.intake.pdf_lines import UPRIGHT, PlacedText, lines_of
from legaldocs.intake.pdf_objects import Drawn, drawn_on
from legaldocs.intake.pdf_tables import tables_on, with_tables
from legaldocs.intake.plain import clean_text
from legaldocs.intake.text_layer import unreadable_because

SCANNED = (
    "Tệp PDF chỉ có hình ảnh quét, không có lớp chữ nên không đọc được. "
    "Hãy gửi tệp Word hoặc PDF có lớp chữ của văn bản; bản quét có thể đính kèm làm tệp gốc."
)
GARBLED = (
    "Lớp chữ của tệp PDF không đọc được ({reason}). Cần nhận dạng chữ (OCR) từ hình ảnh của trang; "
    "nếu có tệp Word của văn bản, hãy gửi tệp đó."
)
DAMAGED = "Tệp PDF bị hỏng, không đọc hết được các trang. Hãy xuất lại PDF từ tệp gốc."
_LOCK = threading.Lock()  # PDFium is not thread-safe
_MIN_CHARACTERS_PER_PAGE = 25
_PICTURE_OF_A_PAGE = 0.3


@dataclass(slots=True)
class PdfPages:
    """What the pages of a PDF hold."""

    lines: list[list[Line]] = field(default_factory=list)
    without_text: list[int] = field(default_factory=list)
    with_pictures: list[int] = field(default_factory=list)
    tables: int = 0
    tables_unread: list[int] = field(default_factory=list)
    characters: int = 0


def read_pdf(data: bytes, limits: Limits = DEFAULT, deadline: Deadline | None = None) -> Extracted:
    """The text of a PDF in paragraphs. Raises ``UnreadableFile``, with ``is_scan`` for a scan or a layer that says nothing."""
    check_size(len(data), limits.max_bytes)
    deadline = deadline or Deadline(limits.seconds)
    with _LOCK:
        document = _open(data)
        try:
            pages = _pages(document, limits, deadline)
            findings = _about_document(document)
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(DAMAGED) from error
        finally:
            document.close()
    characters = sum(len(line.text) for page in pages.lines for line in page)
    with_text = sum(1 for page in pages.lines if sum(len(line.text) for line in page) >= _MIN_CHARACTERS_PER_PAGE)
    if not pages.lines or characters < _MIN_CHARACTERS_PER_PAGE or with_text * 10 < len(pages.lines):
        raise UnreadableFile(SCANNED, is_scan=bool(pages.lines), pages=len(pages.lines))
    text, mended = _sound_text(clean_text(text_of_pages(pages.lines)), len(pages.lines))
    facts: dict[str, Any] = {"pages": len(pages.lines)}
    if pages.without_text:
        facts["pages_without_text"] = pages.without_text
    return Extracted(text, [*findings, *_about_pages(pages), *mended], facts)


def _sound_text(text: str, pages: int) -> tuple[str, list[Finding]]:
    """The text of the layer; raises where it is not what the pages show, so that their pictures are read instead."""
    try:
        sound, mended = sound_letters(text)
        reason = unreadable_because(sound)
    except UnreadableFile as error:
        reason = error.reason.split(". ", 1)[0]
        reason = reason[:1].lower() + reason[1:]
    if reason:
        raise UnreadableFile(GARBLED.format(reason=reason), is_scan=True, pages=pages, garbled=reason)
    return sound, mended


def _open(data: bytes) -> Any:
    try:
        document = pypdfium2.PdfDocument(data)
        len(document)
        return document
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableFile("Tệp PDF được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.") from error
        raise UnreadableFile("Tệp PDF bị hỏng, không mở được. Hãy xuất lại PDF từ tệp gốc.") from error


def _pages(document: Any, limits: Limits, deadline: Deadline) -> PdfPages:
    count = len(document)
    if count > limits.max_pages:
        raise UnreadableFile(
            f"Tệp PDF có {count} trang, vượt quá giới hạn {limits.max_pages} trang. Hãy chia thành nhiều tệp."
        )
    pages = PdfPages()
    for index in range(count):
        deadline.check()
        page = document[index]
        try:
            with _text_of(page) as text:
                pages.characters += len(text.raw)
                if pages.characters > limits.max_characters:
                    raise UnreadableFile("Tệp PDF có quá nhiều chữ (trên 10 triệu ký tự). Hãy chia thành nhiều tệp.")
                _take_page(pages, page, text, index)
        finally:
            page.close()
    return pages


@contextmanager
def _text_of(page: Any) -> Iterator[PlacedText]:
    """The text of a page turned so that its lines are upright: PDFium orders them and finds their spaces as shown."""
    left, bottom, right, top = page.get_mediabox()
    text_page = page.get_textpage()
    try:
        text = PlacedText(text_page, right - left, top - bottom)
        upright = UPRIGHT[text.direction]
        if upright != page.get_rotation():
            page.set_rotation(upright)
            text_page.close()
            text_page = page.get_textpage()
            text = PlacedText(text_page, right - left, top - bottom)
        yield text
    finally:
        text_page.close()


def _take_page(pages: PdfPages, page: Any, text: PlacedText, index: int) -> None:
    drawn = drawn_on(page)
    lines = lines_of(text, index)
    if drawn.is_ruled and text.is_placed:
        lines = _with_tables(pages, lines, text, drawn.turned(text.turn) if text.turn else drawn, index)
    elif text.is_placed:
        lines = in_columns(lines, text, index)
    pages.lines.append(lines)
    if sum(len(line.text) for line in lines) < _MIN_CHARACTERS_PER_PAGE:
        if drawn.covered >= _PICTURE_OF_A_PAGE:
            pages.without_text.append(index + 1)
    elif drawn.pictures:
        pages.with_pictures.append(index + 1)


def _with_tables(pages: PdfPages, lines: list[Line], text: PlacedText, drawn: Drawn, index: int) -> list[Line]:
    tables = tables_on(text, drawn)
    lines, unread = with_tables(lines, tables)
    pages.tables += len(tables) - unread
    if unread:
        pages.tables_unread.append(index + 1)
    return lines


def _about_pages(pages: PdfPages) -> list[Finding]:
    findings = []
    if pages.without_text:
        findings.append(
            warning(
                "pages-without-text",
                f"Trang {numbers(pages.without_text)} chỉ có hình ảnh quét nên lời văn còn thiếu; "
                "hãy nhận dạng chữ (OCR) hoặc gõ bổ sung.",
            )
        )
    if pages.with_pictures:
        findings.append(
            note("pictures-left-out", f"Trang {numbers(pages.with_pictures)} có hình không đưa được vào lời văn.")
        )
    if pages.tables_unread:
        findings.append(
            warning(
                "table-unread",
                f"Bảng ở trang {numbers(pages.tables_unread)} không tách được thành hàng, cột; các ô được ghi nối tiếp "
                "theo dòng. Hãy kẻ lại bảng trong lời văn.",
            )
        )
    return findings


def _about_document(document: Any) -> list[Finding]:
    """What a PDF carries that could act by itself, or that is another file."""
    findings = []
    scripts = pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw)
    if scripts > 0:
        findings.append(
            warning(
                "macros", "Tệp PDF chứa mã JavaScript. Mã không được chạy; không nên đăng tệp này cho công chúng tải."
            )
        )
    attached = pdfium.FPDFDoc_GetAttachmentCount(document.raw)
    if attached > 0:
        findings.append(
            warning("attachments-left-out", f"Tệp PDF đính kèm {attached} tệp khác; các tệp ấy không được đọc.")
        )
    return findings
