"""PDF with a text layer: lines with their place on the page, by pypdfium2.

pypdfium2 alone is fast and permissively licensed (stack.md 5). A PDF that holds only pictures is refused by name: text
recognition is a later step with its own checks.
"""

from __future__ import annotations

import re
import threading
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.legacy_fonts import check_letters
from legaldocs.intake.limits import DEFAULT, Deadline, Limits, check_size
from legaldocs.intake.page_layout import Line, text_of_pages
from legaldocs.intake.plain import clean_text

SCANNED = (
    "Tệp PDF chỉ có hình ảnh quét, không có lớp chữ nên không đọc được. "
    "Hãy gửi tệp Word hoặc PDF có lớp chữ của văn bản; bản quét có thể đính kèm làm tệp gốc."
)
_LOCK = threading.Lock()  # PDFium is not thread-safe
_HYPHEN_AT_BREAK = "\ufffe"  # how PDFium writes a hyphen it takes for a soft one
_SPACES = re.compile(r"[ \t\u00a0]+")
_DIGITS = re.compile(r"(?<![\d.,])\d{1,6}(?![\d])")
_UNIT = re.compile(r"(?:^|[\s\d/(])[kdcm]?m$")
_POWERS = {"2": "²", "3": "³"}
_MIN_CHARACTERS_PER_PAGE = 25


def read_pdf(data: bytes, limits: Limits = DEFAULT, deadline: Deadline | None = None) -> str:
    """The text of a PDF in paragraphs. Raises ``UnreadableFile``."""
    check_size(len(data), limits.max_bytes)
    deadline = deadline or Deadline(limits.seconds)
    with _LOCK:
        document = _open(data)
        try:
            pages = _pages(document, limits, deadline)
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(
                "Tệp PDF bị hỏng, không đọc hết được các trang. Hãy xuất lại PDF từ tệp gốc."
            ) from error
        finally:
            document.close()
    characters = sum(len(line.text) for page in pages for line in page)
    with_text = sum(1 for page in pages if sum(len(line.text) for line in page) >= _MIN_CHARACTERS_PER_PAGE)
    if not pages or characters < _MIN_CHARACTERS_PER_PAGE or with_text * 10 < len(pages):
        raise UnreadableFile(SCANNED)
    text = clean_text(text_of_pages(pages))
    check_letters(text)
    return text


def _open(data: bytes) -> Any:
    try:
        document = pypdfium2.PdfDocument(data)
        len(document)
        return document
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableFile("Tệp PDF được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.") from error
        raise UnreadableFile("Tệp PDF bị hỏng, không mở được. Hãy xuất lại PDF từ tệp gốc.") from error


def _pages(document: Any, limits: Limits, deadline: Deadline) -> list[list[Line]]:
    count = len(document)
    if count > limits.max_pages:
        raise UnreadableFile(
            f"Tệp PDF có {count} trang, vượt quá giới hạn {limits.max_pages} trang. Hãy chia thành nhiều tệp."
        )
    pages: list[list[Line]] = []
    characters = 0
    for index in range(count):
        deadline.check()
        page = document[index]
        text_page = page.get_textpage()
        try:
            characters += max(0, text_page.count_chars())
            if characters > limits.max_characters:
                raise UnreadableFile("Tệp PDF có quá nhiều chữ (trên 10 triệu ký tự). Hãy chia thành nhiều tệp.")
            pages.append(_lines(text_page, index))
        finally:
            text_page.close()
            page.close()
    return pages


def _lines(text_page: Any, page: int) -> list[Line]:
    raw: str = text_page.get_text_range()
    placed = len(raw) == text_page.count_chars()
    lines: list[Line] = []
    offset = 0
    for piece in raw.split("\n"):
        line = piece.rstrip("\r")
        shown = line.strip()
        if shown:
            start = offset + line.index(shown[0])
            lines.append(_line(text_page, page, shown, start) if placed else Line(page, _tidy(shown)))
        offset += len(piece) + 1
    return lines


def _line(text_page: Any, page: int, shown: str, start: int) -> Line:
    left, bottom, _, _ = text_page.get_charbox(start, loose=True)
    _, _, right, _ = text_page.get_charbox(start + len(shown) - 1, loose=True)
    middle = _first_letter(shown)
    _, low, _, high = text_page.get_charbox(start + middle, loose=True)
    height = high - low
    return Line(page, _tidy(_mark_raised(text_page, shown, start, height)), left, right, min(bottom, low), height)


def _first_letter(shown: str) -> int:
    """Position of a letter that stands for the size of its line: the middle one, or the next letter after it."""
    half = len(shown) // 2
    for position in (*range(half, len(shown)), *range(half)):
        if shown[position].isalpha():
            return position
    return half


def _mark_raised(text_page: Any, shown: str, start: int, height: float) -> str:
    """Write a raised figure (footnote mark) as ``[1]``: "khoản 5¹" must not become "khoản 51"."""
    if height <= 0:
        return shown
    parts: list[str] = []
    done = 0
    for match in _DIGITS.finditer(shown):
        begin = _raised_from(text_page, shown, start, match.start(), match.end(), height)
        if begin is None:
            continue
        before = shown[done:begin]
        if before.endswith("(") and shown[match.end() : match.end() + 1] == ")":
            continue
        if _UNIT.search(before) and match.group() in _POWERS:
            parts += [before, _POWERS[match.group()]]
            done = match.end()
            continue
        space = " " if before[-1:] in (".", ")", ":") else ""
        after = " " if shown[match.end() : match.end() + 1].isalpha() else ""
        parts += [before, f"{space}[{shown[begin : match.end()]}]{after}"]
        done = match.end()
    return "".join([*parts, shown[done:]])


def _raised_from(text_page: Any, shown: str, start: int, begin: int, end: int, height: float) -> int | None:
    """Where in a run of figures the raised ones begin; None when none is raised."""

    def size(position: int) -> float:
        _, low, _, high = text_page.get_charbox(start + position, loose=True)
        return float(high - low)

    last = size(end - 1)
    if not 0 < last < height * 0.8:
        return None
    if begin == 0 or shown[begin - 1] not in " \t\u00a0":
        first = size(begin)
        if first <= last * 1.1:
            return begin
    for position in range(begin + 1, end):
        if size(position) <= last * 1.1 < size(begin):
            return position
    return None


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", text.replace(_HYPHEN_AT_BREAK, "-").replace("\x02", "-")).strip()


def page_count(data: bytes) -> int:
    """How many pages a PDF has; 0 when it cannot be opened."""
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            return 0
        try:
            return int(pdfium.FPDF_GetPageCount(document.raw))
        finally:
            document.close()
