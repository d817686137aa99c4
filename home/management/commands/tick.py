"""``manage.py tick``: the clock of the portal, a long-lived process beside site and worker."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from home.ticking import Ticker


class Command(BaseCommand):
    """Publishes what is scheduled, opens and closes consultations, computes validity, frees lost tasks."""

    help = "Runs the portal's clock: scheduled publishing, opening and closing of consultations, validity of the day."

    def add_arguments(self, parser: CommandParser) -> None:
        """``--once`` for cron, ``--interval`` seconds otherwise."""
        parser.add_argument("--once", action="store_true", help="Do what is due now and exit.")
        parser.add_argument("--interval", type=int, default=15, help="Seconds between two looks at the clock.")

    def handle(self, *args: Any, once: bool = False, interval: int = 15, **options: Any) -> None:
        """Tick until stopped."""
        ticker = Ticker()
        if once:
            failed = ticker.tick()
            self.stdout.write("ok" if not failed else f"failed: {', '.join(failed)}")
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            ticker.tick()
            stop.wait(max(1, interval))
