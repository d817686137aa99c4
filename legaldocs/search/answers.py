"""From a question to a page of answers: what it names directly first, then what the engine finds, with passages and facets."""

from __future__ import annotations

import hashlib
import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from django.db import DatabaseError, connection, transaction
from django.utils.safestring import SafeString

from legaldocs.caching import kept, last_change, stamp_of
from legaldocs.domain.numbers import number_key
from legaldocs.domain.text import fold
from legaldocs.models import Expression, LegalDocument, Organization, Provision
from legaldocs.models.search import SearchEntry
from legaldocs.search.engine import Combinations, EngineHit, Filters, Plan, get_engine
from legaldocs.search.question import Question, read_question
from legaldocs.search.snippets import passage, weight
from legaldocs.search.unit_rows import UnitRow, units_of_entries

logger = logging.getLogger(__name__)

MAX_PAGE_SIZE = 100
MAX_PAGE = 500
DIRECT_LIMIT = 5
MANY = 1_000


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


def answer(
    raw: str, *, filters: Filters | None = None, newest_first: bool = False, page: int = 1, page_size: int = 20
) -> SearchAnswer:
    """Answer any string: never raises for what was typed; an engine that fails is said in ``failed``."""
    filters = filters or Filters()
    question = read_question(raw)
    result = SearchAnswer(question, understood_as(question), page=max(1, min(page, MAX_PAGE)))
    if question.is_empty:
        return result
    try:
        with transaction.atomic():
            _fill(result, filters, newest_first, max(1, min(page_size, MAX_PAGE_SIZE)))
    except DatabaseError:
        logger.exception("search failed on %s for a question of %s characters", connection.vendor, len(raw))
        result.failed = True
    return result


def _fill(result: SearchAnswer, filters: Filters, newest_first: bool, page_size: int) -> None:
    question, engine = result.question, get_engine()
    direct = _direct_hits(question, filters)
    plan = _plan(question)
    combinations: Combinations = {}
    if not plan.is_empty:
        combinations = _combinations(plan, filters)
        if not combinations and len(plan.words) > 1 and not direct:
            plan, result.relaxed = replace(plan, any_word=True), True
            combinations = _combinations(plan, filters)
    total = sum(count for key, count in combinations.items() if _passes(key, filters))
    known = {hit.entry_id for hit in direct}
    start = (result.page - 1) * page_size
    shown = direct[start : start + page_size]
    if total and len(shown) < page_size:
        offset = max(0, start - len(direct))
        shown = shown + engine.hits(
            plan, filters, newest_first=newest_first, offset=offset, limit=page_size - len(shown), without=sorted(known)
        )
        overlap = _matching(plan, known, filters) if known else 0
        total -= overlap
    result.count = total + len(direct)
    result.page_count = min(MAX_PAGE, -(-result.count // page_size))
    result.facets = _facets(combinations, filters)
    result.results = _present(shown, question, {hit.entry_id for hit in direct})


def _combinations(plan: Plan, filters: Filters) -> Combinations:
    """Counts for the facets. Counting frequent words takes longer than finding the best: such counts are kept a while."""
    engine = get_engine()
    state = f"{engine.name} {filters.document_id} {plan!r}".encode()
    key = f"legaldocs.search.{stamp_of(last_change())}.{hashlib.sha256(state).hexdigest()}"
    return cast(
        Combinations,
        kept(key, lambda: engine.combinations(plan, filters), lambda found: sum(found.values()) >= MANY),
    )


def _plan(question: Question) -> Plan:
    """What the engine looks for: a number is a phrase; a provision's own number stays a word when no document is named."""
    phrases = list(question.phrases)
    words = question.words
    if question.number_tokens:
        phrases.append(question.number_tokens)
    if question.article and not question.number_tokens:
        phrases.append(("dieu", question.article.replace("đ", "d")))
    return Plan(words=words, phrases=tuple(phrases), excluded=question.excluded)


def _matching(plan: Plan, entry_ids: set[int], filters: Filters) -> int:
    """How many of these entries the engine counts too, so that none is counted twice."""
    engine = get_engine()
    documents = SearchEntry.objects.filter(pk__in=entry_ids).values_list("document_id", flat=True).distinct()
    count = 0
    for pk in documents:
        hits = engine.hits(plan, replace(filters, document_id=pk), newest_first=False, offset=0, limit=2000, without=[])
        count += sum(1 for hit in hits if hit.entry_id in entry_ids)
    return count


def _direct_hits(question: Question, filters: Filters) -> list[EngineHit]:
    """Documents named by number (or by type and serial, or by their exact name), or the provision asked for in them."""
    documents = [d for d in _named_documents(question) if _passes_document(d, filters)][:DIRECT_LIMIT]
    if not documents:
        return []
    pks = [d.pk for d in documents]
    wanted = {pk: order for order, pk in enumerate(pks)}
    if question.eid:
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
        expression_id__in=[e.pk for e in expressions.values()], eid=f"art_{question.article}"
    ).values_list("pk", flat=True)
    rows = SearchEntry.objects.filter(provision_id__in=list(articles), part=0).values_list("pk", flat=True)
    return [EngineHit(pk, 1000.0) for pk in rows]


def _named_documents(question: Question) -> list[LegalDocument]:
    public = LegalDocument.objects.public().for_listing()
    if question.number_tokens:
        key = number_key(question.number)
        squeezed = "".join(question.number_tokens)
        serial = re.sub(r"^0+(?=\d)", "", question.number_tokens[0])
        candidates = public.filter(number_key__startswith=f"{serial}/").order_by("-issued_on", "-pk")[:400]
        squeezed = re.sub(r"^0+(?=\d)", "", squeezed)
        found = [
            d for d in candidates if d.number_key == key or re.sub(r"[\W_]+", "", d.number_key).startswith(squeezed)
        ]
        if question.document_type:
            found.sort(key=lambda d: d.document_type != question.document_type)
        return sorted(found, key=lambda d: d.number_key != key)
    if question.serial and question.document_type:
        rows = public.filter(document_type=question.document_type, number_key__startswith=f"{question.serial}/")
        return list(rows.order_by("-issued_on", "-pk")[:DIRECT_LIMIT])
    if question.name_words and question.document_type:
        name = " ".join(question.name_words)
        rows = public.filter(
            document_type=question.document_type, folded__contains=_without_type(name, question.document_type)
        )
        exact = [d for d in rows.order_by("-issued_on", "-pk")[:50] if _is_name(d, name)]
        return exact[:DIRECT_LIMIT]
    return []


def _without_type(name: str, document_type: str) -> str:
    from legaldocs.domain.types import TYPE_INFO, DocumentType

    word = fold(TYPE_INFO[DocumentType(document_type)].name)
    return name.removeprefix(word).strip()


def _is_name(document: LegalDocument, name: str) -> bool:
    """Whether the words are the document's whole name, with or without its type and year: "luật đất đai 2024"."""
    rest = _without_type(name, document.document_type)
    rest = re.sub(r"\s+(?:nam\s+)?(?:19|20)\d\d$", "", rest) if str(document.year) in name else rest
    if not rest:
        return False
    names = {fold(text).strip() for text in (document.title, document.abstract) if text}
    return any(
        _without_type(re.sub(r"[\W_]+", " ", candidate).strip(), document.document_type) == rest for candidate in names
    )


def _passes(key: tuple[str, int | None, int, str, str], filters: Filters, ignore: str = "") -> bool:
    document_type, issuer, year, status, kind = key
    return (
        (ignore == "document_type" or not filters.document_type or document_type in filters.document_type)
        and (ignore == "issuer" or not filters.issuer or issuer in filters.issuer)
        and (ignore == "year" or not filters.year or year in filters.year)
        and (ignore == "status" or not filters.status or status in filters.status)
        and (ignore == "kind" or not filters.kind or kind == filters.kind)
    )


def _passes_document(document: LegalDocument, filters: Filters) -> bool:
    if filters.document_id and filters.document_id != document.pk:
        return False
    return _passes(
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
            if key[position] not in (None, "") and _passes(key, filters, ignore=name):
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


def understood_as(question: Question) -> str:
    """How the question was read, in words for the visitor."""
    parts = []
    if question.article:
        reference = f"Điều {question.article}"
        if question.clause:
            reference = f"khoản {question.clause} {reference}"
        if question.point:
            reference = f"điểm {question.point} {reference}"
        parts.append(reference)
    if question.number_tokens:
        parts.append(f"số hiệu {question.number}")
    elif question.serial:
        parts.append(f"số {question.serial}")
    parts.extend(f"cụm từ “{phrase}”" for phrase in question.shown_phrases)
    if question.words:
        parts.append(f"từ khóa “{question.shown_words}”")
    parts.extend(f"không có “{word}”" for word in question.excluded)
    return ", ".join(parts)
