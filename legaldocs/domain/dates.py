"""Dates as Vietnamese documents print them, and as this portal prints them.

Source: NĐ 30/2020/NĐ-CP Phụ lục I (days below 10 and months 1 and 2 take a leading zero); older documents also print
"tháng 09", so reading accepts both.
"""

from __future__ import annotations

import re
from datetime import date

_GAP = r"[\s\u00a0]{0,20}"
_DATE = re.compile(
    rf"(?:\b[Nn][Gg][Àà][Yy]{_GAP})?(?<!\d)(?<!\d[/.-])"
    rf"(?:(?P<day>\d{{1,2}}){_GAP}[Tt][Hh][Áá][Nn][Gg]{_GAP}(?P<month>\d{{1,2}}){_GAP}[,.]?{_GAP}"
    rf"[Nn][Ăă][Mm]{_GAP}(?P<year>\d{{4}})"
    r"|(?P<day2>\d{1,2})(?P<sep>[/.-]|\s[/-]\s)(?P<month2>\d{1,2})(?P=sep)(?P<year2>\d{4})"
    r"|(?P<year3>\d{4})-(?P<month3>\d{2})-(?P<day3>\d{2}))"
    r"(?!\d|[/.-]\d|/[A-ZĐ])"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def find_dates(text: str) -> list[tuple[date, int, int]]:
    """Every date that exists in the calendar, with where it starts (at "ngày" if there) and ends."""
    found = []
    for match in _DATE.finditer(text):
        day = match["day"] or match["day2"] or match["day3"]
        month = match["month"] or match["month2"] or match["month3"]
        year = match["year"] or match["year2"] or match["year3"]
        if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
            continue
        try:
            found.append((date(int(year), int(month), int(day)), match.start(), match.end()))
        except ValueError:
            continue
    return found


def find_date(text: str) -> tuple[date, int, int] | None:
    """The first date in ``text`` that exists, with its start and end; None when there is none."""
    found = find_dates(text)
    return found[0] if found else None


def parse_date(text: str) -> date | None:
    """The first date in ``text``: "ngày 13 tháng 6 năm 2011", 13/6/2011, 13-06-2011, 13.6.2011, 2011-06-13."""
    found = find_date(text)
    return found[0] if found else None


def format_date(d: date) -> str:
    """13/06/2011"""
    return f"{d.day:02d}/{d.month:02d}/{d.year:04d}"


def format_date_words(d: date) -> str:
    """ "ngày 13 tháng 6 năm 2011"; days below 10 and months 1 and 2 are padded (NĐ 30/2020 Phụ lục I)."""
    month = f"{d.month:02d}" if d.month <= 2 else str(d.month)
    return f"ngày {d.day:02d} tháng {month} năm {d.year}"
