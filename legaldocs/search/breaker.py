"""A circuit breaker: after a few failures in a row nobody waits for the failing thing; now and then one is sent to look."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

#: Failures in a row after which the breaker opens.
PATIENCE = 2
#: Seconds until the first look, doubled at each look that fails, up to the last.
FIRST_WAIT, LONGEST_WAIT = 5.0, 60.0


class CircuitBreaker:
    """Of one process, shared by its threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._wait = FIRST_WAIT
        self._look_at = 0.0
        self.reason = ""

    @property
    def is_open(self) -> bool:
        """Whether the thing counts as down."""
        return self._failures >= PATIENCE

    def allows(self) -> bool:
        """Whether to ask now: always while closed; while open one caller each waiting time."""
        with self._lock:
            if not self.is_open:
                return True
            now = self._clock()
            if now < self._look_at:
                return False
            self._look_at = now + self._wait
            return True

    def succeeded(self) -> None:
        """It answered: closed."""
        with self._lock:
            self._failures, self._wait, self.reason = 0, FIRST_WAIT, ""

    def failed(self, reason: str) -> None:
        """It did not answer."""
        with self._lock:
            was_open = self.is_open
            self._failures += 1
            self.reason = reason
            if self.is_open:
                self._wait = min(self._wait * 2, LONGEST_WAIT) if was_open else FIRST_WAIT
                self._look_at = self._clock() + self._wait
