"""Whether a line is a heading or already the text of a provision."""

from __future__ import annotations

import re
from collections.abc import Sequence

from legaldocs.domain.front import concludes
from legaldocs.domain.markers import is_upper, recognise
from legaldocs.domain.tree import Kind

MAX_HEADING = 400
_SENTENCE = re.compile(
    r"\b(?:này|có hiệu lực|chịu trách nhiệm|có trách nhiệm|ban hành kèm|phải|được|như sau|gồm|sau đây|không)\b"
)
_OUTER = frozenset({Kind.ARTICLE, Kind.PART, Kind.CHAPTER, Kind.ANNEX})


def is_heading(text: str, *, on_its_own_line: bool = False) -> bool:
    """Whether the words after "Điều 5." are its heading. Headings carry no full stop, but real texts print some."""
    length = len(text)
    if length > MAX_HEADING:
        return False
    last = text[-1]
    if last not in ".;:,…":
        return not on_its_own_line or length <= 250
    if on_its_own_line:
        return is_upper(text) and last == "." and length <= 150
    if last == ".":
        return is_upper(text) or (length <= 120 and text.find(". ") < 0 and _SENTENCE.search(text) is None)
    return last == ":" and length <= 90 and _SENTENCE.search(text) is None


def leads_to_content(lines: Sequence[str], index: int) -> bool:
    """Whether ``lines[index]`` is the content of the article above it, and not the next provision or the end."""
    if index >= len(lines):
        return False
    line = lines[index]
    if concludes(line):
        return False
    if line[0] not in "ĐPCMTpctm":
        return True
    mark = recognise(line)
    return mark is None or mark.kind not in _OUTER or (not mark.dotted and bool(mark.rest))


def continues_heading(heading: str, line: str) -> bool:
    """Whether a line belongs to the heading of a chapter or annex: its first line, or more capitals."""
    if not heading:
        return len(line) <= 300 and line[0] not in "(|[" and line[-1] not in ".;"
    return len(heading) + len(line) < MAX_HEADING and is_upper(line) and is_upper(heading)
