"""What every search engine of the portal can do, and which one runs. One interface; the engine never changes what a user can do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol, TypeVar

from django.db import connection

from legaldocs.models.search import DOCUMENT_SHIFT


@dataclass(frozen=True, slots=True)
class EntryText:
    """One entry with its words, already folded to ``[a-z0-9 ]``: heading counts four times, context half."""

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


@dataclass(frozen=True, slots=True)
class Plan:
    """What is looked for: all ``words`` (their exact sequence counts more), every phrase, none of the excluded.

    With ``any_word`` one of the words is enough. Words are folded tokens of ``[a-z0-9]``.
    """

    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    any_word: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing to look for."""
        return not self.words and not self.phrases


@dataclass(frozen=True, slots=True)
class Filters:
    """Restrictions chosen by the visitor; an empty tuple restricts nothing."""

    document_type: tuple[str, ...] = ()
    issuer: tuple[int, ...] = ()
    year: tuple[int, ...] = ()
    status: tuple[str, ...] = ()
    kind: str = ""
    document_id: int | None = None

    def __bool__(self) -> bool:
        return bool(self.document_type or self.issuer or self.year or self.status or self.kind or self.document_id)


@dataclass(frozen=True, slots=True)
class EngineHit:
    """One entry found; a higher score is better."""

    entry_id: int
    score: float

    @property
    def document_id(self) -> int:
        """The document it belongs to."""
        return self.entry_id >> DOCUMENT_SHIFT

    @property
    def is_document(self) -> bool:
        """Whether it is the document itself."""
        return self.entry_id & ((1 << DOCUMENT_SHIFT) - 1) == 0


#: Counts of matching entries by (document type, issuer id, year, status, entry kind), before filters.
Combinations = dict[tuple[str, int | None, int, str, str], int]


Tier = TypeVar("Tier")


def page_through(
    tiers: Sequence[Tier],
    fetch: Callable[[Tier, int, int], list[EngineHit]],
    count: Callable[[Tier], int],
    offset: int,
    limit: int,
) -> list[EngineHit]:
    """A page of the tiers laid end to end; a tier is counted only when the page begins behind its end."""
    hits: list[EngineHit] = []
    for tier in tiers:
        found = fetch(tier, offset, limit - len(hits))
        hits += found
        if len(hits) >= limit:
            break
        if offset:
            offset = 0 if found else max(0, offset - count(tier))
    return hits


class Engine(Protocol):
    """A search engine over the entries."""

    name: str

    def add(self, entries: Sequence[EntryText]) -> None:
        """Write entries; the caller holds the transaction."""

    def remove(self, document_ids: Sequence[int]) -> None:
        """Forget all entries of these documents."""

    def hits(
        self, plan: Plan, filters: Filters, *, newest_first: bool, offset: int, limit: int, without: Sequence[int]
    ) -> list[EngineHit]:
        """A page of entries that match, best (or newest) first, without the documents' entries listed in ``without``."""

    def combinations(self, plan: Plan, filters: Filters) -> Combinations:
        """Counts of matching entries for the facets; of ``filters`` only ``document_id`` is applied."""


@cache
def _engine_for(vendor: str) -> Engine:
    if vendor == "postgresql":
        from legaldocs.search.postgresql import PostgreSQLEngine

        return PostgreSQLEngine()
    from legaldocs.search.sqlite import SQLiteEngine

    return SQLiteEngine()


def database_engine() -> Engine:
    """The engine of the running database: always written, in the transaction of the change."""
    return _engine_for(connection.vendor)


def get_engine() -> Engine:
    """The engine that answers the question at hand."""
    return database_engine()
