"""The status of a document on every day, as spans of days: ``validity.compute_status`` asked at each day something changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from legaldocs.domain.validity import Effect, Override, Status, compute_status


@dataclass(frozen=True, slots=True)
class Span:
    """A status from ``starts_on`` until before ``ends_on``; without an end it holds on."""

    starts_on: date
    ends_on: date | None
    status: Status

    @classmethod
    def of(cls, starts_on: date, ends_on: date | None, status: str) -> Span:
        """A span as it was stored."""
        return cls(starts_on, ends_on, Status(status))


def spans_of(
    valid_from: date | None, valid_until: date | None, effects: Iterable[Effect], override: Override | None = None
) -> tuple[Span, ...]:
    """The spans in order, from the first day there is, without gaps; neighbours differ in status."""
    known = list(effects)
    days = {date.min, valid_from, valid_until, override.from_date if override else None}
    for effect in known:
        days |= {effect.starts_on, effect.ends_on}
    spans: list[Span] = []
    for day in sorted(day for day in days if day is not None):
        status = compute_status(valid_from, valid_until, known, day, override).status
        if spans and spans[-1].status is status:
            continue
        if spans:
            spans[-1] = Span(spans[-1].starts_on, day, spans[-1].status)
        spans.append(Span(day, None, status))
    return tuple(spans)
