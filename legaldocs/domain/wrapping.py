"""Lines broken by the width of a page are joined into paragraphs again.

Texts taken from PDF end their lines where the paper ends. A text counts as wrapped when most of its lines are short
and many of them stop in the middle of a sentence; other texts are left as they are.
"""

from __future__ import annotations

import re

from legaldocs.domain.footnotes import PAGE_BREAK
from legaldocs.domain.front import concludes, is_with_the_document, type_name
from legaldocs.domain.markers import is_upper, recognise
from legaldocs.domain.tree import Kind

_OTHER_DOCUMENT = re.compile(
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư liên tịch|Thông tư)\b.{0,80}? số\s*:?\s*\d"
)
_MAX_WIDTH = 135
_ENDS = '.;:!?…”"/'
_DASHES = "-–—+*•·●▪"
#: How a line ends that goes on in the next.
OPEN_END = re.compile(
    r"(?:,|-|\b(?:và|hoặc|của|tại|theo|các|từ|đến|với|cho|trong|về|số|khoản \d+\w?|điểm [a-zđ]|"
    r"Điều \d+\w?|là|do|được|bởi|ngày|tháng|năm|của Bộ))$"
)
_LEADS_TO_MENTION = re.compile(r"(?:,|\b(?:và|hoặc|của|tại|theo|các|từ|đến|với|khoản \d+\w?|điểm [a-zđ]))$")
_NAMES_PROVISION = re.compile(r"\b(?:tại|khoản \d+\w?|điểm [a-zđ])$")
_NEW_PARAGRAPH = re.compile(
    r"(?:Căn cứ |Theo đề nghị|Xét đề nghị|Nơi nhận|Ghi chú|Kính gửi|Số\s*:|\(\d|\d+(?:\.\d+)+\.?\s)"
)
#: "Bộ trưởng … ban hành Thông tư …" stands by itself below the grounds.
_ENACTS = re.compile(
    r"(?:Bộ trưởng|Thủ tướng|Chính phủ|Chủ tịch|Thống đốc|Tổng Thanh tra|Tổng Kiểm toán|Chánh án|Viện trưởng|Quốc hội|"
    r"Ủy ban|Hội đồng)\b.{0,150}\bban hành\b"
)
_GROUNDS = ("Căn cứ", "Theo đề nghị", "Xét đề nghị")
_UPPER_KINDS = frozenset({Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION, Kind.ANNEX, Kind.FORM})


def is_wrapped(lines: list[str]) -> bool:
    """Whether a text was broken by the width of a page."""
    lengths = sorted(len(line) for line in lines if len(line) > 1)
    if len(lengths) < 12 or lengths[int(len(lengths) * 0.97)] > _MAX_WIDTH:
        return False
    long_lines = [line for line in lines if len(line) > 60]
    return len(long_lines) >= 8 and sum(line[-1] not in _ENDS for line in long_lines) > len(long_lines) * 0.35


def page_width(lines: list[str]) -> int:
    """The usual width of a full line."""
    lengths = sorted(len(line) for line in lines if len(line) > 45)
    return lengths[int(len(lengths) * 0.85)] if lengths else _MAX_WIDTH


def unwrap(lines: list[str], *, certain: bool = False) -> list[str]:
    """Join broken lines; page breaks vanish, blank lines outside of paragraphs stay."""
    if not certain and not is_wrapped(lines):
        return [line for line in lines if line != PAGE_BREAK]
    width = page_width(lines)
    joined: list[str] = []
    paragraph: list[str] = []
    in_abstract = False
    blank = at_page_break = False
    for index, line in enumerate(lines):
        if not line or line == PAGE_BREAK:
            blank = True
            at_page_break = at_page_break or line == PAGE_BREAK
            continue
        if (
            paragraph
            and (not blank or at_page_break)
            and (_goes_on(paragraph, line, width) or _ends_heading(paragraph, line, lines, index, width))
            and not (in_abstract and _OTHER_DOCUMENT.match(line) and not OPEN_END.search(paragraph[-1]))
        ):
            _join(paragraph, line)
        else:
            if paragraph:
                joined.append(" ".join(paragraph))
                in_abstract = bool(type_name(joined[-1]))
                if blank and not at_page_break:
                    joined.append("")
            paragraph = [line]
        blank = at_page_break = False
    if paragraph:
        joined.append(" ".join(paragraph))
    return joined


def _join(paragraph: list[str], line: str) -> None:
    """A number broken at its hyphen ("TTLT-VKSNDTC-" / "TANDTC-BCA") is joined without a space."""
    last = paragraph[-1]
    symbol = last[last.rfind("/") + 1 :] if last.endswith("-") and "/" in last else ""
    if symbol and symbol[-2:-1].isupper() and line[0].isupper() and " " not in symbol:
        paragraph[-1] = last + line
    else:
        paragraph.append(line)


def _goes_on(paragraph: list[str], line: str, width: int) -> bool:
    """Whether ``line`` continues a paragraph of which some lines are read."""
    previous = paragraph[-1]
    first = line[0]
    length = len(previous)
    if first in _DASHES and line[1:2] in (" ", "") and not previous.endswith(" -"):
        return (
            first == "-"
            and length > width * 0.8
            and previous[-1] not in ".;:"
            and line[2:3].isupper()
            and "- " not in previous[:2]
        )
    if first == "|" or previous[-1] == "|":
        return False
    if _NEW_PARAGRAPH.match(line) and not (line.startswith("(") and not line[1:2].isdigit()):
        return False
    if previous[-1] in ",;" and paragraph[0].startswith(_GROUNDS) and _ENACTS.match(line):
        return False
    if first in '“"' and len(line) > 1 and recognise(line[1:].lstrip() or first) is not None:
        return False
    mark = recognise(line)
    if mark is not None:
        if mark.kind is Kind.ARTICLE or mark.kind in _UPPER_KINDS:
            leads = _NAMES_PROVISION if mark.dotted and mark.rest else _LEADS_TO_MENTION
            return length > width * 0.6 and leads.search(previous) is not None and not is_upper(previous)
        if mark.kind is Kind.POINT or mark.style:
            return False
    if previous.startswith("Số:") or (previous.startswith("Số ") and length < 40):
        return previous.endswith("-") and "/" in previous
    upper = is_upper(line)
    if upper and (is_upper(previous) or type_name(line) or concludes(line)):
        return False
    if is_upper(previous) and length > 4 and previous[0].isalpha():
        return False
    if concludes(line):
        return False
    if is_with_the_document(line):
        return first in "kb" and length > width * 0.6 and previous[-1].isalnum()
    if previous[-1] == ":":
        return first.islower() and length > width * 0.8
    if previous[-1] == ";":
        return length > width * 0.8 or (paragraph[0].startswith("Căn cứ") and length > width * 0.6)
    if first.islower():
        return length > width * 0.4 or previous[-1] in ",-"
    if previous[-1] in '.!?…/”"':
        return False
    if OPEN_END.search(previous):
        return length > width * 0.4
    if _may_be_heading(paragraph[0]):
        return length + 1 + len(line.split(" ", 1)[0]) > width * 0.95
    return length > width * 0.78


def _ends_heading(paragraph: list[str], line: str, lines: list[str], index: int, width: int) -> bool:
    """Whether a short line is the last of the heading of a Điều: headings are bold and indented, so they break early."""
    previous = paragraph[-1]
    if len(paragraph) > 4 or len(line) > width * 0.8 or line[-1] in _ENDS or line[-1] == "," or line[0] in '“"„«':
        return False
    if paragraph[0][0] not in "ĐÐ" or not _may_be_heading(paragraph[0]) or previous[-1] in '.:;”"':
        return False
    if (
        len(previous) + 1 + len(line.split(" ", 1)[0]) < width * 0.7
        or (is_upper(line) and len(line) > 6)
        or recognise(line) is not None
    ):
        return False
    following = next((after for after in lines[index + 1 : index + 4] if after and after != PAGE_BREAK), "")
    return following[:1].isupper() or (bool(following) and recognise(following) is not None)


def _may_be_heading(line: str) -> bool:
    """Headings end without a full stop, so that their last line looks unfinished."""
    mark = recognise(line) if line[0] in "ĐMTPC" else None
    return mark is not None and (mark.kind is Kind.ARTICLE or mark.kind in _UPPER_KINDS)
