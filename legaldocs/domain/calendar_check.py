"""Dates and years written in a text that cannot be: no such day, a year before the records or long after the text."""

from __future__ import annotations

import calendar
import re
from datetime import date

from legaldocs.domain.findings import Finding
from legaldocs.domain.numbers import find_numbers

_IN_WORDS = re.compile(r"(?:gày|GÀY)\s+(\d{1,2})\s+(?:tháng|THÁNG)\s+(\d{1,2})\s+(?:năm|NĂM)\s+(\d{4})(?!\d)")
_IN_DIGITS = re.compile(r"(?<![\d/.\-])(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?![\d/\-])")
_YEAR = re.compile(r"năm\s+(\d{4})(?![\d.,]*\d)(?!\s*(?:đồng|người|m|ha|km|tỷ|triệu))")
FIRST_YEAR = 1858  # laws of the colonial period are cited
AHEAD = 80  # plans reach to 2100
MOST = 30


def check_calendar(text: str, issued_on: date | None) -> list[Finding]:
    """Impossible days and years, in document order."""
    latest = (issued_on.year if issued_on else 2100) + AHEAD
    odd: list[tuple[int, str, str]] = []
    for match in _IN_WORDS.finditer(text):
        odd += _impossible(match, int(match[1]), int(match[2]), int(match[3]), latest)
    for match in _IN_DIGITS.finditer(text):
        odd += _impossible(match, int(match[1]), int(match[3]), int(match[4]), latest)
    odd += [(match.start(), *told) for match in _YEAR.finditer(text) if (told := _far(int(match[1]), latest))]
    findings: list[Finding] = []
    line, counted = 1, 0
    for start, code, message in sorted(odd):
        line += text.count("\n", counted, start)
        counted = start
        if not findings or findings[-1].line != line:
            findings.append(Finding(code, message, line))
        if len(findings) >= MOST:
            break
    return findings


def _impossible(match: re.Match[str], day: int, month: int, year: int, latest: int) -> list[tuple[int, str, str]]:
    words = " ".join(match[0].split())
    words = f"n{words}" if words.startswith("gày") else words
    if not 1 <= month <= 12:
        return [(match.start(), "date-impossible", f"“{words}”: không có tháng {month}.")]
    if not 1 <= day <= calendar.monthrange(max(1, year), month)[1]:
        return [(match.start(), "date-impossible", f"“{words}”: tháng {month} không có ngày {day}.")]
    told = _far(year, latest)
    return [(match.start(), *told)] if told else []


def _far(year: int, latest: int) -> tuple[str, str] | None:
    if FIRST_YEAR <= year <= latest:
        return None
    return "year-impossible", f"Năm {year} không thể có trong văn bản này; có thể gõ nhầm."


def check_cited_years(text: str, issued_on: date | None, own_key: str) -> list[Finding]:
    """Documents cited by a number whose year comes after the document itself was issued."""
    if issued_on is None:
        return []
    findings: list[Finding] = []
    line, counted = 1, 0
    for start, _end, number in find_numbers(text):
        if not number.year or int(number.year) <= issued_on.year or number.key == own_key:
            continue
        line += text.count("\n", counted, start)
        counted = start
        message = f"Dẫn “{number.display}” của năm {number.year}, sau năm ban hành {issued_on.year} của văn bản này."
        findings.append(Finding("cited-later", message, line))
        if len(findings) >= MOST:
            break
    return findings
