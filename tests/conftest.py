"""What every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cluster import cluster as cluster
from tests.cluster import index_of_this_run as index_of_this_run
from tests.cluster import touches_database


@pytest.fixture(scope="session", autouse=True)
def _flush_lifts_the_freeze():
    """Between transactional tests SQLite deletes row by row, which the freeze of posted wordings rightly refuses:
    the triggers are dropped for the flush and made again after it."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    operations = type(connection.ops)
    flush = operations.sql_flush

    def sql_flush(self, style, tables, **kwargs):
        statements = flush(self, style, tables, **kwargs)
        if "legaldocs_provision" not in tables:
            return statements
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'legaldocs_%frozen%'"
        with self.connection.cursor() as cursor:
            triggers = cursor.execute(query).fetchall()
        drops = [f"DROP TRIGGER IF EXISTS {name}" for name, _ in triggers]
        # FTS5 keeps its entries by itself: those of documents that are gone would count in the tests that follow.
        emptied = "INSERT INTO legaldocs_search_fts(legaldocs_search_fts) VALUES ('delete-all')"
        return [*drops, *statements, emptied, *[sql for _, sql in triggers]]

    operations.sql_flush = sql_flush


@pytest.fixture(autouse=True)
def _vietnamese_again():
    """A request under ``/en/`` leaves English active in the thread; the next test begins in Vietnamese."""
    from django.conf import settings
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def corpus_dir() -> Path:
    """The folder of real texts; the test is skipped, with the reason, where it is absent."""
    from django.conf import settings

    if not settings.CORPUS_DIR.is_dir():
        pytest.skip(f"no real texts at {settings.CORPUS_DIR} (set CORPUS_DIR)")
    return settings.CORPUS_DIR


def pytest_addoption(parser):
    parser.addoption(
        "--database-only",
        action="store_true",
        help="only tests that touch the database (the second run, on PostgreSQL)",
    )
    parser.addoption(
        "--search-only",
        action="store_true",
        help="only tests of the search (the third run, with a real Elasticsearch at SEARCH_URL)",
    )


SEARCH_FOLDERS = {Path(__file__).parent / app / "search" for app in ("legaldocs", "consultations")}


def pytest_collection_modifyitems(config, items):
    """The second run leaves out what the first has shown already: pure tests, and journeys in the browser. What needs a
    search server runs where there is one: in the third run, which is of nothing but the search."""
    has_server = bool(os.environ.get("SEARCH_URL"))
    if config.getoption("--search-only") and not has_server:
        raise pytest.UsageError("--search-only needs SEARCH_URL (make search-server starts a server).")
    kept, left_out = [], []
    for item in items:
        wanted = has_server or not item.get_closest_marker("elasticsearch")
        if config.getoption("--database-only"):
            wanted = wanted and touches_database(item) and not item.get_closest_marker("browser")
        if config.getoption("--search-only"):
            of_search = bool(SEARCH_FOLDERS & set(item.path.parents)) and touches_database(item)
            wanted = bool(item.get_closest_marker("elasticsearch")) or of_search
        (kept if wanted else left_out).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


def pytest_unconfigure(config):
    """Uploaded files of the tests go with the run."""
    import shutil

    from django.conf import settings

    if settings.configured:
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        shutil.rmtree(f"{settings.MEDIA_ROOT}-private", ignore_errors=True)
