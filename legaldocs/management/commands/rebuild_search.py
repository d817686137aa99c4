"""``manage.py rebuild_search``: the search indexes written anew from the published corpus while the search goes on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from legaldocs.models import SearchEntry
from legaldocs.search.elasticsearch_client import SearchUnavailable
from legaldocs.search.rebuild_workers import ProcessLost
from legaldocs.search.rebuilding import Rebuilt, rebuild_cluster, rebuild_database
from portal.progress import track_batches


class Command(BaseCommand):
    """Rebuilds the database's index batch by batch, then the cluster's beside the one that is asked. Stopped, it goes on
    from where it was at the next start."""

    help = "Dựng lại chỉ mục tìm kiếm từ văn bản đã công khai; trong lúc đó trang vẫn tìm được."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which engine, and whether an unfinished run is thrown away."""
        parser.add_argument(
            "--engine",
            choices=["all", "database", "elasticsearch"],
            default="all",
            help="chỉ mục nào; mặc định: tất cả",
        )
        parser.add_argument("--restart", action="store_true", help="làm lại từ đầu dù lần trước đang dở")

    def handle(self, *args: Any, engine: str = "all", restart: bool = False, **options: Any) -> None:
        """Rebuild."""
        if engine == "elasticsearch" and not settings.SEARCH:
            raise CommandError("SEARCH_URL trống: không có máy chủ tìm kiếm nào để dựng chỉ mục.")
        try:
            self._rebuild(engine, restart=restart)
        except ProcessLost as error:
            raise CommandError(
                "Một tiến trình dựng chỉ mục bị dừng đột ngột (có thể do thiếu bộ nhớ). Phần đã ghi được giữ lại:"
                " chạy lại lệnh để làm tiếp."
            ) from error

    def _rebuild(self, engine: str, *, restart: bool) -> None:
        if engine in {"all", "database"}:
            done = rebuild_database(self._progress("Lập chỉ mục"), restart=restart)
            self._say(done, f"{SearchEntry.objects.count()} mục tìm kiếm")
        if engine in {"all", "elasticsearch"} and settings.SEARCH:
            try:
                done = rebuild_cluster(self._progress("Elasticsearch"), restart=restart)
            except SearchUnavailable as error:
                raise CommandError(
                    f"Máy chủ tìm kiếm không trả lời ({error}). Phần đã ghi được giữ lại: chạy lại lệnh để làm tiếp."
                ) from error
            self._say(done, "đã chuyển sang chỉ mục mới")
            if done.refused:
                raise CommandError(f"Máy chủ tìm kiếm từ chối {len(done.refused)} văn bản: {list(done.refused)[:20]}")

    def _progress(self, label: str) -> Any:
        def shown(batches: list[list[int]]) -> Iterable[list[int]]:
            return track_batches(batches, label, self.stderr)

        return shown

    def _say(self, done: Rebuilt, result: str) -> None:
        resumed = " (làm tiếp lần trước)" if done.resumed else ""
        self.stdout.write(f"{done.engine}: {done.documents} văn bản{resumed}, {result}.")
