"""The clock of the portal runs: it leaves a sign of life in the database every few seconds."""

from __future__ import annotations

from django.utils import timezone

from home.models import Heartbeat
from home.ticking import CLOCK
from portal.health import WAITING, Finding, health_check, minutes


@health_check("clock")
def clock() -> Finding:
    """``manage.py tick`` was at work within the last five minutes. Without it nothing opens or is published in time;
    closing does not depend on it."""
    seen = Heartbeat.objects.filter(name=CLOCK).values_list("seen_at", flat=True).first()
    if seen is None:
        return Finding("late", "never seen")
    age = timezone.now() - seen
    return Finding("late", f"last seen {minutes(age)} minutes ago") if age > WAITING else Finding("ok")
