"""``manage.py erase_personal_data [MÃ…] [--due] [--dry-run]``: name and contact of senders erased on request or when due."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from consultations.services.erasing import due_comments, due_feedback, erase_by_code, erase_due

WORDS = {"comments": "góp ý", "feedback": "phản ánh, kiến nghị"}


class Command(BaseCommand):
    """Harmless when repeated; what was said, its number and its seal stay."""

    help = (
        "Xóa họ tên, liên hệ của người gửi theo mã biên nhận (khi người gửi yêu cầu), hoặc của mọi người gửi đã quá "
        "thời hạn lưu giữ PERSONAL_DATA_DAYS (--due). Nội dung góp ý, phản ánh và niêm phong giữ nguyên."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose."""
        parser.add_argument("codes", nargs="*", metavar="MÃ", help="mã biên nhận")
        parser.add_argument("--due", action="store_true", help="mọi dữ liệu đã quá thời hạn lưu giữ")
        parser.add_argument("--dry-run", action="store_true", help="chỉ đếm dữ liệu đã quá thời hạn, không xóa")

    def handle(self, *args: Any, codes: list[str], due: bool, dry_run: bool, **options: Any) -> None:
        """Erase and tell; fails for a code nobody holds."""
        now = timezone.now()
        if not codes and not due and not dry_run:
            raise CommandError("Hãy nêu mã biên nhận, hoặc dùng --due.")
        if due or dry_run:
            self._due(now, dry_run=dry_run)
        unknown = []
        for code in codes:
            found = None if dry_run else erase_by_code(code, now)
            if found is None:
                unknown.append(code)
                continue
            said = "đã xóa họ tên, liên hệ của người gửi" if found.erased else "không còn dữ liệu cá nhân để xóa"
            self.stdout.write(f"{found.code} ({WORDS[found.kind]}): {said}.")
        if unknown and not dry_run:
            raise CommandError(f"Không có biên nhận nào mang mã: {', '.join(unknown)}.")

    def _due(self, now: Any, *, dry_run: bool) -> None:
        days = settings.PERSONAL_DATA_DAYS
        if days <= 0:
            self.stdout.write("PERSONAL_DATA_DAYS = 0: dữ liệu cá nhân chỉ được xóa khi có yêu cầu.")
        elif dry_run:
            count = len(due_comments(now, days)) + len(due_feedback(now, days))
            self.stdout.write(f"{count} người gửi đã quá {days} ngày kể từ khi được trả lời.")
        else:
            erased = 0
            while part := erase_due(now):
                erased += part
            self.stdout.write(f"Đã xóa họ tên, liên hệ của {erased} người gửi đã quá {days} ngày.")
