"""Whatever a cluster does, a question is answered by the database, quickly, and a save is a save."""

from __future__ import annotations

import json
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from legaldocs.models.search_writing import SearchPending
from legaldocs.search.breaker import PATIENCE
from legaldocs.search.elasticsearch_client import REASONS, SearchUnavailable, forget_clients
from legaldocs.search.elasticsearch_index import mapping
from legaldocs.search.elasticsearch_writing import drain
from legaldocs.search.engine import cluster_engine, database_engine
from legaldocs.search.indexing import index_documents
from legaldocs.search.plan import Filters, Order, Plan, Term
from portal.settings import env
from tools.postgres import free_port

PLAN = Plan((Term((("thu", "dien", "tu"),)),))
NO_MASTER = {"error": {"type": "master_not_discovered_exception", "reason": "no master"}, "status": 503}
BUSY = {"error": {"type": "es_rejected_execution_exception", "reason": "queue full"}, "status": 429}
NO_INDEX = {"error": {"type": "index_not_found_exception", "reason": "no such index"}, "status": 404}
BLOCKED = {"error": {"type": "cluster_block_exception", "reason": "read only"}, "status": 403}


class FakeCluster:
    """Answers every request with what ``respond`` gives: (status, body), or waits."""

    def __init__(self):
        self.asked = []
        self.respond = lambda method, path: (200, {})
        cluster = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                self.rfile.read(length)
                cluster.asked.append((self.command, self.path))
                status, body = cluster.respond(self.command, self.path)
                content = body if isinstance(body, bytes) else json.dumps(body).encode()
                with suppress(OSError):  # who asked has given up meanwhile
                    self.send_response(status)
                    self.send_header("X-Elastic-Product", "Elasticsearch")
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(content)))
                    self.end_headers()
                    self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"elasticsearch://127.0.0.1:{self.server.server_address[1]}/faulty?timeout=0.3"


def with_index(answer):
    """A cluster whose index is fine and that answers the question itself with ``answer``."""

    def respond(method, path):
        return (200, {"faulty-entries-1": {"mappings": mapping()}}) if "_mapping" in path else answer(path)

    return respond


@pytest.fixture
def faulty(settings):
    cluster = FakeCluster()
    settings.SEARCH = env.search_server(cluster.url)
    forget_clients()
    cluster_engine.cache_clear()
    yield cluster
    cluster.server.shutdown()
    cluster.server.server_close()
    forget_clients()
    cluster_engine.cache_clear()


def ask():
    return cluster_engine().find(PLAN, Filters(), order=Order.BEST, offset=0, limit=10, without=())


def each(body):
    """The same answer for each search of a multi-search, and for each entry of a bulk."""
    written = {"items": [{"index": {"_id": "1", "status": body["status"], "error": body.get("error")}}] * 2}
    return lambda path: (200, written if "_bulk" in path else {"responses": [body, body]})


FAULTS = {
    "busy": with_index(lambda path: (429, BUSY)),
    "busy inside": with_index(each(BUSY)),
    "no master": lambda method, path: (503, NO_MASTER),
    "no master for the question": with_index(lambda path: (503, NO_MASTER)),
    "gateway": lambda method, path: (502, b"<html>Bad Gateway</html>"),
    "index missing": lambda method, path: (404, NO_INDEX),
    "index lost since": with_index(each(NO_INDEX)),
    "alias of nothing": lambda method, path: (200, {}),
    "another mapping": lambda method, path: (200, {"x": {"mappings": {"_meta": {"schema": "old"}}}}),
    "a mapping nobody made": lambda method, path: (200, {"faulty-entries": {"mappings": {}}}),
    "closed": with_index(lambda path: (403, BLOCKED)),
    "shards lost": with_index(
        each({"timed_out": False, "_shards": {"failed": 1}, "hits": {"hits": []}, "status": 200})
    ),
    "time limit": with_index(each({"timed_out": True, "_shards": {"failed": 0}, "hits": {"hits": []}, "status": 200})),
    "no JSON": with_index(lambda path: (200, b"{")),
    "something else": with_index(lambda path: (200, {"hello": "world"})),
    "an error of its own": with_index(lambda path: (500, {"error": "boom"})),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_database_answers_when_the_cluster_cannot(faulty, corpus, fault):
    faulty.respond = FAULTS[fault]
    expected = database_engine().find(PLAN, Filters(), order=Order.BEST, offset=0, limit=10, without=())
    found = ask()
    assert faulty.asked
    assert found.fallback
    assert expected.hits
    assert [hit.entry_id for hit in found.hits] == [hit.entry_id for hit in expected.hits]
    assert found.total == expected.total


def test_a_cluster_that_hangs_costs_two_visitors_a_moment_and_the_others_nothing(faulty, corpus):
    release = threading.Event()

    def hang(method, path):
        release.wait(10)
        return 200, {}

    faulty.respond = hang
    times = []
    for _ in range(PATIENCE + 3):
        start = time.monotonic()
        assert ask().fallback
        times.append(time.monotonic() - start)
    release.set()
    assert len(faulty.asked) == PATIENCE
    assert cluster_engine().breaker.reason == "timeout"
    assert all(taken < 3 for taken in times)


def test_a_refused_connection_is_a_fault_like_others(settings, corpus):
    settings.SEARCH = env.search_server(f"elasticsearch://127.0.0.1:{free_port()}/gone")
    forget_clients()
    cluster_engine.cache_clear()
    try:
        assert ask().fallback
        assert ask().fallback
        assert cluster_engine().breaker.is_open
        assert cluster_engine().breaker.reason == "refused"
    finally:
        forget_clients()
        cluster_engine.cache_clear()


def test_when_it_is_back_it_is_asked_again(faulty, corpus, monkeypatch):
    faulty.respond = lambda method, path: (503, NO_MASTER)
    for _ in range(PATIENCE):
        ask()
    engine = cluster_engine()
    assert engine.breaker.is_open
    empty = {"timed_out": False, "_shards": {"failed": 0}, "hits": {"hits": [], "total": {"value": 0}}, "status": 200}
    faulty.respond = with_index(each(empty))
    assert ask().fallback  # nobody looks before the time
    engine.breaker._look_at = 0.0
    found = ask()
    assert not found.fallback
    assert not engine.breaker.is_open


def test_a_look_that_fails_costs_no_question(faulty, corpus):
    faulty.respond = lambda method, path: (503, NO_MASTER)
    for _ in range(PATIENCE):
        ask()
    engine, before = cluster_engine(), len(faulty.asked)
    engine.breaker._look_at = 0.0
    assert ask().fallback
    assert [path for _, path in faulty.asked[before:] if "_msearch" in path] == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_save_is_a_save_and_what_was_not_written_stays_on_the_list(faulty, corpus, fault):
    faulty.respond = FAULTS[fault]
    SearchPending.objects.all().delete()
    index_documents([corpus["land"].pk])
    drain()
    assert list(SearchPending.objects.values_list("document_id", flat=True)) == [corpus["land"].pk]
    assert database_engine().find(PLAN, Filters(), order=Order.BEST, offset=0, limit=10, without=()).hits


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_has_a_name_for_the_health_page(faulty, corpus, fault):
    faulty.respond = FAULTS[fault]
    with pytest.raises(SearchUnavailable) as raised:
        cluster_engine().cluster.find(PLAN, Filters(), order=Order.BEST, offset=0, limit=10, without=())
    assert raised.value.reason in REASONS
