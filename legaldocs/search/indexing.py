"""What must happen to the search index when the corpus changes; called inside the transaction that changes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from legaldocs.domain.text import search_tokens
from legaldocs.models import Expression, LegalDocument, Provision
from legaldocs.models.search import EntryKind
from legaldocs.search.engine import EntryText, get_engine

#: A unit longer than this is indexed in parts (a tsvector holds at most 1 MB, with positions up to 16,383).
PART_LENGTH = 60_000
UNIT_KINDS = {"part", "chapter", "section", "subsection", "article", "annex", "form"}
BATCH = 200
#: What an entry is made of; light rows, because a corpus has millions.
FIELDS = ("pk", "expression_id", "kind", "marker", "heading", "text", "eid", "depth", "order", "end_order")


def index_documents(document_ids: Sequence[int]) -> None:
    """Write the index rows of these documents anew from their published state (nothing for those not public)."""
    engine = get_engine()
    for start in range(0, len(document_ids), BATCH):
        batch = list(document_ids[start : start + BATCH])
        engine.remove(batch)
        documents = LegalDocument.objects.public().filter(pk__in=batch).select_related("issuer").in_bulk()
        expressions = Expression.objects.current_for(list(documents))
        provisions: dict[int, list[Any]] = {}
        rows = Provision.objects.filter(expression_id__in=[e.pk for e in expressions.values()])
        for row in rows.order_by("expression_id", "order").values_list(*FIELDS, named=True).iterator():
            provisions.setdefault(row.expression_id, []).append(row)
        entries: list[EntryText] = []
        for pk, document in documents.items():
            expression = expressions.get(pk)
            entries.extend(entries_of(document, provisions.get(expression.pk, []) if expression else []))
        engine.add(entries)


def remove_documents(document_ids: Sequence[int]) -> None:
    """Take these documents out of the index."""
    get_engine().remove(list(document_ids))


def entries_of(document: LegalDocument, provisions: Iterable[Any]) -> Iterator[EntryText]:
    """The entries of one document: itself, then each unit of its current wording."""
    issuer = document.issuer.name if document.issuer else ""
    name = f"{document.type_name} {document.number} {document.title} {document.abstract}"
    yield EntryText(document.pk, 0, None, EntryKind.DOCUMENT.value, 0, search_tokens(name), search_tokens(issuer), "")
    context = search_tokens(f"{document.type_name} {document.number} {document.title or document.abstract[:200]}")
    place = 0
    for unit in units_of(provisions):
        head = unit[0]
        heading = search_tokens(f"{head.marker} {head.heading}")
        body = search_tokens("\n".join(_words(row, is_head=row is head) for row in unit))
        for part, start in enumerate(range(0, max(len(body), 1), PART_LENGTH)):
            place += 1
            words = body[start : start + PART_LENGTH]
            yield EntryText(document.pk, place, head.pk, EntryKind.PROVISION.value, part, heading, words, context)


def _words(row: Any, *, is_head: bool) -> str:
    return row.text if is_head else f"{row.marker} {row.heading}\n{row.text}"


def units_of(provisions: Iterable[Any]) -> Iterator[list[Any]]:
    """Provisions in document order grouped into findable units.

    An Điều takes all below it, quoted text included. A text without Điều has its top clauses as units. The header of
    the document is no unit: its words stand on the document's own entry.
    """
    unit: list[Any] = []
    article_end = -1
    for row in provisions:
        if row.eid == "preface":
            continue
        inside_article = row.order <= article_end
        if not inside_article and (row.kind in UNIT_KINDS or row.depth == 0 or not unit):
            if unit:
                yield unit
            unit = []
        if not inside_article and row.kind == "article":
            article_end = row.end_order
        unit.append(row)
        if row.order == article_end:
            yield unit
            unit = []
    if unit:
        yield unit
