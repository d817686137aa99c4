"""The entries of what is not the law itself, kept equal to what its providers say is public.

Called inside the transaction that changes a thing: what is withdrawn cannot be found from its commit on. Only the thing's
own entries are touched. An outside engine follows by the list of pending units (``pending.py``); a content's unit there is
``-pk``, so that it is written without its document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence

from django.db import transaction
from django.db.models import Max, QuerySet

from legaldocs.domain.text import search_tokens
from legaldocs.models import LegalDocument, SearchEntry
from legaldocs.models.search import DOCUMENT_SHIFT, LAW_KINDS, SPAN_SHIFT, SPANS, SearchContent
from legaldocs.search import pending
from legaldocs.search.engine import EntryText, database_engine
from legaldocs.search.kept_counts import forget_counts
from legaldocs.search.providers import Content, Provider, provider_of, providers
from legaldocs.search.reading import PART, ROW

#: Things looked at together.
BATCH = 200
_SIGNS = str.maketrans({ROW: " ", PART: " ", "\x00": " "})


def refresh(kind: str, keys: Collection[int], *, anew: bool = False) -> int:
    """Make the entries of these things what is public of them; answers how many were written or taken away.

    ``anew`` writes also what has not changed (the engine's own structure may have lost it).
    """
    provider = provider_of(kind)
    if provider is None or not keys:
        return 0
    ordered, changed = sorted(set(keys)), 0
    for start in range(0, len(ordered), BATCH):
        with transaction.atomic():
            changed += _refresh(provider, ordered[start : start + BATCH], anew)
    forget_counts()
    return changed


def refresh_of_documents(document_ids: Sequence[int], *, anew: bool = False) -> int:
    """The same for everything that belongs to these documents."""
    changed = 0
    for provider in providers():
        held = SearchContent.objects.filter(kind=provider.kind, document_id__in=document_ids).values_list(
            "key", flat=True
        )
        changed += refresh(provider.kind, {*provider.keys_of(document_ids), *held}, anew=anew)
    return changed


def differing(document_ids: Sequence[int]) -> set[int]:
    """Those of the documents of which a content differs from what is public: missing, outdated or too much."""
    differ: set[int] = set()
    public = LegalDocument.objects.public().defer("folded").in_bulk(document_ids)
    for provider in providers():
        mine = SearchContent.objects.filter(kind=provider.kind, document_id__in=document_ids)
        held = {(row.key, row.part): (row.document_id, row.stamp) for row in mine.defer("words", "facts")}
        keys = {*provider.keys_of(document_ids), *(key for key, _ in held)}
        wanted = {
            place: (content.document_id, stamp_of(content, public[content.document_id]))
            for place, content in _wanted(provider, keys).items()
            if content.document_id in public
        }
        differ |= {document_id for document_id, _ in set(held.values()) ^ set(wanted.values())}
        if held.keys() != wanted.keys():
            differ |= {
                rows[place][0] for rows in (held, wanted) for place in held.keys() ^ wanted.keys() if place in rows
            }
    return differ & set(document_ids)


def halved() -> set[int]:
    """Documents with a content without its row in the engine's table, or with such a row without its content."""
    lost = SearchContent.objects.exclude(entry_id__in=SearchEntry.objects.values("pk"))
    return {*lost.values_list("document_id", flat=True), *_orphans().values_list("document_id", flat=True)}


def mend(document_ids: Sequence[int]) -> None:
    """Write everything that belongs to these documents anew; rows of the engine that belong to nothing go."""
    orphans = _orphans().filter(document_id__in=document_ids)
    database_engine().drop(list(orphans.values_list("pk", flat=True)))
    refresh_of_documents(document_ids, anew=True)


def _orphans() -> QuerySet[SearchEntry]:
    others = SearchEntry.objects.exclude(kind__in=LAW_KINDS)
    return others.exclude(pk__in=SearchContent.objects.values("entry_id"))


def entries_of_contents(content_ids: Iterable[int]) -> dict[int, tuple[EntryText, str]]:
    """The entries of stored contents, with their stamps, by unit."""
    rows = SearchContent.objects.filter(pk__in=list(content_ids)).select_related("document").defer("document__folded")
    return {-row.pk: (entry_of(row, row.document), row.stamp) for row in rows}


def entry_of(row: SearchContent, document: LegalDocument) -> EntryText:
    """What the engines index of one content."""
    head, *_ = row.words.split(ROW, 1)
    marker, heading, _text = head.split(PART, 2)
    place = row.entry_id & ((1 << DOCUMENT_SHIFT) - 1)
    words = search_tokens(row.words.replace(ROW, PART))
    return EntryText(
        row.document_id, place, None, row.kind, 0, search_tokens(f"{marker} {heading}"), words, _context(document)
    )


def _context(document: LegalDocument) -> str:
    return search_tokens(f"{document.type_name} {document.number} {document.title or document.abstract[:200]}")


def units_of(document_ids: Sequence[int]) -> list[int]:
    """The units of the contents of these documents, as the list of pending units names them."""
    keys = SearchContent.objects.filter(document_id__in=document_ids).order_by("pk").values_list("pk", flat=True)
    return [-pk for pk in keys]


def stamp_of(content: Content, document: LegalDocument) -> str:
    """Names all that a content says, and the document it belongs to by key and name."""
    words, facts = written(content)
    text = f"{content.document_id}\x1f{_context(document)}\x1f{words}\x1f{facts}"
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def written(content: Content, kind: str = "", key: int = 0) -> tuple[str, str]:
    """Words and facts as the reader of units takes them apart (``reading.Unit``); the head's facts name the thing."""
    words, facts = [], []
    last = len(content.rows) - 1
    for place, (marker, heading, text, anchor) in enumerate(content.rows):
        words.append(PART.join(part.translate(_SIGNS) for part in (marker, heading, text)))
        facts.append(
            PART.join(
                (str(key), kind, "", "", anchor.translate(_SIGNS), str(place), str(last if place == 0 else place))
            )
        )
    return ROW.join(words), ROW.join(facts)


def _wanted(provider: Provider, keys: Collection[int]) -> dict[tuple[int, int], Content]:
    found = provider.contents(keys) if keys else {}
    return {(key, content.part): content for key, contents in found.items() for content in contents}


def _refresh(provider: Provider, keys: Sequence[int], anew: bool) -> int:
    mine = SearchContent.objects.filter(kind=provider.kind, key__in=keys)
    documents = provider.documents_of(keys) | set(mine.values_list("document_id", flat=True))
    # One writer at a time for the contents of a document; others wait for what it commits.
    lock = LegalDocument.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=documents)
    list(lock.order_by("pk").values_list("pk", flat=True))
    public = LegalDocument.objects.public().defer("folded").in_bulk(documents)
    wanted = {place: content for place, content in _wanted(provider, keys).items() if content.document_id in public}
    held = {(row.key, row.part): row for row in mine}
    stamps = {place: stamp_of(content, public[content.document_id]) for place, content in wanted.items()}
    going = [row for place, row in held.items() if place not in wanted or row.stamp != stamps[place] or anew]
    coming = [place for place in sorted(wanted) if place not in held or held[place].stamp != stamps[place] or anew]
    if not going and not coming:
        return 0
    engine = database_engine()
    engine.drop([row.entry_id for row in going])
    SearchContent.objects.filter(pk__in=[row.pk for row in going]).delete()
    rows = _placed(provider.kind, [(place, wanted[place], stamps[place]) for place in coming], held)
    stored = SearchContent.objects.bulk_create(rows)
    engine.add([entry_of(row, public[row.document_id]) for row in stored])
    pending.mark({-row.pk for row in (*going, *stored)})
    return len({(row.key, row.part) for row in (*going, *stored)})


def _placed(
    kind: str, coming: Sequence[tuple[tuple[int, int], Content, str]], held: dict[tuple[int, int], SearchContent]
) -> list[SearchContent]:
    """The rows to store, each at its old place or at the next free one of its document."""
    documents = {content.document_id for _, content, _ in coming}
    last: dict[int, int] = {}
    for document_id in documents:
        first = document_id << DOCUMENT_SHIFT | SPANS[kind] << SPAN_SHIFT
        span = (first, first + (1 << SPAN_SHIFT) - 1)
        stored = SearchContent.objects.filter(entry_id__range=span).aggregate(last=Max("entry_id"))["last"]
        indexed = SearchEntry.objects.filter(pk__range=span).aggregate(last=Max("pk"))["last"]
        last[document_id] = max(stored or 0, indexed or 0, first - 1)
    rows = []
    for (key, part), content, stamp in coming:
        old = held.get((key, part))
        keeps = old is not None and old.document_id == content.document_id
        place = old.entry_id if old is not None and keeps else last[content.document_id] + 1
        if (place >> SPAN_SHIFT) & 7 != SPANS[kind]:
            continue  # 131,072 things of a kind belong to the document already
        if not keeps:
            last[content.document_id] = place
        words, facts = written(content, kind, key)
        rows.append(
            SearchContent(
                pk=old.pk if old is not None else None,
                document_id=content.document_id,
                kind=kind,
                key=key,
                part=part,
                entry_id=place,
                words=words,
                facts=facts,
                stamp=stamp,
            )
        )
    return rows
