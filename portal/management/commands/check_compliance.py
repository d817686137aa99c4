"""Print every rule with its verdict and citation."""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.compliance import Outcome, Result, run_checks

MARKS = {Outcome.PASS: "✓", Outcome.FAIL: "✗", Outcome.NOT_APPLICABLE: "–", Outcome.UNKNOWN: "?"}


class Command(BaseCommand):
    """Checks the portal against the rules of law that count on a day."""

    help = "Kiểm tra cổng theo các quy định (NĐ 43/2011…): mỗi quy định một kết luận kèm căn cứ."

    def add_arguments(self, parser: CommandParser) -> None:
        """Day, form of output, and whether a failed blocker fails the command."""
        parser.add_argument(
            "--on", metavar="DATE", help="ngày áp dụng quy định, dạng 2026-11-23 hoặc 23/11/2026 (mặc định: hôm nay)"
        )
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        parser.add_argument("--strict", action="store_true", help="kết thúc bằng mã lỗi khi quy định bắt buộc chưa đạt")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run all checks and report."""
        on = read_day(options["on"])
        results = run_checks(on)
        if options["json"]:
            self.stdout.write(json.dumps([as_data(result, on) for result in results], ensure_ascii=False, indent=2))
        else:
            self._print(results, on)
        if options["strict"] and any(result.blocks for result in results):
            raise CommandError("Có quy định bắt buộc chưa đạt.")

    def _print(self, results: list[Result], on: datetime.date) -> None:
        self.stdout.write(f"Kiểm tra tuân thủ cho ngày {on:%d/%m/%Y}\n")
        for result in results:
            rule, verdict = result.rule, result.verdict
            self.stdout.write(f"{MARKS[verdict.outcome]} {verdict.outcome.label:<14} {rule.id}  {rule.title}")
            self.stdout.write(f"    Căn cứ: {rule.citation}. {verdict.detail}")
            for offender in verdict.offenders:
                self.stdout.write(f"      • {offender.title}")
            if verdict.outcome is Outcome.FAIL:
                self.stdout.write(f"    Cách khắc phục: {rule.remedy}")
        counts = {outcome: sum(result.verdict.outcome is outcome for result in results) for outcome in Outcome}
        summary = ", ".join(f"{outcome.label.lower()}: {count}" for outcome, count in counts.items())
        self.stdout.write(f"\n{len(results)} quy định — {summary}.")


def read_day(text: str | None) -> datetime.date:
    """The day asked for, or today. Raises ``CommandError`` for what is no day."""
    if not text:
        return timezone.localdate()
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    raise CommandError(f"“{text}” không phải là ngày. Viết 2026-11-23 hoặc 23/11/2026.")


def as_data(result: Result, on: datetime.date) -> dict[str, Any]:
    """One result as plain data."""
    rule, verdict = result.rule, result.verdict
    return {
        "rule": rule.id,
        "law": result.law,
        "citation": rule.citation,
        "title": rule.title,
        "severity": rule.severity.value,
        "confidence": rule.confidence,
        "on": on.isoformat(),
        "verdict": verdict.outcome.value,
        "detail": verdict.detail,
        "count": verdict.count,
        "offenders": [{"title": offender.title, "url": offender.url} for offender in verdict.offenders],
        "remedy": rule.remedy if verdict.outcome is Outcome.FAIL else "",
    }
