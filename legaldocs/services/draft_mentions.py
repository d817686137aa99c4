"""Mentions in a text an editor is still writing: read as its publication would read them, kept nowhere.

What an editor says of one (``pointing.point``) is kept by its words and their place in the line, so the publication of
the same lines follows it.
"""

from __future__ import annotations

from collections import defaultdict

from legaldocs.domain.structure import parse
from legaldocs.domain.tree import walk
from legaldocs.models import Citation, Expression, LegalDocument
from legaldocs.services.citing import read_citations
from legaldocs.services.drafting import current_text
from legaldocs.services.pointing import MentionAt


def is_being_written(expression: Expression) -> bool:
    """Whether the editors' text of this wording is not the one visitors read."""
    return not expression.posted_at and (not expression.live or expression.has_unpublished_changes)


def draft_mentions(expression: Expression) -> list[MentionAt]:
    """Every mention in the editors' text, in its order; a list of provisions is one mention."""
    structure = parse(current_text(expression))
    rows, _ = read_citations(expression, structure)
    texts = {node.eid: node.text for node, _ in walk(structure)}
    documents = LegalDocument.objects.for_listing().in_bulk({row.document_id for row in rows if row.document_id})
    found: dict[tuple[int, int, int], list[Citation]] = defaultdict(list)
    for row in rows:
        citation = Citation(**row._asdict())
        citation.document = documents.get(row.document_id) if row.document_id is not None else None
        found[row.place, row.start, row.end].append(citation)
    return [
        MentionAt(expression, tuple(of_place), texts[of_place[0].source_eid], is_draft=True)
        for _, of_place in sorted(found.items())
    ]


def draft_mention_at(expression: Expression, place: int, start: int, end: int) -> MentionAt | None:
    """The mention with this span in the editors' text."""
    wanted = (place, start, end)
    return next((m for m in draft_mentions(expression) if (m.first.place, m.first.start, m.first.end) == wanted), None)
