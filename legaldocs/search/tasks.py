"""The task that writes what changed to the outside engine."""

from __future__ import annotations

import logging

from django_tasks import task
from django_tasks.base import TaskContext
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)


@task(takes_context=True)
def write_pending(context: TaskContext) -> None:
    """Write every document on the list. Harmless when repeated; one at a time is enough."""
    from legaldocs.search.elasticsearch_writing import drain

    running = DBTaskResult.objects.filter(task_path=write_pending.module_path, status="RUNNING")
    if running.exclude(pk=context.task_result.id).exists():
        return  # the other goes on until the list is empty; should it just have stopped, the clock wakes the next
    drain()
