"""What the search keeps in each process: read once, read again when its stamp in the database has changed.

The stamp is asked for at most every ``SECONDS``; a change made in this process is told at once by
``forget``. So a page costs no query for what is kept here.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar

from django.db import DatabaseError, connection

Value = TypeVar("Value")
#: How old what is kept may be when another process changed it.
SECONDS = 5.0


class Forgetful(Protocol):
    """Anything kept in this process."""

    def forget(self) -> None:
        """Read anew at the next use."""


_ALL: list[Forgetful] = []


def register(kept: Forgetful) -> None:
    """Have ``forget_all`` tell it too."""
    _ALL.append(kept)


class Kept(Generic[Value]):
    """One value made from the database. While the database does not answer, the old value (or ``empty``) serves."""

    def __init__(self, make: Callable[[], Value], stamp: Callable[[], Hashable], empty: Callable[[], Value]) -> None:
        self.make, self.stamp, self.empty = make, stamp, empty
        self._lock = threading.Lock()
        self._value: Value | None = None
        self._stamp: Hashable = None
        self._database = ""
        self._asked = float("-inf")
        register(self)

    def get(self) -> Value:
        """The value, at most ``SECONDS`` old."""
        value, database = self._value, str(connection.settings_dict["NAME"])
        fresh = time.monotonic() - self._asked < SECONDS
        if value is not None and fresh and self._database == database:
            return value
        with self._lock:
            try:
                stamp = self.stamp()
                if self._value is None or stamp != self._stamp or self._database != database:
                    self._value, self._stamp, self._database = self.make(), stamp, database
            except DatabaseError:
                if connection.in_atomic_block:
                    raise
                return self._value if self._value is not None else self.empty()
            self._asked = time.monotonic()
            return self._value

    def forget(self) -> None:
        """Ask again at the next use, and make anew."""
        self._value, self._asked = None, float("-inf")


def forget_all() -> None:
    """Everything kept in this process is read again."""
    for kept in _ALL:
        kept.forget()
