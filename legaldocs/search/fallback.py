"""The outside engine with the database's own behind it: whatever happens to the cluster, a question is answered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from legaldocs.search.breaker import CircuitBreaker
from legaldocs.search.elasticsearch import ElasticsearchEngine
from legaldocs.search.elasticsearch_client import SearchUnavailable
from legaldocs.search.engine import EntryText
from legaldocs.search.plan import Filters, Found, Order, Plan, SearchEngine

logger = logging.getLogger(__name__)


class FallbackEngine:
    """Asks the cluster while it answers. After two failures in a row the database answers at once, without waiting; now
    and then one question is preceded by a short look whether the cluster is back."""

    name = "elasticsearch"

    def __init__(self, cluster: ElasticsearchEngine, database: Callable[[], SearchEngine]) -> None:
        self.cluster, self.database = cluster, database
        self.breaker = CircuitBreaker()

    def add(self, entries: Sequence[EntryText]) -> None:
        """Entries are written to the database; the cluster follows by the list of pending documents."""
        self.database().add(entries)

    def replace(self, document_ids: Sequence[int], entries: Sequence[EntryText]) -> None:
        """As ``add``."""
        self.database().replace(document_ids, entries)

    def remove(self, document_ids: Sequence[int]) -> None:
        """As ``add``."""
        self.database().remove(document_ids)

    def drop(self, entry_ids: Sequence[int]) -> None:
        """As ``add``."""
        self.database().drop(entry_ids)

    def find(
        self, plan: Plan, filters: Filters, *, order: Order, offset: int, limit: int, without: Sequence[int]
    ) -> Found:
        """What the cluster finds, else what the database finds, marked as ``fallback``."""
        choice = {"order": order, "offset": offset, "limit": limit, "without": without}
        if self.breaker.allows():
            try:
                if self.breaker.is_open:
                    self.cluster.look()
                found = self.cluster.find(plan, filters, **choice)  # type: ignore[arg-type]
                self.breaker.succeeded()
                return found
            except SearchUnavailable as error:
                self.breaker.failed(error.reason)
                logger.warning("the search cluster does not answer (%s): the database does", error)
        found = self.database().find(plan, filters, **choice)  # type: ignore[arg-type]
        found.fallback = True
        return found
