"""The task behind ``citation_upkeep``: links of marked texts and counts of marked documents are made anew."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence

from django.db import connection, transaction
from django.db.models import Count
from django_tasks_db.models import DBTaskResult

from legaldocs import rendering
from legaldocs.models import Citation, CitationUpkeep, CitedDocument, Expression, UpkeepKind
from legaldocs.text_links import load_links

logger = logging.getLogger(__name__)

COUNTS_AT_ONCE = 500
TEXTS_LISTED = 200


def refresh(seconds: float = 20.0, clock: Callable[[], float] = time.monotonic) -> bool:
    """Make anew what is marked, for about so long; whether something is left. Harmless when run twice at once."""
    end = clock() + seconds
    after = 0
    while clock() < end:
        subjects = _marked(UpkeepKind.COUNT, after, COUNTS_AT_ONCE)
        if not subjects:
            break
        count_again(subjects)
        after = subjects[-1]
    after = 0
    while clock() < end:
        subjects = _marked(UpkeepKind.LINKS, after, TEXTS_LISTED)
        if not subjects:
            break
        for subject in subjects:
            if clock() >= end:
                break
            _try_to_link(subject)
            after = subject
    return CitationUpkeep.objects.exists()


def wake() -> bool:
    """Ask for the task when something is marked and none waits or runs already; whether it was asked for."""
    if not CitationUpkeep.objects.exists():
        return False
    from legaldocs.tasks import refresh_citations

    path = refresh_citations.module_path
    if DBTaskResult.objects.filter(task_path=path, status__in=("READY", "RUNNING")).exists():
        return False
    refresh_citations.enqueue()
    return True


def _marked(kind: UpkeepKind, after: int, limit: int) -> list[int]:
    rows = CitationUpkeep.objects.filter(kind=kind, subject__gt=after).order_by("subject")
    return list(rows.values_list("subject", flat=True).distinct()[:limit])


@transaction.atomic
def count_again(documents: Sequence[int]) -> None:
    """How many other public documents cite each of these. Marks made meanwhile stay for the next time."""
    CitationUpkeep.objects.filter(kind=UpkeepKind.COUNT, subject__in=documents).delete()
    counts = counted(documents)
    present = dict(
        CitedDocument.objects.select_for_update()
        .filter(document_id__in=documents)
        .order_by("pk")
        .values_list("document_id", "documents")
    )
    for document, stored in present.items():
        if counts.get(document, 0) != stored:
            CitedDocument.objects.filter(pk=document).update(documents=counts.get(document, 0))
    fresh = [CitedDocument(document_id=pk, documents=counts[pk]) for pk in sorted(counts) if pk not in present]
    CitedDocument.objects.bulk_create(fresh, ignore_conflicts=True)


def counted(documents: Sequence[int]) -> dict[int, int]:
    """Other public documents that cite these, counted from the citations; those that none cites are left out."""
    rows = Citation.objects.public().of_others().filter(document_id__in=documents).order_by()
    found = rows.values("document_id").annotate(n=Count("expression__document_id", distinct=True))
    return dict(found.values_list("document_id", "n"))


def _try_to_link(expression_id: int) -> None:
    """One text that cannot be made must not keep the others waiting: it keeps the links it has."""
    try:
        link_again(expression_id)
    except Exception:
        logger.exception("links of wording %s could not be made anew", expression_id)
        CitationUpkeep.objects.filter(kind=UpkeepKind.LINKS, subject=expression_id).delete()


@transaction.atomic
def link_again(expression_id: int) -> None:
    """Prepare the HTML of a wording anew with the links of today; one that is being published is left for later."""
    rows = Expression.objects.filter(pk=expression_id).without_text()
    locked = rows.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked, of=("self",))
    expression = locked.first()
    if expression is None and rows.exists():
        return
    CitationUpkeep.objects.filter(kind=UpkeepKind.LINKS, subject=expression_id).delete()
    if expression is not None and expression.live:
        nodes = rendering.tree(rendering.rows_of(expression))
        rendering.store(expression, nodes, load_links(expression.pk))
