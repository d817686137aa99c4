"""From lines with their place on the page to paragraphs.

Page headers of the Gazette, page numbers and the stamp of the digital signature are left out; footnotes move to the
end; lines broken by the width of the page are joined where the indentation of the document shows its paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

_GAZETTE = re.compile(r"^(?:\d{1,4}\s+)?CÔNG BÁO\s*/\s*Số\s*[\d\s+&,-]+/\s*Ngày\s*[\d\s./-]+$")
_GAZETTE_NUMBERED = re.compile(
    r"^(?:\d{1,4}\s+)?(CÔNG BÁO\s*/\s*Số\s*[\d\s+&,-]+?/\s*Ngày\s*\d+[-/.]\d+[-/.]\d{4})(?:\s+\d{1,4})?$"
)
_PAGE_NUMBER = re.compile(r"^[-–]?\s*(?:Trang\s+)?(\d{1,4})(?:\s*/\s*\d{1,4})?\s*[-–]?$", re.IGNORECASE)
_HEADER_COLUMNS = re.compile(
    r"^((?:Luật |Bộ luật |Pháp lệnh |Nghị quyết )?[Ss]ố\s*:\s*\S*\d\S*)\s+(\S.{1,40}, ngày\b.*)$|"
    r"^(\S.{2,60}?)\s+(CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM)$"
)
_STAMP_START = re.compile(r"^(?:Người ký|Ký bởi|Được ký bởi|Signature (?:Not Verified|Valid))\s*:?")
_STAMP_LINE = re.compile(
    r"^(?:Người ký|Ký bởi|Được ký bởi|Email|Cơ quan|Tổ chức|Thời gian ký|Ngày ký|"
    r"Đơn vị|Lý do|Vị trí|Signature|Digitally signed|Date|Reason)\b[^:]{0,20}:?"
)
_STAMP_TIME = re.compile(r"^(?:Thời gian ký|Ngày ký|Date)\s*:|\d{1,2}:\d{2}:\d{2}")
_NOTED_MARKER = re.compile(r"^\d{1,3}[a-zđ]?[.)] \[\d{1,3}\]$")
_BARE_MARKER = re.compile(r"(?:\d{1,3}[a-zđ]?|[a-zđ])[.)](?: \[\d{1,3}\])?$")
_NOTE_START = re.compile(r"^(?:\[\d{1,3}\]|\(\d{1,3}\)|\*|\d{1,3}\s)")
_LONE_MARK = re.compile(r"^\[?(\d{1,3})\]?$")
_MARKER = re.compile(
    r"^[“\"]?(?:(?:Điều|ĐIỀU)\s+\d+\w?[.:]|(?:Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|Phụ lục|PHỤ LỤC|Mẫu số)\s+\S+|"
    r"\d{1,3}[.)]\s|[a-zđ]\)\s|[-–+•]\s)"
)
_HEADING_MARKER = re.compile(
    r"^[“\"]?(?:(?:Điều|ĐIỀU)\s+\d+\w?[.:]|(?:Chương|CHƯƠNG|PHẦN|PHỤ LỤC|Mẫu số)\s+\S+|Nơi nhận)"
)
_ENDS = (".", ";", ":", "?", "!", "”", "/", '"')
_INDENT = 9.0
_NEAR = 6.0
_MAX_INDENT = 50.0


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: page, text, left and right edge, lower edge and height in points (0 when not known)."""

    page: int
    text: str
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    height: float = 0.0


def text_of_pages(pages: list[list[Line]]) -> str:
    """The text of the pages, one paragraph a line."""
    gazette = next((m[1] for page in pages for line in page if (m := _GAZETTE_NUMBERED.match(line.text))), "")
    bodies = [_without_stamps(_without_edges(_in_order(page))) for page in _without_running_heads(pages)]
    bodies = [[part for line in page for part in _columns_of_header(line)] for page in bodies]
    bodies = [_with_lone_markers(page) for page in bodies]
    bodies, notes = _without_footnotes(bodies)
    out = [gazette] if gazette else []
    out += _paragraphs(bodies)
    if notes:
        out += _paragraphs([notes], always=True)
    return "\n".join(out)


def _in_order(page: list[Line]) -> list[Line]:
    """A block that was drawn late but stands above all that was drawn before it (a header table) comes first."""
    for position in range(1, len(page)):
        above = max(line.bottom for line in page[:position])
        if page[position].height and page[position].bottom > above + 5:
            end = position
            while end < len(page) and page[end].bottom > above:
                end += 1
            return _in_order(page[position:end] + page[:position] + page[end:]) if end - position > 1 else page
    return page


def _columns_of_header(line: Line) -> list[Line]:
    """The two columns of a document's header, printed on one line, are two lines."""
    match = _HEADER_COLUMNS.match(line.text)
    return [replace(line, text=part) for part in match.groups() if part] if match else [line]


def _with_lone_markers(page: list[Line]) -> list[Line]:
    """The number of a khoản with the mark of a note, drawn apart from its words, goes before them again."""
    joined: list[Line] = []
    for line in page:
        pattern = _BARE_MARKER if line.text.startswith("[") else _NOTED_MARKER
        marker = joined[-1] if joined and pattern.match(joined[-1].text) else None
        if marker is not None and abs(marker.bottom - line.bottom) < _NEAR and line.left >= marker.right - _NEAR:
            joined[-1] = replace(line, text=f"{marker.text} {line.text}", left=marker.left)
        else:
            joined.append(line)
    return joined


def _without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """Take out the first or last line that returns on most pages, numbers aside."""
    if len(pages) < 4:
        return pages
    for place in (0, -1):
        shapes = Counter(re.sub(r"\d+", "#", page[place].text) for page in pages if page)
        shape, count = shapes.most_common(1)[0] if shapes else ("", 0)
        if count > len(pages) * 0.6 and shape.strip("#. -"):
            pages = [
                [
                    line
                    for position, line in enumerate(page)
                    if position != place % len(page) or re.sub(r"\d+", "#", line.text) != shape
                ]
                if page
                else page
                for page in pages
            ]
    return pages


def _without_edges(page: list[Line]) -> list[Line]:
    """Without the Gazette's header and the page number at the upper and lower edge."""
    lines = [line for line in page if not _GAZETTE.match(line.text)]
    if lines and _PAGE_NUMBER.match(lines[0].text):
        lines = lines[1:]
    if lines and _PAGE_NUMBER.match(lines[-1].text):
        lines = lines[:-1]
    return lines


def _without_stamps(page: list[Line]) -> list[Line]:
    kept: list[Line] = []
    position = 0
    while position < len(page):
        if _STAMP_START.match(page[position].text):
            end = position
            while end < len(page) and end - position < 8 and _STAMP_LINE.match(page[end].text):
                end += 1
            if any(_STAMP_TIME.search(line.text) for line in page[position:end]):
                position = end
                continue
        kept.append(page[position])
        position += 1
    return kept


def _without_footnotes(pages: list[list[Line]]) -> tuple[list[list[Line]], list[Line]]:
    """Small type at the foot of a page that begins with a mark, and what continues it on the next page."""
    heights = sorted(line.height for page in pages for line in page for _ in range(len(line.text) // 20) if line.height)
    if not heights:
        return pages, []
    body = heights[len(heights) // 2]
    bodies: list[list[Line]] = []
    notes: list[Line] = []
    open_height = 0.0  # height of the type of a note that may go on over the page
    for page in (_with_marks_settled(page, body) for page in pages):
        start = len(page)
        while start and 0 < page[start - 1].height < body * 0.93:
            start -= 1
        foot = page[start:]
        first = next((index for index, line in enumerate(foot) if _NOTE_START.match(line.text)), None)
        goes_on = bool(foot) and abs(foot[0].height - open_height) < 0.6
        if not foot or start == 0 or (first is None and not goes_on):
            open_height = 0.0
            bodies.append(page)
            continue
        skip = 0 if goes_on else first or 0
        bodies.append(page[:start] + foot[:skip])
        notes += foot[skip:]
        open_height = notes[-1].height
    return bodies, notes


def _with_marks_settled(page: list[Line], body: float) -> list[Line]:
    """A raised figure that stands as a line of its own goes to the note it opens, or to the words it follows."""
    lone = [0 < line.height < body * 0.85 and _LONE_MARK.match(line.text) is not None for line in page]
    settled: list[Line] = []
    mark = ""
    for position, line in enumerate(page):
        in_row = sum(lone[max(0, position - 2) : position + 3]) > 2  # figures of a table, not marks
        match = _LONE_MARK.match(line.text) if lone[position] and not in_row else None
        if settled and len(line.text) == 1 and line.text in ".,;:" and settled[-1].text.endswith("]"):
            settled[-1] = replace(settled[-1], text=settled[-1].text + line.text)
            continue
        if match is None:
            settled.append(replace(line, text=f"[{mark}] {line.text}") if mark else line)
            mark = ""
            continue
        following = page[position + 1] if position + 1 < len(page) else None
        if following and 0 < following.height < body * 0.93 and not _LONE_MARK.match(following.text):
            mark = match[1]
        elif settled:
            settled[-1] = replace(settled[-1], text=f"{settled[-1].text}[{match[1]}]")
    return settled


def _paragraphs(pages: list[list[Line]], *, always: bool = False) -> list[str]:
    if not always and not _shows_paragraphs(pages):
        return [line.text for page in pages for line in page]
    out: list[str] = []
    previous: Line | None = None
    previous_right = 0.0
    for page in pages:
        left, right = _margins(page)
        for line in page:
            if previous is not None and _continues(previous, line, left, previous_right, always):
                out[-1] = _joined(out[-1], line.text)
            else:
                out.append(line.text)
            previous, previous_right = line, right
    return out


def _shows_paragraphs(pages: list[list[Line]]) -> bool:
    """Whether paragraphs of this document begin with an indentation: most numbered lines stand right of the margin."""
    indented = flush = 0
    for page in pages:
        left, _ = _margins(page)
        for line in page:
            if line.height and _MARKER.match(line.text):
                if line.left > left + _INDENT:
                    indented += 1
                else:
                    flush += 1
    return indented >= 3 and indented > flush * 2


def _margins(page: list[Line]) -> tuple[float, float]:
    """Left and right edge of the text of a page, from its long lines."""
    placed = [line for line in page if line.height]
    if not placed:
        return 0.0, 0.0
    widest = max(line.right - line.left for line in placed)
    long_lines = [line for line in placed if line.right - line.left > widest * 0.75]
    rights = sorted(line.right for line in long_lines)
    lefts = Counter(round(line.left / 3) for line in long_lines)
    common = [bucket for bucket, count in lefts.items() if count >= max(2, len(long_lines) // 8)] or list(lefts)
    left = min(common) * 3.0
    going_on = [line.left for line in placed if line.text[0].islower() and _INDENT < left - line.left < _MAX_INDENT]
    return min(going_on, default=left), rights[int(len(rights) * 0.8)]


def _continues(previous: Line, line: Line, left: float, right: float, notes: bool) -> bool:
    """Whether ``line`` goes on with the paragraph of ``previous``."""
    if notes:
        if _MARKER.match(line.text) and (previous.text.endswith(_ENDS) or _HEADING_MARKER.match(previous.text)):
            return False  # a note quotes the provisions that were changed
        return not re.match(r"^(?:\[\d{1,3}\]|\(\d{1,3}\)|\*)", line.text)
    if not line.height or not previous.height or abs(line.left - left) > _NEAR:
        return False
    if previous.right < right - (right - left) * 0.14 and not (
        line.text[0].islower() and previous.text[-1] not in _ENDS
    ):
        return False
    if previous.text.endswith(_ENDS) and _MARKER.match(line.text):
        return False
    if _HEADING_MARKER.match(line.text) and previous.text[-1] not in (",", "-"):
        return False
    return not (previous.text.isupper() and len(previous.text) > 4)


def _joined(text: str, following: str) -> str:
    """A word broken at its hyphen is joined without a space ("NĐ-" / "CP"), all else with one."""
    if text.endswith("-") and not text.endswith(" -") and following[:1].isalnum():
        return text + following
    return f"{text} {following}"
