"""One run over many files: counts, what became of each, and the report."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from django.db import connection

from legaldocs.intake.bulk import is_bulk_name
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.paths import files_of
from legaldocs.search.bulk_writing import bulk_writing
from legaldocs.services.bulk_importing import BulkSurvey, import_bulk, survey
from legaldocs.services.import_files import Entry, FileImporter, groups_of
from legaldocs.services.import_workers import processes_for, side_by_side
from legaldocs.services.importing import ImportState
from legaldocs.services.legal_bases import link_crossed_relations
from legaldocs.services.quiet_indexes import index_for_admin

_WORDS = {
    ImportState.PUBLISHED: "đã công khai",
    ImportState.DRAFT: "lưu bản nháp",
    ImportState.ATTACHED: "lưu thêm tệp vào văn bản đã có",
    ImportState.UNCHANGED: "đã có từ trước",
}

#: New documents written into the search of the admin at once.
ADMIN_BATCH = 1000


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

    def __init__(
        self,
        *,
        publish: bool = False,
        dry_run: bool = False,
        user: Any = None,
        processes: int | None = None,
        recognise: bool = False,
    ) -> None:
        self.recognise = recognise
        self.publish = publish
        self.dry_run = dry_run
        self.user = user
        self.processes = processes
        self.entries: list[Entry] = []

    def over(self, plan: Plan) -> Iterator[Entry]:
        """Import all; one entry for each document or failure, once it is committed.

        Plain files first, in groups (on PostgreSQL by several processes), then bulk files.
        """
        with fewer_syncs(), bulk_writing():
            for entry in chain(
                self._files([path for path in plan.files if path not in plan.surveys]),
                *(self._bulk(path, surveyed) for path, surveyed in plan.surveys.items()),
            ):
                self.entries.append(entry)
                yield entry

    def _bulk(self, path: Path, surveyed: BulkSurvey) -> Iterator[Entry]:
        for row in import_bulk(path, publish=self.publish, dry_run=self.dry_run, user=self.user, surveyed=surveyed):
            if row.outcome is None:
                yield Entry(str(path), row.line, "failed", row.error)
            else:
                yield Entry.of(str(path), row.line, row.outcome, dry_run=self.dry_run)

    def _files(self, files: list[Path]) -> Iterator[Entry]:
        fresh: list[int] = []
        try:
            for entry in self._imported(files):
                if entry.document_id and entry.state in (ImportState.PUBLISHED, ImportState.DRAFT):
                    fresh.append(entry.document_id)
                    if len(fresh) >= ADMIN_BATCH:
                        index_for_admin(fresh)
                        fresh.clear()
                yield entry
        finally:  # also when the run is stopped
            index_for_admin(fresh)

    def _imported(self, files: list[Path]) -> Iterator[Entry]:
        groups = list(groups_of(files))
        processes = 1 if self.dry_run else processes_for(len(groups), self.processes)
        if processes > 1:
            taken_in: list[int] = []
            for entry in side_by_side(
                groups, processes, publish=self.publish, user=self.user, recognise=self.recognise
            ):
                taken_in += [entry.document_id] if entry.document_id else []
                yield entry
            link_crossed_relations(taken_in)
            return
        importer = FileImporter(publish=self.publish, dry_run=self.dry_run, user=self.user, recognise=self.recognise)
        for group in groups:
            yield from importer.group(group)

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
