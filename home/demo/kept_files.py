"""Files of a part of the demo: rows go with the transaction, so their bytes must go with it too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


class KeptFiles:
    """Remembers what was stored, to delete it again when the part fails."""

    def __init__(self) -> None:
        self._stored: list[tuple[Any, str]] = []

    def remember(self, file: Any) -> None:
        """Note one stored file (a ``FieldFile``)."""
        self._stored.append((file.storage, file.name))

    def drop(self) -> None:
        """Delete the bytes of everything noted."""
        for storage, name in self._stored:
            storage.delete(name)


@contextmanager
def whole_part() -> Iterator[KeptFiles]:
    """One transaction; when it fails neither rows nor files stay."""
    files = KeptFiles()
    try:
        with transaction.atomic():
            yield files
    except BaseException:
        files.drop()
        raise
