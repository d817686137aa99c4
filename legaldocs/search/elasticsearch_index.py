"""The index in the cluster: its mapping, its names, the alias that says which one is asked."""

from __future__ import annotations

import datetime
import hashlib
import json
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
