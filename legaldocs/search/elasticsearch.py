"""Search on an Elasticsearch cluster: one request a question, for the hits, their number and the facets together."""

from __future__ import annotations

import datetime
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from elasticsearch.dsl import Q, Search
from elasticsearch.dsl.query import Query

from legaldocs.domain.validity import Status
from legaldocs.models.search import SearchEntry
from legaldocs.search.database import FIELD_WINDOW, HEADING_SHARE, WITHIN
from legaldocs.search.elasticsearch_client import SearchUnavailable, asking_cluster, reading_client, reason_in
from legaldocs.search.elasticsearch_index import alias_name, index_state
from legaldocs.search.facts import DAYS, by_day, facts_of, tally
from legaldocs.search.plan import SECONDS, WINDOW, Combinations, EngineHit, Facts, Filters, Found, Order, Plan
from legaldocs.search.ranking import scored
from legaldocs.search.reading import Reader
from legaldocs.search.tokens import Choice, excluded, in_heading, in_text

#: Different combinations of facts that facets tell apart; the rarest beyond are left out.
COMBINATIONS = 20_000
STATUSES = tuple(status.value for status in Status)
#: Single precision is what the cluster adds weights in.
ROUNDING = 1e-4
#: Ids in one statement (SQLite takes 32,766 at most).
AT_ONCE = 5_000
#: A look at the cluster may take so long; what it showed counts for a while.
LOOK_SECONDS, KNOWN_SECONDS = 0.5, 60.0


def one_of(choice: Choice) -> Query:
    """One of these sets of tokens is there as a whole."""
    sets = [all_of(tokens) for tokens in choice]
    return sets[0] if len(sets) == 1 else Q("bool", should=sets, minimum_should_match=1)


def all_of(tokens: Sequence[str]) -> Query:
    """All of these tokens are there."""
    parts = [Q("term", tokens=token) for token in tokens]
    return parts[0] if len(parts) == 1 else Q("bool", filter=parts)


def worth(query: Query, weight: float) -> Query:
    """``weight`` where the query matches, nothing else counts."""
    return Q("constant_score", filter=query, boost=weight)


def reaching(weighed: Sequence[Query], least: float) -> Query:
    """Entries whose weights add up to ``least``; their score is the sum."""
    return Q("function_score", query=Q("bool", should=list(weighed)), min_score=max(least - ROUNDING, ROUNDING))


def matching(plan: Plan) -> list[Query]:
    """What an entry must fulfil, excluded words apart."""
    parts: list[Query] = [Q("match_phrase", words=" ".join(phrase)) for phrase in plan.phrases]
    if plan.floor >= 1:
        parts += [one_of(in_text(term)) for term in plan.terms]
    elif plan.terms:
        parts.append(reaching(anywhere(plan), plan.floor * plan.weight))
    return parts


def anywhere(plan: Plan) -> list[Query]:
    """Each term's weight where it stands anywhere."""
    return [worth(one_of(in_text(term)), term.weight) for term in plan.terms]


def headed(plan: Plan) -> Query:
    """Entries with a good part of the question in their heading: a phrase outweighs all terms."""
    parts = [worth(one_of(in_heading(term)), term.weight) for term in plan.terms]
    parts += [worth(Q("match_phrase", heading=" ".join(phrase)), plan.weight + 1) for phrase in plan.phrases]
    return reaching(parts, HEADING_SHARE * plan.weight)


def restrictions(filters: Filters) -> list[Query]:
    """The visitor's filters, ``document_id`` apart."""
    chosen: dict[str, Sequence[Any]] = {
        "document_type": filters.document_type,
        "issuer": filters.issuer,
        "year": filters.year,
        "subject": filters.subject,
        "status": () if filters.as_of else filters.status,
        "kind": (filters.kind,) if filters.kind else (),
    }
    parts = [Q("terms", **{name: list(values)}) for name, values in chosen.items() if values]
    if filters.as_of and filters.status:
        on = [status_on(status, filters.as_of) for status in filters.status if status in STATUSES]
        parts.append(Q("bool", should=on, minimum_should_match=1) if on else Q("match_none"))
    return parts


def status_on(status: str, day: datetime.date) -> Query:
    """Entries whose document has the status on the day; unknown is also the one of which nothing is written."""
    on = {each: Q("term", **{f"on.{each}": day.isoformat()}) for each in STATUSES}
    if status != Status.UNKNOWN.value:
        return on[status]
    return Q("bool", should=[on[status], Q("bool", must_not=list(on.values()))], minimum_should_match=1)


class ElasticsearchEngine:
    """The cluster of ``SEARCH_URL``. Raises ``SearchUnavailable`` when it gives no whole answer.

    As in the database engines candidates come in two streams, entries with the terms in their heading before entries with
    the terms anywhere, and the ``WINDOW`` best are scored exactly. Both streams, count and facets are one request.
    """

    name = "elasticsearch"

    def __init__(self) -> None:
        self._known_until = 0.0

    def look(self) -> None:
        """Raise ``SearchUnavailable`` unless the cluster answers quickly and has an index of our mapping."""
        with asking_cluster():
            index_state(reading_client().options(request_timeout=LOOK_SECONDS)).demand()
        self._known_until = time.monotonic() + KNOWN_SECONDS

    def find(
        self, plan: Plan, filters: Filters, *, order: Order, offset: int, limit: int, without: Sequence[int]
    ) -> Found:
        """A page of the entries that match, with counts."""
        if time.monotonic() > self._known_until:
            self.look()
        question = _Question(plan, filters, tuple(without))
        if plan.floor < 1:
            return self._nearest(question, order, offset, limit)
        if order in DAYS:
            (answer,) = self._ask([question.newest(order, offset, limit)])
            return Found(public(answer.hits), answer.total, combinations=answer.combinations)
        most = max(plan.window, offset + limit)
        first, rest = self._ask([question.in_headings(most), question.in_texts(most)])
        ids = public(list(dict.fromkeys([*first.hits, *rest.hits]))[:most])
        reader = Reader()
        hits = scored(plan, [hit.entry_id for hit in ids[: plan.window]], reader) + ids[plan.window :]
        return Found(hits[offset : offset + limit], rest.total, combinations=rest.combinations, reader=reader)

    def _nearest(self, question: _Question, order: Order, offset: int, limit: int) -> Found:
        """Entries with the most telling terms: the best candidates and no others."""
        laws = [] if question.filters.document_id else [pk for pk, _ in question.plan.laws]
        first, rest, *within = self._ask(
            [
                question.in_headings(WINDOW // 2),
                question.in_texts(WINDOW, facets=False),
                *(question.in_law(pk, FIELD_WINDOW) for pk in laws),
            ]
        )
        inside = [hit for answer in within for hit in answer.hits]
        ids = public(list(dict.fromkeys([*first.hits, *inside, *rest.hits])))
        reader = Reader()
        hits = scored(question.plan, [hit.entry_id for hit in ids], reader)
        if order in DAYS:
            places = {pk: place for place, pk in enumerate(by_day([hit.entry_id for hit in hits], order))}
            hits.sort(key=lambda hit: places[hit.entry_id])
        combinations = tally(facts_of([hit.entry_id for hit in hits], reader, question.filters.as_of))
        found = Found(hits[offset : offset + limit], len(hits), combinations=combinations, reader=reader)
        found.is_least = len(ids) >= WINDOW
        return found

    def _ask(self, searches: Sequence[Search]) -> list[_Answer]:
        """Several searches in one request."""
        lines: list[dict[str, Any]] = []
        for search in searches:
            lines += [{}, search.to_dict()]
        with asking_cluster():
            response = reading_client().msearch(
                index=alias_name(), searches=lines, max_concurrent_searches=len(searches)
            )
            return [_Answer(body) for body in response["responses"]]


class _Question:
    """A plan with its filters, in the cluster's language."""

    def __init__(self, plan: Plan, filters: Filters, without: tuple[int, ...]) -> None:
        self.plan, self.filters = plan, filters
        within = [Q("term", document_id=filters.document_id)] if filters.document_id else []
        unwanted = [Q("term", tokens=token) for token in excluded(plan)]
        self.found = Q("bool", filter=[*matching(plan), *within], must_not=unwanted)
        #: A heading may answer a sentence although the text lacks most of its words.
        headed_by = matching(plan) if plan.floor >= 1 else matching(replace(plan, terms=()))
        self.may_head = Q("bool", filter=[*headed_by, *within], must_not=unwanted)
        self.left = Q("bool", filter=restrictions(filters), must_not=[Q("terms", entry_id=list(without))])
        self.is_narrowed = bool(restrictions(filters) or without)

    def in_headings(self, most: int) -> Search:
        """Candidates with terms in their heading: the more the earlier, shorter headings before longer ones."""
        query = Q("bool", must=[headed(self.plan)], filter=[self.may_head, *([self.left] if self.is_narrowed else [])])
        return self._search(query, 0, most).sort("_score", "heading_length", "entry_id").extra(track_total_hits=False)

    def in_law(self, law: int, most: int) -> Search:
        """Candidates of one law: with the most telling terms first, those in headings before those anywhere."""
        terms = sorted(self.plan.terms, key=lambda term: -term.weight)[:WITHIN]
        shares = [worth(one_of(in_text(term)), term.weight) for term in terms]
        shares += [worth(one_of(in_heading(term)), term.weight) for term in terms]
        where = [self.may_head, Q("term", document_id=law), *([self.left] if self.is_narrowed else [])]
        query = Q("bool", must=[reaching(shares, 0)], filter=where)
        return self._search(query, 0, most).sort("_score", "length", "entry_id").extra(track_total_hits=False)

    def in_texts(self, most: int, *, facets: bool = True) -> Search:
        """Candidates with terms anywhere, shorter texts before longer ones; counted."""
        query = Q("bool", filter=[self.found], should=anywhere(self.plan) if self.plan.floor < 1 else [])
        return self._counted(self._search(query, 0, most).sort("_score", "length", "entry_id"), facets)

    def newest(self, order: Order, offset: int, most: int) -> Search:
        """Entries of the documents issued, or in effect, last; counted."""
        newest = {DAYS[order]: {"order": "desc", "missing": "_last"}}
        return self._counted(self._search(self.found, offset, most).sort(newest, "entry_id"), facets=True)

    def _search(self, query: Query, offset: int, most: int) -> Search:
        search: Search = Search(index=alias_name()).query(query).source(False)
        return search.extra(size=most, from_=offset, timeout=f"{int(SECONDS * 1000)}ms")

    def _counted(self, search: Search, facets: bool) -> Search:
        if self.is_narrowed:
            search = search.post_filter(self.left)  # facets count what was found before
        if facets and self.filters.as_of:
            day = self.filters.as_of
            statuses = {status: status_on(status, day) for status in STATUSES}
            on = search.aggs.bucket("on", "filters", filters=statuses)
            on.bucket("facets", "terms", field="facets", size=COMBINATIONS)
        elif facets:
            search.aggs.bucket("facets", "terms", field="facets", size=COMBINATIONS)
        return search.extra(track_total_hits=True)


class _Answer:
    """What the cluster says to one search."""

    def __init__(self, body: dict[str, Any]) -> None:
        if "error" in body:
            raise SearchUnavailable(reason_in(body, int(body.get("status", 0))), str(body["error"])[:500])
        if body["timed_out"] or body["_shards"]["failed"]:
            raise SearchUnavailable("timeout" if body["timed_out"] else "no_master", "no whole answer")
        rows = body["hits"]["hits"]
        self.hits = [EngineHit(int(row["_id"]), 0.0) for row in rows]
        self.total = int(body["hits"].get("total", {}).get("value", 0))
        counts = body.get("aggregations", {})
        on: dict[str, Any] = counts.get("on", {}).get("buckets", {"": counts})
        self.combinations: Combinations = {}
        for status, counted in on.items():
            for bucket in counted.get("facets", {}).get("buckets", []):
                key = read_facet(bucket["key"], status)
                self.combinations[key] = self.combinations.get(key, 0) + bucket["doc_count"]


def read_facet(value: str, status_on_day: str = "") -> Facts:
    """What ``elasticsearch_writing.facet_value`` wrote; with the status of another day than today."""
    document_type, issuer, year, status, kind, subjects = value.split("|")
    fields = tuple(map(int, subjects.split(","))) if subjects else ()
    return document_type, int(issuer) if issuer else None, int(year), status_on_day or status, kind, fields


def public(hits: Sequence[EngineHit]) -> list[EngineHit]:
    """Those hits that the database knows as public at this moment: the cluster may be a little behind."""
    known: set[int] = set()
    ids = [hit.entry_id for hit in hits]
    for start in range(0, len(ids), AT_ONCE):
        known.update(SearchEntry.objects.filter(pk__in=ids[start : start + AT_ONCE]).values_list("pk", flat=True))
    return [hit for hit in hits if hit.entry_id in known]
