"""Files and the malware scanner: judged when they come, held where it did not answer, looked at again by the clock."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.core.files.base import File
from django.core.files.storage import Storage, default_storage
from django.db import transaction
from django.utils import timezone

from legaldocs.models import IntakeItem, ScannedContent, ScanState
from legaldocs.models.intake import IntakeState
from portal import malware
from portal.storage import office_storage, private_storage

logger = logging.getLogger(__name__)
_PIECE = 256 * 1024
MOST_AT_ONCE = 5  # for each turn of the clock
HELD_NOTE = "Tệp đang chờ quét mã độc; sẽ tự mở được khi quét xong."


def infected(signature: str) -> str:
    """The sentence for who sent a file in which something was found."""
    return f"Tệp chứa mã độc ({signature}) nên bị từ chối; tệp không được lưu. Hãy quét máy tính đã dùng để gửi tệp."


def judge_upload(upload: File[Any]) -> malware.Verdict:
    """What the scanner says of a file that was just sent; the file stands at its beginning afterwards."""
    if not malware.is_configured():
        return malware.Verdict(malware.Judgement.OFF)
    upload.seek(0)
    verdict = malware.scan(upload.chunks(_PIECE))
    upload.seek(0)
    if verdict.judgement is malware.Judgement.INFECTED:
        logger.error("malware refused: %s in an upload named %r", verdict.signature, upload.name)
    return verdict


def hold_stored(stored: Any, verdict: malware.Verdict, *, storage: str, sha256: str, original_name: str) -> bool:
    """Close a stored file (a ``FieldFile``) which the scanner has not judged. Returns whether it is closed."""
    if verdict.judgement is not malware.Judgement.UNKNOWN:
        return False
    ScannedContent.objects.hold(
        path=str(stored.name), storage=storage, sha256=sha256, original_name=original_name, note=verdict.reason
    )
    return True


def scan_held(limit: int = MOST_AT_ONCE) -> int:
    """Show waiting files to the scanner again. Returns how many were judged; stops when it does not answer."""
    waiting = ScannedContent.objects.filter(state=ScanState.WAITING)
    if not waiting.exists() or not malware.is_configured() or not malware.answers():
        return 0
    judged = 0
    for row in waiting.order_by("received_at")[:limit]:
        verdict = _judge_stored(row)
        if verdict is None:
            continue
        if verdict.judgement is malware.Judgement.UNKNOWN:
            # To the end of the queue: one that the scanner cannot take (too large for it) must not keep the others.
            ScannedContent.objects.filter(pk=row.pk).update(note=verdict.reason[:300], received_at=timezone.now())
            continue
        _settle(row, verdict)
        judged += 1
    return judged


def _judge_stored(row: ScannedContent) -> malware.Verdict | None:
    """The verdict on a stored file; None when it is gone, and the row with it."""
    try:
        handle = _storage(row.storage).open(row.path, "rb")
    except FileNotFoundError:
        row.delete()
        return None
    except OSError as error:
        return malware.Verdict(malware.Judgement.UNKNOWN, reason=str(error))
    with handle:
        return malware.scan(_pieces(handle))


def _pieces(handle: File[Any]) -> Iterator[bytes]:
    while piece := handle.read(_PIECE):
        yield piece


def _storage(name: str) -> Storage:
    return {"office": office_storage, "private": private_storage}.get(name, lambda: default_storage)()


@transaction.atomic
def _settle(row: ScannedContent, verdict: malware.Verdict) -> None:
    from legaldocs.tasks import read_intake_item

    is_infected = verdict.judgement is malware.Judgement.INFECTED
    row.state = ScanState.INFECTED if is_infected else ScanState.CLEAN
    row.signature, row.note, row.checked_at = verdict.signature, "", timezone.now()
    row.save()
    items = IntakeItem.objects.select_for_update().filter(file=row.path, state=IntakeState.HELD)
    if is_infected:
        logger.error("malware found in held file %s: %s", row.path, verdict.signature)
        items.update(state=IntakeState.FAILED, error=_kept_away(verdict.signature))
        return
    for item in items:
        item.state = IntakeState.WAITING
        item.save(update_fields=["state", "updated_at"])
        transaction.on_commit(partial(read_intake_item.enqueue, item.pk))


def _kept_away(signature: str) -> str:
    return f"Tệp chứa mã độc ({signature}). Tệp được giữ kín, không ai mở hay tải về được."
