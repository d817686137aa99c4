"""The rows of a page of answers: each hit with its address and the passage that answers best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from legaldocs.models import LegalDocument
from legaldocs.search.facets import ISSUERS
from legaldocs.search.plan import EngineHit, Plan
from legaldocs.search.question import Question
from legaldocs.search.reading import Reader, Unit, UnitRow, document_address, provision_address
from legaldocs.search.scoring import Scorer
from legaldocs.search.snippets import passage

#: Rows of a unit among which the best passage is looked for.
MOST_LOOKED_AT = 150


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


def present(hits: Sequence[EngineHit], question: Question, plan: Plan, named: set[int], reader: Reader) -> list[Result]:
    """Documents and provisions in a few queries, each with its best passage."""
    reader.documents(hit.document_id for hit in hits)
    units = reader.units(hit.entry_id for hit in hits)
    scorer, issuers, results = Scorer(plan), ISSUERS.get(), []
    for hit in hits:
        document = reader.document(hit.document_id)
        if document is None:
            continue
        document.issuer = issuers.get(str(document.issuer_id))
        unit = units.get(hit.entry_id)
        if unit is None:
            results.append(_document_result(hit, document, question, named))
        else:
            results.append(_provision_result(hit, document, unit, question, scorer, named))
    return results


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
    heading = f"{head.marker.rstrip('.: ')}. {head.heading}".strip(" .") if head.marker else head.heading or head.label
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
