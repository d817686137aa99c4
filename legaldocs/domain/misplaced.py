"""A header that the file keeps away from the head of the text.

Word draws the boxes of the header as a table; some PDF write that table after the text of their first page, so that the
text begins with "THÔNG TƯ" and the issuer, number and date come in the middle of an article.
"""

from __future__ import annotations

import re

from legaldocs.domain.dates import find_date
from legaldocs.domain.footnotes import PAGE_BREAK
from legaldocs.domain.front import type_name
from legaldocs.domain.markers import is_upper
from legaldocs.domain.numbers import find_numbers

_NATION = re.compile(r"CỘNG H(?:ÒA|OÀ|OA) XÃ HỘI CHỦ NGHĨA", re.I)
_NUMBER = re.compile(r"(?:Số|SỐ)\s*:\s*\S")
_MOTTO = re.compile(r"Độc lập", re.I)
_FIRST_PAGE = 120
_TEXT = re.compile(r"(?:Căn cứ|Điều \d|Theo đề nghị|Chương )")
_LONGEST = 80


def put_header_first(lines: list[str]) -> list[str]:
    """The lines with the header's block at their head, if it was kept elsewhere on the first page."""
    shown = [index for index in range(min(len(lines), _FIRST_PAGE)) if lines[index] and lines[index] != PAGE_BREAK]
    if not shown or not type_name(lines[shown[0]]):
        return lines
    head_ends = next((place for place, index in enumerate(shown) if _TEXT.match(lines[index])), len(shown))
    if any(_NATION.search(lines[index]) or _NUMBER.match(lines[index]) for index in shown[:head_ends]):
        return lines
    nation = next((place for place, index in enumerate(shown) if _NATION.match(lines[index])), None)
    if nation is None:
        return lines
    first = last = nation
    while first and _is_box(lines[shown[first - 1]]):
        first -= 1
    while last + 1 < len(shown) and _is_box(lines[shown[last + 1]]):
        last += 1
    block = [lines[index] for index in shown[first : last + 1]]
    words = " ".join(block)
    if not (_NUMBER.search(words) and find_numbers(words) and find_date(words)):
        return lines
    taken = set(shown[first : last + 1])
    head = shown[0]
    rest = [line for index, line in enumerate(lines) if index >= head and index not in taken]
    return [*lines[:head], *block, "", *rest]


def _is_box(line: str) -> bool:
    """Whether a line is one of the boxes of a header: issuer, number, motto, place and date."""
    if len(line) > _LONGEST:
        return False
    dated = find_date(line)
    return (
        is_upper(line)
        or _NUMBER.match(line) is not None
        or _MOTTO.match(line) is not None
        or (dated is not None and "," in line[: dated[1]] and len(line) - dated[2] < 3)
    )
