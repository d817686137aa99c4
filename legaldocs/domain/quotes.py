"""Quoted replacement text of amending documents: where a block in “ ” or " " opens and where it closes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from legaldocs.domain.markers import recognise

OPENERS = '“„«"'
_CLOSED_AT_END = re.compile(r"[”»\"][\s.;,]*$")
AMENDS = re.compile(r"(?:Sửa đổi|Bổ sung|Bãi bỏ|Thay thế|Thay|Bỏ|Điều|Khoản|Điểm|Mục|Chương|Tên|Phụ lục)\b")
_AMENDS_WHOLE = re.compile(r"(?:Sửa đổi|Bổ sung|Thay thế)\b(?!.*\b(?:cụm từ|từ)\b)")
_ANY_MARK = re.compile(r"[“„«”»]")
_LED_IN = re.compile(r":\s*(?=[“„«\"])")


def curly_balance(line: str) -> int:
    """Opening minus closing typographic quotation marks."""
    return line.count("“") + line.count("„") + line.count("«") - line.count("”") - line.count("»")


def closes_at_end(line: str) -> bool:
    """Whether a line ends in a closing quotation mark, with or without punctuation after it."""
    return _CLOSED_AT_END.search(line) is not None


def is_unbalanced(text: str) -> bool:
    """Whether a text opens more than it closes."""
    return curly_balance(text) > 0 if text[0] != '"' else text.count('"') % 2 == 1


def _is_whole(text: str) -> bool:
    """Whether the quotation that opens a text closes only at its end."""
    if not closes_at_end(text):
        return False
    if text[0] == '"':
        return text.count('"') == 2
    depth = 0
    for position, character in enumerate(text):
        if character in "“„«":
            depth += 1
        elif character in "”»":
            depth -= 1
            if depth == 0:
                return not text[position + 1 :].strip(" .;,")
    return False


def leads_in(line: str) -> bool:
    """Whether replacement text comes after a line: "… như sau:", or "Bổ sung khoản 3 Điều 5" without a colon."""
    return line.endswith(":") or (_AMENDS_WHOLE.match(line) is not None and line[-1] not in '.;,”"')


def opens_block(line: str, led_in: bool) -> bool:
    """Whether a line starting with a quotation mark opens replacement text and is not a sentence with a quoted word."""
    inner = line[1:].lstrip()
    if not inner:
        return led_in
    if is_unbalanced(line):
        return led_in or recognise(inner) is not None
    return _is_whole(line) and (led_in or recognise(inner) is not None)


def inline_opening(text: str) -> int:
    """Where replacement text opens inside a line ("… như sau: “Điều 5. …"), 0 if it does not."""
    if "“" not in text and '"' not in text and "„" not in text:
        return 0
    for match in _LED_IN.finditer(text):
        tail = text[match.end() :]
        inner = tail[1:].lstrip()
        if not inner:
            continue
        if is_unbalanced(tail):
            if inner[0].isupper() or recognise(inner) is not None:
                return match.end()
        elif _is_whole(tail) and recognise(inner) is not None:
            return match.end()
        return 0
    return 0


def next_closes(lines: Sequence[str]) -> bool:
    """Whether the first typographic quotation mark in the lines is a closing one."""
    for line in lines:
        match = _ANY_MARK.search(line)
        if match is not None:
            return match[0] in "”»"
    return False


class OpenQuote:
    """An open block: how many marks are still to be closed; without a line, a block printed without marks."""

    __slots__ = ("depth", "straight", "unmarked")

    def __init__(self, line: str = "") -> None:
        self.unmarked = not line
        self.straight = line[:1] == '"'
        self.depth = 0

    def read(self, line: str) -> bool:
        """Take in one line; True when the block is closed at its end."""
        if self.unmarked:
            return False
        if self.straight:
            if line.count('"') % 2:
                self.depth = 1 - self.depth
            if self.depth and curly_balance(line) < 0 and closes_at_end(line):
                self.depth = 0
        else:
            self.depth += curly_balance(line)
            if self.depth > 0 and line.count('"') % 2 and closes_at_end(line) and line.rstrip(" .;,")[-1] == '"':
                self.depth -= 1
        return self.depth <= 0
