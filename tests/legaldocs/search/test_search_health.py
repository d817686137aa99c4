"""What ``/suc-khoe/`` says of the search: the index of the database, and the cluster where there is one."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from legaldocs import health
from legaldocs.models.search_writing import SearchPending, SearchStamp
from legaldocs.search import pending
from legaldocs.search.elasticsearch import ElasticsearchEngine
from legaldocs.search.elasticsearch_client import SearchUnavailable, forget_clients
from portal.settings import env


@pytest.fixture
def cluster_url(settings):
    settings.SEARCH = env.search_server("elasticsearch://127.0.0.1:1/absent?timeout=0.2")
    forget_clients()
    yield
    forget_clients()


@pytest.fixture
def answering(cluster_url, monkeypatch):
    monkeypatch.setattr(ElasticsearchEngine, "look", lambda self: None)


def test_a_whole_index_is_well(corpus):
    assert health.search_index().state == "ok"


def test_a_document_missing_from_the_index_is_named_with_the_remedy(corpus):
    SearchStamp.objects.filter(document_id=corpus["land"].pk).delete()
    finding = health.search_index()
    assert finding.state == "incomplete"
    assert "check_search --mend" in finding.detail
    assert not finding.vital


def test_without_a_cluster_nothing_is_said_of_one(settings, client, db):
    settings.SEARCH = {}
    assert health.search_cluster() is None
    assert "search_cluster" not in client.get("/suc-khoe/").json()


def test_a_cluster_that_answers_and_keeps_up_is_well(answering, db):
    SearchPending.objects.all().delete()
    assert health.search_cluster().state == "ok"


@pytest.mark.parametrize("reason", ["refused", "timeout", "busy", "no_master", "no_index", "other_mapping", "rejected"])
def test_each_fault_is_named_and_is_not_vital(cluster_url, db, monkeypatch, reason):
    def look(self):
        raise SearchUnavailable(reason)

    monkeypatch.setattr(ElasticsearchEngine, "look", look)
    finding = health.search_cluster()
    assert finding.state == reason
    assert "database answers" in finding.detail
    assert ("rebuild_search" in finding.detail) == (reason in {"no_index", "other_mapping"})
    assert not finding.vital


def test_writes_that_wait_too_long_are_named_with_their_number(answering, db):
    pending.put_on_list([1, 2])
    assert health.search_cluster().state == "ok"
    SearchPending.objects.update(marked_at=timezone.now() - datetime.timedelta(minutes=7))
    finding = health.search_cluster()
    assert finding.state == "late"
    assert finding.detail == "2 documents wait to be written, the oldest 7 minutes"


def test_the_page_stays_200_when_the_cluster_is_gone(cluster_url, client, corpus):
    response = client.get("/suc-khoe/")
    assert response.status_code == 200
    body = response.json()
    assert body["search_cluster"] == "refused"
    assert body["search"] == "ok"
    assert body["status"] == "degraded"
