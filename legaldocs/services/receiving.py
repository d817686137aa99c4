"""Uploaded files become documents: kept as received, read, reviewed and corrected by an editor, then saved or dropped."""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Iterable
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from legaldocs.domain.citations import find_citations
from legaldocs.domain.fidelity import report_of
from legaldocs.domain.metadata import Metadata
from legaldocs.domain.reading import ReadDocument, read_text
from legaldocs.domain.structure import parse
from legaldocs.domain.text import nfc
from legaldocs.errors import LegalDocsError
from legaldocs.intake.bulk import BulkDocument
from legaldocs.intake.extracted import Changes, ReadingOptions
from legaldocs.intake.file_facts import file_facts
from legaldocs.intake.filetype import FileType
from legaldocs.intake.reader import IntakeResult, iter_file
from legaldocs.intake.recognition import is_available
from legaldocs.models import DocumentFile, Expression, IntakeBatch, IntakeItem, LegalDocument
from legaldocs.models.intake import IntakeState
from legaldocs.services.fidelity import carried, findings_data, report_on_item
from legaldocs.services.fidelity import file_facts as stored_file_facts
from legaldocs.services.importing import (
    ImportOutcome,
    ImportState,
    import_read_document,
    publish_imported,
)
from legaldocs.services.intake_facts import facts_of, gazette_data, gazette_from, merged_facts, metadata_from
from legaldocs.services.issuer_register import IssuerRegister
from legaldocs.services.provisions import outline_of, place
from legaldocs.services.quarantine import HELD_NOTE, hold_stored, infected, judge_upload
from legaldocs.services.settling import move_to_document
from portal.malware import Judgement

logger = logging.getLogger(__name__)
SMALL = 2 * 1024 * 1024  # files up to this size are read at once, so that import works where no worker runs
AT_ONCE_BYTES = 8 * 1024 * 1024
AT_ONCE_SECONDS = 12.0
MOST_PARTS = 500
UNEXPECTED = "Lỗi ngoài dự kiến khi đọc tệp; sự việc đã được ghi lại để khắc phục. Tệp vẫn được giữ nguyên; có thể bấm “Đọc lại”."


class NotReviewable(LegalDocsError):
    """The item is not in a state in which this can be done."""


class ReviewConflict(LegalDocsError):
    """Someone else kept corrections of the item since it was opened; nothing was stored."""

    def __init__(self, item: IntakeItem) -> None:
        super().__init__("Người khác (hoặc một cửa sổ khác) đã lưu tệp này trong lúc đang sửa.")
        self.item = item


def review_version(item: IntakeItem) -> str:
    """Names a state of the review: two editors correct the same one as long as theirs is equal."""
    kept = json.dumps([item.metadata.get("facts"), item.text], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(kept.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def receive(*, uploads: Iterable[UploadedFile[Any]], user: Any) -> IntakeBatch:
    """Keep the files as received, each as an item that waits; reading is a step of its own.

    A file in which malware is found is named and not kept; one that could not be scanned is kept closed and unread.
    """
    batch = IntakeBatch.objects.create(created_by=user)
    for upload in uploads:
        digest = hashlib.sha256()
        for chunk in upload.chunks():
            digest.update(chunk)
        upload.seek(0)
        verdict = judge_upload(upload)
        item = IntakeItem(
            batch=batch,
            original_name=PurePath(upload.name or "tep").name[:255],
            size=upload.size or 0,
            sha256=digest.hexdigest(),
        )
        if verdict.judgement is Judgement.INFECTED:
            _fail(item, infected(verdict.signature), None)
            continue
        item.file = upload
        if verdict.judgement is Judgement.UNKNOWN:
            item.state, item.error = IntakeState.HELD, HELD_NOTE
        item.save()
        hold_stored(item.file, verdict, storage="office", sha256=item.sha256, original_name=item.original_name)
    return batch


def read_or_enqueue(batch: IntakeBatch) -> int:
    """Read small files now, leave the rest and scans to the worker. Returns how many wait."""
    from legaldocs.tasks import read_intake_item

    began, taken, waiting = time.monotonic(), 0, 0
    for item in batch.items.filter(state=IntakeState.WAITING).only("pk", "size"):
        in_time = time.monotonic() - began < AT_ONCE_SECONDS and taken + item.size <= AT_ONCE_BYTES
        if item.size <= SMALL and in_time:
            taken += item.size
            read_item(item.pk)
        else:
            waiting += 1
            transaction.on_commit(partial(read_intake_item.enqueue, item.pk))
    return waiting + batch.items.filter(state=IntakeState.SCAN).count()


def read_item(item_id: int, *, again: bool = False) -> IntakeItem | None:
    """Read one kept file; an archive or bulk file becomes an item for each document in it. Harmless when repeated."""
    with transaction.atomic():
        item = IntakeItem.objects.select_for_update().filter(pk=item_id).first()
        states = [IntakeState.WAITING, IntakeState.FAILED] if again else [IntakeState.WAITING]
        if item is None or item.state not in states or not item.file:
            return item
        try:
            with transaction.atomic():
                _read_into(item)
        except Exception:
            logger.exception("reading of intake item %s failed", item_id)
            _fail(item, UNEXPECTED, None)
    return item


def _read_into(item: IntakeItem) -> None:
    try:
        with item.file.open("rb") as handle:
            data = handle.read()
    except OSError:
        _fail(item, "Không mở được tệp trong kho lưu trữ. Hãy tải tệp lên lại.", None)
        return
    results: list[IntakeResult] = []
    for result in iter_file(item.original_name, data=data, options=options_of(item)):
        results.append(result)
        if len(results) > MOST_PARTS:
            _fail(
                item,
                f"Tệp chứa hơn {MOST_PARTS} văn bản. Hãy chia nhỏ, hoặc nhờ quản trị viên nhập bằng lệnh import_documents.",
                None,
            )
            return
    single = len(results) == 1 and results[0].bulk is None and results[0].path == item.original_name
    if single:
        store_result(item, results[0])
        return
    for result in results:
        store_result(_part(item, result), result)
    item.state = IntakeState.IMPORTED
    item.metadata = {"parts": len(results)}
    item.error = ""
    item.save()


def _part(whole: IntakeItem, result: IntakeResult) -> IntakeItem:
    """A document of an archive or bulk file, with its own bytes."""
    inner = result.path.removeprefix(f"{whole.original_name}/")
    data = result.data
    if result.bulk is not None:
        inner = f"{whole.original_name}, dòng {result.line}"
        data = _bulk_bytes(result.bulk)
    part = IntakeItem(
        batch=whole.batch, original_name=inner[-255:], size=len(data), metadata={"from": whole.original_name}
    )
    part.sha256 = hashlib.sha256(data).hexdigest() if data else ""
    if data:
        part.file.save(PurePath(inner).name[-100:] or "tep", ContentFile(data), save=False)
    return part


def _bulk_bytes(row: BulkDocument) -> bytes:
    values = {
        "number": row.number,
        "type": row.type_name,
        "title": row.title,
        "issuer": row.issuer,
        "issued_on": row.issued_on.isoformat() if row.issued_on else None,
        "effective_on": row.effective_on.isoformat() if row.effective_on else None,
        "articles": [{"num": a.num, "heading": a.heading, "text": a.text} for a in row.articles],
    }
    return json.dumps(values, ensure_ascii=False).encode()


def options_of(item: IntakeItem) -> ReadingOptions:
    """What the editor chose for this file: how tracked changes are read."""
    wanted = item.metadata.get("changes_wanted")
    return ReadingOptions(Changes(wanted) if wanted in list(Changes) else Changes.ACCEPTED)


def store_result(item: IntakeItem, result: IntakeResult) -> None:
    """What reading gave, on the item: a document to review, a reason, or a scan that waits for recognition."""
    if result.is_scan and is_available():
        item.metadata = {**item.metadata, "media_type": result.media_type}
        begin_recognition(item)
        return
    if not result.ok:
        _fail(item, result.error or UNEXPECTED, result.line)
        return
    read = result.document or _read_bulk(result.bulk)
    if read is None:
        _fail(item, UNEXPECTED, result.line)
        return
    facts = facts_of(read.metadata)
    kept: dict[str, Any] = {"media_type": result.media_type, "fields": result.fields, "read": facts, "facts": facts}
    if read.metadata.gazette is not None:
        kept["gazette"] = gazette_data(read.metadata.gazette)
    own = file_facts(item.original_name, result.data)
    kept["file"] = {"title": own.title, "created_on": own.created_on.isoformat() if own.created_on else None}
    kept["reading"] = result.facts
    kept["as_read"] = text_mark(read.text)
    item.metadata = kept | {key: value for key, value in item.metadata.items() if key in ("from", "changes_wanted")}
    _keep_reading(item, read)
    item.state, item.error, item.error_line = IntakeState.READ, "", None
    item.save()


def text_mark(text: str) -> str:
    """A short mark of a text, to tell whether an editor has changed it since it was read."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _keep_reading(item: IntakeItem, read: ReadDocument) -> None:
    item.text = read.text.replace("\x00", "")
    item.findings = findings_data(report_of(read, file=stored_file_facts(item)).findings, item.text)
    item.outline = outline_of(place(read.structure))


def _read_bulk(row: BulkDocument | None) -> ReadDocument | None:
    if row is None:
        return None
    read = read_text(row.text())
    read.metadata = Metadata(
        type=row.type,
        type_name=row.type_name,
        number=row.number,
        issuers=[row.issuer] if row.issuer else [],
        issued_on=row.issued_on,
        effective_on=row.effective_on,
        abstract=row.title,
    )
    return read


def begin_recognition(item: IntakeItem) -> None:
    """The item waits for the worker, which recognises its pages."""
    from legaldocs.tasks import recognise_intake_item

    item.state, item.error, item.error_line = IntakeState.SCAN, "", None
    item.pages_done = item.pages_total = 0
    item.save()
    transaction.on_commit(partial(recognise_intake_item.enqueue, item.pk))


def _fail(item: IntakeItem, reason: str, line: int | None) -> None:
    item.state, item.error, item.error_line = IntakeState.FAILED, reason, line
    item.save()


# -- review ------------------------------------------------------------------------------------------
@transaction.atomic
def keep_corrections(
    *, item_id: int, facts: dict[str, Any], text: str, read_again: bool, base_version: str = ""
) -> IntakeItem:
    """Keep what the editor typed. Reading again takes new facts from the text where the editor left them as read.

    Raises ``ReviewConflict`` when the item changed since ``base_version`` (empty: whatever stands is written over).
    """
    item = _open(item_id)
    if base_version and base_version != review_version(item) and (facts, text) != (item.metadata["facts"], item.text):
        raise ReviewConflict(item)
    facts = dict(facts)
    if read_again:
        read = read_text(text, marked=True)
        read.findings = [*carried(item.findings, read.text.split("\n")), *read.findings]
        fresh = facts_of(read.metadata)
        facts = merged_facts(typed=facts, before=item.metadata.get("read", {}), after=fresh)
        item.metadata = {**item.metadata, "read": fresh, "facts": facts}
        _keep_reading(item, read)
    else:
        item.metadata = {**item.metadata, "facts": facts}
        item.text = text
    item.save()
    return item


def make_document(
    *, item_id: int, facts: dict[str, Any], text: str, publish: bool, user: Any, base_version: str = ""
) -> ImportOutcome:
    """A document of the reviewed item, in one transaction; what fails leaves nothing, and the item as corrected."""
    keep_corrections(item_id=item_id, facts=facts, text=text, read_again=False, base_version=base_version)
    stored: list[DocumentFile] = []
    try:
        with transaction.atomic():
            return _make(item_id, publish, user, stored)
    except BaseException as error:
        for file in stored:  # the rows are rolled back, their bytes must go too
            file.file.storage.delete(str(file.file.name))
        if isinstance(error, IntegrityError):
            raise NotReviewable(
                "Văn bản cùng số, ký hiệu và ngày ban hành vừa được người khác lưu. Hãy kiểm tra rồi thử lại."
            ) from error
        raise


def _make(item_id: int, publish: bool, user: Any, stored: list[DocumentFile]) -> ImportOutcome:
    item = _open(item_id)
    facts = item.metadata["facts"]
    structure = parse(nfc(item.text))
    metadata = metadata_from(facts, gazette_from(item.metadata.get("gazette")))
    findings = report_on_item(item, nfc(item.text), facts).findings
    citations = find_citations(structure, metadata.effective_on or metadata.issued_on)
    read = ReadDocument(metadata, structure, citations, findings, nfc(item.text))
    is_bulk = item.metadata.get("media_type") == FileType.JSONL.value
    with item.file.open("rb") as handle:
        data = handle.read()
    result = IntakeResult(
        item.original_name,
        True,
        read,
        media_type=item.metadata.get("media_type", ""),
        sha256="" if is_bulk else item.sha256,
        size=item.size,
        data=data,
        fields=item.metadata.get("fields", []),
        facts=item.metadata.get("reading", {}),
    )
    outcome = import_read_document(result, user=user, register=IssuerRegister(), keep_files=not is_bulk)
    if outcome.document_id and not is_bulk and outcome.state in (ImportState.DRAFT, ImportState.ATTACHED):
        stored += DocumentFile.objects.filter(document_id=outcome.document_id, sha256=item.sha256)
    if outcome.document_id and outcome.state is ImportState.DRAFT:
        document = LegalDocument.objects.get(pk=outcome.document_id)
        if facts.get("valid_from_note"):
            document.valid_from_note = facts["valid_from_note"][:300]
        if facts.get("title"):
            document.title = facts["title"][:500]
        document.save()
        move_to_document(item, document)
        if publish:
            expression = Expression.objects.filter(document=document).order_by("-pk").first()
            if expression is not None:
                publish_imported(document, expression, outcome, user=user)
    item.document_id = outcome.document_id
    item.state = IntakeState.IMPORTED
    item.save(update_fields=["document", "state", "updated_at"])
    return outcome


@transaction.atomic
def discard(*, item_id: int, back: bool = False) -> IntakeItem:
    """Set a file aside, or take it back; its bytes stay either way."""
    item = IntakeItem.objects.select_for_update().get(pk=item_id)
    if item.state == IntakeState.IMPORTED:
        raise NotReviewable("Tệp này đã được lưu thành văn bản nên không bỏ được.")
    if back:
        if item.state == IntakeState.DISCARDED:
            item.state = (
                IntakeState.READ
                if item.metadata.get("facts")
                else IntakeState.FAILED
                if item.error
                else IntakeState.WAITING
            )
    else:
        item.state = IntakeState.DISCARDED
    item.save(update_fields=["state", "updated_at"])
    return item


def _open(item_id: int) -> IntakeItem:
    item = IntakeItem.objects.select_for_update().get(pk=item_id)
    if item.state == IntakeState.IMPORTED:
        raise NotReviewable("Tệp này đã được lưu thành văn bản trước đó.")
    if item.state not in (IntakeState.READ, IntakeState.DISCARDED):
        raise NotReviewable("Tệp này chưa được đọc xong.")
    return item
