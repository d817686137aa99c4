"""The exact order of the best candidates, the same on every engine."""

from __future__ import annotations

from collections.abc import Sequence

from legaldocs.models.search import DOCUMENT_SHIFT, SPAN_SHIFT, SPANS, EntryKind
from legaldocs.search.plan import EngineHit, Plan
from legaldocs.search.reading import Reader
from legaldocs.search.scoring import Scorer

PLACES = (1 << DOCUMENT_SHIFT) - 1
#: Beside a law that says as much stand files and answers behind it.
BESIDE = {SPANS[EntryKind.FILE.value]: 0.85, SPANS[EntryKind.ANSWER.value]: 0.8}


def scored(plan: Plan, entry_ids: Sequence[int], reader: Reader) -> list[EngineHit]:
    """Entries by their exact score; those that are no longer in the database are left out."""
    scorer, units = Scorer(plan), reader.units(entry_ids)
    documents = reader.documents(pk >> DOCUMENT_SHIFT for pk in entry_ids)
    hits = []
    for pk in entry_ids:
        document, unit = documents.get(pk >> DOCUMENT_SHIFT), units.get(pk)
        if document and (unit or not pk & PLACES):
            score = scorer.score(document, unit)
            hits.append(EngineHit(pk, score * BESIDE.get((pk & PLACES) >> SPAN_SHIFT, 1.0)))
    return sorted(hits, key=lambda hit: (-hit.score, hit.entry_id))
