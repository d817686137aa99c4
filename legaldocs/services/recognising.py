"""Scans among the uploads: recognised by the worker page by page, or read again as an editor asks."""

from __future__ import annotations

import datetime
import logging

from django.db import transaction
from django.utils import timezone

from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.extracted import Changes, ReadingOptions
from legaldocs.intake.filetype import sniff
from legaldocs.intake.reader import IntakeResult, extract, result_of
from legaldocs.intake.recognition import ABSENT, is_available
from legaldocs.models import IntakeItem
from legaldocs.models.intake import IntakeState
from legaldocs.services.receiving import (
    UNEXPECTED,
    NotReviewable,
    begin_recognition,
    read_item,
    store_result,
    text_mark,
)

logger = logging.getLogger(__name__)
SILENT = datetime.timedelta(minutes=5)
_WITH_RECOGNITION = ReadingOptions(recognise=True)


def recognise_item(item_id: int) -> IntakeItem | None:
    """Recognise the pages of a waiting scan. Harmless when repeated: a run that is still at work is left alone."""
    with transaction.atomic():
        item = IntakeItem.objects.select_for_update().filter(pk=item_id).first()
        if item is None or item.state != IntakeState.SCAN or not item.file:
            return item
        if item.pages_total and timezone.now() - item.updated_at < SILENT:
            return item
        item.pages_total = item.pages_total or 1
        item.save(update_fields=["pages_total", "updated_at"])
    result = _recognised(item)
    with transaction.atomic():
        item = IntakeItem.objects.select_for_update().get(pk=item_id)
        if item.state != IntakeState.SCAN:
            return item  # set aside meanwhile
        result.is_scan = False  # what recognition could not read is not tried again by itself
        store_result(item, result)
    return item


def _recognised(item: IntakeItem) -> IntakeResult:
    name = item.original_name

    def progress(done: int, total: int) -> None:
        IntakeItem.objects.filter(pk=item.pk).update(pages_done=done, pages_total=total, updated_at=timezone.now())

    try:
        with item.file.open("rb") as handle:
            data = handle.read()
        kind = sniff(data)
        return result_of(name, data, kind, extract(data, kind, options=_WITH_RECOGNITION, progress=progress))
    except UnreadableFile as error:
        return IntakeResult(name, False, error=error.reason, line=error.line)
    except OSError:
        return IntakeResult(name, False, error="Không mở được tệp trong kho lưu trữ. Hãy tải tệp lên lại.")
    except Exception:
        logger.exception("recognition of intake item %s failed", item.pk)
        return IntakeResult(name, False, error=UNEXPECTED)


@transaction.atomic
def ask_for_recognition(*, item_id: int, drop_corrections: bool = False) -> IntakeItem:
    """Have a scan recognised: one that could not be read before, or the pages without text of a mixed file."""
    item = _to_read_again(item_id, drop_corrections)
    if not is_available():
        raise NotReviewable(ABSENT)
    begin_recognition(item)
    return item


@transaction.atomic
def read_with_changes(*, item_id: int, changes: Changes, drop_corrections: bool = False) -> IntakeItem:
    """Read a Word file again with its tracked changes accepted or rejected; the choice is kept with the file."""
    item = _to_read_again(item_id, drop_corrections)
    item.metadata = {**item.metadata, "changes_wanted": changes.value}
    item.state = IntakeState.WAITING
    item.save()
    return read_item(item.pk) or item


def _to_read_again(item_id: int, drop_corrections: bool) -> IntakeItem:
    item = IntakeItem.objects.select_for_update().get(pk=item_id)
    if item.state not in (IntakeState.READ, IntakeState.FAILED) or not item.file:
        raise NotReviewable("Tệp này không đọc lại được ở trạng thái hiện tại.")
    if has_corrections(item) and not drop_corrections:
        raise NotReviewable(
            "Lời văn đã được sửa. Đánh dấu vào ô xác nhận nếu muốn bỏ các chỗ đã sửa và đọc lại từ tệp."
        )
    return item


def has_corrections(item: IntakeItem) -> bool:
    """Whether an editor has changed the text since it was read."""
    return bool(item.text) and item.metadata.get("as_read") != text_mark(item.text)
