"""Whether everything of a text found its place: characters kept, lines inside provisions, headings read, lists there."""

from __future__ import annotations

import re
from collections import Counter

from legaldocs.domain.findings import Finding, Severity
from legaldocs.domain.structure import walk
from legaldocs.domain.tree import CONCLUSIONS, PREAMBLE, PREFACE, Kind, Node, Structure

_FRONT_AND_END = frozenset({PREFACE, PREAMBLE, CONCLUSIONS})
_UPPER = frozenset({Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION})
_HEADING = re.compile(
    r"^(?:(?:Điều|ĐIỀU)\s+\d+[a-zđ]?\s*[.:]\s*\w|(?:Chương|CHƯƠNG)\s+(?:\d+|[IVXLC]+)\s*[.:]?\s*$)", re.M
)


def check_wholeness(text: str, structure: Structure) -> list[Finding]:
    """What found no place, or no content; linear in the length of the text (plain: without marks of emphasis)."""
    rows = list(walk(structure))
    findings = _lost(text, rows)
    if not any(node.kind is Kind.ARTICLE for node, _ in rows):
        return findings
    lines = text.split("\n")
    body = [(node, parent) for node, parent in rows if not _is_attached(node.eid)]
    findings += _headings(text, rows)
    for position, (node, parent) in enumerate(body):
        following = body[position + 1][0] if position + 1 < len(body) else None
        finding = _outside(node, parent, lines) or _empty(node, following)
        if finding is not None:
            findings.append(finding)
    return findings + _tables(rows)


def _is_attached(eid: str) -> bool:
    return "quote_" in eid or "annex_" in eid or "form_" in eid


def _lost(text: str, rows: list[tuple[Node, Node | None]]) -> list[Finding]:
    parts = [part for node, _ in rows for part in (node.marker, node.heading, node.text)]
    before, after = "".join(text.split()), "".join("".join(parts).split())
    if before == after:
        return []
    lost = Counter(before)
    lost.subtract(after)
    count = sum(number for number in lost.values() if number > 0)
    if not count:
        return []
    message = f"{count} ký tự của văn bản không nằm trong cấu trúc đọc được."
    return [Finding("characters-lost", message, None, Severity.ERROR)]


def _outside(node: Node, parent: Node | None, lines: list[str]) -> Finding | None:
    """A line between a chapter and its first article, or between articles, belongs to none of them."""
    if node.kind in _UPPER:
        if not node.text:
            return None
        first = node.text.split("\n", 1)[0].strip()
        below = (n for n in range(node.line, min(node.line + 12, len(lines))) if first and lines[n].strip() == first)
        at = next(below, node.line - 1) + 1
        return Finding("line-outside", f"Dòng này đứng trong {node.marker} nhưng ngoài mọi điều.", at)
    if node.kind is not Kind.PARAGRAPH or node.eid in _FRONT_AND_END:
        return None
    if parent is not None and parent.kind not in _UPPER:
        return None
    where = (
        "ngoài mọi chương, điều" if parent is None else f"trong {parent.marker or parent.heading} nhưng ngoài mọi điều"
    )
    return Finding("line-outside", f"Dòng này đứng {where}.", node.line)


def _empty(node: Node, following: Node | None) -> Finding | None:
    if node.children or (following is not None and following.kind is Kind.QUOTE):
        return None
    if node.kind is Kind.ARTICLE and not node.text and "bãi bỏ" not in node.heading:
        return Finding("article-empty", f"{node.marker.rstrip('.:')} không có nội dung sau tiêu đề.", node.line)
    if node.kind in (Kind.ARTICLE, Kind.CLAUSE) and (node.text or node.heading).rstrip().endswith(":"):
        last = node.line + node.text.count("\n")
        return Finding("list-missing", "Dòng kết thúc bằng dấu hai chấm nhưng sau đó không có khoản, điểm nào.", last)
    return None


def _headings(text: str, rows: list[tuple[Node, Node | None]]) -> list[Finding]:
    """Lines printed as the head of an article or chapter that no provision begins with, before the annexes."""
    lines = {node.line for node, _ in rows}
    attached = [node.line for node, _ in rows if node.kind in (Kind.ANNEX, Kind.FORM)]
    end = min(attached, default=text.count("\n") + 2)
    findings = []
    number, counted = 1, 0
    for match in _HEADING.finditer(text):
        number += text.count("\n", counted, match.start())
        counted = match.start()
        if number >= end:
            break
        if number not in lines:
            finish = text.find("\n", match.start())
            line = text[match.start() : finish if finish >= 0 else None].strip()
            shown = f"{line[:50]}…" if len(line) > 50 else line
            findings.append(
                Finding("heading-unread", f"“{shown}” trông như tiêu đề nhưng chưa được đọc là điều, chương.", number)
            )
    return findings


def _tables(rows: list[tuple[Node, Node | None]]) -> list[Finding]:
    findings = []
    for node, _ in rows:
        if node.kind is not Kind.TABLE or not node.text:
            continue
        widths = [len(re.findall(r"(?<!\\)\|", line)) for line in node.text.split("\n")]
        if len(set(widths)) > 1:
            usual = Counter(widths).most_common(1)[0][0]
            at = next(n for n, width in enumerate(widths) if width != usual)
            message = f"Bảng có dòng {widths[at] - 1} ô trong khi các dòng khác có {usual - 1} ô."
            findings.append(Finding("table-ragged", message, node.line + at))
    return findings
