"""Documents read from files become records of the corpus: each in one transaction, nothing half, nothing twice.

A file already taken in (same SHA-256) is not taken in again. A document that stands already (same number, issuer, date
and type) is not made anew: the file is kept beside it, and the report says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from legaldocs.domain.dates import format_date
from legaldocs.domain.emphasis import without_marks
from legaldocs.domain.fidelity import report_of
from legaldocs.domain.findings import Finding, Severity
from legaldocs.domain.metadata import Metadata
from legaldocs.domain.numbers import number_key, parse_number
from legaldocs.domain.reading import ReadDocument
from legaldocs.domain.text import fold
from legaldocs.domain.tree import Structure
from legaldocs.domain.types import DocumentType
from legaldocs.errors import LegalDocsError, NotPublishable
from legaldocs.intake.file_facts import file_facts
from legaldocs.intake.filetype import FileType
from legaldocs.intake.reader import IntakeResult
from legaldocs.models import (
    DocumentFile,
    Expression,
    ExpressionKind,
    FileKind,
    LegalDocument,
    Organization,
    Subject,
)
from legaldocs.services.arriving import Arrival, arrive
from legaldocs.services.fidelity import findings_data
from legaldocs.services.file_texts import says_the_wording
from legaldocs.services.issuer_register import IssuerRegister
from legaldocs.services.publishing import publish_document, publish_expression

_FILE_KINDS = {
    FileType.DOCX.value: FileKind.WORD,
    FileType.DOC.value: FileKind.WORD,
    FileType.RTF.value: FileKind.WORD,
    FileType.ODT.value: FileKind.WORD,
    FileType.PDF.value: FileKind.ORIGINAL,
    FileType.PNG.value: FileKind.SCAN,
    FileType.JPEG.value: FileKind.SCAN,
    FileType.TIFF.value: FileKind.SCAN,
}
_NAMED_BY_TITLE = frozenset({DocumentType.CONSTITUTION, DocumentType.CODE, DocumentType.LAW, DocumentType.ORDINANCE})
_TITLE_DEPTH = 20_000


class ImportState(StrEnum):
    """What became of one document."""

    PUBLISHED = "published"
    DRAFT = "draft"
    ATTACHED = "attached"
    UNCHANGED = "unchanged"


@dataclass(slots=True)
class ImportOutcome:
    """One document taken in: what was done, to which record, and what a person should look at."""

    state: ImportState
    document_id: int | None
    message: str = ""
    findings: list[Finding] = field(default_factory=list)


class ImportRefused(LegalDocsError):
    """What was read cannot become a document of the corpus."""


class TakenByAnother(ImportRefused):
    """Somebody else took the same document in at the same moment; trying again finds theirs."""


def import_read_document(
    result: IntakeResult,
    *,
    publish: bool = False,
    user: Any = None,
    register: IssuerRegister | None = None,
    index: bool = True,
    keep_files: bool = True,
    kept: list[DocumentFile] | None = None,
) -> ImportOutcome:
    """Take one read file into the corpus. Raises ``ImportRefused`` when nothing was read; stores nothing then.

    ``keep_files=False`` leaves the bytes out (a trial that will be rolled back). Files kept are added to ``kept``: a
    caller who rolls back deletes their bytes.
    """
    if not result.ok or result.document is None:
        raise ImportRefused(result.error or "Tệp chưa đọc được nên không nhập được.")
    register = register or IssuerRegister()
    known = (
        DocumentFile.objects.filter(sha256=result.sha256).select_related("document").first() if result.sha256 else None
    )
    if known is not None:
        return _already_imported(known.document, publish=publish, user=user, index=index)
    stored: list[DocumentFile] = []
    keep = partial(_keep_file, result=result, stored=stored) if keep_files else _keep_nothing
    try:
        outcome = _take_in(result, result.document, publish, user, register, index, keep, partial(drop_bytes, stored))
    except BaseException as error:
        drop_bytes(stored)
        if isinstance(error, IntegrityError):  # someone took the same document in at the same moment
            raise TakenByAnother("Văn bản vừa được người khác nhập. Hãy chạy lại để kiểm tra.") from error
        raise
    if kept is not None:
        kept += stored
    return outcome


@transaction.atomic
def _take_in(
    result: IntakeResult,
    read: ReadDocument,
    publish: bool,
    user: Any,
    register: IssuerRegister,
    index: bool,
    keep: Callable[..., None],
    undo: Callable[[], None],
) -> ImportOutcome:
    issuers = register.find_all(read.metadata.issuers) or register.of_number(read.metadata.number)
    document = new_document(read.metadata, issuers)
    twin = find_twin(document)
    if twin is not None:
        keep(twin, order=twin.files.count())
        return ImportOutcome(
            ImportState.ATTACHED,
            twin.pk,
            f"Đã có {twin.citation_name} trong kho; tệp được lưu thêm vào văn bản này, lời văn giữ nguyên.",
        )
    report = report_of(read, file=file_facts(PurePath(result.path).name, result.data), today=timezone.localdate())
    findings = [*report.findings, *settle_dates(document)]
    outcome = ImportOutcome(ImportState.DRAFT, None, findings=findings)
    title, subjects, public = title_of(read, document), subjects_of(result.fields), publish
    if read.metadata.type is None:
        outcome.message, public = "Chưa nhận ra loại văn bản nên lưu dưới dạng bản nháp.", False
    elif public and "recognised" in result.facts:
        outcome.message, public = "Lời văn nhận dạng từ bản quét nên lưu dưới dạng bản nháp để đối chiếu.", False
    arrival = Arrival(
        issuers[1:], read.metadata.signers, subjects, read.citations, findings_data(findings, read.text), read.structure
    )
    for attempt in (True, False) if public else (False,):
        document = new_document(read.metadata, issuers)
        settle_dates(document)
        document.title = title
        try:
            with transaction.atomic(savepoint=attempt):
                arrive(
                    document,
                    _wording(document, result, read),
                    arrival,
                    public=attempt,
                    keep=keep,
                    user=user,
                    index=index,
                )
        except NotPublishable as error:
            outcome.message = f"Lưu dưới dạng bản nháp. {error}"
            undo()
            continue
        outcome.state = ImportState.PUBLISHED if attempt else ImportState.DRAFT
        break
    outcome.document_id = document.pk
    return outcome


def _wording(document: LegalDocument, result: IntakeResult, read: ReadDocument) -> Expression:
    consolidated = document.document_type == DocumentType.CONSOLIDATED
    return Expression(
        kind=ExpressionKind.CONSOLIDATED if consolidated else ExpressionKind.ENACTED,
        valid_from=document.valid_from,
        source_text=read.text,
        recognised_confidence=result.facts.get("recognised", {}).get("confidence"),
    )


def publish_imported(
    document: LegalDocument,
    expression: Expression,
    outcome: ImportOutcome,
    *,
    user: Any = None,
    index: bool = True,
    structure: Structure | None = None,
) -> None:
    """Publish wording and record; a refused document stays a draft and the outcome names the reasons."""
    try:
        with transaction.atomic():
            publish_expression(
                expression=expression, user=user, index=False, structure=structure, noticed=expression.findings
            )
            publish_document(document=document, user=user, revision=False, index=index)
        outcome.state = ImportState.PUBLISHED
    except NotPublishable as error:
        outcome.message = f"Lưu dưới dạng bản nháp. {error}"


def _already_imported(document: LegalDocument, *, publish: bool, user: Any, index: bool) -> ImportOutcome:
    outcome = ImportOutcome(ImportState.UNCHANGED, document.pk, "Tệp này đã được nhập trước đó.")
    expression = document.expressions.order_by("-pk").first()
    if publish and not document.live and expression is not None and document.document_type != DocumentType.OTHER:
        publish_imported(document, expression, outcome, user=user, index=index)
    return outcome


def new_document(metadata: Metadata, issuers: list[Organization]) -> LegalDocument:
    """An unsaved record with the facts that were read."""
    gazette = metadata.gazette
    return LegalDocument(
        document_type=(metadata.type or DocumentType.OTHER).value,
        number=metadata.number[:100],
        number_key=number_key(metadata.number)[:100],
        abstract=metadata.abstract[:3000],
        issuer=issuers[0] if issuers else None,
        place=metadata.place[:100],
        issued_on=metadata.issued_on,
        valid_from=metadata.effective_on,
        gazette_number=gazette.number[:40] if gazette else "",
        gazette_on=gazette.published_on if gazette else None,
    )


def find_twin(document: LegalDocument) -> LegalDocument | None:
    """The record of the same document, by number, issuer, date and type; without a number by abstract.

    A number that holds its year names one document of its issuer and type: one of the two may lack the date.
    """
    same = LegalDocument.objects.filter(
        document_type=document.document_type, issuer=document.issuer, stage=document.stage
    )
    if not document.number_key:
        if document.issued_on is None or not document.abstract:
            return None
        words = fold(f"{document.number} {document.title} {document.abstract}")
        return same.filter(issued_on=document.issued_on, number_key="", folded=words).first()
    days = dict(same.filter(number_key=document.number_key).order_by().values_list("pk", "issued_on"))
    if not days:
        return None
    exact = next((pk for pk, day in days.items() if day == document.issued_on), None)
    number = parse_number(document.number)
    if exact is None and number is not None and number.year and document.issuer is not None:
        undated = sorted(days) if document.issued_on is None else sorted(pk for pk, day in days.items() if day is None)
        exact = undated[0] if undated else None
    return LegalDocument.objects.get(pk=exact) if exact is not None else None


def settle_dates(document: LegalDocument, today: datetime.date | None = None) -> list[Finding]:
    """Announce dates that cannot be; a day of effect before the day of issue is not believed."""
    issued_on, valid_from = document.issued_on, document.valid_from
    if issued_on is None or valid_from is None or valid_from >= issued_on:
        return []
    note = (
        f"Nguồn ghi có hiệu lực từ {format_date(valid_from)}, "
        f"trước ngày ban hành {format_date(issued_on)}; cần kiểm tra."
    )
    document.valid_from = None
    document.valid_from_note = note
    return [Finding("effect-before-issue", note, None, Severity.WARNING)]


def title_of(read: ReadDocument, document: LegalDocument) -> str:
    """The name a law is cited by, as its own running text writes it: "Luật Căn cước", never in capitals."""
    if DocumentType(document.document_type) not in _NAMED_BY_TITLE or not document.abstract:
        return ""
    name = f"{document.type_name} {document.abstract}"
    beginning = without_marks(read.text[:_TITLE_DEPTH])
    folded, wanted = fold(beginning), fold(name)
    position = folded.find(wanted)
    while position >= 0:
        printed = " ".join(beginning[position : position + len(wanted)].split())
        if not printed.isupper() and not printed.split(" ", 1)[-1].isupper():
            return f"{document.type_name} {_capital(printed[len(document.type_name) :].strip())}"[:500]
        position = folded.find(wanted, position + 1)
    return "" if document.abstract.isupper() else f"{document.type_name} {_capital(document.abstract)}"[:500]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def subjects_of(names: list[str]) -> list[Subject]:
    """Fields of law by name; a field that is not in the vocabulary is added to it."""
    found: dict[int, Subject] = {}
    for name in names[:20]:
        words = " ".join(name.split())[:100]
        if words:
            subject = Subject.objects.filter(name__iexact=words).first() or Subject.objects.create(name=words)
            found[subject.pk] = subject
    return list(found.values())


def _keep_file(document: LegalDocument, *, result: IntakeResult, stored: list[DocumentFile], order: int = 0) -> None:
    """Keep the bytes as received beside the document."""
    name = PurePath(result.path).name[:255] or "tep"
    file = DocumentFile(
        document=document,
        kind=_FILE_KINDS.get(result.media_type, FileKind.TEXT),
        original_name=name,
        media_type=result.media_type,
        order=order,
    )
    file.file.save(name, ContentFile(result.data), save=False)
    file.says_the_wording = True
    stored.append(file)
    file.save()
    says_the_wording(file)


def drop_bytes(stored: list[DocumentFile]) -> None:
    """The rows were rolled back: their bytes must go too."""
    for file in stored:
        file.file.storage.delete(str(file.file.name))
    stored.clear()


def _keep_nothing(document: LegalDocument, *, order: int = 0) -> None:
    """A trial keeps no bytes."""
