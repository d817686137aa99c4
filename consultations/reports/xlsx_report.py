"""Mẫu số 10 as a workbook: the table to work with, and the particulars of the form on a second sheet.

What people typed is written as text only: never a formula, never a link (stack.md 6).
"""

from __future__ import annotations

import datetime
import io
from typing import Any

import xlsxwriter

from consultations.reports import wording
from consultations.services.reporting import Summary

WIDTHS = (26, 28, 60, 60)
LONGEST = 32_000  # a cell holds 32,767 characters
CUT = "… (còn nữa, xem bản Word)"
UNIT_COLUMNS = (
    "Cơ quan, tổ chức",
    "Tình trạng",
    "Số văn bản",
    "Ngày văn bản",
    "Hạn trả lời",
    "Trả lời đúng hạn",
    "Số ý kiến",
)


def write_xlsx(summary: Summary, *, on: datetime.date | None = None) -> bytes:
    """The workbook."""
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd/mm/yyyy",
    }
    book = xlsxwriter.Workbook(buffer, options)
    base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}
    styles = {
        "text": book.add_format({**base, "border": 1}),
        "group": book.add_format({**base, "border": 1, "bold": True}),
        "head": book.add_format(
            {**base, "border": 1, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#EFECE4"}
        ),
        "title": book.add_format({**base, "bold": True, "font_size": 14, "align": "center", "valign": "vcenter"}),
        "plain": book.add_format(base),
        "right": book.add_format({**base, "bold": True, "align": "center"}),
        "italic": book.add_format({**base, "italic": True, "align": "center"}),
        "date": book.add_format({**base, "border": 1, "num_format": "dd/mm/yyyy", "align": "left"}),
    }
    _table_sheet(book, summary, styles)
    _form_sheet(book, summary, styles, on)
    _unit_sheet(book, summary, styles)
    book.set_properties({"title": wording.TITLE})
    book.close()
    return buffer.getvalue()


def _text(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    text = wording.clean(text)
    sheet.write_string(row, column, text if len(text) <= LONGEST else text[:LONGEST] + CUT, style)


def _height(texts: tuple[str, ...], widths: tuple[int, ...]) -> float:
    """Row height in points: not every program fits wrapped rows by itself; 409 is the most a row may have."""
    lines = max(
        sum(max(1, -(-len(part) // max(1, width - 2))) for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(409.0, 16.5 * lines + 3)


def _printing(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.6, right=0.4, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&CTrang &P/&N")


def _table_sheet(book: Any, summary: Summary, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet("Bảng tổng hợp")
    _printing(sheet)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 42)
    sheet.merge_range(0, 0, 0, 3, "", styles["title"])
    _text(sheet, 0, 0, f"{wording.TITLE}\nđối với {wording.draft_name(summary)[:180]}", styles["title"])
    sheet.set_row(1, 34)
    for column, name in enumerate(wording.COLUMNS):
        _text(sheet, 1, column, name, styles["head"])
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(1)
    for line, row in enumerate(summary.rows, start=2):
        style = styles["group"] if row.first_of_group else styles["text"]
        texts = (wording.group_text(row), "; ".join(row.subjects), row.content, row.answer)
        sheet.set_row(line, _height(texts, WIDTHS))
        for column, text in enumerate(texts):
            _text(sheet, line, column, text, style if column == 0 else styles["text"])
    if summary.rows:
        sheet.autofilter(1, 0, 1 + len(summary.rows), 3)
    else:
        sheet.merge_range(2, 0, 2, 3, wording.NO_ROWS, styles["text"])


def _form_sheet(book: Any, summary: Summary, styles: dict[str, Any], on: datetime.date | None) -> None:
    sheet = book.add_worksheet("Thông tin chung")
    _printing(sheet)
    sheet.set_column(0, 1, 70)
    superior, unit = wording.agency_lines(summary)
    lines = [
        (superior or unit, wording.NATION, styles["right"]),
        (unit if superior else "", wording.MOTTO, styles["right"]),
        ("", wording.place_and_date(summary, on), styles["italic"]),
    ]
    for row, (left, right, style) in enumerate(lines):
        _text(sheet, row, 0, left, styles["right"])
        _text(sheet, row, 1, right, style)
    sentences = [wording.basis(summary), wording.totals(summary), *wording.unit_sentences(summary)]
    for row, sentence in enumerate(sentences, start=4):
        sheet.merge_range(row, 0, row, 1, "", styles["plain"])
        _text(sheet, row, 0, sentence, styles["plain"])
        sheet.set_row(row, _height((sentence,), (140,)))


def _unit_sheet(book: Any, summary: Summary, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet("Cơ quan được lấy ý kiến")
    _printing(sheet)
    for column, width in enumerate((60, 24, 24, 16, 16, 18, 12)):
        sheet.set_column(column, column, width)
    for column, name in enumerate(UNIT_COLUMNS):
        _text(sheet, 0, column, name, styles["head"])
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    for line, unit in enumerate(summary.units, start=1):
        state = "Chưa trả lời" if not unit.replied_at else "Nhất trí" if unit.agrees else "Có ý kiến"
        in_time = "" if not unit.replied_at or not unit.due_on else "Quá hạn" if unit.late else "Đúng hạn"
        sheet.set_row(line, _height((unit.name,), (60,)))
        _text(sheet, line, 0, unit.name, styles["text"])
        _text(sheet, line, 1, state, styles["text"])
        _text(sheet, line, 2, unit.official_number, styles["text"])
        for column, day in ((3, unit.official_on), (4, unit.due_on)):
            if day:
                sheet.write_datetime(line, column, datetime.datetime.combine(day, datetime.time()), styles["date"])
            else:
                _text(sheet, line, column, "", styles["text"])
        _text(sheet, line, 5, in_time, styles["text"])
        sheet.write_number(line, 6, unit.opinions, styles["text"])
