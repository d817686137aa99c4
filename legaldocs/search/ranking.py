"""The exact order of the best candidates, the same on every engine."""

from __future__ import annotations

from collections.abc import Sequence

from legaldocs.models.search import DOCUMENT_SHIFT
from legaldocs.search.plan import EngineHit, Plan
from legaldocs.search.reading import Reader
from legaldocs.search.scoring import Scorer


def scored(plan: Plan, entry_ids: Sequence[int], reader: Reader) -> list[EngineHit]:
    """Entries by their exact score; those that are no longer in the database are left out."""
    scorer, units = Scorer(plan), reader.units(entry_ids)
    documents = reader.documents(pk >> DOCUMENT_SHIFT for pk in entry_ids)
    hits = []
    for pk in entry_ids:
        document, unit = documents.get(pk >> DOCUMENT_SHIFT), units.get(pk)
        if document and (unit or not pk & ((1 << DOCUMENT_SHIFT) - 1)):
            hits.append(EngineHit(pk, scorer.score(document, unit)))
    return sorted(hits, key=lambda hit: (-hit.score, hit.entry_id))
