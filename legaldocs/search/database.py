"""The search in the database itself, the same on SQLite and PostgreSQL: which candidates are taken, how they are put in order.

An engine only answers conditions on tokens. Candidates come in two streams, both best first: entries with the terms in
their heading (the more weight the earlier, shorter headings before longer ones), then entries with the terms anywhere
(more weight, then shorter texts). The ``WINDOW`` first are scored exactly; what follows keeps the order of the streams.
"""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from legaldocs.domain.text import search_tokens
from legaldocs.domain.types import TYPE_INFO, DocumentType
from legaldocs.models.search import DOCUMENT_SHIFT
from legaldocs.search import tokens
from legaldocs.search.facts import DAYS, by_day, facts_of, passes, tally
from legaldocs.search.kept_counts import COUNTS
from legaldocs.search.plan import COUNTED, WINDOW, Combinations, EngineHit, Filters, Found, Order, Plan, Term
from legaldocs.search.ranking import scored
from legaldocs.search.reading import COLUMNS, LONGEST, Reader
from legaldocs.search.tokens import Condition

#: Terms by which subsets are formed, the most telling ones; and how many subsets are asked at most.
MOST_TERMS = 8
MOST_BRANCHES = 160
#: Terms by which one law is looked through, and how many candidates it gives.
WITHIN, FIELD_WINDOW = 4, WINDOW // 4
#: So many conditions go to the database in one statement.
TOGETHER = 6
#: Share of the weight of all terms that must stand in a heading for it to count as a candidate of its own.
HEADING_SHARE = 0.34


class TimeIsUpError(Exception):
    """The database gave up on a statement because it took too long."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One condition and how its entries are ordered: shorter headings first, or shorter texts."""

    condition: Condition
    by_heading: bool


def subsets(terms: Sequence[Term], least: float) -> Iterator[tuple[Term, ...]]:
    """Sets of terms that weigh at least ``least``, heaviest first."""
    chosen = sorted(terms, key=lambda term: -term.weight)[:MOST_TERMS]
    every = [
        (sum(term.weight for term in group), group)
        for size in range(len(chosen), 0, -1)
        for group in itertools.combinations(chosen, size)
    ]
    every.sort(key=lambda pair: -pair[0])
    for weight, group in itertools.islice(every, MOST_BRANCHES):
        if weight < least - 1e-6:
            break
        yield group


def branches(plan: Plan) -> tuple[list[Branch], list[Branch]]:
    """The two streams of a plan: in headings, anywhere."""
    fixed, without = tokens.always(plan), tokens.excluded(plan)
    floor = plan.floor * plan.weight
    needed = tuple(tokens.in_text(term) for term in plan.terms) if plan.floor >= 1 else ()
    headed = [
        Branch(Condition((*fixed, *needed, *map(tokens.in_heading, group)), without), by_heading=True)
        for group in subsets(plan.terms, HEADING_SHARE * plan.weight)
    ]
    phrases = tuple((tuple(tokens.HEADING + token for token in tokens.tokens_of(p)),) for p in plan.phrases if p)
    if phrases:
        headed.insert(0, Branch(Condition((*fixed, *needed, *phrases), without), by_heading=True))
    if plan.floor >= 1:
        return headed, [Branch(Condition((*fixed, *needed), without), by_heading=False)]
    anywhere = [
        Branch(Condition((*fixed, *map(tokens.in_text, group)), without), by_heading=False)
        for group in subsets(plan.terms, floor)
    ]
    return headed, anywhere


def within(plan: Plan) -> list[Branch]:
    """Entries of one law with two of the most telling terms, or one: in headings before anywhere."""
    fixed, without = tokens.always(plan), tokens.excluded(plan)
    terms = sorted(plan.terms, key=lambda term: -term.weight)[:WITHIN]
    return [
        Branch(Condition((*fixed, *map(place, group)), without), by_heading)
        for size in (2, 1)
        for place, by_heading in ((tokens.in_heading, True), (tokens.in_text, False))
        for group in itertools.combinations(terms, size)
    ]


class DatabaseEngine(ABC):
    """What SQLite and PostgreSQL have in common."""

    name: str

    @abstractmethod
    def limited(self) -> AbstractContextManager[None]:
        """Statements inside give up after ``SECONDS`` with ``TimeIsUpError``."""

    @abstractmethod
    def ask(self, branches: Sequence[Branch], filters: Filters, limit: int) -> list[int]:
        """At most ``limit`` entries, those of the first branch first; an entry may come once for each branch."""

    @abstractmethod
    def among(self, condition: Condition, ids: Sequence[int]) -> list[int]:
        """Those of these entries that match."""

    @abstractmethod
    def newest(self, condition: Condition, filters: Filters, order: Order, limit: int) -> list[int]:
        """Entries of the documents issued, or in effect, last."""

    @abstractmethod
    def counts(self, condition: Condition, filters: Filters, most: int) -> Combinations:
        """Counts of at most ``most`` matches; of ``filters`` only ``document_id`` and ``as_of`` are applied."""

    def find(
        self, plan: Plan, filters: Filters, *, order: Order, offset: int, limit: int, without: Sequence[int]
    ) -> Found:
        """A page of the entries that match, with counts."""
        found = Found(reader=Reader())
        try:
            with self.limited():
                if plan.floor < 1:
                    self._nearest(found, plan, filters, order, offset, limit, set(without))
                else:
                    self._matching(found, plan, filters, order, offset, limit, set(without))
        except TimeIsUpError:
            found.partial = True
            found.is_least = found.is_least or bool(found.hits)
            found.total = max(found.total, offset + len(found.hits))
        return found

    def _matching(
        self, found: Found, plan: Plan, filters: Filters, order: Order, offset: int, limit: int, without: set[int]
    ) -> None:
        """Entries with every term."""
        reader = found.reader or Reader()
        headed, anywhere = branches(plan)
        whole = anywhere[0].condition
        most = max(plan.window, offset + limit) + len(without) + 1
        if order in DAYS:
            ids = self.newest(whole, filters, order, most)
            found.hits = [EngineHit(pk, 0.0) for pk in ids if pk not in without][offset : offset + limit]
            everything = len(ids) < most and not filters
        else:
            ids = self._stream([*headed, *anywhere], filters, most)[:most]
            everything = len(ids) < most and not filters
            if everything and plan.phrases:
                ids = verified(plan, ids, reader)
            found.hits = self._ranked(plan, [pk for pk in ids if pk not in without], offset, limit, reader)
        if everything:
            found.combinations, found.total = tally(facts_of(ids, reader)), len(set(ids) - without)
            return
        found.combinations = COUNTS.get(
            (self.name, whole, filters.document_id, filters.as_of), lambda: self.counts(whole, filters, COUNTED + 1)
        )
        counted = sum(found.combinations.values())
        found.is_least = counted > COUNTED
        passing = sum(count for key, count in found.combinations.items() if passes(key, filters))
        overlap = len(self.among(whole, sorted(without))) if without else 0
        found.total = max(passing - overlap, offset + len(found.hits))
        if found.is_least and not filters:
            found.total = COUNTED

    def _nearest(
        self, found: Found, plan: Plan, filters: Filters, order: Order, offset: int, limit: int, without: set[int]
    ) -> None:
        """Entries with the most telling terms: the best candidates and no others."""
        headed, anywhere = branches(plan)
        reader, half = found.reader or Reader(), WINDOW // 2
        ids = self._stream(headed, filters, half)
        ids = list(dict.fromkeys(ids + self._in_fields(plan, filters) + self._stream(anywhere, filters, WINDOW)))
        found.is_least = len(ids) >= WINDOW
        ids = [pk for pk in ids if pk not in without]
        hits = scored(plan, ids, reader)
        found.total = len(hits)
        if order in DAYS:
            places = {pk: place for place, pk in enumerate(by_day([hit.entry_id for hit in hits], order))}
            hits.sort(key=lambda hit: places[hit.entry_id])
        found.hits = hits[offset : offset + limit]
        found.combinations = tally(facts_of([hit.entry_id for hit in hits], reader, filters.as_of))

    def _in_fields(self, plan: Plan, filters: Filters) -> list[int]:
        """Candidates within the laws that govern what is asked, those with the most telling terms first."""
        ids: list[int] = []
        if not filters.document_id:
            for law, _ in plan.laws:
                ids += self._stream(within(plan), replace(filters, document_id=law), FIELD_WINDOW)
        return ids

    def _stream(self, stream: Sequence[Branch], filters: Filters, most: int) -> list[int]:
        """The first entries of some branches laid end to end, each once."""
        ids: dict[int, None] = {}
        for start in range(0, len(stream), TOGETHER):
            group = stream[start : start + TOGETHER]
            limit = most * min(3, len(group))
            while True:  # an entry comes once for each branch it is in: rows may be cut before there are enough entries
                rows = self.ask(group, filters, limit)
                ids.update(dict.fromkeys(rows))
                if len(rows) < limit or len(ids) >= most:
                    break
                limit *= 3
            if len(ids) >= most:
                break
        return list(ids)[:most]

    def _ranked(self, plan: Plan, ids: list[int], offset: int, limit: int, reader: Reader) -> list[EngineHit]:
        """A page of the candidates, the first ``WINDOW`` of them by their exact score."""
        if offset >= plan.window:
            return [EngineHit(pk, 0.0) for pk in ids[offset : offset + limit]]
        hits = scored(plan, ids[: plan.window], reader) + [EngineHit(pk, 0.0) for pk in ids[plan.window :]]
        return hits[offset : offset + limit]


def verified(plan: Plan, ids: Sequence[int], reader: Reader) -> list[int]:
    """Those in which every phrase of three words and more stands as it is; pairs alone do not say so."""
    phrases = [f" {' '.join(phrase)} " for phrase in plan.phrases if len(phrase) > 2]
    if not phrases:
        return list(ids)
    documents, units = reader.documents(pk >> DOCUMENT_SHIFT for pk in ids), reader.units(ids)
    kept = []
    for pk in ids:
        row, unit = documents.get(pk >> DOCUMENT_SHIFT), units.get(pk)
        if row is None:
            continue
        document = dict(zip(COLUMNS, row, strict=True))
        name = f"{TYPE_INFO[DocumentType(document['document_type'])].name} {document['number']} {document['title']} {document['abstract']}"
        words = f" {search_tokens(name)} | {search_tokens(unit.words) if unit else ''} "
        if (unit and len(unit.words) >= LONGEST) or all(phrase in words for phrase in phrases):
            kept.append(pk)
    return kept
