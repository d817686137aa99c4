"""What must happen to the search index when the corpus changes; called inside the transaction that changes it.

The database's own index is always written, at once. An outside engine (``SEARCH_URL``) is told by the list of pending
documents (``pending.py``) and written after commit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from django.conf import settings

from legaldocs.domain.text import search_tokens
from legaldocs.models import Expression, LegalDocument, Provision
from legaldocs.models.search import EntryKind
from legaldocs.models.search_writing import SearchStamp
from legaldocs.search import contents, pending
from legaldocs.search.engine import EntryText, database_engine
from legaldocs.search.kept_counts import forget_counts
from legaldocs.search.timelines import write_timelines

#: A unit longer than this is indexed in parts (a tsvector holds at most 1 MB, with positions up to 16,383).
PART_LENGTH = 60_000
UNIT_KINDS = {"part", "chapter", "section", "subsection", "article", "annex", "form"}
BATCH = 200
#: What an entry is made of; light rows, because a corpus has millions.
FIELDS = ("pk", "expression_id", "kind", "marker", "heading", "text", "eid", "depth", "order", "end_order")
_ALL_OF_ENTRY = attrgetter(*EntryText.__slots__)


def index_documents(document_ids: Sequence[int], *, tell_unchanged: bool = True) -> None:
    """Write the index rows of these documents anew from their published state (nothing for those not public).

    ``tell_unchanged=False`` (rebuilding) leaves an outside engine alone where the words are the same as before.
    """
    engine = database_engine()
    for start in range(0, len(document_ids), BATCH):
        batch = list(document_ids[start : start + BATCH])
        texts = texts_of(batch)
        stamps = {pk: (stamp_of_entries(entries), len(entries)) for pk, entries in texts.items()}
        changed = set(batch) if tell_unchanged else _changed(batch, stamps)
        engine.replace(batch, [entry for entries in texts.values() for entry in entries])
        _write_stamps(batch, stamps)
        changed |= set(write_timelines(batch))
        pending.mark(changed)
        contents.refresh_of_documents(batch, anew=not tell_unchanged)
    forget_counts()


def remove_documents(document_ids: Sequence[int]) -> None:
    """Take these documents out of the index."""
    ids = list(document_ids)
    database_engine().remove(ids)
    _write_stamps(ids, {})
    pending.mark(ids)
    contents.refresh_of_documents(ids)
    forget_counts()


def facts_changed(document_ids: Collection[int]) -> None:
    """Type, issuer, year, validity of documents changed, not their words: the database engines read them where they
    stand, an outside engine has a copy, with every content that belongs to them."""
    forget_counts()
    if settings.SEARCH:
        pending.mark([*document_ids, *contents.units_of(list(document_ids))])


def texts_of(document_ids: Sequence[int]) -> dict[int, list[EntryText]]:
    """The entries of those of the documents that are public."""
    documents = LegalDocument.objects.public().filter(pk__in=document_ids).select_related("issuer").in_bulk()
    expressions = Expression.objects.current_for(list(documents))
    provisions: dict[int, list[Any]] = {}
    rows = Provision.objects.filter(expression_id__in=[e.pk for e in expressions.values()])
    for row in rows.order_by("expression_id", "order").values_list(*FIELDS, named=True).iterator():
        provisions.setdefault(row.expression_id, []).append(row)
    texts: dict[int, list[EntryText]] = {}
    for pk, document in documents.items():
        expression = expressions.get(pk)
        texts[pk] = list(entries_of(document, provisions.get(expression.pk, []) if expression else []))
    return texts


def stamp_of_entries(entries: Iterable[EntryText]) -> str:
    """Names all that the entries of one document say."""
    digest = hashlib.blake2b(digest_size=16)
    for entry in entries:
        digest.update("\x1f".join(map(str, _ALL_OF_ENTRY(entry))).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _changed(batch: Sequence[int], stamps: dict[int, tuple[str, int]]) -> set[int]:
    stored = SearchStamp.objects.filter(document_id__in=batch).values_list("document_id", "stamp", "entries")
    before = {pk: (stamp, entries) for pk, stamp, entries in stored}
    return {pk for pk in batch if before.get(pk) != stamps.get(pk)}


def _write_stamps(batch: Sequence[int], stamps: dict[int, tuple[str, int]]) -> None:
    gone = [pk for pk in batch if pk not in stamps]
    if gone:
        SearchStamp.objects.filter(document_id__in=gone).delete()
    SearchStamp.objects.bulk_create(
        [SearchStamp(document_id=pk, stamp=stamp, entries=count) for pk, (stamp, count) in sorted(stamps.items())],
        update_conflicts=True,
        unique_fields=["document_id"],
        update_fields=["stamp", "entries"],
    )


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
