"""A progress bar for commands: drawn on a terminal, silent in a log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from tqdm import tqdm

T = TypeVar("T")


def track(items: Iterable[T], label: str, stream: Any, total: int | None = None) -> Iterator[T]:
    """Iterate ``items`` while showing how far the work is, with the time left, on ``stream`` if it is a terminal."""
    silent = not getattr(stream, "isatty", lambda: False)()
    return iter(tqdm(items, desc=label, total=total, file=stream, disable=silent, unit="mục", dynamic_ncols=True))


def track_batches(batches: list[list[T]], label: str, stream: Any) -> Iterator[list[T]]:
    """Iterate whole batches while the bar counts what is in them."""
    silent = not getattr(stream, "isatty", lambda: False)()
    total = sum(map(len, batches))
    with tqdm(desc=label, total=total, file=stream, disable=silent, unit="mục", dynamic_ncols=True) as bar:
        for batch in batches:
            yield batch
            bar.update(len(batch))
