"""``manage.py resolve_citations``: citations read and resolved, links and counts made anew, counts proved."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from legaldocs.models import Citation, LegalDocument
from legaldocs.services.citation_reading import read_again, resolve_waiting, texts_to_read, waiting_keys, wrong_counts
from legaldocs.services.citation_refresh import refresh
from portal.progress import track


class Command(BaseCommand):
    """Harmless when repeated; may be stopped at any time and run again."""

    help = "Đọc dẫn chiếu của lời văn đã công khai chưa đọc và nối các dẫn chiếu đang chờ văn bản."

    def add_arguments(self, parser: CommandParser) -> None:
        """``--all`` after the reading has changed, ``--check`` to prove the counts."""
        parser.add_argument("--all", action="store_true", help="đọc lại dẫn chiếu của mọi lời văn đã công khai")
        parser.add_argument(
            "--check", action="store_true", help="không thay đổi gì; kiểm chứng số đếm ghi trên các trang"
        )

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        """Read, resolve, make anew; one transaction a text."""
        if check:
            self._check()
            return
        texts = texts_to_read(everything=options["all"])
        found = sum(read_again(pk) for pk in track(texts, "Đọc dẫn chiếu", self.stderr))
        keys = waiting_keys()
        resolved = sum(track(resolve_waiting(keys), "Đối chiếu", self.stderr))
        while refresh(seconds=5.0):
            pass
        waiting = Citation.objects.waiting().count()
        self.stdout.write(
            f"{len(texts)} lời văn đã đọc, {found} dẫn chiếu; {resolved} dẫn chiếu chờ đã tìm được văn bản; "
            f"còn {waiting} dẫn chiếu đến văn bản chưa có trong kho."
        )

    def _check(self) -> None:
        wrong = wrong_counts()
        for document in LegalDocument.objects.filter(pk__in=list(wrong)).order_by("pk"):
            kept, counted = wrong[document.pk]
            self.stdout.write(f"{document.citation_name}: ghi {kept}, đếm được {counted}.")
        if wrong:
            raise CommandError(f"{len(wrong)} văn bản có số lượt dẫn chiếu không khớp; chạy resolve_citations để sửa.")
        self.stdout.write("Số văn bản dẫn chiếu ghi trên các trang khớp với dữ liệu.")
