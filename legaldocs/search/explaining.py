"""What a question became and why its hits stand where they stand, for editors: reading, plan, hits of each engine."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _

from legaldocs.domain.text import search_tokens
from legaldocs.models import LegalDocument
from legaldocs.search.answers import plan_of
from legaldocs.search.engine import database_engine, get_engine
from legaldocs.search.hearing import most_heard
from legaldocs.search.naming import named_documents
from legaldocs.search.nearness import LOOKED_AT, say_it, verdicts
from legaldocs.search.plan import EngineHit, Filters, Found, Order, Plan, Run, SearchEngine
from legaldocs.search.question import Question
from legaldocs.search.reading import Reader, Unit
from legaldocs.search.readings import understood_as
from legaldocs.search.understanding import understand


@dataclass(slots=True)
class ExplainedHit:
    """One hit: what it is, its score, and where each term stands in it."""

    place: int
    document: str
    title: str
    url: str
    score: float
    reasons: list[dict[str, str]] = field(default_factory=list)
    #: What visitors are told by, of the first hits: whether it says what was asked, and how much of it as typed.
    verdict: str = ""


@dataclass(slots=True)
class EngineRun:
    """What one engine answered, and how long it took."""

    name: str
    milliseconds: float = 0.0
    total: int = 0
    notes: list[str] = field(default_factory=list)
    hits: list[ExplainedHit] = field(default_factory=list)


@dataclass(slots=True)
class Explanation:
    """The whole way of a question."""

    question: Question
    understood_as: str
    shape: list[tuple[str, str]]
    plan: Plan
    terms: list[dict[str, str]]
    named: list[str]
    runs: list[EngineRun]


def explain(text: str, *, literal: bool = False, most: int = 20) -> Explanation:
    """Read, plan, ask every engine that runs; never raises for what was typed."""
    question = understand(text, literal=literal)
    plan = plan_of(question)
    runs = [_run(name, engine, plan, most) for name, engine in _engines()] if not plan.is_empty else []
    named = [document.citation_name for document in named_documents(question)[:5]]
    return Explanation(question, understood_as(question), _shape(question), plan, _terms(plan), named, runs)


def _engines() -> list[tuple[str, SearchEngine]]:
    """The engine that answers visitors, and the database's own where that is another."""
    engine = get_engine()
    engines = [(engine.name, engine)]
    if settings.SEARCH:
        own = database_engine()
        engines.append((own.name, own))
    return engines


def _said(run: Run) -> str:
    return " ".join(run)


def _shape(question: Question) -> list[tuple[str, str]]:
    """What was read of the question, line by line; nothing that was not asked."""
    correction = question.correction
    rows = [
        (_("Provision"), question.eid or ", ".join(question.unit_eids)),
        (_("Number"), " ".join(question.number_tokens) or question.serial),
        (_("Document type"), question.document_type),
        (_("Law"), question.law_name),
        (_("Phrases"), "; ".join(map(_said, question.phrases))),
        (_("Excluded"), ", ".join(question.excluded)),
        (_("Words looked for"), " ".join(question.words)),
        (
            _("Words that tell nothing"),
            " ".join(question.words[p] for p in sorted(question.idle) if p < len(question.words)),
        ),
        (_("A sentence in own words"), _("yes") if question.natural else ""),
        (
            _("Spelling"),
            f"{correction.shown} ({_('applied') if correction.sure else _('offered')})" if correction else "",
        ),
        (_("Search terms"), "; ".join(f"{f.term.phrase} → {' | '.join(f.term.shown)}" for f in question.terms)),
        (_("Words that mean something together"), "; ".join(_together(question))),
        (_("Laws of the field"), "; ".join(_laws(question))),
        (_("Bodies"), "; ".join(found.body.name for found in question.bodies)),
        (_("Years"), question.period.label),
    ]
    return [(name, value) for name, value in rows if value]


def _together(question: Question) -> list[str]:
    """Each group of words that is looked for as something else."""
    return [
        f"{' … '.join(question.words[p] for p in sorted(concept.places) if p < len(question.words))}"
        f" → {' | '.join(map(_said, concept.runs))}"
        for concept in question.concepts
    ]


def _laws(question: Question) -> list[str]:
    """The laws looked through by themselves, with how sure that is."""
    known = LegalDocument.objects.in_bulk([pk for pk, sure in question.fields])
    return [f"{known[pk].citation_name} ({sure:.0%})" for pk, sure in question.fields if pk in known]


def _terms(plan: Plan) -> list[dict[str, str]]:
    rows = [
        {"runs": " | ".join(map(_said, term.runs)), "weight": f"{term.weight:.2f}", "kind": _("term")}
        for term in plan.terms
    ]
    rows += [{"runs": _said(phrase), "weight": "", "kind": _("phrase")} for phrase in plan.phrases]
    rows += [{"runs": _said(run), "weight": f"{weight:.2f}", "kind": _("near")} for run, weight in plan.near]
    return rows


def _run(name: str, engine: SearchEngine, plan: Plan, most: int) -> EngineRun:
    run = EngineRun(name)
    begun = time.perf_counter()
    try:
        found = engine.find(plan, Filters(), order=Order.BEST, offset=0, limit=most, without=[])
        if not found.total and not found.partial and plan.can_relax:
            plan = plan.relaxed()
            found = engine.find(plan, Filters(), order=Order.BEST, offset=0, limit=most, without=[])
            run.notes.append(_("No entry has every term: the most telling ones were enough."))
    except DatabaseError:
        run.notes.append(_("The engine did not answer."))
        return run
    run.milliseconds = (time.perf_counter() - begun) * 1000
    run.total = found.total
    run.notes += _notes(found)
    run.hits = _hits(found.hits, plan)
    if run.hits and not say_it(plan, found.hits, Reader()):
        run.notes.append(_("Visitors are told that these answers are only near."))
    return run


def _notes(found: Found) -> list[str]:
    notes = []
    if found.is_least:
        notes.append(_("More matches than are counted; facets are estimates."))
    if found.partial:
        notes.append(_("The time limit was reached."))
    if found.fallback:
        notes.append(_("The cluster did not answer; the database did."))
    return notes


def _hits(hits: Sequence[EngineHit], plan: Plan) -> list[ExplainedHit]:
    reader = Reader()
    reader.documents(hit.document_id for hit in hits)
    units = reader.units([hit.entry_id for hit in hits if not hit.is_document])
    first = hits[:LOOKED_AT]
    says = dict(zip(first, verdicts(plan, first, reader), strict=True)) if plan.terms else {}
    shown = []
    for place, hit in enumerate(hits, start=1):
        document = reader.document(hit.document_id)
        if document is None:
            continue
        unit = units.get(hit.entry_id)
        name = f"{document.citation_name} {document.title} {document.abstract}"
        heading, body, context = (unit.head, unit.words, name) if unit else (name, "", "")
        row = ExplainedHit(
            place,
            document.citation_name,
            " ".join(heading.split())[:160] if unit else document.abstract[:160],
            document.get_absolute_url(),
            hit.score,
        )
        if hit in says:
            row.verdict = _verdict(plan, unit, name, says=says[hit])
        row.reasons = _reasons(plan, search_tokens(heading), search_tokens(body), search_tokens(context))
        shown.append(row)
    return shown


def _verdict(plan: Plan, unit: Unit | None, name: str, *, says: bool) -> str:
    """What was judged of a hit, in words."""
    words = _("Says what was asked") if says else _("Only near to what was asked")
    if plan.heard is None:
        return words
    shares = {"heard": f"{most_heard(plan.heard, unit, name):.0%}", "least": f"{plan.heard.least:.0%}"}
    return f"{words}; {_('%(heard)s of the question as typed stand in it (at least %(least)s)') % shares}"


def _reasons(plan: Plan, heading: str, body: str, context: str) -> list[dict[str, str]]:
    """For each term where it stands, in the wording that does."""
    rows: list[dict[str, Any]] = []
    places = ((_("in the heading"), heading), (_("in the text"), body), (_("in the name of the document"), context))
    for term in plan.terms:
        stands = [
            f"{label} ({_said(run)})"
            for label, words in places
            for run in term.runs
            if f" {_said(run)} " in f" {words} "
        ]
        rows.append(
            {"term": _said(term.runs[0]), "weight": f"{term.weight:.2f}", "where": ", ".join(dict.fromkeys(stands))}
        )
    return rows
