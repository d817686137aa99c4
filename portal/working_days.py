"""Working days of state agencies. The table of holidays is data: ``portal/rules/holidays.yaml``.

A period counts from the day after its first day and ends with the end of its last day (Civil Code 2015, Articles 147
and 148); a last day that is no working day moves to the next working day.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

TABLE = Path(__file__).parent / "rules" / "holidays.yaml"
FIXED = frozenset({(1, 1), (4, 30), (5, 1), (9, 2)})
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Holidays and make-up days of the years in the table (its ``status`` says how sure each year is)."""

    off: frozenset[datetime.date]
    work: frozenset[datetime.date]
    years: frozenset[int]

    def is_working(self, day: datetime.date) -> bool:
        """Whether state agencies work on that day."""
        if day in self.work:
            return True
        if day.weekday() >= 5 or day in self.off:
            return False
        return day.year in self.years or (day.month, day.day) not in FIXED

    def knows(self, day: datetime.date) -> bool:
        """Whether the holidays of that year are in the table."""
        return day.year in self.years


@cache
def calendar() -> Calendar:
    """The table of holidays."""
    years = yaml.safe_load(TABLE.read_text(encoding="utf-8"))["years"]
    return Calendar(
        off=frozenset(day for year in years.values() for day in year["off"]),
        work=frozenset(day for year in years.values() for day in year["work"]),
        years=frozenset(years),
    )


def working_days_between(first: datetime.date, last: datetime.date) -> int:
    """Working days after ``first`` up to and including ``last``; 0 when ``last`` is not later."""
    known = calendar()
    days = (last - first).days
    return sum(known.is_working(first + ONE_DAY * step) for step in range(1, days + 1))


def add_working_days(first: datetime.date, count: int) -> datetime.date:
    """The day on which a period of ``count`` working days that began on ``first`` ends."""
    known = calendar()
    day, left = first, count
    while left > 0:
        day += ONE_DAY
        left -= known.is_working(day)
    return day
