"""One run over many files: counts, what became of each, and the report."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from legaldocs.domain.findings import Finding
from legaldocs.errors import LegalDocsError
from legaldocs.intake.bulk import is_bulk_name
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.paths import files_of
from legaldocs.intake.reader import IntakeResult, iter_file
from legaldocs.services.bulk_importing import BulkSurvey, import_bulk, survey
from legaldocs.services.importing import ImportOutcome, ImportState, import_read_document
from legaldocs.services.issuer_register import IssuerRegister

logger = logging.getLogger(__name__)
_WORDS = {
    ImportState.PUBLISHED: "đã công khai",
    ImportState.DRAFT: "lưu bản nháp",
    ImportState.ATTACHED: "lưu thêm tệp vào văn bản đã có",
    ImportState.UNCHANGED: "đã có từ trước",
}
UNEXPECTED = "Lỗi ngoài dự kiến khi nhập; sự việc đã được ghi lại để khắc phục. Tệp này chưa được lưu gì."


@dataclass(slots=True)
class Plan:
    """What will be imported: files in order, bulk files with their survey, and how many documents that is."""

    files: list[Path] = field(default_factory=list)
    surveys: dict[Path, BulkSurvey] = field(default_factory=dict)
    total: int = 0

    @classmethod
    def of(cls, paths: Iterable[str | Path]) -> Plan:
        """Look at the files; bulk files are passed over once to count lines and to find documents in parts."""
        plan = cls(files=list(files_of(paths)))
        for path in plan.files:
            if is_bulk_name(path):
                try:
                    plan.surveys[path] = survey(path)
                except UnreadableFile:
                    continue
        plan.total = sum(plan.surveys[path].total if path in plan.surveys else 1 for path in plan.files)
        return plan


@dataclass(slots=True)
class Entry:
    """What became of one file or line."""

    path: str
    line: int | None
    state: str
    message: str
    document_id: int | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether nothing could be made of it."""
        return self.state == "failed"

    def data(self) -> dict[str, Any]:
        """As plain data for the report."""
        return {
            "path": self.path,
            "line": self.line,
            "state": self.state,
            "message": self.message,
            "document": self.document_id,
            "warnings": [{"code": f.code, "message": f.message, "line": f.line} for f in self.findings],
        }


@contextmanager
def fewer_syncs() -> Iterator[None]:
    """On SQLite, do not wait for the disk after each commit: a run that lost its last documents is run again.

    With WAL the database stays whole after a power cut (sqlite.org/pragma.html, ``synchronous``).
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        level = cursor.execute("PRAGMA synchronous").fetchone()[0]
        cursor.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        if not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA synchronous={int(level)}")


class ImportRun:
    """Imports file by file and remembers what became of each."""

    def __init__(self, *, publish: bool = False, dry_run: bool = False, user: Any = None) -> None:
        self.publish = publish
        self.dry_run = dry_run
        self.user = user
        self.entries: list[Entry] = []
        self._register = IssuerRegister()

    def over(self, plan: Plan) -> Iterator[Entry]:
        """Import all; one entry for each document or failure, as soon as it is committed."""
        with fewer_syncs():
            for path in plan.files:
                source = self._bulk(path, plan.surveys[path]) if path in plan.surveys else self._file(path)
                for entry in source:
                    self.entries.append(entry)
                    yield entry

    def _bulk(self, path: Path, surveyed: BulkSurvey) -> Iterator[Entry]:
        for row in import_bulk(path, publish=self.publish, dry_run=self.dry_run, user=self.user, surveyed=surveyed):
            if row.outcome is None:
                yield Entry(str(path), row.line, "failed", row.error)
            else:
                yield self._entry(str(path), row.line, row.outcome)

    def _file(self, path: Path) -> Iterator[Entry]:
        for result in iter_file(path):
            yield self._import(result)

    def _import(self, result: IntakeResult) -> Entry:
        if not result.ok:
            return Entry(result.path, result.line, "failed", result.error)
        try:
            with transaction.atomic():
                if self.dry_run:
                    outcome = self._tried(result)
                    transaction.set_rollback(True)
                else:
                    outcome = import_read_document(
                        result, publish=self.publish, user=self.user, register=self._register
                    )
        except LegalDocsError as error:
            self._register = IssuerRegister()
            return Entry(result.path, result.line, "failed", str(error))
        except Exception:
            self._register = IssuerRegister()
            logger.exception("unexpected failure while importing %s", result.path)
            return Entry(result.path, result.line, "failed", UNEXPECTED)
        return self._entry(result.path, result.line, outcome)

    def _tried(self, result: IntakeResult) -> ImportOutcome:
        """The outcome without a trace: rows are rolled back by the caller, and no bytes are kept."""
        return import_read_document(
            result, publish=self.publish, user=self.user, register=IssuerRegister(), keep_files=False
        )

    def _entry(self, path: str, line: int | None, outcome: ImportOutcome) -> Entry:
        document_id = (
            None
            if self.dry_run and outcome.state in (ImportState.PUBLISHED, ImportState.DRAFT)
            else outcome.document_id
        )
        return Entry(path, line, outcome.state.value, outcome.message, document_id, outcome.findings)

    @property
    def failures(self) -> list[str]:
        """One line for each failure: path, line, reason."""
        return [f"{e.path}{f' dòng {e.line}' if e.line else ''}: {e.message}" for e in self.entries if e.failed]

    def summary(self) -> list[str]:
        """Counts in Vietnamese."""
        counts = Counter(entry.state for entry in self.entries)
        rows = ["Chạy thử, không lưu gì:" if self.dry_run else "Kết quả nhập:"]
        rows += [f"  {counts[state.value]} văn bản {words}" for state, words in _WORDS.items() if counts[state.value]]
        rows.append(f"  {counts['failed']} không nhập được")
        warnings = sum(len(entry.findings) for entry in self.entries)
        if warnings:
            rows.append(f"  {warnings} cảnh báo cần xem lại")
        return rows

    def write_report(self, path: Path) -> None:
        """The report file: JSON when its name says so, else lines of text."""
        if path.suffix.lower() == ".json":
            data = {"counts": dict(Counter(e.state for e in self.entries)), "entries": [e.data() for e in self.entries]}
            path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
            return
        lines = self.summary() + [""]
        for entry in self.entries:
            where = f" dòng {entry.line}" if entry.line else ""
            state = "KHÔNG NHẬP ĐƯỢC" if entry.failed else _WORDS[ImportState(entry.state)]
            lines.append(f"{entry.path}{where}: {state}{'. ' + entry.message if entry.message else ''}")
            lines += [f"    cảnh báo{f' (dòng {f.line})' if f.line else ''}: {f.message}" for f in entry.findings]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
