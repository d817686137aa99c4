"""Load the sample content once and print the log-ins; ``make run`` calls it at every start."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from consultations.models import Submission
from consultations.receipts import grouped
from home.demo import accounts, consultation_closed, loading
from home.demo.logins import logins_path

REFUSED = "Nội dung mẫu và tài khoản mẫu không được nạp ở đây: DEMO_LOGINS đang tắt (máy chủ chính thức luôn tắt)."


@contextmanager
def quiet(logger_name: str) -> Iterator[None]:
    """Warnings only from one logger: every page made here would be a line on the terminal."""
    logger = logging.getLogger(logger_name)
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)


class Command(BaseCommand):
    """Idempotent: what is there stays, what was interrupted goes on."""

    requires_system_checks: list[str] = []
    help = "Nạp nội dung mẫu (một lần) và in các tài khoản đăng nhập."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is missing, print the log-ins."""
        if getattr(settings, "DEMO_LOGINS", False) is not True:
            raise CommandError(REFUSED, returncode=2)
        if loading.is_loaded():
            if accounts.renew_lost_passwords():
                self.stdout.write(
                    f"Không còn tệp mật khẩu {logins_path().name}: đã cấp mật khẩu mới cho các tài khoản mẫu."
                )
            self.stdout.write(f"Nội dung mẫu đã có sẵn ({loading.size()}).")
        else:
            start = time.monotonic()
            with quiet("wagtail"):
                loading.load_parts(timezone.localdate(), lambda name: self.stdout.write(f"  đã nạp: {name}"))
            self.stdout.write(f"Đã nạp {loading.size()} sau {time.monotonic() - start:.1f} giây.")
        self._print_logins()

    def _print_logins(self) -> None:
        site = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        header = ("Địa chỉ", "Tài khoản", "Mật khẩu", "Dùng để")
        rows = [header, *((f"{site}{address}", *rest) for address, *rest in accounts.login_rows())]
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        rule = "  ".join("-" * width for width in widths) + "  " + "-" * max(len(row[3]) for row in rows)
        self.stdout.write("")
        for number, row in enumerate(rows):
            self.stdout.write(
                "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)) + f"  {row[3]}"
            )
            if not number:
                self.stdout.write(rule)
        receipt = _sample_receipt()
        if receipt:
            self.stdout.write(
                f"\nMã biên nhận mẫu (đã có trả lời): {grouped(receipt)}  tra tại {site}/tra-cuu-bien-nhan/"
            )
        self.stdout.write(f"Mật khẩu chỉ của máy này, lưu tại var/{logins_path().name}.")


def _sample_receipt() -> str:
    """The code of the first submission of the answered consultation."""
    found = Submission.objects.filter(consultation__slug=consultation_closed.SLUG, consultation__is_sample=True)
    return found.order_by("received_at", "pk").values_list("receipt_code", flat=True).first() or ""
