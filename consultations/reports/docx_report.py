"""Mẫu số 10 as a Word file: A4 landscape, Times New Roman, header row repeated, pages numbered."""

from __future__ import annotations

import datetime
import io
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from consultations.reports import wording
from consultations.services.reporting import Summary

FONT = "Times New Roman"
WIDTHS = (4.6, 4.6, 7.9, 7.9)  # 25 cm: A4 landscape less margins of 3 and 1.7 cm (NĐ 30/2020 Phụ lục I)
CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def write_docx(summary: Summary, *, on: datetime.date | None = None) -> bytes:
    """The whole form."""
    document = Document()
    _page(document)
    _letterhead(document, summary, on)
    _paragraph(document, wording.TITLE, bold=True, align=CENTER, before=12)
    _paragraph(document, f"đối với {wording.draft_name(summary)}", bold=True, align=CENTER, after=10)
    _paragraph(document, wording.basis(summary), align=JUSTIFY, indent=True)
    _paragraph(document, wording.totals(summary), align=JUSTIFY, indent=True)
    for sentence in wording.unit_sentences(summary):
        _paragraph(document, f"- {sentence}", align=JUSTIFY, indent=True)
    _paragraph(document, wording.RESULTS, align=JUSTIFY, indent=True, after=6, keep=True)
    _table(document, summary)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin, section.right_margin = Cm(3), Cm(1.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.header_distance = Cm(1)
    section.different_first_page_header_footer = True  # the first page carries no number (NĐ 30/2020)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.get_or_add_rPr().append(language)
    header = section.header.paragraphs[0]
    header.alignment = CENTER
    _page_number(header.add_run())
    document.core_properties.title = wording.TITLE
    document.core_properties.author = ""
    document.core_properties.language = "vi-VN"


def _page_number(run: Any) -> None:
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = text
        run._r.append(element)


def _letterhead(document: Any, summary: Summary, on: datetime.date | None) -> None:
    table = document.add_table(rows=2, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for row in table.rows:
        for cell, width in zip(row.cells, (10.0, 15.0), strict=True):
            cell.width = Cm(width)
    superior, unit = wording.agency_lines(summary)
    left, right = table.rows[0].cells
    if superior:
        _fill(left.paragraphs[0], superior, size=12)
        _fill(left.add_paragraph(), unit, size=13, bold=True)
    else:
        _fill(left.paragraphs[0], unit or "…………", size=13, bold=True)
    _rule(left.add_paragraph(), 3.8)
    _fill(right.paragraphs[0], wording.NATION, size=12, bold=True)
    _fill(right.add_paragraph(), wording.MOTTO, size=13, bold=True)
    _rule(right.add_paragraph(), 4.5)
    _fill(table.rows[1].cells[1].paragraphs[0], wording.place_and_date(summary, on), size=13, italic=True)


def _fill(paragraph: Any, text: str, *, size: int, bold: bool = False, italic: bool = False) -> None:
    paragraph.alignment = CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(wording.clean(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _rule(paragraph: Any, indent: float) -> None:
    """The short line under the name of the agency and under the motto: a border, no row of dashes."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(indent)
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.paragraph_format.line_spacing = Pt(4)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)


def _paragraph(
    document: Any,
    text: str,
    *,
    bold: bool = False,
    align: Any = None,
    before: int = 0,
    after: int = 4,
    indent: bool = False,
    keep: bool = False,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after, layout.keep_with_next = Pt(before), Pt(after), keep
    if indent:
        layout.first_line_indent = Cm(1)
    run = paragraph.add_run(wording.clean(text))
    run.bold, run.font.size = bold, Pt(14)


def _table(document: Any, summary: Summary) -> None:
    rows = summary.rows
    table = document.add_table(rows=1 + max(1, len(rows)), cols=4)
    table.style, table.autofit = "Table Grid", False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Cm(width)
    grid = list(table.rows)
    for cell, text in zip(grid[0].cells, wording.COLUMNS, strict=True):
        _cell(cell, text, bold=True, align=CENTER)
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    grid[0]._tr.get_or_add_trPr().append(mark)
    if not rows:
        merged = grid[1].cells[0].merge(grid[1].cells[3])
        _cell(merged, wording.NO_ROWS, align=CENTER)
        return
    for line, row in zip(grid[1:], rows, strict=True):
        texts = (wording.group_text(row), "; ".join(row.subjects), row.content, row.answer)
        for index, (cell, text) in enumerate(zip(line.cells, texts, strict=True)):
            _cell(cell, text, bold=index == 0 and row.first_of_group)
            cell.width = Cm(WIDTHS[index])


def _cell(cell: Any, text: str, *, bold: bool = False, align: Any = None) -> None:
    for number, part in enumerate(wording.clean(text).split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.alignment = align
        paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(part)
        run.bold, run.font.size = bold, Pt(12)
