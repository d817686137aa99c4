"""A real search server under the tests of the search: an index of its own for each process, kept equal to the database."""

from __future__ import annotations

import os

import pytest


def touches_database(item) -> bool:
    return bool(item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())))


DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "admin_client", "admin_user"}


@pytest.fixture(scope="session")
def index_of_this_run():
    """An index of its own for each process that tests, where SEARCH_URL names a server."""
    from django.conf import settings

    if not settings.SEARCH:
        yield None
        return
    from django.utils import timezone

    from legaldocs.search.elasticsearch_client import writing_client
    from legaldocs.search.elasticsearch_index import create_index, move_alias, own_indexes, settle_index

    settings.SEARCH["prefix"] = f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-{os.getpid()}"
    client = writing_client()
    name = create_index(client, timezone.now())
    settle_index(client, name)
    move_alias(client, name)
    yield client
    for index in own_indexes(client):
        client.indices.delete(index=index)


#: Documents that tests wrote to the server and the database has forgotten since.
_rolled_back: set[int] = set()


@pytest.fixture
def cluster(request, index_of_this_run, monkeypatch):
    """With a server the whole suite asks it: what a test has written is in the index before its next question, and what
    the database takes back after the test is taken back there before the next one."""
    if index_of_this_run is None or not touches_database(request.node):
        yield None
        return
    from django.conf import settings

    from legaldocs.search import elasticsearch_writing
    from legaldocs.search.elasticsearch import ElasticsearchEngine
    from legaldocs.search.elasticsearch_index import alias_name
    from legaldocs.search.engine import cluster_engine
    from legaldocs.search.pending import next_batch

    request.getfixturevalue("db")
    client, find, write = index_of_this_run, ElasticsearchEngine.find, elasticsearch_writing.write_documents

    def written_and_remembered(client, index, document_ids, **kwargs):
        _rolled_back.update(document_ids)
        return write(client, index, document_ids, **kwargs)

    def find_what_was_written(self, *args, **kwargs):
        if settings.SEARCH.get("prefix") == prefix and next_batch(1):
            elasticsearch_writing.drain()
            client.indices.refresh(index=alias_name(), ignore_unavailable=True)
        return find(self, *args, **kwargs)

    prefix = settings.SEARCH["prefix"]
    if _rolled_back:
        write(client, alias_name(), sorted(_rolled_back))
        client.indices.refresh(index=alias_name())
        _rolled_back.clear()
    monkeypatch.setattr(elasticsearch_writing, "write_documents", written_and_remembered)
    monkeypatch.setattr(ElasticsearchEngine, "find", find_what_was_written)
    cluster_engine.cache_clear()  # a breaker that another test opened
    yield client
