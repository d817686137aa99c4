"""Whole indexes written anew while the search goes on answering; a rebuild that was stopped goes on where it was."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils import timezone
from elasticsearch import Elasticsearch

from legaldocs.models import LegalDocument
from legaldocs.models.search_writing import SearchRebuild, SearchStamp
from legaldocs.search import pending
from legaldocs.search.bulk_writing import bulk_writing, sweep
from legaldocs.search.contents import refresh_of_documents, units_of
from legaldocs.search.elasticsearch_client import SearchUnavailable, asking_cluster, writing_client
from legaldocs.search.elasticsearch_index import (
    create_index,
    index_schema,
    merge_index,
    move_alias,
    own_indexes,
    schema,
    settle_index,
)
from legaldocs.search.elasticsearch_writing import difference, write_documents
from legaldocs.search.engine import database_engine
from legaldocs.search.indexing import BATCH, facts_changed, index_documents, remove_documents
from legaldocs.search.rebuild_workers import processes_for, worked_off
from legaldocs.search.timelines import write_timelines

CLUSTER = "elasticsearch"
#: Names the run that fills what an earlier release did not write.
BESIDE = "contents"
#: While a new index is filled others go on publishing: so often is it compared before it takes over.
ROUNDS = 3
#: Rows that were replaced are swept away so many times in a run.
SWEEPS = 20
#: Seconds a cluster that is busy (its memory full, its queue full) is left alone before the next try.
BUSY_PAUSES = (1.0, 3.0, 10.0, 30.0)

#: Shows how far the work is: gets the batches, hands them on.
Progress = Callable[[list[list[int]]], Iterable[list[int]]]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did."""

    engine: str
    documents: int
    resumed: bool
    refused: tuple[int, ...] = ()


def _begin(engine: str, *, restart: bool) -> tuple[SearchRebuild, bool]:
    """The record of the run, and whether an earlier one goes on."""
    run = SearchRebuild.objects.filter(engine=engine).first()
    if run and run.finished_at is None and not restart:
        return run, True
    run, _ = SearchRebuild.objects.update_or_create(
        engine=engine, defaults={"index": "", "position": 0, "started_at": timezone.now(), "finished_at": None}
    )
    return run, False


def _batches(after: int) -> list[list[int]]:
    ids = list(LegalDocument.objects.public().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True))
    return [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]


def _finish(run: SearchRebuild) -> None:
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at"])


def rebuild_database(progress: Progress, *, restart: bool = False) -> Rebuilt:
    """Every document's rows made what they should be, batch by batch: each document is found by its old or new rows at
    each moment. On PostgreSQL by several processes, and rows that stay the same are left alone."""
    run, resumed = _begin(database_engine().name, restart=restart)
    count = 0
    batches = _batches(run.position)
    pause = -(-len(batches) // SWEEPS)
    with bulk_writing():
        work = worked_off(progress(batches), _write_rows, processes_for(len(batches)))
        for done, (batch, _) in enumerate(work, 1):
            _reached(run, batch)
            count += len(batch)
            if done % pause == 0:
                sweep()
        for batch in _in_batches(_no_longer_public()):
            with transaction.atomic():
                remove_documents(batch)
    _finish(run)
    return Rebuilt(run.engine, count, resumed)


def _write_rows(batch: list[int]) -> None:
    with transaction.atomic():
        index_documents(batch, tell_unchanged=False)


def _reached(run: SearchRebuild, batch: list[int]) -> None:
    run.position = batch[-1]
    run.save(update_fields=["position"])


def fill_beside(progress: Progress) -> Rebuilt | None:
    """After an update of the portal, once: the contents beside the law and the spans of validity of every document.

    From then on each follows what changes it. None when that was done before; one that was stopped goes on.
    """
    if SearchRebuild.objects.filter(engine=BESIDE, finished_at__isnull=False).exists():
        return None
    run, resumed = _begin(BESIDE, restart=False)
    count = 0
    for batch in progress(_batches(run.position)):
        with transaction.atomic():
            facts_changed(write_timelines(batch))
            refresh_of_documents(batch)
            _reached(run, batch)
        count += len(batch)
    _finish(run)
    return Rebuilt(BESIDE, count, resumed)


def _no_longer_public() -> list[int]:
    from legaldocs.models import SearchContent, SearchEntry

    public = LegalDocument.objects.public().values("pk")
    held = set(SearchEntry.objects.exclude(document__in=public).values_list("document_id", flat=True).distinct())
    held |= set(SearchContent.objects.exclude(document__in=public).values_list("document_id", flat=True))
    return sorted(held | set(SearchStamp.objects.exclude(document_id__in=public).values_list("document_id", flat=True)))


def _in_batches(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), BATCH):
        yield list(ids[start : start + BATCH])


def rebuild_cluster(progress: Progress, *, restart: bool = False) -> Rebuilt:
    """A new index filled beside the one that is asked, compared with the database, then given the alias in one step.

    Raises ``SearchUnavailable`` when the cluster stops answering: what was written stays, the next run goes on from it.
    """
    client = writing_client()
    run, resumed = _begin(CLUSTER, restart=restart)
    with asking_cluster():
        if not _can_go_on(client, run):
            resumed = False
            run.index, run.position = create_index(client, timezone.now()), 0
            run.save(update_fields=["index", "position"])
    count = 0
    refused: set[int] = set()
    batches = _batches(run.position)
    # After a stop batches beyond the last one that is known may be there already, in an older state.
    work = partial(_fill_cluster, index=run.index, empty=not resumed)
    for batch, refused_here in worked_off(progress(batches), work, processes_for(len(batches))):
        refused |= set(refused_here)
        _reached(run, batch)
        count += len(batch)
    with asking_cluster():
        settle_index(client, run.index)
    for _ in range(ROUNDS):
        late = [pk for pk in difference(client, run.index).all if pk not in refused]
        for batch in _in_batches(late):
            refused |= set(write_documents(client, run.index, batch))
        if not late:
            break
    with asking_cluster():
        move_alias(client, run.index)
    # What was published between the last look and the change of the alias.
    pending.mark([pk for pk in difference(client, run.index).all if pk not in refused])
    _finish(run)
    # The new index is asked already; unpacked it is larger and slower, never wrong.
    with suppress(SearchUnavailable), asking_cluster():
        merge_index(client, run.index)
    return Rebuilt(CLUSTER, count, resumed, tuple(sorted(refused)))


def _fill_cluster(batch: list[int], *, index: str, empty: bool) -> list[int]:
    """A cluster that says it has too much to do is given time. Raises ``SearchUnavailable`` when it stops answering."""
    for pause in BUSY_PAUSES:
        try:
            return write_documents(writing_client(), index, [*batch, *units_of(batch)], empty=empty)
        except SearchUnavailable as error:
            if error.reason != "busy":
                raise
        time.sleep(pause)
        empty = False
    return write_documents(writing_client(), index, [*batch, *units_of(batch)])


def _can_go_on(client: Elasticsearch, run: SearchRebuild) -> bool:
    return bool(run.index) and run.index in own_indexes(client) and index_schema(client, run.index) == schema()
