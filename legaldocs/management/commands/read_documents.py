"""``manage.py read_documents PATH… [--json]``: what the intake reads from files, without touching the database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from legaldocs.domain.dates import format_date
from legaldocs.domain.fidelity import FidelityReport
from legaldocs.domain.finding_codes import code_info
from legaldocs.domain.findings import Severity
from legaldocs.domain.reading import ReadDocument
from legaldocs.intake.extracted import Changes, ReadingOptions
from legaldocs.intake.paths import files_of
from legaldocs.intake.reader import IntakeResult, iter_file
from legaldocs.intake.reading_data import report_on, result_data
from portal.progress import track

_WEIGHTS = {Severity.ERROR: "LỖI", Severity.WARNING: "Cảnh báo", Severity.INFO: "Ghi nhận"}


class Command(BaseCommand):
    """Reads files and prints what was understood."""

    help = "Đọc tệp văn bản (TXT, DOCX, DOC, PDF, ảnh quét, ZIP, JSONL) và in kết quả, không ghi vào cơ sở dữ liệu."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Paths and the form of the answer."""
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--json", action="store_true", dest="as_json", help="một dòng JSON cho mỗi tệp")
        parser.add_argument("--no-ocr", action="store_true", help="không nhận dạng chữ của bản quét")
        parser.add_argument(
            "--changes",
            choices=[change.value for change in Changes],
            default=Changes.ACCEPTED.value,
            help="cách đọc phần theo dõi thay đổi của tệp Word: chấp nhận (accepted) hay từ chối (rejected)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read each file; the exit code says whether all could be read."""
        files = list(files_of(options["paths"]))
        chosen = ReadingOptions(Changes(options["changes"]), recognise=not options["no_ocr"])
        failed = 0
        for path in track(files, "Đang đọc", self.stderr):
            for result in iter_file(path, options=chosen):
                failed += not result.ok
                if options["as_json"]:
                    self.stdout.write(json.dumps(result_data(result, timezone.localdate()), ensure_ascii=False))
                else:
                    self._report(result)
        if not files:
            raise CommandError("Không có tệp nào để đọc.")
        if failed and not options["as_json"]:
            raise CommandError(f"{failed} tệp không đọc được.")

    def _report(self, result: IntakeResult) -> None:
        self.stdout.write(f"\n{result.path}")
        if not result.ok:
            where = f" (dòng {result.line})" if result.line else ""
            self.stdout.write(f"  KHÔNG ĐỌC ĐƯỢC{where}: {result.error}")
        elif result.document is not None:
            self._report_document(result.document, report_on(result, timezone.localdate()))
        elif result.bulk is not None:
            self.stdout.write(
                f"  {result.bulk.type_name} {result.bulk.number} {result.bulk.title[:100]}: "
                f"{len(result.bulk.articles)} điều"
            )

    def _report_document(self, document: ReadDocument, report: FidelityReport | None) -> None:
        facts = document.metadata
        rows = [
            ("Loại", facts.type_name),
            ("Số, ký hiệu", facts.number),
            ("Cơ quan ban hành", "; ".join(facts.issuers)),
            ("Ngày ban hành", format_date(facts.issued_on) if facts.issued_on else ""),
            ("Ngày có hiệu lực", format_date(facts.effective_on) if facts.effective_on else ""),
            ("Trích yếu", facts.abstract),
            (
                "Người ký",
                "; ".join(" ".join(part for part in (s.authority, s.title, s.name) if part) for s in facts.signers),
            ),
            ("Nơi ban hành", facts.place),
            ("Cấu trúc", report.summary() if report is not None else ""),
            ("Dẫn chiếu", str(len(document.citations))),
        ]
        for label, value in rows:
            self.stdout.write(f"  {label}: {value or '(không rõ)'}")
        if report is not None:
            self._print_findings(report)

    def _print_findings(self, report: FidelityReport) -> None:
        """The same report that the editors see: weight, name, sentence, line, what to do."""
        counted = Counter(finding.severity for finding in report.findings)
        totals = ", ".join(f"{counted[weight]} {word.lower()}" for weight, word in _WEIGHTS.items() if counted[weight])
        self.stdout.write(
            f"  Đối chiếu: {report.lines} dòng, {report.characters} ký tự; {totals or 'không có gì cần xem lại'}"
        )
        for finding in report.findings:
            info = code_info(finding.code, finding.severity)
            where = f" (dòng {finding.line})" if finding.line else ""
            self.stdout.write(
                f"  {_WEIGHTS[finding.severity]}{where}: {info.title}. {finding.message} [{finding.code}]"
            )
