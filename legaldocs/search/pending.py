"""The list of documents that an outside engine must write anew, kept in the database: nothing is lost while it is down.

A change marks its document in the transaction that makes it. After commit a task writes what is marked; the clock wakes it
again while something is left.
"""

from __future__ import annotations

import datetime
import logging
import uuid
from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from legaldocs.models.search_writing import SearchPending

logger = logging.getLogger(__name__)

#: Documents written at a time.
BATCH = 200
ROWS = 1000


def mark(document_ids: Collection[int]) -> None:
    """Put documents on the list, in the transaction of the change; does nothing without an outside engine."""
    if not settings.SEARCH or not document_ids:
        return
    put_on_list(document_ids)
    transaction.on_commit(wake, robust=True)


def put_on_list(document_ids: Collection[int]) -> None:
    """One row a document; a document that is on it already gets a new version."""
    now = timezone.now()
    # In one order, so that two transactions never wait for each other.
    rows = [SearchPending(document_id=pk, version=uuid.uuid4(), marked_at=now) for pk in sorted(set(document_ids))]
    SearchPending.objects.bulk_create(
        rows,
        batch_size=ROWS,
        update_conflicts=True,
        unique_fields=["document_id"],
        update_fields=["version", "marked_at"],
    )


def wake(delay: datetime.timedelta | None = None) -> bool:
    """Have the list written by a task, unless one waits already; answers whether one was put into the queue."""
    from legaldocs.search.tasks import write_pending

    if not settings.SEARCH or not SearchPending.objects.exists():
        return False
    now = timezone.now()
    waiting = DBTaskResult.objects.filter(task_path=write_pending.module_path, status="READY")
    if waiting.filter(Q(run_after=get_date_max()) | Q(run_after__lte=now + (delay or datetime.timedelta()))).exists():
        return False
    (write_pending.using(run_after=now + delay) if delay else write_pending).enqueue()
    return True


def remind() -> bool:
    """By the clock: have the list written if something is left on it and no task, not even a later one, is in the queue."""
    from legaldocs.search.tasks import write_pending

    if DBTaskResult.objects.filter(task_path=write_pending.module_path, status__in=("READY", "RUNNING")).exists():
        return False
    return wake()


def next_batch(size: int = BATCH) -> dict[int, uuid.UUID]:
    """The documents that wait longest, with their versions."""
    rows = SearchPending.objects.order_by("marked_at", "document_id")[:size]
    return dict(rows.values_list("document_id", "version"))


def settle(written: dict[int, uuid.UUID]) -> None:
    """Take documents off the list that were written.

    One that changed meanwhile stays on it. One that somebody else has written and taken off meanwhile may just have been
    overwritten with an older state: it goes on the list again.
    """
    with transaction.atomic():
        now_there = dict(
            SearchPending.objects.select_for_update()
            .filter(document_id__in=list(written))
            .values_list("document_id", "version")
        )
        done = [pk for pk, version in written.items() if now_there.get(pk) == version]
        SearchPending.objects.filter(document_id__in=done).delete()
        overtaken = [pk for pk in written if pk not in now_there]
        if overtaken:
            put_on_list(overtaken)


def backlog() -> tuple[int, datetime.timedelta]:
    """How many documents wait, and for how long the oldest has."""
    oldest = SearchPending.objects.aggregate(oldest=Min("marked_at"))["oldest"]
    return SearchPending.objects.count(), (timezone.now() - oldest) if oldest else datetime.timedelta()
