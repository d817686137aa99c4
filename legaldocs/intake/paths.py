"""Files named on a command line: folders are walked in order, hidden files and side-car data left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

_SUFFIXES = frozenset(
    {".txt", ".docx", ".docm", ".doc", ".rtf", ".odt", ".pdf", ".zip", ".jsonl", ".ndjson", ".gz",
     ".png", ".jpg", ".jpeg", ".tif", ".tiff"}
)  # fmt: skip


def files_of(paths: Iterable[str | Path]) -> Iterator[Path]:
    """Every file that was named, and in named folders every file whose name announces a document."""
    for name in paths:
        path = Path(name)
        if path.is_dir():
            yield from sorted(
                found
                for found in path.rglob("*")
                if found.is_file() and found.suffix.lower() in _SUFFIXES and not found.name.startswith((".", "~$"))
            )
        else:
            yield path
