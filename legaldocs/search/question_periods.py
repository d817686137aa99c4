"""Years, dates, validity and order asked for in words: offered as filters, for a text seldom says them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from legaldocs.domain.text import fold
from legaldocs.domain.validity import Status

FIRST_YEAR = 1945
_Y = r"(?P<{0}>(?:19|20)\d\d)"
_RANGE = re.compile(
    rf"\b(?:(?:tu|trong|giai\s+doan)\s+)?(?:nam\s+)?{_Y.format('first')}\s*(?:den|toi|-|–|—)\s*(?:nam\s+)?{_Y.format('last')}\b"
)
_SINCE = re.compile(
    rf"(?<!thong )\b(?:tu|sau)\s+(?:nam\s+){_Y.format('first')}(?:\s+(?:den|toi)\s+(?:nay|bay\s+gio))?\b"
)
_BEFORE = re.compile(rf"\b(?:truoc|den\s+het)\s+(?:nam\s+){_Y.format('last')}\b")
_ONE = re.compile(rf"\b(?:trong\s+)?nam\s+{_Y.format('first')}\b")
_DAY = re.compile(
    r"\b(?:ngay\s+)?(?P<d>\d{1,2})(?:\s?[/.-]\s?|\s+thang\s+)(?P<m>\d{1,2})(?:\s?[/.-]\s?|\s+nam\s+)(?P<y>(?:19|20)\d\d)\b"
)
_MONTH = re.compile(r"\bthang\s+(?P<m>\d{1,2})(?:\s?[/.-]\s?|\s+nam\s+|\s+)(?P<y>(?:19|20)\d\d)\b")
_STATUS = (
    (
        re.compile(r"\b(?:dang\s+co|con|dang\s+con)\s+hieu\s+luc\b"),
        (Status.IN_FORCE.value, Status.PARTLY_EXPIRED.value),
    ),
    (re.compile(r"\b(?:da\s+)?(?:het|mat)\s+hieu\s+luc\b"), (Status.EXPIRED.value,)),
    (re.compile(r"\b(?:chua\s+co|sap\s+co)\s+hieu\s+luc\b"), (Status.NOT_YET.value,)),
)
_NEWEST = re.compile(r"\b(?:moi\s+nhat|gan\s+day\s+nhat)\b")


@dataclass(frozen=True, slots=True)
class Period:
    """What was asked about time. ``years`` are those of issue; ``places`` where the words stand in the text."""

    years: tuple[int, ...] = ()
    label: str = ""
    statuses: tuple[str, ...] = ()
    newest: bool = False
    day: datetime.date | None = None
    places: tuple[tuple[int, int], ...] = ()
    #: Words that no text need hold: a span of years, not the one year a text may name.
    dropped: tuple[tuple[int, int], ...] = ()


def read_period(text: str, this_year: int) -> Period:
    """Read NFC text; never raises."""
    folded = fold(text)
    years: tuple[int, ...] = ()
    label, dropped, places = "", [], []
    day = None
    dated = _DAY.search(folded)
    if dated:
        try:
            day = datetime.date(int(dated["y"]), int(dated["m"]), int(dated["d"]))
        except ValueError:
            day = None
        else:
            years, label = (day.year,), f"{day:%d/%m/%Y}"
            places.append(dated.span())
    if not years:
        years, label, span, open_ended = _years(folded, this_year)
        if span:
            places.append(span)
            if open_ended:
                dropped.append(span)
    statuses: tuple[str, ...] = ()
    for pattern, values in _STATUS:
        match = pattern.search(folded)
        if match:
            statuses = values
            places.append(match.span())
            break
    newest = _NEWEST.search(folded)
    if newest:
        places.append(newest.span())
    return Period(years, label, statuses, newest is not None, day, tuple(places), tuple(dropped))


def _years(folded: str, this_year: int) -> tuple[tuple[int, ...], str, tuple[int, int] | None, bool]:
    span = _RANGE.search(folded)
    if span:
        first, last = sorted((int(span["first"]), int(span["last"])))
        return tuple(range(first, last + 1)), f"{first}–{last}", span.span(), True
    since = _SINCE.search(folded)
    if since:
        first = int(since["first"]) + (1 if since[0].startswith("sau") else 0)
        if first <= this_year:
            return tuple(range(first, this_year + 1)), f"{first}–{this_year}", since.span(), True
    before = _BEFORE.search(folded)
    if before:
        last = int(before["last"]) - (1 if before[0].startswith("truoc") else 0)
        if last >= FIRST_YEAR:
            return tuple(range(FIRST_YEAR, last + 1)), f"{FIRST_YEAR}–{last}", before.span(), True
    month = _MONTH.search(folded)
    if month:
        return (int(month["y"]),), month["y"], month.span(), False
    one = _ONE.search(folded)
    if one:
        return (int(one["first"]),), one["first"], one.span(), False
    return (), "", None, False
