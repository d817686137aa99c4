"""Is the portal well? Checks of database, disk and task queue here; apps add theirs in a ``health`` module."""

from __future__ import annotations

import datetime
import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Case, Count, Min, Q, When
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks_db.models import DBTaskResult, get_date_max

from portal import malware

logger = logging.getLogger(__name__)
FREE_BYTES = 500 * 1024 * 1024
WAITING = datetime.timedelta(minutes=5)


@dataclass(frozen=True)
class Finding:
    """What one check found. ``vital``: without it the portal cannot serve anybody."""

    state: str
    detail: str = ""
    vital: bool = False


#: None: what the check looks at is not in use here.
Check = Callable[[], Finding | None]
_checks: dict[str, Check] = {}


def health_check(name: str) -> Callable[[Check], Check]:
    """Register one check under its name in the answer."""

    def register(function: Check) -> Check:
        _checks[name] = function
        return function

    return register


def examine() -> dict[str, Finding]:
    """Every check's finding; a check that breaks is an error of what it checks, never an exception."""
    autodiscover_modules("health")
    findings = {name: _safely(name, function) for name, function in _checks.items()}
    return {name: finding for name, finding in findings.items() if finding is not None}


def _safely(name: str, function: Check) -> Finding | None:
    try:
        return function()
    except Exception:
        logger.exception("health check: %s", name)
        return Finding("error", vital=name in {"database", "search"})


@health_check("database")
def database() -> Finding:
    """The database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return Finding("ok", vital=True)


@health_check("worker")
def worker() -> Finding:
    """No task waits longer than five minutes: a worker that is gone shows itself by what it leaves undone."""
    now = timezone.now()
    # A task without a moment of its own carries the end of time in ``run_after``.
    due = DBTaskResult.objects.filter(status="READY").filter(
        Q(run_after=get_date_max(), enqueued_at__lte=now - WAITING) | Q(run_after__lte=now - WAITING)
    )
    found = due.aggregate(
        count=Count("pk"),
        oldest=Min(Case(When(run_after=get_date_max(), then="enqueued_at"), default="run_after")),
    )
    if not found["count"]:
        return Finding("ok")
    return Finding("stalled", f"{found['count']} tasks waiting, the oldest {minutes(now - found['oldest'])} minutes")


def minutes(age: datetime.timedelta) -> int:
    """Whole minutes."""
    return int(age.total_seconds() // 60)


@health_check("disk")
def disk() -> Finding:
    """Room for uploads is left."""
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    return Finding("ok" if free >= FREE_BYTES else "low", f"{free // (1024 * 1024)} MB free")


@health_check("malware")
def malware_scanner() -> Finding:
    """The malware scanner answers, where one is configured; without it uploads wait."""
    return Finding("ok") if not malware.is_configured() or malware.answers() else Finding("late", "no answer")
