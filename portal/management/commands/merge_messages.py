"""Merge the translations of all parts into one catalogue, say what is missing, compile."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import messages


class Command(BaseCommand):
    """``make messages``: fragments → catalogue → compiled catalogue, without gettext's tools."""

    help = "Gộp bản dịch trong portal/locale/fragments, báo chuỗi còn thiếu, biên dịch .mo."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Only check, or only compile."""
        parser.add_argument("--check", action="store_true", help="chỉ kiểm tra; có thiếu thì kết thúc bằng mã lỗi")
        parser.add_argument(
            "--compile-only", action="store_true", help="chỉ biên dịch .mo đã cũ (khi chạy và khi kiểm thử)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Merge, report, compile."""
        if options["compile_only"]:
            for path in messages.compile_catalogues():
                self.stdout.write(f"Đã biên dịch {path.relative_to(messages.ROOT)}")
            return
        used = messages.used_messages()
        catalogue, remarks = messages.merged()
        gaps = messages.missing(used, catalogue)
        wrong = messages.wrong_placeholders(catalogue)
        if not options["check"]:
            messages.write_catalogues()
            messages.compile_catalogues(force=True)
        for remark in remarks:
            self.stdout.write(f"Hai bản dịch khác nhau, dùng bản đầu: {remark}")
        for sentence in wrong:
            self.stderr.write(f"Sai chỗ điền giá trị: {sentence}")
        for message, places in gaps.items():
            context = f" [{message.context}]" if message.context else ""
            self.stderr.write(f"Thiếu bản dịch{context}: {message.id!r} ({places[0]})")
        self.stdout.write(f"{len(used)} chuỗi đang dùng, {len(catalogue)} chuỗi có bản dịch, thiếu {len(gaps)}.")
        if options["check"] and (gaps or wrong):
            raise CommandError("Danh mục bản dịch chưa đủ.")
