"""``manage.py import_documents PATH… [--publish] [--dry-run] [--report FILE]``: files into the corpus."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from legaldocs.services.import_run import ImportRun, Plan
from portal.progress import track


class Command(BaseCommand):
    """Takes in files and folders; can be stopped and run again."""

    help = (
        "Nhập tệp và thư mục văn bản (TXT, DOCX, DOC, PDF, ZIP) và tệp JSONL[.gz] (mỗi dòng một văn bản) vào kho. "
        "Có thể dừng (Ctrl-C) và chạy lại: không văn bản nào bị nhập hai lần hay nhập dở."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Paths and what to do with them."""
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--publish", action="store_true", help="công khai ngay các văn bản đủ điều kiện")
        parser.add_argument("--dry-run", action="store_true", help="chỉ thử, không lưu gì")
        parser.add_argument(
            "--report", metavar="FILE", help="ghi báo cáo từng tệp vào FILE (JSON nếu tên kết thúc bằng .json)"
        )

        parser.add_argument(
            "--ocr", action="store_true", help="nhận dạng chữ của bản quét; văn bản ấy chỉ được lưu thành bản nháp"
        )
        parser.add_argument(
            "--processes",
            type=int,
            metavar="N",
            help="số tiến trình nhập song song trên PostgreSQL (mặc định: số lõi máy)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, report, and fail at the end when some files failed."""
        plan = Plan.of(options["paths"])
        if not plan.total:
            raise CommandError("Không có tệp nào để nhập.")
        run = ImportRun(
            publish=options["publish"],
            dry_run=options["dry_run"],
            processes=options["processes"],
            recognise=options["ocr"],
        )
        stopped = False
        try:
            for _ in track(run.over(plan), "Đang nhập", self.stderr, total=plan.total):
                pass
        except KeyboardInterrupt:
            stopped = True
        if options["report"]:
            try:
                run.write_report(Path(options["report"]))
            except OSError as error:
                self.stderr.write(f"Không ghi được báo cáo: {error.strerror}.")
        for line in run.summary():
            self.stdout.write(line)
        for entry in run.failures[:50]:
            self.stderr.write(entry)
        if len(run.failures) > 50:
            self.stderr.write(f"… và {len(run.failures) - 50} lỗi khác (xem --report).")
        if stopped:
            raise CommandError("Đã dừng theo yêu cầu. Chạy lại lệnh này để tiếp tục.", returncode=130)
        if run.failures:
            raise CommandError(f"{len(run.failures)} tệp hoặc dòng không nhập được; phần còn lại đã được xử lý.")
