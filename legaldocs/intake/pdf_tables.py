"""Ruled tables of a PDF page as pipe rows. The lines come from PDFium, their crossings and cells from pdfplumber.

A table takes the place of the lines of text inside it only when its cells hold all of their letters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from legaldocs.intake.page_layout import Line
from legaldocs.intake.pdf_lines import PlacedText, first_letter, mark_raised, tidy
from legaldocs.intake.pdf_objects import Drawn
from legaldocs.intake.word_tables import Cell, as_rows, is_layout

_NEAR = 3.0
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST_CELLS = 4_000

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class FoundTable:
    """One table: its box on the page (left, bottom, right, top) and its rows of text."""

    box: Box
    rows: list[list[Cell]]


@dataclass(slots=True)
class CellText:
    """The characters of one cell, by their positions in the text of the page."""

    text: PlacedText
    positions: list[int] = field(default_factory=list)

    def box(self, position: int) -> Box:
        """The box of one character of the cell."""
        return self.text.box(self.positions[position])

    def lines(self) -> list[str]:
        """The printed lines of the cell."""
        found: list[str] = []
        begin = 0
        for end in range(1, len(self.positions) + 1):
            if end == len(self.positions) or "\n" in self.text.raw[self.positions[end - 1] + 1 : self.positions[end]]:
                found.append(self._line(begin, end))
                begin = end
        return found

    def _is_apart(self, number: int) -> bool:
        if self.text.turn is None:
            return True
        before, after = self.box(number - 1), self.box(number)
        return after[0] - before[2] >= (before[3] - before[1]) * 0.12

    def _line(self, begin: int, end: int) -> str:
        """One line; spaces stand where the page has them between two characters."""
        shown, places = "", []
        for number in range(begin, end):
            position = self.positions[number]
            if number > begin and position - self.positions[number - 1] > 1 and self._is_apart(number):
                shown += " "
                places.append(self.positions[number - 1])
            shown += self.text.raw[position]
            places.append(position)
        cell = CellText(self.text, places)
        _, low, _, high = cell.box(first_letter(shown))
        return tidy(mark_raised(cell, shown, 0, high - low))


def tables_on(text: PlacedText, drawn: Drawn) -> list[FoundTable]:
    """The tables that ruled lines make on a page; coordinates count from the lower left corner."""
    from pdfplumber import table as plumber

    edges = [_edge(line, "h") for line in drawn.across] + [_edge(line, "v") for line in drawn.down]
    edges = plumber.merge_edges(edges, _NEAR, _NEAR, _NEAR, _NEAR)
    cells = plumber.intersections_to_cells(plumber.edges_to_intersections(edges, _NEAR, _NEAR))
    if not 2 <= len(cells) <= _MOST_CELLS:
        return []
    groups = [group for group in plumber.cells_to_tables(cells) if len(group) > 1]
    words = _words_of(text, [cell for group in groups for cell in group])
    found = []
    for group in groups:
        table = _table(words, group)
        if table is not None:
            found.append(table)
    return found


def _edge(line: Box, orientation: str) -> dict[str, Any]:
    """As pdfplumber describes an edge: from the top of the page downwards (here: below zero)."""
    x0, y0, x1, y1 = line
    return {
        "x0": x0, "x1": x1, "top": -y1, "bottom": -y0, "width": x1 - x0, "height": y1 - y0,
        "orientation": orientation, "object_type": "line",
    }  # fmt: skip


def _words_of(text: PlacedText, cells: list[Box]) -> dict[Box, CellText]:
    """Each character of the page goes to the cell its middle lies in."""
    found = {cell: CellText(text) for cell in cells}
    tops = _places(cell[1] for cell in cells)
    rows: list[list[Box]] = [[] for _ in tops]
    for cell in cells:
        for row in range(_nearest(tops, cell[1]), len(tops)):
            if row > _nearest(tops, cell[1]) and tops[row] >= cell[3] - _NEAR:
                break
            rows[row].append(cell)
    for position, character in enumerate(text.raw):
        if character.isspace():
            continue
        left, bottom, right, top = text.box(position)
        across, down = (left + right) / 2, -(bottom + top) / 2
        row = bisect_right(tops, down + _NEAR) - 1
        for cell in rows[row] if row >= 0 else ():
            if cell[0] <= across <= cell[2] and cell[1] <= down <= cell[3]:
                found[cell].positions.append(position)
                break
    return found


def _table(words: dict[Box, CellText], cells: list[Box]) -> FoundTable | None:
    """Cells (x0, top, x1, bottom, downwards) in rows and columns; a merged cell spans columns and leaves rows empty."""
    lefts = _places(x0 for x0, _, _, _ in cells)
    tops = _places(top for _, top, _, _ in cells)
    if len(tops) < 2 or len(lefts) < 2:
        return None
    grid: list[list[Cell | None]] = [[None] * len(lefts) for _ in tops]
    for x0, top, x1, bottom in cells:
        row, column = _nearest(tops, top), _nearest(lefts, x0)
        until = next((n for n in range(column + 1, len(lefts)) if lefts[n] > x1 - _NEAR), len(lefts))
        grid[row][column] = Cell(_joined(words[x0, top, x1, bottom].lines()), max(1, until - column))
    rows = [_row(row) for row in grid]
    if is_layout(rows):
        return None
    box = (min(c[0] for c in cells), -max(c[3] for c in cells), max(c[2] for c in cells), -min(c[1] for c in cells))
    return FoundTable(box, rows)


def _row(cells: list[Cell | None]) -> list[Cell]:
    row: list[Cell] = []
    covered = 0
    for cell in cells:
        if covered:
            covered -= 1
        elif cell is None:
            row.append(Cell())
        else:
            row.append(cell)
            covered = cell.span - 1
    return row


def _joined(lines: list[str]) -> list[str]:
    """Lines that the width of a cell broke become one; a dash or number begins a new one."""
    out: list[str] = []
    for line in lines:
        if out and not line.startswith(("- ", "+ ", "• ")):
            is_one_word = (out[-1].endswith("-") and not out[-1].endswith(" -")) or (
                out[-1].isdigit() and line.isdigit() and _YEAR.fullmatch(out[-1] + line)
            )
            out[-1] = f"{out[-1]}{line}" if is_one_word else f"{out[-1]} {line}"
        else:
            out.append(line)
    return out


def _places(values: Any) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _nearest(places: list[float], value: float) -> int:
    return min(range(len(places)), key=lambda n: abs(places[n] - value))


def with_tables(lines: list[Line], tables: list[FoundTable]) -> tuple[list[Line], int]:
    """The lines of a page with the rows of each table in place of what they hold, and how many tables had to stay lines."""
    unread = 0
    for table in tables:
        left, bottom, right, top = table.box
        inside = [
            line
            for line in lines
            if line.height and bottom - _NEAR <= line.bottom + line.height / 2 <= top + _NEAR
            and line.left >= left - 12 and line.left <= right
        ]  # fmt: skip
        if not inside:
            continue
        words = "".join(line.text for line in inside)
        cells = "".join(text for row in table.rows for cell in row for text in cell.lines)
        if _letters(words) != _letters(cells):
            unread += 1
            continue
        first = inside[0]
        rows = [Line(first.page, row, left, right, first.bottom, 0.0) for row in as_rows(table.rows)]
        chosen = {id(line) for line in inside}
        position = lines.index(first)
        lines = [*lines[:position], *rows, *(line for line in lines[position:] if id(line) not in chosen)]
    return lines, unread


def _letters(text: str) -> list[str]:
    return sorted(character for character in text if character.isalnum())
