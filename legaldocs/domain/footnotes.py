"""Footnotes of consolidated texts: at the foot of each page they say which document changed the words above.

Notes are numbered through the document. Word draws a rule above them, which text extraction turns into a row of
spaces, a longer one where a note of the page before goes on. Elsewhere the going on shows by smaller print, hence
longer lines than the text has.
"""

from __future__ import annotations

import re

PAGE_BREAK = "\f"
NOTE_RULE = "\v"
CONTINUED_RULE = "\v\v"
_SHORT_RULE, _LONG_RULE = 30, 80

_NOTE = re.compile(r"^(\d{1,3})\s+(?:\.\s*)?(?:\([ivx]+\)\s*)?[A-ZĐ“\"]")
_ABOUT_CHANGE = re.compile(
    r"căn cứ ban hành|được sửa đổi|được bổ sung|được thay|được bãi bỏ|bãi bỏ|hợp nhất|theo quy định tại|"
    r"quy định như sau|được đính chính"
)
_CONFIRMING = re.compile(r"(?:BỘ|XÁC|VĂN PHÒNG|QUỐC HỘI|KT\.|CHỦ NHIỆM)\s|Số\s*:\s*\d+\S*/VBHN")
_ENDS = (".", "”", "/", '"', ";")
_NOTE_DEPTH = 16
_MOST_SKIPPED = 2


def rule_or_blank(line: str) -> str:
    """What a line of nothing but spaces stands for."""
    if len(line) < _SHORT_RULE:
        return ""
    return NOTE_RULE if len(line) < _LONG_RULE else CONTINUED_RULE


def lift_footnotes(lines: list[str]) -> list[str]:
    """Take the footnotes out of ``lines`` (which become blank there) and return them in order."""
    notes: list[str] = []
    expected = 1
    start = 0
    width = _median([len(line) for line in lines if len(line) > 45])
    for end in [*(index for index, line in enumerate(lines) if line == PAGE_BREAK), len(lines)]:
        first = _first_note_line(lines, start, end, expected, is_open=_is_open(notes), width=width)
        if first is not None:
            for index in range(first, end):
                line = lines[index]
                if _CONFIRMING.match(line):
                    break
                match = _NOTE.match(line)
                number = _number(lines, index, expected) if match is not None else 0
                expected = number + 1 if number else expected
                if line and line not in (NOTE_RULE, CONTINUED_RULE):
                    notes.append(line)
                    lines[index] = ""
        start = end + 1
    return notes


def _first_note_line(lines: list[str], start: int, end: int, expected: int, *, is_open: bool, width: int) -> int | None:
    """Where the notes of a page begin."""
    for index in range(start, end):
        rule = lines[index]
        if rule in (NOTE_RULE, CONTINUED_RULE):
            following = next((at for at in range(index + 1, min(index + 4, end)) if lines[at]), None)
            continues = is_open or (rule == CONTINUED_RULE and expected > 1)
            if following is not None and (continues or _opens(lines, following, expected)):
                return following
    numbered = next((index for index in range(start, end) if _opens(lines, index, expected)), None)
    if is_open:
        continued = _continued(lines, start, end if numbered is None else numbered, width)
        return numbered if continued is None else continued
    return numbered


def _opens(lines: list[str], index: int, expected: int) -> bool:
    if _NOTE.match(lines[index]) is None or not _number(lines, index, expected):
        return False
    words: list[str] = []
    for line in lines[index : index + _NOTE_DEPTH]:
        if line in ("", PAGE_BREAK):
            break
        words.append(line)
    return _ABOUT_CHANGE.search(" ".join(words)) is not None


def _number(lines: list[str], index: int, expected: int) -> int:
    """The number of the note that opens at a line, 0 if none that may follow.

    After a blank line it may be a little later than expected (a note was printed without its number), or stand glued
    to the number before it.
    """
    match = _NOTE.match(lines[index])
    if match is None:
        return 0
    if int(match[1]) == expected:
        return expected
    if index and lines[index - 1] not in ("", NOTE_RULE, CONTINUED_RULE):
        return 0
    for number in range(max(expected, 2), expected + _MOST_SKIPPED + 1):
        if match[1] in (str(number), f"{number - 1}{number}"):
            return number
    return 0


def _continued(lines: list[str], start: int, end: int, width: int) -> int | None:
    """Where a note of the page before goes on: after the last blank line, in longer lines than the text has."""
    last = end - 1
    while last > start and not lines[last]:
        last -= 1
    first = last
    while first > start and lines[first - 1] not in ("", NOTE_RULE, CONTINUED_RULE):
        first -= 1
    if first <= start + 1 or first > last:
        return None
    lengths = [len(line) for line in lines[first:last] if len(line) > 40]
    return first if lengths and _median(lengths) >= width * 1.05 else None


def _is_open(notes: list[str]) -> bool:
    """Whether the last note breaks off: an open quotation or a sentence without end."""
    if not notes:
        return False
    first = len(notes) - 1
    while first > 0 and not _NOTE.match(notes[first]):
        first -= 1
    balance = sum(line.count("“") - line.count("”") for line in notes[first:])
    return balance > 0 or not notes[-1].endswith(_ENDS)


def _median(lengths: list[int]) -> int:
    return sorted(lengths)[len(lengths) // 2] if lengths else 0
