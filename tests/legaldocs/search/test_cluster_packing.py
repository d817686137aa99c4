"""A filled index is packed once the cluster keeps nothing beside its entries."""

from __future__ import annotations

import time

import pytest
from django.utils import timezone

from legaldocs.models import SearchEntry
from legaldocs.search.elasticsearch_index import create_index, merge_index, settle_index
from legaldocs.search.elasticsearch_writing import write_documents

pytestmark = pytest.mark.elasticsearch


def kept_for_copies(client, name):
    """Bytes of whole texts kept beside the entries, once the index is one segment."""
    for _ in range(100):
        client.indices.flush(index=name)
        if len(client.cat.segments(index=name, format="json").body) == 1:
            break
        time.sleep(0.2)
    path = f"/{name}/_disk_usage?run_expensive_tasks=true"
    usage = client.perform_request("POST", path, headers={"accept": "application/json"})[name]
    return usage["fields"].get("_recovery_source", {"total_in_bytes": 0})["total_in_bytes"]


@pytest.fixture
def filled(cluster, corpus):
    """A new index with the corpus, in two segments."""
    name = create_index(cluster, timezone.now())
    documents = sorted(set(SearchEntry.objects.values_list("document_id", flat=True)))
    for part in (documents[:1], documents[1:]):
        write_documents(cluster, name, part)
        cluster.indices.flush(index=name)
    yield name
    cluster.indices.delete(index=name)


def test_a_packed_index_keeps_no_second_copy_of_its_texts(cluster, filled):
    settle_index(cluster, filled)
    assert cluster.count(index=filled)["count"] == SearchEntry.objects.count()
    # The cluster looks every thirty seconds whether its copies have all: this test waits for it.
    merge_index(cluster, filled, large=1)
    assert kept_for_copies(cluster, filled) == 0


def test_an_index_is_packed_even_when_the_cluster_never_says_that_its_copies_are_complete(cluster, filled, monkeypatch):
    monkeypatch.setattr("legaldocs.search.elasticsearch_index._kept_for_copies", lambda client, name: True)
    monkeypatch.setattr("legaldocs.search.elasticsearch_index.COPIES_SECONDS", 0.1)
    merge_index(cluster, filled, large=1)
    kept_for_copies(cluster, filled)
    assert len(cluster.cat.segments(index=filled, format="json").body) == 1
