"""The index in the cluster: its mapping, its names, the alias that says which one is asked."""

from __future__ import annotations

import datetime
import hashlib
import json
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from elasticsearch import Elasticsearch
from elasticsearch.dsl import Date, DateRange, Document, Integer, Keyword, Long, MetaField, Object, Text

from legaldocs.domain.validity import Status
from legaldocs.search.elasticsearch_client import SearchUnavailable
from legaldocs.search.tokens import FREQUENT, HEADING

#: Answers may be paged through so deep (``answers.MAX_PAGE`` pages of ``MAX_PAGE_SIZE``).
DEEPEST = 60_000
#: Below so many entries the size of an index is nobody's concern.
LARGE = 10_000
#: A cluster looks every thirty seconds whether its copies have all that was written.
COPIES_SECONDS = 40


class EntryRecord(Document):
    """One entry. Words come folded and separated by spaces, so every cluster can index them (no plugin, no analysis module).

    ``tokens`` are what every engine looks terms up by (``tokens.py``); ``words`` keep their places, for phrases, and hold
    heading, body and context as three values: a phrase never crosses from one to the next.
    """

    entry_id = Long()
    document_id = Long()
    #: What is written and compared together: the document with its provisions, or one content by itself (``-pk``).
    unit_id = Long()
    #: The kind of content as visitors choose it (``plan.KINDS``).
    kind = Keyword()
    tokens = Text(analyzer="whitespace", norms=False, index_options="docs")
    words = Text(analyzer="whitespace", norms=False, position_increment_gap=100)
    heading = Text(analyzer="whitespace", norms=False)
    length = Integer()
    heading_length = Integer()
    document_type = Keyword()
    issuer = Long()
    year = Integer()
    status = Keyword()
    #: In which spans of days the document has each status: ``in_force``, ``expired``, …
    on = Object(properties={status.value: DateRange(format="yyyy-MM-dd") for status in Status})
    subject = Long()
    issued_on = Date(format="yyyy-MM-dd")
    valid_from = Date(format="yyyy-MM-dd")
    #: All that facets count by, in one value: one pass counts every combination.
    facets = Keyword(eager_global_ordinals=True)
    #: Names the words and facts of the whole document (``SearchStamp``): what differs from the database is found by it.
    stamp = Keyword()

    class Meta:
        dynamic = MetaField("strict")


def mapping() -> dict[str, Any]:
    """The mapping as sent to the cluster. The words themselves are not kept a second time."""
    built: dict[str, Any] = EntryRecord._doc_type.mapping.to_dict()
    return {
        **built,
        "_source": {"excludes": ["tokens", "words", "heading"]},
        "_meta": {"schema": schema()},
    }


def schema() -> str:
    """Names the mapping and how tokens are made: an index with another one must be built anew."""
    built = [EntryRecord._doc_type.mapping.to_dict(), HEADING, sorted(FREQUENT)]
    return hashlib.sha256(json.dumps(built, sort_keys=True).encode()).hexdigest()[:12]


def alias_name() -> str:
    """The name every question and every write goes to."""
    return f"{settings.SEARCH['prefix']}-entries"


def create_index(client: Elasticsearch, moment: datetime.datetime) -> str:
    """A new empty index, set for fast filling; answers its name."""
    name = f"{alias_name()}-{moment:%Y%m%d%H%M%S%f}"
    client.indices.create(
        index=name,
        mappings=mapping(),
        settings={
            "number_of_shards": settings.SEARCH["shards"],
            "auto_expand_replicas": "false",
            "number_of_replicas": 0,
            "refresh_interval": "-1",
            "max_result_window": DEEPEST,
        },
    )
    return name


def settle_index(client: Elasticsearch, name: str) -> None:
    """The settings of an index that is asked: copies on other nodes, new entries visible after a second."""
    replicas = settings.SEARCH["replicas"]
    copies = {"auto_expand_replicas": replicas} if "-" in replicas else {"number_of_replicas": int(replicas)}
    client.indices.put_settings(index=name, settings={**copies, "refresh_interval": "1s"})
    client.indices.refresh(index=name)
    client.cluster.health(index=name, wait_for_status="yellow", timeout="30s")


def merge_index(client: Elasticsearch, name: str, *, large: int = LARGE) -> None:
    """Ask the cluster to pack a filled index: a third of the size and faster; it does so by and by.

    Beside each entry the cluster keeps its whole text for copies that lag behind, because ``_source`` leaves the words
    out; a merge drops it only once all copies are known to have the entry, else the index stays twice as large until
    its entries change. A large index is therefore merged when that is known, or after ``COPIES_SECONDS``.
    """
    client.indices.flush(index=name)
    end = time.monotonic() + COPIES_SECONDS
    if client.count(index=name)["count"] >= large:
        while _kept_for_copies(client, name) and time.monotonic() < end:
            time.sleep(0.5)
    client.indices.forcemerge(index=name, max_num_segments=1, wait_for_completion=False)


def _kept_for_copies(client: Elasticsearch, name: str) -> bool:
    """Whether some shard still keeps writes for a copy that may not have them."""
    shards = client.indices.stats(index=name, level="shards")["indices"][name]["shards"]
    return any(
        lease["retaining_seq_no"] <= copy["seq_no"]["max_seq_no"]
        for copies in shards.values()
        for copy in copies
        for lease in copy["retention_leases"]["leases"]
    )


def aliased_indexes(client: Elasticsearch) -> list[str]:
    """The indexes behind the alias; none while nothing was built."""
    if not client.indices.exists_alias(name=alias_name()):
        return []
    return sorted(client.indices.get_alias(name=alias_name()).body)


def own_indexes(client: Elasticsearch) -> list[str]:
    """Every index of ours, finished or not."""
    return sorted(client.indices.get(index=f"{alias_name()}-*", expand_wildcards="open", ignore_unavailable=True).body)


def move_alias(client: Elasticsearch, name: str) -> None:
    """From now on ``name`` is asked; the others go. One step: there is no moment without an index."""
    actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": alias_name()}}]
    others = [other for other in own_indexes(client) if other != name]
    if client.indices.exists(index=alias_name()) and not client.indices.exists_alias(name=alias_name()):
        others.append(alias_name())  # a cluster that makes indexes by itself made one where the alias belongs
    actions += [{"remove_index": {"index": other}} for other in others]
    client.indices.update_aliases(actions=actions)


@dataclass(frozen=True, slots=True)
class IndexState:
    """What stands behind the alias."""

    indexes: tuple[str, ...]
    schema: str

    def demand(self) -> None:
        """Raise unless it is one index with our mapping."""
        if not self.indexes:
            raise SearchUnavailable("no_index", alias_name())
        if self.schema != schema():
            raise SearchUnavailable("other_mapping", ", ".join(self.indexes))


def index_state(client: Elasticsearch) -> IndexState:
    """Look behind the alias."""
    found = client.indices.get_mapping(index=alias_name(), ignore_unavailable=True, allow_no_indices=True).body
    schemas = {_schema_in(body) for body in found.values()}
    return IndexState(tuple(sorted(found)), schemas.pop() if len(schemas) == 1 else "")


def index_schema(client: Elasticsearch, name: str) -> str:
    """The schema one index was made with."""
    return _schema_in(client.indices.get_mapping(index=name).body[name])


def _schema_in(body: dict[str, Any]) -> str:
    return str(body["mappings"].get("_meta", {}).get("schema", ""))
