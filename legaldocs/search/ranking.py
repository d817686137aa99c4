"""The exact order of the best candidates, the same on every engine."""

from __future__ import annotations

from collections.abc import Sequence

from legaldocs.models.document import Stage
from legaldocs.models.search import DOCUMENT_SHIFT, SPAN_SHIFT, SPANS, EntryKind
from legaldocs.search.plan import EngineHit, Plan
from legaldocs.search.reading import COLUMNS, Reader
from legaldocs.search.scoring import Scorer

PLACES = (1 << DOCUMENT_SHIFT) - 1
#: Nobody is bound by a draft: the law that says the same stands before it.
DRAFT = 0.8
_STAGE = COLUMNS.index("stage")
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
            span = (pk & PLACES) >> SPAN_SHIFT
            beside = BESIDE.get(span, DRAFT if not span and document[_STAGE] == Stage.DRAFT else 1.0)
            hits.append(EngineHit(pk, scorer.score(document, unit) * beside))
    return sorted(hits, key=lambda hit: (-hit.score, hit.entry_id))
