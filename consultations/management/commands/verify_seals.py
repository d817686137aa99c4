"""``manage.py verify_seals``: prove that every submission is what was received."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from consultations.models import Submission
from consultations.services.verifying import check_all_seals
from portal.progress import track


class Command(BaseCommand):
    """Checks every sealed original against its hash, and the comments shown against the original."""

    help = "Kiểm tra niêm phong SHA-256 của mọi bản góp ý đã nhận."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One machine-readable form."""
        parser.add_argument("--json", action="store_true", help="In kết quả dạng JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit with an error when one seal is broken."""
        total, broken = Submission.objects.count(), []
        for submission, problems in track(check_all_seals(), "Kiểm tra niêm phong", self.stderr, total=total):
            if problems:
                broken.append({"receipt": submission.receipt_code, "problems": problems})
        if options["json"]:
            self.stdout.write(json.dumps({"checked": total, "broken": broken}, ensure_ascii=False))
        else:
            self.stdout.write(f"Đã kiểm tra {total} bản góp ý, {len(broken)} bản không khớp.")
        if broken:
            raise CommandError("\n".join(f"{item['receipt']}: {'; '.join(item['problems'])}" for item in broken))
