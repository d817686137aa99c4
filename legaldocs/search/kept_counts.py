"""Counts of questions asked a moment ago. Whoever turns a page or chooses a filter asks the same question again, and counting
all its matches is the one part of an answer that grows with the corpus."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from legaldocs.caching import last_change
from legaldocs.search.memory import register
from legaldocs.search.plan import Combinations

#: Rows kept in one process over all questions (a few megabytes), and the most that one question may bring. A question is a
#: row too: visitors can ask any number of questions that nothing answers.
MOST_ROWS, MOST_OF_ONE = 8_000, 2_000


class KeptCounts:
    """Under the state of the corpus: a document that changes, or a new day, ends all; ``settings.SEARCH_COUNTS_SECONDS`` ends
    what a change elsewhere (an answer, a file) has made untrue in another process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[float, Combinations]] = OrderedDict()
        self._rows = 0
        self._state: Hashable = None
        self._forgotten = 0

    def get(self, question: Hashable, count: Callable[[], Combinations]) -> Combinations:
        """The counts of a question, not to be changed; counted now where they are not kept."""
        if not settings.SEARCH_COUNTS_SECONDS:
            return count()
        state = (str(connection.settings_dict["NAME"]), last_change(), timezone.localdate())
        now = time.monotonic()
        with self._lock:
            if state != self._state:
                self._empty()
                self._state = state
            before = self._forgotten
            until, found = self._kept.get(question, (0.0, {}))
            if now < until:
                self._kept.move_to_end(question)
                return found
        found = count()
        with self._lock:
            # What changed while it was counted ends it before it is kept.
            if len(found) <= MOST_OF_ONE and state == self._state and before == self._forgotten:
                self._keep(question, now + settings.SEARCH_COUNTS_SECONDS, found)
        return found

    def _keep(self, question: Hashable, until: float, found: Combinations) -> None:
        old = self._kept.pop(question, None)
        self._rows -= len(old[1]) + 1 if old else 0
        self._kept[question] = (until, found)
        self._rows += len(found) + 1
        while self._rows > MOST_ROWS:
            _, (_, oldest) = self._kept.popitem(last=False)
            self._rows -= len(oldest) + 1

    def _empty(self) -> None:
        self._kept.clear()
        self._rows = 0

    def forget(self) -> None:
        """Count anew at the next question."""
        with self._lock:
            self._empty()
            self._forgotten += 1


COUNTS = KeptCounts()
register(COUNTS)


def forget_counts() -> None:
    """What is found has just changed here: nothing counted before holds, now and once the change can be seen by all."""
    COUNTS.forget()
    transaction.on_commit(COUNTS.forget)
