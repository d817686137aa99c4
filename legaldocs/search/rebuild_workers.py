"""Batches of a rebuild worked off by several processes where the database has several writers; answers in order."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from django.conf import settings
from django.db import connection, connections

from legaldocs.search.bulk_writing import make_room

#: What a run ends with when the system kills one of its processes.
ProcessLost = BrokenProcessPool
Answer = TypeVar("Answer")
MOST_PROCESSES = 8
#: Batches handed out beyond the one whose answer is waited for, for each process.
AHEAD = 2


def processes_for(batches: int) -> int:
    """How many processes may write: one on SQLite (one writer at a time) and inside somebody's transaction."""
    alone = connection.vendor == "sqlite" or connection.in_atomic_block
    if alone or "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return max(1, min(os.cpu_count() or 1, MOST_PROCESSES, batches))


def worked_off(
    batches: Iterable[list[int]], work: Callable[[list[int]], Answer], processes: int
) -> Iterator[tuple[list[int], Answer]]:
    """Each batch with what ``work`` answers, in the order of the batches. ``work`` and its answer must be picklable.

    An error of one batch is raised where its answer would come; batches after it may be written already.
    """
    if processes < 2:
        for batch in batches:
            yield batch, work(batch)
        return
    connections.close_all()  # a connection must not be shared with a forked process
    pool = ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("fork"), initializer=_begin)
    waiting: deque[tuple[list[int], Future[Answer]]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, pool.submit(work, batch)))
            if len(waiting) > processes * AHEAD:
                yield _first(waiting)
        while waiting:
            yield _first(waiting)
    finally:
        pool.shutdown(cancel_futures=True)


def _first(waiting: deque[tuple[list[int], Future[Answer]]]) -> tuple[list[int], Answer]:
    batch, answer = waiting.popleft()
    return batch, answer.result()


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C: the parent ends the work after the batches under way
    if settings.SEARCH:
        from legaldocs.search.elasticsearch_client import forget_clients

        forget_clients()  # nor may the cluster's
    make_room()
