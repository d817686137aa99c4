"""Tables of Word files as pipe rows (``| ô | ô |``), and tables that only lay out the header or the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_LAYOUT = re.compile(
    r"CỘNG H[ÒO][ÀA] XÃ HỘI|Độc lập - Tự do|N[ơo]i nhận\s*:|(?:^|\n)\s*(?:TM|KT|TL|TUQ|Q|T/M)\s*\.\s*[A-ZĐ]|"
    r"(?:^|\n)\s*(?:Luật |Bộ luật |Nghị quyết )?[Ss]ố\s*:|, ngày\s.{0,12}tháng|"
    r"(?:^|\n)(?:CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|XÁC THỰC VĂN BẢN)"
)
_MAX_COLUMNS = 63


@dataclass(slots=True)
class Cell:
    """The lines of one cell and how many columns it covers; a cell merged with the one above has no lines."""

    lines: list[str] = field(default_factory=list)
    span: int = 1


def is_layout(rows: list[list[Cell]]) -> bool:
    """Whether a table only places blocks of text side by side: one column, or header and signature blocks."""
    filled = [[cell for cell in row if cell.lines] for row in rows]
    if all(len(row) <= 1 for row in filled):
        return True
    if len(rows) > 6 or any(len(row) > 3 for row in filled):
        return False
    return _LAYOUT.search("\n".join(line for row in filled for cell in row for line in cell.lines)) is not None


def as_lines(rows: list[list[Cell]]) -> Iterator[str]:
    """The cells one after the other, each line for itself."""
    for row in rows:
        for cell in row:
            yield from (_unpiped(line) for line in cell.lines)


def as_rows(rows: list[list[Cell]]) -> Iterator[str]:
    """Pipe rows of equal length; a cell over several columns is followed by empty ones, empty rows are left out."""
    width = min(_MAX_COLUMNS, max((sum(cell.span for cell in row) for row in rows), default=0))
    for row in rows:
        words: list[str] = []
        for cell in row:
            words += [_one_line(cell.lines)] + [""] * (cell.span - 1)
        words = (words + [""] * width)[:width]
        if any(words):
            yield "| " + " | ".join(words) + " |"


def _one_line(lines: list[str]) -> str:
    """A cell's paragraphs in one line; rows of a table inside the cell lose their bars."""
    parts = [_unpiped(line) for line in lines]
    return " ".join(part.replace("|", r"\|") for part in parts if part)


def _unpiped(line: str) -> str:
    if line.startswith("| ") and line.endswith(" |"):
        return "; ".join(cell.strip() for cell in re.split(r"(?<!\\)\|", line[1:-1]) if cell.strip()).replace(
            r"\|", "|"
        )
    return line
