"""From a question to a page of answers: what it names directly first, then what the engine finds, with passages and facets."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import DatabaseError, connection

from legaldocs.domain.validity import Status
from legaldocs.models import LegalDocument
from legaldocs.models.search import DOCUMENT_SHIFT
from legaldocs.search.engine import get_engine
from legaldocs.search.facets import facets_of
from legaldocs.search.facts import SPAN_OF_KIND, passes, statuses_on, subjects_of
from legaldocs.search.naming import named_documents
from legaldocs.search.nearness import say_it
from legaldocs.search.plan import EngineHit, Filters, Found, Order, Plan
from legaldocs.search.planning import planner
from legaldocs.search.presenting import Result, present
from legaldocs.search.question import Question
from legaldocs.search.reading import Reader
from legaldocs.search.readings import understood_as
from legaldocs.search.understanding import understand

logger = logging.getLogger(__name__)

MAX_PAGE_SIZE = 100
MAX_PAGE = 500
DIRECT_LIMIT = 5


@dataclass(slots=True)
class SearchAnswer:
    """A page of answers."""

    question: Question
    understood_as: str
    results: list[Result] = field(default_factory=list)
    count: int = 0
    page: int = 1
    page_count: int = 0
    facets: dict[str, list[tuple[str, str, int, bool]]] = field(default_factory=dict)
    relaxed: bool = False
    failed: bool = False
    plan: Plan | None = None
    partial: bool = False
    is_least: bool = False
    fallback: bool = False


def answer(
    raw: str,
    *,
    filters: Filters | None = None,
    order: Order = Order.BEST,
    page: int = 1,
    page_size: int = 20,
    literal: bool = False,
) -> SearchAnswer:
    """Answer any string: never raises for what was typed; an engine that fails is said in ``failed``.

    ``literal``: the words as they were typed, without spelling help.
    """
    filters = filters or Filters()
    question = understand(raw, literal=literal)
    result = SearchAnswer(question, understood_as(question), page=max(1, min(page, MAX_PAGE)))
    if question.is_empty:
        return result
    try:
        _fill(result, filters, Order(order), max(1, min(page_size, MAX_PAGE_SIZE)))
    except DatabaseError:
        logger.exception("search failed on %s for a question of %s characters", connection.vendor, len(raw))
        result.failed = True
    return result


def _fill(result: SearchAnswer, filters: Filters, order: Order, page_size: int) -> None:
    question, engine = result.question, get_engine()
    direct = _direct_hits(question, filters)
    plan = plan_of(question)
    start = (result.page - 1) * page_size
    shown = direct[start : start + page_size]
    offset, limit = max(0, start - len(direct)), page_size - len(shown)
    without = sorted(hit.entry_id for hit in direct)
    found = Found()
    if not plan.is_empty:
        found = engine.find(plan, filters, order=order, offset=offset, limit=limit, without=without)
        if not found.total and not found.partial and plan.can_relax and not direct:
            plan, result.relaxed = plan.relaxed(), True
            found = engine.find(plan, filters, order=order, offset=offset, limit=limit, without=without)
        if order is Order.BEST and not start and not direct and not result.relaxed and not found.partial:
            result.relaxed = not say_it(plan, found.hits, found.reader or Reader())
    result.plan, result.partial, result.is_least = plan, found.partial, found.is_least
    result.fallback = found.fallback
    result.count = found.total + len(direct)
    result.page_count = min(MAX_PAGE, -(-result.count // page_size))
    result.facets = facets_of(found.combinations, filters)
    result.results = present(shown + found.hits[:limit], question, plan, set(without), found.reader or Reader())
    if filters.as_of:
        days = statuses_on(sorted({hit.document.pk for hit in result.results}), filters.as_of)
        for hit in result.results:
            hit.document.status = days.get(hit.document.pk, Status.UNKNOWN.value)


def plan_of(question: Question) -> Plan:
    """What the engine looks for."""
    return planner().plan(question.wanted)


def _direct_hits(question: Question, filters: Filters) -> list[EngineHit]:
    """Documents named by number (or by type and serial, or by their exact name), or the provision asked for in them."""
    if filters.kind in SPAN_OF_KIND:
        return []
    documents = _passing(named_documents(question), filters)[:DIRECT_LIMIT]
    if not documents:
        return []
    pks = [d.pk for d in documents]
    wanted = {pk: order for order, pk in enumerate(pks)}
    if question.head_eids:
        entries = _provision_entries(question, pks)
        if entries and filters.kind != "document":
            return sorted(entries, key=lambda hit: wanted[hit.document_id])
    if filters.kind == "provision":
        return []
    return [EngineHit(pk << DOCUMENT_SHIFT, 1000.0) for pk in pks]


def _provision_entries(question: Question, document_ids: Sequence[int]) -> list[EngineHit]:
    """Entries of the Điều asked for, in the current wording of these documents."""
    eids = list(question.head_eids)
    sql = f"""SELECT s.id FROM legaldocs_expression w JOIN legaldocs_provision p ON p.expression_id = w.id
        JOIN legaldocs_searchentry s ON s.document_id = w.document_id AND s.provision_id = p.id
        WHERE w.document_id IN ({", ".join(["%s"] * len(document_ids))}) AND s.part = 0
        AND p.eid IN ({", ".join(["%s"] * len(eids))})"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [*document_ids, *eids])
        return [EngineHit(pk, 1000.0) for (pk,) in cursor.fetchall()]


def _passing(documents: Sequence[LegalDocument], filters: Filters) -> list[LegalDocument]:
    """Those that the visitor's choice of facts lets through; a draft is chosen by its kind."""
    if not filters:
        return list(documents)
    pks = [document.pk for document in documents]
    subjects = subjects_of(pks) if filters.subject else {}
    days = statuses_on(pks, filters.as_of) if filters.as_of else {}
    passing = []
    for document in documents:
        status = days.get(document.pk, "unknown") if filters.as_of else document.status
        facts = (document.document_type, document.issuer_id, document.year, status, "", subjects.get(document.pk, ()))
        is_draft = document.stage == "draft"
        of_kind = not filters.kind or is_draft == (filters.kind == "draft")
        inside = filters.document_id in (None, document.pk)
        if inside and of_kind and passes(facts, filters, ignore="kind"):
            passing.append(document)
    return passing
