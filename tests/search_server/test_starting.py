"""The starter of the search server: what it fetches, what it says when it cannot, that it is gone afterwards."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
import yaml

from tools import search_server

ROOT = Path(__file__).resolve().parents[2]


def test_both_artifacts_and_the_container_have_one_version():
    pom = (ROOT / "tests/search_server/pom.xml").read_text(encoding="utf-8")
    assert pom.count("<version>${elasticsearch.version}</version>") == 2
    image = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["search"]["image"]
    assert image.endswith(f":{search_server.version()}")


def test_the_container_makes_no_index_of_ours_by_itself_and_listens_on_this_machine_only():
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert services["search"]["environment"]["action.auto_create_index"].startswith("-portal-*")
    for service in services.values():
        assert all(port.startswith("127.0.0.1:") for port in service["ports"])
        assert "healthcheck" in service
        assert any(":?" in str(value) for value in service["environment"].values()), "a password must be set"


def test_what_is_fetched_lies_outside_the_repository_and_follows_the_sources(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = search_server.cache_folder()
    assert tmp_path in folder.parents
    sources = tmp_path / "sources"
    sources.mkdir()
    for name in ("pom.xml", "SearchNode.java"):
        text = (ROOT / "tests/search_server" / name).read_text(encoding="utf-8")
        (sources / name).write_text(f"{text}\n", encoding="utf-8")
    monkeypatch.setattr(search_server, "SOURCES", sources)
    assert search_server.cache_folder() != folder
    assert search_server.cache_folder().name.startswith(f"elasticsearch-{search_server.version()}-")


def test_without_a_compiler_or_maven_the_line_to_type_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(search_server.SearchServerError, match="openjdk-17-jdk-headless maven"):
        search_server.install()


def test_a_fetch_that_fails_leaves_nothing_that_looks_finished(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(search_server, "java_version", lambda: 17)
    monkeypatch.setattr(search_server.shutil, "which", lambda name: "/bin/false")

    def fails(command, failure):
        raise search_server.SearchServerError(failure)

    monkeypatch.setattr(search_server, "_run", fails)
    with pytest.raises(search_server.SearchServerError, match="Maven Central"):
        search_server.install()
    assert not search_server.cache_folder().exists()


def test_free_ports_differ():
    ports = search_server.free_ports(20)
    assert len(set(ports)) == 20


@pytest.mark.parametrize(("required", "code"), [("1", 1), ("", 0)])
def test_a_missing_server_fails_the_run_where_services_are_required(monkeypatch, capsys, required, code):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    run_tests = importlib.import_module("run_tests")

    def missing():
        raise run_tests.SearchServerError("không có máy chủ")

    monkeypatch.setattr(run_tests, "install", missing)
    monkeypatch.setenv("REQUIRE_SERVICES", required)
    assert run_tests.search_tests({}) == code
    assert "không có máy chủ" in capsys.readouterr().err


def test_the_third_run_is_of_the_search_with_the_address_of_the_server(monkeypatch):
    from contextlib import contextmanager
    from types import SimpleNamespace

    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    run_tests = importlib.import_module("run_tests")
    seen = []

    @contextmanager
    def server():
        yield SimpleNamespace(address="127.0.0.1:9")

    def pytest_run(env, *arguments):
        seen.append((env["SEARCH_URL"], arguments))
        return 3

    monkeypatch.setattr(run_tests, "install", lambda: None)
    monkeypatch.setattr(run_tests, "throwaway_search_server", server)
    monkeypatch.setattr(run_tests, "pytest", pytest_run)
    assert run_tests.search_tests({"A": "b"}, "-q") == 3
    assert seen == [("elasticsearch://127.0.0.1:9/test", ("-q", "--search-only"))]


@pytest.mark.elasticsearch
def test_a_server_starts_answers_and_is_gone_with_its_data():
    with search_server.throwaway_search_server() as node:
        assert node.ask("/_cluster/health")["number_of_nodes"] == 1
        home, process = node.home, node.process
    assert process.poll() is not None
    assert not home.exists()


@pytest.mark.elasticsearch
def test_a_server_that_cannot_start_says_why_from_its_log(tmp_path):
    settings = {"cluster.name": "broken", "discovery.type": "no-such-type"}
    node = search_server.SearchNode("broken", tmp_path, "256m", settings)
    node.launch()
    with pytest.raises(search_server.SearchServerError, match="no-such-type"):
        search_server.wait_until_ready([node], 1)


@pytest.mark.parametrize(
    ("heap", "flag"),
    [("512m", "-XX:+UseSerialGC"), ("384m", "-XX:+UseSerialGC"), ("1g", "-XX:+UseG1GC"), ("1800M", "-XX:+UseG1GC")],
)
def test_a_large_node_collects_its_memory_while_it_works(heap, flag):
    assert search_server.collector(heap) == flag
