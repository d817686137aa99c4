"""Tasks left running by a worker that died are given back to the queue (stack.md 3: no worker does it by itself)."""

from __future__ import annotations

import datetime
import logging

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

STUCK_AFTER = datetime.timedelta(minutes=30)
MOST_ATTEMPTS = 3


def reap_stuck_tasks(now: datetime.datetime | None = None) -> int:
    """Give tasks that run longer than ``STUCK_AFTER`` back to the queue; after three attempts they count as failed.

    Every task of the portal is idempotent, so a doubled one does no harm. Answers how many were touched.
    """
    moment = now or timezone.now()
    stuck = DBTaskResult.objects.filter(status="RUNNING", started_at__lt=moment - STUCK_AFTER)
    count = 0
    for task in stuck:
        if len(task.worker_ids) >= MOST_ATTEMPTS:
            changed = DBTaskResult.objects.filter(pk=task.pk, status="RUNNING").update(
                status="FAILED", finished_at=moment
            )
            logger.error("task %s failed: its worker died %s times", task.task_path, len(task.worker_ids))
        else:
            changed = DBTaskResult.objects.filter(pk=task.pk, status="RUNNING").update(status="READY", started_at=None)
            logger.warning("task %s was left running by a dead worker and goes back to the queue", task.task_path)
        count += changed
    return count
