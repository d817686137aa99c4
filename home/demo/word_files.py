"""Word files made from plain legal text, laid out as NĐ 30/2020/NĐ-CP asks: Times New Roman 14, A4."""

from __future__ import annotations

import io
import re

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BOLD = re.compile(r"^(?:Điều \d+[a-zđ]?\.|Chương [IVXLC]+$|Mục \d+$|Phụ lục|[IVX]+\. )")
_CENTRED = re.compile(r"^(?:Chương [IVXLC]+$|Mục \d+$|Phụ lục|CỘNG HÒA|Độc lập - |-{3,}$|\(|[^a-zà-ỹđ]{4,}$)")
_CELLS = re.compile(r"(?<!\\)\|")


def word_file(text: str) -> bytes:
    """The text as a .docx: headings bold, titles centred, pipe rows as a table."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            cells = [cell.strip().replace("\\|", "|") for cell in _CELLS.split(line.strip())[1:-1]]
            if not all(set(cell) <= set("-: ") for cell in cells):
                rows.append(cells)
            continue
        if rows:
            _table(document, rows)
            rows = []
        if line.strip():
            _paragraph(document, line.strip())
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _paragraph(document: Document, line: str) -> None:  # type: ignore[valid-type]
    paragraph = document.add_paragraph()  # type: ignore[attr-defined]
    paragraph.paragraph_format.space_after = Pt(6)
    run = paragraph.add_run(line)
    run.bold = bool(_BOLD.match(line)) or (line.isupper() and len(line) > 3)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if _CENTRED.match(line) else WD_ALIGN_PARAGRAPH.JUSTIFY


def _table(document: Document, rows: list[list[str]]) -> None:  # type: ignore[valid-type]
    table = document.add_table(rows=len(rows), cols=max(len(row) for row in rows))  # type: ignore[attr-defined]
    table.style = "Table Grid"
    for cells, row in zip(rows, table.rows, strict=True):
        for text, cell in zip(cells, row.cells, strict=False):
            cell.text = text
