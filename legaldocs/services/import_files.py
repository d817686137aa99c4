"""Files into the corpus: several small ones in one transaction, each alone as soon as anything goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from legaldocs.domain.findings import Finding
from legaldocs.errors import LegalDocsError
from legaldocs.intake.extracted import ReadingOptions
from legaldocs.intake.reader import IntakeResult, iter_file
from legaldocs.models import DocumentFile
from legaldocs.search.indexing import index_documents
from legaldocs.services.importing import (
    ImportOutcome,
    ImportRefused,
    ImportState,
    TakenByAnother,
    drop_bytes,
    import_read_document,
)
from legaldocs.services.issuer_register import IssuerRegister
from legaldocs.services.quiet_indexes import quiet_indexes
from portal.command_line import sentence_for

logger = logging.getLogger(__name__)
UNEXPECTED = "Lỗi ngoài dự kiến khi nhập; sự việc đã được ghi lại để khắc phục. Tệp này chưa được lưu gì."
#: Files stored in one transaction, and the bytes they may have together.
TOGETHER, TOGETHER_BYTES = 16, 2_000_000
ATTEMPTS = 3


@dataclass(slots=True)
class Entry:
    """What became of one file or line."""

    path: str
    line: int | None
    state: str
    message: str
    document_id: int | None = None
    findings: list[Finding] = field(default_factory=list)

    @classmethod
    def of(cls, path: str, line: int | None, outcome: ImportOutcome, *, dry_run: bool = False) -> Entry:
        """The entry of a document taken in; a trial leaves no record to name."""
        made = outcome.state in (ImportState.PUBLISHED, ImportState.DRAFT)
        document_id = None if dry_run and made else outcome.document_id
        return cls(path, line, outcome.state.value, outcome.message, document_id, outcome.findings)

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


def groups_of(files: Iterable[Path]) -> Iterator[list[Path]]:
    """Files in their order, in groups small enough to be stored together; a large file stands alone."""
    group: list[Path] = []
    size = 0
    for path in files:
        try:
            own = path.stat().st_size
        except OSError:
            own = 0
        if group and (len(group) >= TOGETHER or size + own > TOGETHER_BYTES or path.suffix.lower() == ".zip"):
            yield group
            group, size = [], 0
        group.append(path)
        size += TOGETHER_BYTES if path.suffix.lower() == ".zip" else own
    if group:
        yield group


class FileImporter:
    """Imports files with one register of issuers kept between them."""

    def __init__(
        self, *, publish: bool = False, dry_run: bool = False, user: Any = None, recognise: bool = False
    ) -> None:
        self.options = ReadingOptions(recognise=recognise)
        self.publish = publish
        self.dry_run = dry_run
        self.user = user
        self._register = IssuerRegister()

    def group(self, paths: Sequence[Path]) -> Iterator[Entry]:
        """Import a group of files: one entry for each document or failure, committed when it comes.

        The search of the admin is left to the caller: what it writes for each batch grows with the corpus.

        An archive alone is stored document by document, so that its size does not matter.
        """
        if self.dry_run or len(paths) == 1:
            for path in paths:
                for result in iter_file(path, options=self.options):
                    yield self.one(result)
            return
        results = [result for path in paths for result in iter_file(path, options=self.options)]
        together = self._together(results)
        yield from together if together is not None else map(self.one, results)

    def _together(self, results: Sequence[IntakeResult]) -> list[Entry] | None:
        """All in one transaction; None when anything unforeseen happened: nothing is stored then."""
        kept: list[DocumentFile] = []
        entries: list[Entry] = []
        try:
            with quiet_indexes(), transaction.atomic():
                entries = [self._stored(result, kept) for result in results]
                index_documents([e.document_id for e in entries if e.document_id and e.state == "published"])
        except Exception:  # whatever it was: one at a time names it, unless it only comes of being together
            logger.exception(
                "a group of %s files, from %s to %s, could not be stored together; each is imported alone",
                *(len(results), results[0].path if results else "", results[-1].path if results else ""),
            )
            drop_bytes(kept)
            self._register = IssuerRegister()
            return None
        except BaseException:
            drop_bytes(kept)
            raise
        return entries

    def _stored(self, result: IntakeResult, kept: list[DocumentFile]) -> Entry:
        if not result.ok:
            return Entry(result.path, result.line, "failed", result.error)
        try:
            outcome = import_read_document(
                result, publish=self.publish, user=self.user, register=self._register, index=False, kept=kept
            )
        except TakenByAnother as error:
            raise RuntimeError(str(error)) from error
        except ImportRefused as error:
            return Entry(result.path, result.line, "failed", str(error))
        return Entry.of(result.path, result.line, outcome)

    def one(self, result: IntakeResult) -> Entry:
        """Import one read file in a transaction of its own; what nobody foresaw is logged and named."""
        if not result.ok:
            return Entry(result.path, result.line, "failed", result.error)
        reason = UNEXPECTED
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return Entry.of(result.path, result.line, self._alone(result), dry_run=self.dry_run)
            except TakenByAnother as error:
                self._register = IssuerRegister()
                if attempt == ATTEMPTS:
                    return Entry(result.path, result.line, "failed", str(error))
            except LegalDocsError as error:
                self._register = IssuerRegister()
                return Entry(result.path, result.line, "failed", str(error))
            except Exception as error:
                self._register = IssuerRegister()
                logger.exception("unexpected failure while importing %s", result.path)
                reason = sentence_for(error) or reason  # an old database, a full disk: what to do is known
                break
        return Entry(result.path, result.line, "failed", reason)

    def _alone(self, result: IntakeResult) -> ImportOutcome:
        with transaction.atomic():
            if not self.dry_run:
                return import_read_document(result, publish=self.publish, user=self.user, register=self._register)
            outcome = import_read_document(
                result, publish=self.publish, user=self.user, register=IssuerRegister(), keep_files=False
            )
            transaction.set_rollback(True)
            return outcome
