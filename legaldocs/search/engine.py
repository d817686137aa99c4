"""Which search engine runs, and what it is given to index. What all can do: ``plan.SearchEngine``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from legaldocs.models.search import DOCUMENT_SHIFT, EntryKind
from legaldocs.search.plan import Filters as Filters
from legaldocs.search.plan import SearchEngine

if TYPE_CHECKING:
    from legaldocs.search.fallback import FallbackEngine


#: Added to the lengths by which candidates are ordered: files and answers may repeat the law, which comes first.
BEHIND = {EntryKind.FILE.value: 16_000, EntryKind.ANSWER.value: 16_000}
_MOST = 32_767


@dataclass(frozen=True, slots=True)
class EntryText:
    """One entry with its words, already folded to ``[a-z0-9 ]``; ``context`` is the name of its document."""

    document_id: int
    place: int
    provision_id: int | None
    kind: str
    part: int
    heading: str
    body: str
    context: str

    @property
    def pk(self) -> int:
        """The entry's id (see ``SearchEntry``)."""
        return self.document_id << DOCUMENT_SHIFT | self.place

    @property
    def length(self) -> int:
        """Words of the body, as candidates are ordered by."""
        return min(self.body.count(" ") + 1 + BEHIND.get(self.kind, 0), _MOST)

    @property
    def heading_length(self) -> int:
        """Words of the heading, as candidates are ordered by."""
        return min(self.heading.count(" ") + 1 + BEHIND.get(self.kind, 0), _MOST)


@cache
def _engine_for(vendor: str) -> SearchEngine:
    if vendor == "postgresql":
        from legaldocs.search.postgresql import PostgreSQLEngine

        return PostgreSQLEngine()
    from legaldocs.search.sqlite import SQLiteEngine

    return SQLiteEngine()


def database_engine() -> SearchEngine:
    """The engine of the running database: always written, in the transaction of the change."""
    return _engine_for(connection.vendor)


@cache
def cluster_engine() -> FallbackEngine:
    """The cluster of ``SEARCH_URL`` with the database's own engine behind it; one a process, it knows when to wait."""
    from legaldocs.search.elasticsearch import ElasticsearchEngine
    from legaldocs.search.fallback import FallbackEngine

    return FallbackEngine(ElasticsearchEngine(), database_engine)


def get_engine() -> SearchEngine:
    """The engine that answers the question at hand."""
    return cluster_engine() if settings.SEARCH else database_engine()
