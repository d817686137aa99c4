"""Writing to the cluster: documents in bulk, what is pending, what differs from the database."""

from __future__ import annotations

import datetime
import hashlib
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import timezone
from elasticsearch import Elasticsearch
from elasticsearch.dsl import A, Search
from elasticsearch.helpers import streaming_bulk

from legaldocs.models import LegalDocument
from legaldocs.models.search import DOCUMENT_SHIFT
from legaldocs.models.search_writing import SearchPending, SearchStamp
from legaldocs.search import pending
from legaldocs.search.elasticsearch_client import SearchUnavailable, asking_cluster, writing_client
from legaldocs.search.elasticsearch_index import alias_name, index_state
from legaldocs.search.engine import EntryText
from legaldocs.search.indexing import stamp_of_entries, texts_of
from legaldocs.search.tokens import entry_tokens

logger = logging.getLogger(__name__)

#: What a bulk request carries at most.
CHUNK, CHUNK_BYTES = 500, 8 * 1024 * 1024
#: A document the cluster refuses is tried again after this time.
REFUSED_AGAIN = datetime.timedelta(minutes=10)
#: What is asked of the cluster at once when everything is compared.
COMPARED = 5_000
#: Document facts that stand on every entry, for filters and facets.
FACTS = ("document_type", "issuer_id", "year", "status", "issued_on")
Facts = tuple[str, int | None, int, str, datetime.date | None]


def stamp_with_facts(stamp: str, facts: Facts) -> str:
    """Names all that the cluster holds of one document."""
    return hashlib.blake2b(f"{stamp} {facts!r}".encode(), digest_size=16).hexdigest()


def facet_value(facts: Facts, kind: str) -> str:
    """What facets are counted by, in one value (read by ``elasticsearch.py``)."""
    document_type, issuer, year, status, _ = facts
    return f"{document_type}|{'' if issuer is None else issuer}|{year}|{status}|{kind}"


def facts_of(document_ids: Sequence[int] | None = None) -> dict[int, Facts]:
    """Facts of these documents, or of all public ones."""
    rows = LegalDocument.objects.public()
    rows = rows if document_ids is None else rows.filter(pk__in=document_ids)
    return {pk: facts for pk, *facts in rows.values_list("pk", *FACTS)}  # type: ignore[misc]


def _record(entry: EntryText, facts: Facts, stamp: str) -> dict[str, Any]:
    document_type, issuer, year, status, issued_on = facts
    columns = (entry.heading, entry.body, entry.context)
    return {
        "entry_id": entry.pk,
        "document_id": entry.document_id,
        "kind": entry.kind,
        "tokens": " ".join(entry_tokens(*columns)),
        "words": columns,
        "heading": entry.heading,
        "length": entry.body.count(" ") + 1,
        "heading_length": entry.heading.count(" ") + 1,
        "document_type": document_type,
        "issuer": issuer,
        "year": year,
        "status": status,
        "issued_on": issued_on.isoformat() if issued_on else None,
        "facets": facet_value(facts, entry.kind),
        "stamp": stamp,
    }


def write_documents(
    client: Elasticsearch, index: str, document_ids: Sequence[int], *, empty: bool = False
) -> list[int]:
    """Make ``index`` hold exactly the public state of these documents; answers those the cluster refuses.

    ``empty`` says that the index has nothing of them yet. Repeating does no harm. Raises ``SearchUnavailable``.
    """
    texts, facts = texts_of(document_ids), facts_of(document_ids)
    texts = {pk: entries for pk, entries in texts.items() if pk in facts}
    with asking_cluster():
        old = set() if empty else _entry_ids(client, index, document_ids)
        refused: Counter[int] = Counter()
        results = streaming_bulk(
            client,
            _actions(index, texts, facts, old),
            chunk_size=CHUNK,
            max_chunk_bytes=CHUNK_BYTES,
            raise_on_error=False,
            max_retries=3,
            initial_backoff=1,
            # Without it a cluster that makes indexes by itself would make one with a mapping of its own.
            require_alias=index == alias_name(),
        )
        for fine, result in results:
            if not fine:
                _judge(result, refused)
    return sorted(refused)


def _actions(
    index: str, texts: dict[int, list[EntryText]], facts: dict[int, Facts], old: set[int]
) -> Iterator[dict[str, Any]]:
    new: set[int] = set()
    for pk, entries in texts.items():
        stamp = stamp_with_facts(stamp_of_entries(entries), facts[pk])
        for entry in entries:
            new.add(entry.pk)
            yield {"_op_type": "index", "_index": index, "_id": str(entry.pk), **_record(entry, facts[pk], stamp)}
    for entry_id in sorted(old - new):
        yield {"_op_type": "delete", "_index": index, "_id": str(entry_id)}


def _judge(result: dict[str, Any], refused: Counter[int]) -> None:
    """One action that failed: an entry that was gone already, a cluster that cannot write now, or an entry refused."""
    operation, answer = next(iter(result.items()))
    status, error = answer.get("status"), answer.get("error") or {}
    kind = str(error.get("type", "")) if isinstance(error, dict) else str(error)
    if operation == "delete" and status == 404 and not kind:
        return
    if "index_not_found" in kind:
        raise SearchUnavailable("no_index", kind)
    if status == 429:
        raise SearchUnavailable("busy", kind)
    if status in {502, 503, 504}:
        raise SearchUnavailable("no_master", kind)
    logger.error("entry %s is refused by the cluster: %s", answer.get("_id"), error)
    refused[int(answer["_id"]) >> DOCUMENT_SHIFT] += 1


def _entry_ids(client: Elasticsearch, index: str, document_ids: Sequence[int]) -> set[int]:
    """The entries the index holds of these documents, also those written a moment ago."""
    client.indices.refresh(index=index)
    found: set[int] = set()
    search = Search(using=client, index=index).filter("terms", document_id=list(document_ids))
    search = search.source(False).sort("entry_id").params(request_cache=False)
    after: list[Any] = []
    while True:
        page = search.extra(size=10_000, **({"search_after": after} if after else {})).execute()
        found.update(int(hit.meta.id) for hit in page.hits)
        if len(page.hits) < 10_000:
            return found
        after = list(page.hits[-1].meta.sort)


def drain(most: int | None = None) -> int:
    """Write what is on the list until it is empty; answers how many documents were written.

    When the cluster does not answer, what is not written stays on the list and the next attempt is in the queue.
    """
    written = 0
    if not settings.SEARCH:
        return written
    client, began = writing_client(), timezone.now()
    try:
        with asking_cluster():
            index_state(client).demand()
        while most is None or written < most:
            batch = pending.next_batch()
            if not batch:
                break
            refused = write_documents(client, alias_name(), list(batch))
            pending.settle({pk: version for pk, version in batch.items() if pk not in refused})
            if refused:
                # To the end of the list, so that they keep nobody waiting.
                SearchPending.objects.filter(document_id__in=refused).update(marked_at=timezone.now())
            written += len(batch) - len(refused)
            oldest = SearchPending.objects.order_by("marked_at").values_list("marked_at", flat=True).first()
            if refused and (oldest is None or oldest >= began):
                pending.wake(REFUSED_AGAIN)
                break
    except SearchUnavailable as error:
        logger.warning("the search cluster takes nothing now (%s); %s documents wait", error, pending.backlog()[0])
        pending.wake(datetime.timedelta(seconds=30))
    return written


@dataclass(slots=True)
class Difference:
    """How an index differs from the database, by document."""

    missing: list[int] = field(default_factory=list)
    outdated: list[int] = field(default_factory=list)
    surplus: list[int] = field(default_factory=list)

    @property
    def all(self) -> list[int]:
        """Every document that must be written anew."""
        return sorted({*self.missing, *self.outdated, *self.surplus})


def expected_stamps() -> dict[int, tuple[str, int]]:
    """What the cluster should hold of each public document: its stamp and the number of its entries."""
    facts = facts_of()
    rows = SearchStamp.objects.values_list("document_id", "stamp", "entries").iterator()
    return {pk: (stamp_with_facts(stamp, facts[pk]), count) for pk, stamp, count in rows if pk in facts}


def difference(client: Elasticsearch, index: str) -> Difference:
    """Compare every document's stamp and number of entries in ``index`` with the database."""
    with asking_cluster():
        client.indices.refresh(index=index)
        held = _held_stamps(client, index)
    expected = expected_stamps()
    found = Difference(surplus=sorted(set(held) - set(expected)))
    for pk, stamp_and_count in expected.items():
        if pk not in held:
            found.missing.append(pk)
        elif held[pk] != [stamp_and_count]:
            found.outdated.append(pk)
    return found


def _held_stamps(client: Elasticsearch, index: str) -> dict[int, list[tuple[str, int]]]:
    held: dict[int, list[tuple[str, int]]] = {}
    sources = [{"document": A("terms", field="document_id")}, {"stamp": A("terms", field="stamp")}]
    after: dict[str, Any] = {}
    while True:
        search = Search(using=client, index=index).extra(size=0, track_total_hits=False)
        search.aggs.bucket("stamps", "composite", size=COMPARED, sources=sources, **({"after": after} if after else {}))
        answer = search.execute().aggregations.stamps.to_dict()
        for bucket in answer["buckets"]:
            key = bucket["key"]
            held.setdefault(int(key["document"]), []).append((key["stamp"], bucket["doc_count"]))
        after = answer.get("after_key") or {}
        if not after:
            return held
