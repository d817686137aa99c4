"""What must happen by the clock: scheduled publishing, opening and closing of consultations, validity of the day, lost tasks."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable

from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone

from consultations.services.closing import open_and_close_due
from consultations.services.erasing import erase_due
from consultations.services.file_signatures import check_waiting
from home.models import Heartbeat
from legaldocs.search import pending, usage
from legaldocs.search.tasks import mend_index
from legaldocs.services import citation_refresh, saved_searches
from legaldocs.services.quarantine import scan_held
from legaldocs.services.validity import refresh_statuses
from legaldocs.tasks import count_words
from portal.reaping import reap_stuck_tasks

logger = logging.getLogger(__name__)

CLOCK = "tick"


class Ticker:
    """Runs each duty when it is due; a duty that fails is logged and does not stop the others."""

    def __init__(self) -> None:
        self.validity_of: datetime.date | None = None
        self.erased_on: datetime.date | None = None

    def tick(self, now: datetime.datetime | None = None) -> list[str]:
        """Do what is due at ``now`` and answer the names of the duties that failed."""
        moment = now or timezone.now()
        duties: dict[str, Callable[[], object]] = {
            "consultations": lambda: open_and_close_due(moment),
            "publish_scheduled": lambda: call_command("publish_scheduled", verbosity=0),
            "reap_stuck_tasks": lambda: reap_stuck_tasks(moment),
            "scan_held": lambda: scan_held(),
            "signatures": lambda: check_waiting(),
            "validity": lambda: self._validity(moment),
            "personal_data": lambda: self._personal_data(moment),
            "saved_searches": lambda: saved_searches.duty(moment),
            "search_writes": lambda: pending.remind(),
            "citations": lambda: citation_refresh.wake(),
            "heartbeat": lambda: Heartbeat.beat(CLOCK, moment),
        }
        failed = []
        for name, duty in duties.items():
            close_old_connections()
            try:
                duty()
            except Exception:
                logger.exception("tick: %s failed", name)
                failed.append(name)
        return failed

    def _validity(self, moment: datetime.datetime) -> None:
        """Once a day (and at the start) the stored validity of every document is computed anew."""
        today = timezone.localdate(moment)
        if self.validity_of != today:
            refresh_statuses(today)
            call_command("prune_db_task_results", verbosity=0)
            usage.forget_old(today)
            count_words.enqueue()
            mend_index.enqueue()
            self.validity_of = today

    def _personal_data(self, moment: datetime.datetime) -> None:
        """Once a day name and contact of senders whose purpose is complete are erased."""
        today = timezone.localdate(moment)
        if self.erased_on != today:
            erase_due(moment)
            self.erased_on = today
