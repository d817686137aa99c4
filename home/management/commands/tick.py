"""``manage.py tick``: the clock of the portal, a long-lived process beside site and worker."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.ticking import Ticker


class Command(BaseCommand):
    """Publishes what is scheduled, opens and closes consultations, computes validity, frees lost tasks."""

    help = "Chạy đồng hồ của cổng: công khai theo lịch, mở và đóng lấy ý kiến, hiệu lực trong ngày."

    def add_arguments(self, parser: CommandParser) -> None:
        """``--once`` for cron, ``--interval`` seconds otherwise."""
        parser.add_argument("--once", action="store_true", help="làm những việc đến hạn rồi kết thúc")
        parser.add_argument("--interval", type=int, default=15, help="số giây giữa hai lần xem đồng hồ (mặc định 15)")

    def handle(self, *args: Any, once: bool = False, interval: int = 15, **options: Any) -> None:
        """Tick until stopped."""
        ticker = Ticker()
        if once:
            failed = ticker.tick()
            if failed:
                raise CommandError(f"Việc không làm được: {', '.join(failed)}. Xem nhật ký để biết lý do.")
            self.stdout.write("Đã làm xong những việc đến hạn.")
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            ticker.tick()
            stop.wait(max(1, interval))
