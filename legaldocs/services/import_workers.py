"""Groups of files imported side by side by several processes. Only where the database has several writers."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, connections

from legaldocs.services.import_files import Entry, FileImporter

STOPPED = "Tiến trình nhập tệp bị dừng đột ngột (có thể do thiếu bộ nhớ). Hãy chạy lại lệnh để nhập tiếp."
MOST_PROCESSES = 8
_importer: FileImporter | None = None


def processes_for(groups: int, wanted: int | None = None) -> int:
    """How many processes may import: one on SQLite (one writer at a time) and inside somebody's transaction."""
    if (
        connection.vendor == "sqlite"
        or connection.in_atomic_block
        or "fork" not in multiprocessing.get_all_start_methods()
    ):
        return 1
    return max(1, min(wanted or os.cpu_count() or 1, MOST_PROCESSES, groups))


def side_by_side(
    groups: Sequence[list[Path]], processes: int, *, publish: bool, user: Any = None, recognise: bool = False
) -> Iterator[Entry]:
    """Import all groups, entries in the order of the files. A process that dies is named for the files it had."""
    connections.close_all()  # a connection must not be shared with a forked process
    pool = ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("fork"),
        initializer=_begin,
        initargs=(publish, getattr(user, "pk", None), recognise),
    )
    try:
        waiting = [pool.submit(_import, group) for group in groups]
        for group, answer in zip(groups, waiting, strict=True):
            try:
                yield from answer.result()
            except BrokenProcessPool:
                yield from (Entry(str(path), None, "failed", STOPPED) for path in group)
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(publish: bool, user_pk: Any, recognise: bool) -> None:
    global _importer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C: the parent ends the work after the groups under way
    user = get_user_model().objects.filter(pk=user_pk).first() if user_pk else None
    _importer = FileImporter(publish=publish, user=user, recognise=recognise)
    # Texts read are trees of many small things: the collector would walk them all again and again while they are in use
    # (a tenth of the time, measured). It runs after each group instead, and over nothing that was there before.
    gc.collect()
    gc.freeze()
    gc.disable()


def _import(group: list[Path]) -> list[Entry]:
    if _importer is None:
        raise RuntimeError("the process was not prepared")
    try:
        return list(_importer.group(group))
    finally:
        gc.collect()
