"""From a question to a page of answers: what it names directly first, then what the engine finds, with passages and facets."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import DatabaseError, connection
from django.utils.safestring import SafeString

from legaldocs.models import Expression, LegalDocument, Organization, Provision
from legaldocs.models.search import SearchEntry
from legaldocs.search.database import passes
from legaldocs.search.engine import get_engine
from legaldocs.search.naming import named_documents
from legaldocs.search.plan import Combinations, EngineHit, Filters, Found, Plan
from legaldocs.search.planning import planner
from legaldocs.search.question import Question
from legaldocs.search.readings import understood_as
from legaldocs.search.snippets import passage, weight
from legaldocs.search.understanding import understand
from legaldocs.search.unit_rows import UnitRow, units_of_entries

logger = logging.getLogger(__name__)

MAX_PAGE_SIZE = 100
MAX_PAGE = 500
DIRECT_LIMIT = 5


@dataclass(slots=True)
class Result:
    """One answer: a document or a provision of it, where to read it, and the passage with the words marked."""

    kind: str
    document: LegalDocument
    provision: UnitRow | None
    article: str | None
    eid: str | None
    title: str
    url: str
    snippet: SafeString
    score: float
    named: bool = False


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
    newest_first: bool = False,
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
        _fill(result, filters, newest_first, max(1, min(page_size, MAX_PAGE_SIZE)))
    except DatabaseError:
        logger.exception("search failed on %s for a question of %s characters", connection.vendor, len(raw))
        result.failed = True
    return result


def _fill(result: SearchAnswer, filters: Filters, newest_first: bool, page_size: int) -> None:
    question, engine = result.question, get_engine()
    direct = _direct_hits(question, filters)
    plan = plan_of(question)
    start = (result.page - 1) * page_size
    shown = direct[start : start + page_size]
    offset, limit = max(0, start - len(direct)), page_size - len(shown)
    without = sorted(hit.entry_id for hit in direct)
    found = Found()
    if not plan.is_empty:
        found = engine.find(plan, filters, newest_first=newest_first, offset=offset, limit=limit, without=without)
        if not found.total and not found.partial and plan.can_relax and not direct:
            plan, result.relaxed = plan.relaxed(), True
            found = engine.find(plan, filters, newest_first=newest_first, offset=offset, limit=limit, without=without)
    result.plan, result.partial, result.is_least = plan, found.partial, found.is_least
    result.fallback = found.fallback
    result.count = found.total + len(direct)
    result.page_count = min(MAX_PAGE, -(-result.count // page_size))
    result.facets = _facets(found.combinations, filters)
    result.results = _present(shown + found.hits[:limit], question, set(without))


def plan_of(question: Question) -> Plan:
    """What the engine looks for."""
    return planner().plan(question.wanted)


def _direct_hits(question: Question, filters: Filters) -> list[EngineHit]:
    """Documents named by number (or by type and serial, or by their exact name), or the provision asked for in them."""
    documents = [d for d in named_documents(question) if _passes_document(d, filters)][:DIRECT_LIMIT]
    if not documents:
        return []
    pks = [d.pk for d in documents]
    wanted = {pk: order for order, pk in enumerate(pks)}
    if question.head_eids:
        entries = _provision_entries(question, pks)
        if entries:
            return sorted(entries, key=lambda hit: wanted[hit.document_id])
    if filters.kind == "provision":
        return []
    rows = SearchEntry.objects.filter(document_id__in=pks, kind="document").values_list("pk", flat=True)
    return sorted((EngineHit(pk, 1000.0) for pk in rows), key=lambda hit: wanted[hit.document_id])


def _provision_entries(question: Question, document_ids: Sequence[int]) -> list[EngineHit]:
    """Entries of the Điều asked for, in the current wording of these documents."""
    expressions = Expression.objects.current_for(document_ids)
    articles = Provision.objects.filter(
        expression_id__in=[e.pk for e in expressions.values()], eid__in=question.head_eids
    ).values_list("pk", flat=True)
    rows = SearchEntry.objects.filter(provision_id__in=list(articles), part=0).values_list("pk", flat=True)
    return [EngineHit(pk, 1000.0) for pk in rows]


def _passes_document(document: LegalDocument, filters: Filters) -> bool:
    if filters.document_id and filters.document_id != document.pk:
        return False
    return passes(
        (document.document_type, document.issuer_id, document.year, document.status, ""), filters, ignore="kind"
    )


def _facets(combinations: Combinations, filters: Filters) -> dict[str, list[tuple[str, str, int, bool]]]:
    """For each facet the choices: (value, label, count, chosen), most frequent first; own choice does not narrow itself."""
    from legaldocs.domain.types import TYPE_INFO, DocumentType
    from legaldocs.domain.validity import Status

    positions = {"document_type": 0, "issuer": 1, "year": 2, "status": 3, "kind": 4}
    counts: dict[str, Counter[str]] = {name: Counter() for name in positions}
    for key, count in combinations.items():
        for name, position in positions.items():
            if key[position] not in (None, "") and passes(key, filters, ignore=name):
                counts[name][str(key[position])] += count
    issuers = Organization.objects.filter(pk__in=[int(pk) for pk, _ in counts["issuer"].most_common(30)])
    names = {str(pk): name for pk, name in issuers.values_list("pk", "name")}
    labels = {
        "document_type": lambda v: TYPE_INFO[DocumentType(v)].name,
        "issuer": lambda v: names.get(v, ""),
        "year": lambda v: v if v != "0" else "—",
        "status": lambda v: Status(v).label,
        "kind": lambda v: {"document": "Văn bản", "provision": "Điều khoản"}[v],
    }
    chosen = {
        "document_type": set(filters.document_type),
        "issuer": {str(pk) for pk in filters.issuer},
        "year": {str(y) for y in filters.year},
        "status": set(filters.status),
        "kind": {filters.kind},
    }
    facets = {}
    for name, counter in counts.items():
        rows = [(value, labels[name](value), count, value in chosen[name]) for value, count in counter.most_common(30)]
        facets[name] = sorted(rows, key=lambda row: row[0], reverse=True) if name == "year" else rows
    return facets


def _present(hits: Sequence[EngineHit], question: Question, named: set[int]) -> list[Result]:
    """Rows for the page: documents and provisions in a few queries, each with its best passage."""
    documents = LegalDocument.objects.filter(pk__in={hit.document_id for hit in hits}).for_listing().in_bulk()
    units = units_of_entries([hit.entry_id for hit in hits if not hit.is_document])
    results = []
    for hit in hits:
        document = documents.get(hit.document_id)
        if document is None:
            continue
        rows = units.get(hit.entry_id)
        if not rows:
            words = (*question.words, *(w for p in question.phrases for w in p), *question.number_tokens)
            title = document.citation_name
            results.append(
                Result(
                    "document",
                    document,
                    None,
                    None,
                    None,
                    title,
                    document.get_absolute_url(),
                    passage(document.abstract, words),
                    hit.score,
                    hit.entry_id in named,
                )
            )
            continue
        results.append(_provision_result(hit, document, rows, question, named))
    return results


def _provision_result(
    hit: EngineHit,
    document: LegalDocument,
    rows: Sequence[UnitRow],
    question: Question,
    named: set[int],
) -> Result:
    head = rows[0]
    wanted = (
        next((row for row in rows if row.eid == question.eid), None) if question.eid and hit.entry_id in named else None
    )
    words, phrases = question.words, question.phrases
    best = wanted or max(
        rows, key=lambda row: (weight(f"{row.heading} {row.text}", words, phrases), -row.order), default=head
    )
    text = best.text or best.heading
    if best is wanted and not best.text:
        text = " ".join(row.text for row in rows if best.order <= row.order <= best.end_order)
    heading = f"{head.marker.rstrip('.: ')}. {head.heading}".strip(" .") if head.marker else head.heading or head.label
    address = f"{provision_address(document, head)}#{best.anchor}"
    article = head.num if head.kind == "article" else None
    return Result(
        "provision",
        document,
        best,
        article,
        best.eid,
        heading,
        address,
        passage(text, words, phrases),
        hit.score,
        hit.entry_id in named,
    )


def provision_address(document: LegalDocument, head: UnitRow) -> str:
    """Where an Điều (or chapter, annex) is read on its own."""
    from django.urls import reverse

    return reverse("legaldocs:article_detail", args=[document.document_type, document.year, document.slug, head.anchor])
