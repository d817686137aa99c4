"""What surrounds a text and is not part of it: Gazette page headers, e-signature stamps, metadata lines of web pages.

The Gazette (Công báo) prints its number and date on every page; legal web sites put a block of labelled facts before
the text. Both are taken out, and what they say is remembered, so that it can be compared with the text itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from legaldocs.domain.dates import parse_date
from legaldocs.domain.footnotes import CONTINUED_RULE, NOTE_RULE, PAGE_BREAK, lift_footnotes, rule_or_blank
from legaldocs.domain.markers import is_upper
from legaldocs.domain.misplaced import put_header_first

_BLANK = ("", NOTE_RULE, CONTINUED_RULE)
_NO_TEXT = frozenset({*_BLANK, PAGE_BREAK})
_GAZETTE_HEAD = re.compile(
    r"^(?:\d{1,4}\s+)?C[ÔO]NG\s+B[ÁA]O\s*/\s*S[ốo]\s*(?P<number>[\d\s+&,-]+?)\s*/\s*Ng[àa]y\s*(?P<day>\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?:\s+\d{1,4})?$"
)
_PAGE_NUMBER = re.compile(r"^[-–]?\s*\d{1,4}\s*[-–]?$")
_STAMP_START = re.compile(r"^(?:Người ký|Ký bởi)\s*:")
_STAMP_LINE = re.compile(r"^(?:Người ký|Ký bởi|Email|Cơ quan|Thời gian ký|Ngày ký|Đơn vị|Lý do)\s*:")
_CONTINUED = re.compile(r"^\(?\s*(?:Xem tiếp|Tiếp theo)(?: theo)? (?:trang|Công báo)\b.*\)?$", re.IGNORECASE)
_SECTION_TITLES = frozenset(
    {"VĂN BẢN QUY PHẠM PHÁP LUẬT", "PHẦN VĂN BẢN QUY PHẠM PHÁP LUẬT", "VĂN BẢN HỢP NHẤT", "PHẦN VĂN BẢN HỢP NHẤT",
     "PHẦN VĂN BẢN KHÁC", "CÁC VĂN BẢN KHÁC", "VĂN BẢN KHÁC", "VĂN BẢN PHÁP LUẬT KHÁC", "PHẦN VĂN BẢN PHÁP LUẬT KHÁC"}
)  # fmt: skip
_WEB_LABELS = {
    "số hiệu": "number", "số ký hiệu": "number", "số/ký hiệu": "number", "số, ký hiệu": "number",
    "ngày ban hành": "issued_on", "ngày có hiệu lực": "effective_on", "ngày hiệu lực": "effective_on",
    "loại văn bản": "type_name", "hình thức văn bản": "type_name", "cơ quan ban hành": "issuer",
    "nơi ban hành": "issuer", "người ký": "signer", "lĩnh vực": "field", "ngành": "field", "trích yếu": "abstract",
    "số công báo": "gazette_number", "ngày công báo": "gazette_date", "ngày đăng": "gazette_date",
    "ngày đăng công báo": "gazette_date", "tình trạng": "status", "tình trạng hiệu lực": "status",
    "hiệu lực": "status", "ngày hết hiệu lực": "expired_on", "chức danh": "signer_title",
}  # fmt: skip
_WEB_LINE = re.compile(
    "^("
    + "|".join(sorted((re.escape(label) for label in _WEB_LABELS), key=len, reverse=True))
    + r")\s*(?::\s*|\s+)(\S.*)$",
    re.IGNORECASE,
)
_WEB_SEARCH_DEPTH = 40


@dataclass(slots=True)
class Gazette:
    """Where a text was printed in the Official Gazette."""

    number: str
    published_on: date | None


@dataclass(slots=True)
class Stripped:
    """A text without its furniture. ``lines`` keep blank lines; a page break is a line of its own."""

    lines: list[str]
    gazette: Gazette | None = None
    web: dict[str, str] = field(default_factory=dict)
    web_title: str = ""
    notes: list[str] = field(default_factory=list)
    continued: bool = False


def strip_furniture(text: str) -> Stripped:
    """Take page headers, stamps and web metadata out of a text."""
    lines = [line.strip() or rule_or_blank(line) for line in text.splitlines()]
    result = Stripped(lines)
    if "BÁO" in text or "BAO" in text:
        _strip_gazette(result)
    _strip_web_block(result)
    result.lines = ["" if line in _BLANK else line for line in result.lines]
    return result


def _strip_gazette(result: Stripped) -> None:
    lines = result.lines
    heads = [index for index, line in enumerate(lines) if "/" in line and len(line) < 90 and _GAZETTE_HEAD.match(line)]
    if heads:
        result.gazette = _gazette(lines[heads[0]])
    for head in heads:
        lines[head] = PAGE_BREAK
        _drop_page_number(lines, head)
    for index, line in enumerate(lines):
        if line and line[0] in "NK" and _STAMP_START.match(line):
            _drop_stamp(lines, index)
        elif line and line[0] in "(XT" and len(line) < 80 and _CONTINUED.match(line):
            result.continued = True
            lines[index] = ""
    if heads:
        _drop_section_title(lines, heads[0])
        lines[:] = put_header_first(lines)
        if any("HỢP NHẤT" in line or "/VBHN" in line for line in lines):
            result.notes = lift_footnotes(lines)


def _gazette(head: str) -> Gazette | None:
    match = _GAZETTE_HEAD.match(head)
    if match is None:
        return None
    number = re.sub(r"\s*([+&,-])\s*", r" \1 ", match["number"]).strip()
    return Gazette(number, parse_date(match["day"]))


def _drop_page_number(lines: list[str], head: int) -> None:
    """The page number stands before the header on even pages and after it on odd ones, blank lines between."""
    for step in (-1, 1):
        position = head + step
        while 0 <= position < len(lines) and abs(position - head) <= 3 and lines[position] in _BLANK:
            position += step
        if 0 <= position < len(lines) and abs(position - head) <= 3 and _PAGE_NUMBER.match(lines[position]):
            lines[position] = ""
            return


def _drop_stamp(lines: list[str], start: int) -> None:
    end = start
    while end < len(lines) and end - start < 8 and (_STAMP_LINE.match(lines[end]) or _breaks_stamp(lines, end, start)):
        end += 1
    if any(lines[index].startswith(("Thời gian ký", "Ngày ký")) for index in range(start, end)):
        for index in range(start, end):
            lines[index] = PAGE_BREAK


def _breaks_stamp(lines: list[str], index: int, start: int) -> bool:
    """The end of a broken line of the stamp ("Cổng Thông tin điện tử Chính" / "phủ"): short, the stamp goes on after it."""
    return (
        index > start
        and 0 < len(lines[index]) <= 40
        and lines[index] not in _NO_TEXT
        and index + 1 < len(lines)
        and _STAMP_LINE.match(lines[index + 1]) is not None
    )


def _drop_section_title(lines: list[str], head: int) -> None:
    """On a document's first page the Gazette prints its section and the issuers before the document's own header."""
    shown = [index for index in range(head, min(head + 60, len(lines))) if lines[index] not in _NO_TEXT][:24]
    while shown and (lines[shown[0]] in _SECTION_TITLES or lines[shown[0]].startswith("VĂN BẢN HỢP NHẤT")):
        joint = lines[shown[0]].endswith("-")
        lines[shown.pop(0)] = ""
        while joint and shown and is_upper(lines[shown[0]]) and not lines[shown[0]].startswith("CỘNG H"):
            lines[shown.pop(0)] = ""
    words = ["".join(lines[index].split()) for index in shown]
    for size in range(1, min(9, len(shown))):
        title = "".join(words[:size])
        if not is_upper(title):
            return
        following = ""
        for word in words[size:]:
            following += word
            if following == title:
                for index in shown[:size]:
                    lines[index] = ""
                return
            if len(following) >= len(title):
                break


def _strip_web_block(result: Stripped) -> None:
    """Read the block of labelled facts that legal sites print before the text."""
    found: dict[int, tuple[str, str]] = {}
    shown = 0
    for index, line in enumerate(result.lines):
        if line in _NO_TEXT:
            continue
        shown += 1
        if shown > _WEB_SEARCH_DEPTH or line.startswith(("CỘNG H", "Điều 1")):
            break
        match = _WEB_LINE.match(line)
        if match is not None and len(line) < 300:
            found[index] = (_WEB_LABELS[match[1].lower()], match[2].strip())
    keys = {key for key, _ in found.values()}
    if len(keys) < 3 or not keys & {"number", "issued_on", "type_name"}:
        return
    first, last = min(found), max(found)
    titles = [line for line in result.lines[:first] if line not in _NO_TEXT]
    result.web_title = " ".join(titles) if len(titles) <= 3 else ""
    for key, value in found.values():
        result.web.setdefault(key, value)
    start = 0 if result.web_title else first
    for index in range(start, last + 1):
        if index < first or index in found:
            result.lines[index] = ""
