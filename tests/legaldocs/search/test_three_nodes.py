"""Three nodes, one killed as by a power failure while documents are written and questions asked: nothing is lost, no
question fails, no page breaks."""

from __future__ import annotations

import datetime
import threading
import time

import pytest

from legaldocs.models import Expression, LegalDocument, Organization, SearchEntry
from legaldocs.models.search_writing import SearchPending
from legaldocs.search import elasticsearch_writing, pending
from legaldocs.search.elasticsearch_client import forget_clients, writing_client
from legaldocs.search.elasticsearch_index import alias_name
from legaldocs.search.elasticsearch_writing import difference, drain
from legaldocs.search.engine import cluster_engine
from legaldocs.search.plan import Filters, Order, Plan, Term
from legaldocs.search.rebuilding import rebuild_cluster
from legaldocs.services.publishing import publish_document, publish_expression
from portal.settings import env
from tools.search_server import throwaway_search_cluster, wait_until_ready

pytestmark = [pytest.mark.elasticsearch, pytest.mark.slow, pytest.mark.xdist_group("three-nodes")]
DOCUMENTS = 60
DAY = datetime.date(2020, 1, 1)
PLAN = Plan((Term((("thanh", "pho"),)),))


@pytest.fixture(scope="module")
def nodes():
    with throwaway_search_cluster(3) as nodes:
        yield nodes


def address_of(nodes):
    hosts = ",".join(node.address for node in nodes)
    return env.search_server(f"elasticsearch://{hosts}/three?replicas=2&shards=2&timeout=3")


@pytest.fixture
def three_nodes(nodes, settings):
    """All three run; those a test killed are started again."""
    for node in nodes:
        if node.process.poll() is not None:
            node.launch()
    wait_until_ready(nodes, 3)
    settings.SEARCH = address_of(nodes)
    forget_clients()
    cluster_engine.cache_clear()
    yield nodes
    forget_clients()
    cluster_engine.cache_clear()


@pytest.fixture
def many(db, monkeypatch):
    """Published documents with two articles each."""
    monkeypatch.setattr("legaldocs.services.publishing.blocking_failures", lambda document: [])
    issuer = Organization.objects.create(code="SR-BA", name="Bộ Ba")
    documents = []
    for number in range(1, DOCUMENTS + 1):
        document = LegalDocument.objects.create(
            document_type="thong-tu",
            number=f"{number}/2020/TT-BA",
            abstract=f"Quy định thứ {number} về thành phố",
            issuer=issuer,
            issued_on=DAY,
            valid_from=DAY,
            live=True,
        )
        text = f"Điều 1. Phạm vi\nThành phố số {number}.\nĐiều 2. Hiệu lực\nNgày đầu năm.\n"
        publish_expression(expression=Expression.objects.create(document=document, source_text=text), index=False)
        documents.append(publish_document(document=document, revision=False))
    return documents


def ask():
    return cluster_engine().find(PLAN, Filters(), order=Order.BEST, offset=0, limit=10, without=())


def kill(node):
    node.stop(kill=True)


def master_of(nodes):
    name = nodes[0].ask("/_cluster/state/master_node,nodes")
    return next(node for node in nodes if name["nodes"][name["master_node"]]["name"] == node.name)


def entries():
    return SearchEntry.objects.count()


def wait_for(condition, seconds=60):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "the cluster did not recover in time"
        time.sleep(0.5)


@pytest.mark.parametrize("victim", ["the master", "another node"])
def test_a_node_dies_while_documents_are_written_and_questions_asked(three_nodes, many, client, monkeypatch, victim):
    rebuild_cluster(iter)
    cluster = writing_client()
    cluster.cluster.health(wait_for_status="green", timeout="60s")
    SearchPending.objects.all().delete()
    assert not ask().fallback
    master = master_of(three_nodes)
    dying = master if victim == "the master" else next(node for node in three_nodes if node is not master)

    monkeypatch.setattr(pending, "BATCH", 5)
    monkeypatch.setattr(pending.next_batch, "__defaults__", (5,))
    written, write, answers = [], elasticsearch_writing.write_documents, []

    def write_and_die_in_the_middle(*args, **kwargs):
        if len(written) == 4:
            threading.Timer(0.02, kill, [dying]).start()
        written.append(1)
        result = write(*args, **kwargs)
        answers.append(ask())  # a visitor's question between two writes
        return result

    monkeypatch.setattr(elasticsearch_writing, "write_documents", write_and_die_in_the_middle)
    for document in many:
        LegalDocument.objects.filter(pk=document.pk).update(year=2021)
    pending.put_on_list([document.pk for document in many])
    for _ in range(40):
        drain()
        page = client.get("/tim-kiem/", {"q": "thành phố"})
        assert page.status_code == 200
        assert "TT-BA" in page.content.decode()
        if not SearchPending.objects.exists():
            break
        time.sleep(1)
    assert dying.process.poll() is not None
    assert len(written) > DOCUMENTS // 5 - 1
    assert not SearchPending.objects.exists()
    assert all(len(found.hits) == 10 and found.total >= DOCUMENTS for found in answers)

    def whole():
        return not difference(cluster, alias_name()).all

    wait_for(whole)
    cluster.indices.refresh(index=alias_name())
    assert cluster.count(index=alias_name())["count"] == entries()
    cluster_engine().breaker.succeeded()
    assert not ask().fallback  # the two that are left answer


def test_a_node_that_hangs_keeps_questions_waiting_for_a_moment_only(three_nodes, many):
    rebuild_cluster(iter)
    writing_client().cluster.health(wait_for_status="green", timeout="60s")
    hanging = next(node for node in three_nodes if node is not master_of(three_nodes))
    hanging.pause()
    try:
        slow = 0
        for _ in range(20):
            start = time.monotonic()
            found = ask()
            slow += time.monotonic() - start > 1
            assert len(found.hits) == 10
        assert slow <= 4
    finally:
        hanging.go_on()


def test_without_a_majority_nothing_is_lost_and_it_catches_up(three_nodes, many, settings):
    rebuild_cluster(iter)
    SearchPending.objects.all().delete()
    for node in three_nodes[1:]:
        kill(node)
    document = many[0]
    expression = document.expressions.get()
    expression.source_text = "Điều 1. Phạm vi\nThành phố mới tinh.\n"
    publish_expression(expression=expression)  # a save is a save
    drain()
    assert list(SearchPending.objects.values_list("document_id", flat=True)) == [document.pk]
    assert ask().hits
    for node in three_nodes[1:]:
        node.launch()
    settings.SEARCH = address_of(three_nodes)
    forget_clients()
    wait_for(lambda: drain() or not SearchPending.objects.exists())
    wait_for(lambda: not difference(writing_client(), alias_name()).all)
