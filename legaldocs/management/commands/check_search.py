"""``manage.py check_search``: do the search indexes hold what the texts say?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from legaldocs.models import LegalDocument
from legaldocs.search.checking import Report, check_cluster, check_database, mend_cluster, mend_database
from legaldocs.search.elasticsearch_client import SearchUnavailable
from portal.progress import track_batches

#: Documents named for each kind of difference.
NAMED = 20


class Command(BaseCommand):
    """Compares, lists what differs, mends with ``--mend``; ends with an error while something differs."""

    help = "Đối chiếu chỉ mục tìm kiếm với văn bản đã công khai; --mend để sửa chỗ lệch."

    def add_arguments(self, parser: CommandParser) -> None:
        """How thoroughly, and whether to repair."""
        parser.add_argument("--mend", action="store_true", help="ghi lại những chỗ lệch")
        parser.add_argument("--quick", action="store_true", help="chỉ so số lượng và dấu, không so từng từ")

    def handle(self, *args: Any, mend: bool = False, quick: bool = False, **options: Any) -> None:
        """Check the database's index, then the cluster's."""

        def progress(batches: list[list[int]]) -> Iterable[list[int]]:
            return track_batches(batches, "Đối chiếu", self.stderr)

        report = check_database(progress, words=not quick)
        self._list(report)
        left = 0 if report.is_clean else len(report.found.all)
        if left and mend:
            mend_database(report)
            left = len(check_database(progress, words=not quick).found.all)
        if settings.SEARCH:
            left += self._cluster(mend)
        if left:
            raise CommandError(f"{left} văn bản còn lệch." + ("" if mend else " Sửa bằng: check_search --mend"))
        self.stdout.write("Chỉ mục khớp với cơ sở dữ liệu." if not mend else "Chỉ mục đã khớp với cơ sở dữ liệu.")

    def _cluster(self, mend: bool) -> int:
        try:
            report = check_cluster()
            self._list(report)
            if not report.is_clean and mend:
                mend_cluster(report)
                report = check_cluster()
        except SearchUnavailable as error:
            raise CommandError(f"Không đối chiếu được máy chủ tìm kiếm: {error}") from error
        return len(report.found.all)

    def _list(self, report: Report) -> None:
        self.stdout.write(f"{report.engine}: {report.documents} văn bản công khai")
        kinds = {"thiếu": report.found.missing, "cũ": report.found.outdated, "thừa": report.found.surplus}
        for label, ids in kinds.items():
            if not ids:
                continue
            numbers = dict(LegalDocument.objects.filter(pk__in=ids[:NAMED]).values_list("pk", "number"))
            names = ", ".join(numbers.get(pk) or f"#{pk}" for pk in ids[:NAMED])
            self.stdout.write(f"  {label} {len(ids)}: {names}{' …' if len(ids) > NAMED else ''}")
