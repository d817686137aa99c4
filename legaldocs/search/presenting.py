"""The rows of a page of answers: each hit with its address and the passage that answers best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from legaldocs.models import LegalDocument
from legaldocs.search.facets import ISSUERS
from legaldocs.search.facts import KIND_OF_SPAN, span_of
from legaldocs.search.plan import EngineHit, Plan
from legaldocs.search.providers import Shown, provider_of
from legaldocs.search.question import Question
from legaldocs.search.reading import Reader, Unit, UnitRow, document_address, provision_address
from legaldocs.search.scoring import Scorer
from legaldocs.search.snippets import passage

#: Rows of a unit among which the best passage is looked for.
MOST_LOOKED_AT = 150


@dataclass(slots=True)
class Result:
    """One answer: a document, a provision of it or another content that belongs to it (``shown``), where to read it, and
    the passage with the words marked."""

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
    #: How a content beside the law is shown.
    shown: Shown | None = None


def present(hits: Sequence[EngineHit], question: Question, plan: Plan, named: set[int], reader: Reader) -> list[Result]:
    """Documents, provisions and contents in a few queries, each with its best passage. A content that is no longer public
    is left out, whatever the index says."""
    reader.documents(hit.document_id for hit in hits)
    units = reader.units(hit.entry_id for hit in hits)
    shown = _shown(hits, units)
    scorer, issuers, results = Scorer(plan), ISSUERS.get(), []
    for hit in hits:
        document = reader.document(hit.document_id)
        if document is None:
            continue
        document.issuer = issuers.get(str(document.issuer_id))
        unit = units.get(hit.entry_id)
        if unit is None:
            results.append(_document_result(hit, document, question, named))
        elif span_of(hit.entry_id):
            of_hit = shown.get(hit.entry_id)
            if of_hit is not None:
                results.append(_content_result(hit, document, unit, question, scorer, of_hit))
        else:
            results.append(_provision_result(hit, document, unit, question, scorer, named))
    return results


def _shown(hits: Sequence[EngineHit], units: dict[int, Unit]) -> dict[int, Shown]:
    """How the contents among the hits are shown, by entry; each kind asks its provider once."""
    places: dict[str, dict[int, int]] = {}
    for hit in hits:
        unit = units.get(hit.entry_id)
        if unit is not None and span_of(hit.entry_id):
            head = unit.row(0)
            places.setdefault(head.kind, {})[hit.entry_id] = head.pk
    found: dict[int, Shown] = {}
    for kind, keys in places.items():
        provider = provider_of(kind)
        shown = provider.shown(set(keys.values())) if provider else {}
        found |= {entry_id: shown[key] for entry_id, key in keys.items() if key in shown}
    return found


def _content_result(
    hit: EngineHit, document: LegalDocument, unit: Unit, question: Question, scorer: Scorer, shown: Shown
) -> Result:
    best = unit.row(scorer.best_row(unit, MOST_LOOKED_AT))
    anchor = f"#{best.anchor}" if best.anchor and "#" not in shown.url else ""
    return Result(
        kind=KIND_OF_SPAN[span_of(hit.entry_id)],
        document=document,
        provision=None,
        article=None,
        eid=None,
        title=shown.title,
        url=f"{shown.url}{anchor}",
        snippet=passage(best.text or best.heading, question.words, question.phrases),
        score=hit.score,
        shown=shown,
    )


def _document_result(hit: EngineHit, document: LegalDocument, question: Question, named: set[int]) -> Result:
    words = (*question.words, *(w for p in question.phrases for w in p), *question.number_tokens)
    return Result(
        kind="document",
        document=document,
        provision=None,
        article=None,
        eid=None,
        title=document.citation_name,
        url=document_address(document),
        snippet=passage(document.abstract, words),
        score=hit.score,
        named=hit.entry_id in named,
    )


def _provision_result(
    hit: EngineHit, document: LegalDocument, unit: Unit, question: Question, scorer: Scorer, named: set[int]
) -> Result:
    head, asked = unit.row(0), question.eid if hit.entry_id in named else ""
    wanted = next((row for row in unit.rows() if row.eid == asked), None) if asked else None
    best = wanted or unit.row(scorer.best_row(unit, MOST_LOOKED_AT))
    text = best.text or best.heading
    if wanted is not None and not wanted.text:
        text = " ".join(row.text for row in unit.rows() if wanted.order <= row.order <= wanted.end_order)
    if head.marker and head.heading:
        heading = f"{head.marker.rstrip('.: ')}. {head.heading}".strip(" .")
    else:  # a bare "3" of a dispatch without articles tells nobody where it leads
        heading = head.heading or f"{head.label[:1].upper()}{head.label[1:]}".rstrip(". ")
    return Result(
        kind="provision",
        document=document,
        provision=best,
        article=head.num if head.kind == "article" else None,
        eid=best.eid,
        title=heading,
        url=f"{provision_address(document, head)}#{best.anchor}",
        snippet=passage(text, question.words, question.phrases),
        score=hit.score,
        named=hit.entry_id in named,
    )
