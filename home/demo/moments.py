"""Moments of the demo, counted from the day it is loaded."""

from __future__ import annotations

import datetime

from django.utils import timezone


def at(day: datetime.date, days: int, hour: int = 8, minute: int = 0) -> datetime.datetime:
    """That hour, Vietnamese time, ``days`` after (before, when negative) ``day``."""
    naive = datetime.datetime.combine(day + datetime.timedelta(days=days), datetime.time(hour, minute))
    return timezone.make_aware(naive)
