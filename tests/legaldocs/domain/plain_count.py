"""A simple count of provisions that knows nothing of the parser: numbers in sequence at the starts of lines.

It was used to make ``reference/structure.jsonl`` and stays as a second witness: where the two disagree on a text nobody
has read yet, the text is worth reading.
"""

from __future__ import annotations

import re
import unicodedata

_POINTS = "abcdđeghiklmnopqrstuvxy"
_ARTICLE = re.compile(r"^(?:Điều|ĐIỀU)\s*(\d+)([a-zđ]?)\s*(?:\[\d+\])?[.:]?\s*(?:\[?\d{1,3}\]?(?=[ (]|$))?(.*)$")
_TITLED = re.compile(r"^Điều \d+\w?\. ?[A-ZĐÂĂÊÔƠƯÁÀẢÃẠỨ]")
_MENTION = re.compile(r"[,;)]|(?:của|và|này|Luật|Nghị|Thông tư)\b")
_CLAUSE = re.compile(r"^(\d{1,3}?)([a-zđ]?)\s?\.\s*(?:\[?\d{1,3}\]?(?=[ (]))?(?!\d)(.*)$")
_POINT = re.compile(r"^([a-zđ])(\d{0,2})\s?\)\s*(.*)$")
_END = re.compile(
    r"^(?:Nơi nhận|TM\.|KT\.|T\.?M\.? |(?:Bộ luật|Luật|Pháp lệnh) này (?:đã )?được .{0,120}thông qua|XÁC THỰC VĂN BẢN|"
    r"PHỤ LỤC|Phụ lục( [IVX0-9]+)?$|CHỦ TỊCH QUỐC HỘI)"
)
_PAGE = re.compile(r"^(?:\d{1,4}\s+)?CÔNG BÁO/|^\d{1,4}$")
_INVISIBLE = {0xAD: None, 0x200B: None, 0xFEFF: None}

Counts = list[tuple[str, int, int]]


def count_provisions(text: str) -> Counts:
    """Number, khoản and điểm of each Điều; blocks in quotation marks are left out, counting ends at the signature."""
    consolidated = "HỢP NHẤT" in text or "VBHN" in text
    found: list[list[int]] = []
    names: list[str] = []
    depth = article = clause = 0
    article_letter = clause_letter = ""
    point: tuple[int, str] | None = None
    for raw in unicodedata.normalize("NFC", text).splitlines():
        line = raw.strip().translate(_INVISIBLE)
        if not line or _PAGE.match(line):
            continue
        if depth == 0 and names and _END.match(line):
            break
        if depth == 0:
            match = _ARTICLE.match(line)
            if match is not None and not _MENTION.match(match[3]):
                number, letter = int(match[1]), match[2]
                longest = 6 if _TITLED.match(line) else 1
                starts = not names and number == 1
                follows = bool(names) and article < number <= article + longest and not letter
                inserted = bool(names) and number == article and letter > article_letter
                if starts or follows or inserted:
                    article, article_letter = number, letter
                    names.append(f"{number}{letter}")
                    found.append([0, 0])
                    clause, clause_letter, point = 0, "", None
                    depth = _depth(line, depth, consolidated)
                    continue
            if found:
                clause, clause_letter, point = _count_line(line, found[-1], clause, clause_letter, point)
        depth = _depth(line, depth, consolidated)
    return [(name, clauses, points) for name, (clauses, points) in zip(names, found, strict=True)]


def _depth(line: str, depth: int, consolidated: bool) -> int:
    """How many quotations are open; the notes of consolidated texts open more than they close."""
    return 0 if consolidated else max(0, depth + line.count("“") - line.count("”"))


def _count_line(
    line: str, counts: list[int], clause: int, letter: str, point: tuple[int, str] | None
) -> tuple[int, str, tuple[int, str] | None]:
    match = _CLAUSE.match(line)
    if match is not None:
        number = int(match[1])
        if (number == clause + 1 and not match[2]) or (number == clause and match[2] > letter):
            counts[0] += 1
            return number, match[2], None
    match = _POINT.match(line)
    if match is not None and match[1] in _POINTS:
        place = _POINTS.index(match[1])
        first = point is None and place == 0
        following = point is not None and place == point[0] + 1 and not match[2]
        inserted = point is not None and place == point[0] and match[2] > point[1]
        if first or following or inserted:
            counts[1] += 1
            point = (place, match[2])
    return clause, letter, point
