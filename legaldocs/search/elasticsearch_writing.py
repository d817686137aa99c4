"""Writing to the cluster: documents in bulk, what is pending, what differs from the database."""

from __future__ import annotations

import datetime
import hashlib
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone
from elasticsearch import Elasticsearch
from elasticsearch.dsl import A, Search
from elasticsearch.helpers import streaming_bulk

from legaldocs.models import LegalDocument, SearchContent, StatusSpan, SubjectTag
from legaldocs.models.search import DOCUMENT_SHIFT
from legaldocs.models.search_writing import SearchPending, SearchStamp
from legaldocs.search import pending
from legaldocs.search.contents import entries_of_contents
from legaldocs.search.elasticsearch_client import SearchUnavailable, asking_cluster, writing_client
from legaldocs.search.elasticsearch_index import alias_name, index_state
from legaldocs.search.engine import EntryText
from legaldocs.search.facts import kind_of, span_of
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
FACTS = ("document_type", "issuer_id", "year", "status", "stage", "issued_on", "valid_from")
SPAN_FACTS = ("starts_on", "ends_on", "status")


class Facts(NamedTuple):
    """What a cluster is told of the document of an entry."""

    document_type: str
    issuer: int | None
    year: int
    status: str
    stage: str
    issued_on: datetime.date | None
    valid_from: datetime.date | None
    subjects: tuple[int, ...]
    spans: tuple[tuple[datetime.date, datetime.date | None, str], ...]


def stamp_with_facts(stamp: str, facts: Facts) -> str:
    """Names all that the cluster holds of one document."""
    return hashlib.blake2b(f"{stamp} {tuple(facts)!r}".encode(), digest_size=16).hexdigest()


def facet_value(facts: Facts, kind: str) -> str:
    """What facets are counted by, in one value (read by ``elasticsearch.py``)."""
    issuer = "" if facts.issuer is None else facts.issuer
    subjects = ",".join(map(str, facts.subjects))
    return f"{facts.document_type}|{issuer}|{facts.year}|{facts.status}|{kind}|{subjects}"


def facts_of(document_ids: Sequence[int] | None = None) -> dict[int, Facts]:
    """Facts of these documents, or of all public ones."""
    rows, tags, lines = LegalDocument.objects.public(), SubjectTag.objects.all(), StatusSpan.objects.all()
    if document_ids is not None:
        rows, tags = rows.filter(pk__in=document_ids), tags.filter(content_object_id__in=document_ids)
        lines = lines.filter(document_id__in=document_ids)
    subjects: dict[int, list[int]] = {}
    for pk, subject in tags.order_by("content_object_id", "tag_id").values_list("content_object_id", "tag_id"):
        subjects.setdefault(pk, []).append(subject)
    spans: dict[int, list[tuple[Any, ...]]] = {}
    for pk, *span in lines.order_by("document_id", "starts_on").values_list("document_id", *SPAN_FACTS):
        spans.setdefault(pk, []).append(tuple(span))
    return {
        pk: Facts(*facts, tuple(subjects.get(pk, ())), tuple(spans.get(pk, ())))  # type: ignore[call-arg]
        for pk, *facts in rows.values_list("pk", *FACTS)
    }


def _record(unit_id: int, entry: EntryText, facts: Facts, stamp: str) -> dict[str, Any]:
    columns = (entry.heading, entry.body, entry.context)
    kind = kind_of(span_of(entry.pk), facts.stage, itself=not entry.place)
    on: dict[str, list[dict[str, str]]] = {}
    for starts_on, ends_on, status in facts.spans:
        until = {"lt": ends_on.isoformat()} if ends_on else {}
        on.setdefault(status, []).append({"gte": starts_on.isoformat(), **until})
    return {
        "entry_id": entry.pk,
        "document_id": entry.document_id,
        "unit_id": unit_id,
        "kind": kind,
        "tokens": " ".join(entry_tokens(*columns)),
        "words": columns,
        "heading": entry.heading,
        "length": entry.length,
        "heading_length": entry.heading_length,
        "document_type": facts.document_type,
        "issuer": facts.issuer,
        "year": facts.year,
        "status": facts.status,
        "on": on,
        "subject": list(facts.subjects),
        "issued_on": facts.issued_on.isoformat() if facts.issued_on else None,
        "valid_from": facts.valid_from.isoformat() if facts.valid_from else None,
        "facets": facet_value(facts, kind),
        "stamp": stamp,
    }


def write_documents(client: Elasticsearch, index: str, unit_ids: Sequence[int], *, empty: bool = False) -> list[int]:
    """Make ``index`` hold exactly the public state of these units; answers those the cluster refuses.

    A unit is a document with its provisions, by its key, or one content by itself (``contents.py``), by ``-key``.
    ``empty`` says that the index has nothing of them yet. Repeating does no harm. Raises ``SearchUnavailable``.
    """
    texts = texts_of([pk for pk in unit_ids if pk > 0])
    stamps = {pk: stamp_of_entries(entries) for pk, entries in texts.items()}
    for pk, (entry, stamp) in entries_of_contents(-pk for pk in unit_ids if pk < 0).items():
        texts[pk], stamps[pk] = [entry], stamp
    facts = facts_of(sorted({entry.document_id for entries in texts.values() for entry in entries}))
    texts = {pk: [entry for entry in entries if entry.document_id in facts] for pk, entries in texts.items()}
    with asking_cluster():
        old = set() if empty else _entry_ids(client, index, unit_ids)
        refused: Counter[int] = Counter()
        units = {entry.pk: pk for pk, entries in texts.items() for entry in entries}
        results = streaming_bulk(
            client,
            _actions(index, texts, stamps, facts, old),
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
                _judge(result, refused, units)
    return sorted(refused)


def _actions(
    index: str, texts: dict[int, list[EntryText]], stamps: dict[int, str], facts: dict[int, Facts], old: set[int]
) -> Iterator[dict[str, Any]]:
    new: set[int] = set()
    for pk, entries in texts.items():
        for entry in entries:
            new.add(entry.pk)
            known = facts[entry.document_id]
            record = _record(pk, entry, known, stamp_with_facts(stamps[pk], known))
            yield {"_op_type": "index", "_index": index, "_id": str(entry.pk), **record}
    for entry_id in sorted(old - new):
        yield {"_op_type": "delete", "_index": index, "_id": str(entry_id)}


def _judge(result: dict[str, Any], refused: Counter[int], units: dict[int, int]) -> None:
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
    entry_id = int(answer["_id"])
    refused[units.get(entry_id, entry_id >> DOCUMENT_SHIFT)] += 1


def _entry_ids(client: Elasticsearch, index: str, unit_ids: Sequence[int]) -> set[int]:
    """The entries the index holds of these units, also those written a moment ago."""
    client.indices.refresh(index=index)
    found: set[int] = set()
    search = Search(using=client, index=index).filter("terms", unit_id=list(unit_ids))
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
    """What the cluster should hold of each unit: its stamp and the number of its entries."""
    facts = facts_of()
    rows = SearchStamp.objects.values_list("document_id", "stamp", "entries").iterator()
    expected = {pk: (stamp_with_facts(stamp, facts[pk]), count) for pk, stamp, count in rows if pk in facts}
    contents = SearchContent.objects.values_list("pk", "document_id", "stamp")
    expected |= {-pk: (stamp_with_facts(stamp, facts[of]), 1) for pk, of, stamp in contents if of in facts}
    return expected


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
    sources = [{"document": A("terms", field="unit_id")}, {"stamp": A("terms", field="stamp")}]
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
