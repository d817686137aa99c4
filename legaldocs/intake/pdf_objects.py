"""What is drawn on a PDF page besides letters: ruled lines, which may make a table, and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

_THIN = 3.0
_MOST_OBJECTS = 20_000
_MOST_EDGES = 3_000
_PICTURE = 60.0  # points; smaller ones are marks and rules


Edge = tuple[float, float, float, float]


@dataclass(slots=True)
class Drawn:
    """Ruled lines as (x0, y0, x1, y1) from the lower left corner, and the share of the page that pictures cover."""

    across: list[Edge] = field(default_factory=list)
    down: list[Edge] = field(default_factory=list)
    pictures: int = 0
    covered: float = 0.0

    def turned(self, turn: Callable[[Edge], Edge]) -> Drawn:
        """The same as the page is read."""
        edges = [turn(edge) for edge in self.across + self.down]
        across = [edge for edge in edges if edge[2] - edge[0] > edge[3] - edge[1]]
        return Drawn(across, [edge for edge in edges if edge not in across], self.pictures, self.covered)

    @property
    def is_ruled(self) -> bool:
        """Whether the lines could be those of a table."""
        return len(self.across) >= 2 and len(self.down) >= 2 and len(self.across) + len(self.down) <= _MOST_EDGES


def drawn_on(page: Any) -> Drawn:
    """The lines and pictures of an opened page (pypdfium2's ``PdfPage``)."""
    found = Drawn()
    width, height = page.get_mediabox()[2] - page.get_mediabox()[0], page.get_mediabox()[3] - page.get_mediabox()[1]
    area = max(1.0, width * height)
    edges = [ctypes.c_float() for _ in range(4)]
    for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page.raw, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, *edges):
            continue
        x0, y0, x1, y1 = (edge.value for edge in edges)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _take_path(found, item, x0, y0, x1, y1)
        elif x1 - x0 > _PICTURE and y1 - y0 > _PICTURE and kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.pictures += 1
            found.covered = min(1.0, found.covered + (x1 - x0) * (y1 - y0) / area)
    return found


def _take_path(found: Drawn, item: Any, x0: float, y0: float, x1: float, y1: float) -> None:
    if x1 - x0 >= _THIN and y1 - y0 <= _THIN:
        found.across.append((x0, (y0 + y1) / 2, x1, (y0 + y1) / 2))
    elif y1 - y0 >= _THIN and x1 - x0 <= _THIN:
        found.down.append(((x0 + x1) / 2, y0, (x0 + x1) / 2, y1))
    elif x1 - x0 > _THIN and y1 - y0 > _THIN:
        _take_segments(found, item)


def _take_segments(found: Drawn, item: Any) -> None:
    """The straight sides of a box or of a grid drawn as one path."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, filled, stroked) or not stroked.value:
        return  # a coloured ground draws no line
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return
    count = pdfium.FPDFPath_CountSegments(item)
    if not 2 <= count <= _MOST_EDGES:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    start = before = None
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and before is not None:
            _take_side(found, before, point)
        before = point
        if pdfium.FPDFPathSegment_GetClose(segment) and start is not None:
            _take_side(found, point, start)


def _take_side(found: Drawn, one: tuple[float, float], other: tuple[float, float]) -> None:
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if y1 - y0 < 1 < x1 - x0:
        found.across.append((x0, y0, x1, y0))
    elif x1 - x0 < 1 < y1 - y0:
        found.down.append((x0, y0, x0, y1))
