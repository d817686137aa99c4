"""The task that writes what changed to the outside engine."""

from __future__ import annotations

import datetime
import logging

from django.conf import settings
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskContext
from django_tasks_db.models import DBTaskResult

from legaldocs.search import pending

#: So long a task that writes is taken to be at work; two at once do no harm, they only do the same twice.
AT_WORK = datetime.timedelta(minutes=2)

logger = logging.getLogger(__name__)


@task(takes_context=True)
def write_pending(context: TaskContext) -> None:
    """Write every document on the list. Harmless when repeated; one at a time is enough."""
    from legaldocs.search.elasticsearch_writing import drain

    running = DBTaskResult.objects.filter(task_path=write_pending.module_path, status="RUNNING")
    lately = running.filter(started_at__gte=timezone.now() - AT_WORK)  # an older one may be of a worker that died
    if lately.exclude(pk=context.task_result.id).exists():
        return  # the other goes on until the list is empty; should it just have stopped, the clock reminds
    drain()


@task()
def mend_index() -> None:
    """Once a day, and when the portal starts: the indexes by counts and stamps, what differs written anew.

    So an index that an update of the portal emptied fills by itself, and a cluster that has none yet, or one with an older
    mapping, gets one while the database answers.
    """
    from legaldocs.search.checking import check_cluster, check_database, mend_database
    from legaldocs.search.elasticsearch_client import SearchUnavailable
    from legaldocs.search.rebuilding import fill_beside, rebuild_cluster
    from legaldocs.services.file_texts import waiting_files
    from legaldocs.tasks import read_file_text

    fill_beside(iter)
    report = check_database(iter, words=False)
    if not report.is_clean:
        logger.warning("the search index differs from the corpus in %s documents: mended", len(report.found.all))
        mend_database(report)
    for file_id in waiting_files():
        read_file_text.enqueue(file_id)
    if not settings.SEARCH:
        return
    try:
        try:
            pending.mark(check_cluster().found.all)
        except SearchUnavailable as error:
            if error.reason not in {"no_index", "other_mapping"}:
                raise
            rebuild_cluster(iter)
    except SearchUnavailable as error:
        logger.warning("the search cluster could not be compared with the corpus: %s", error)
