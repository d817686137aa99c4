"""What every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest


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
        return [*drops, *statements, *[sql for _, sql in triggers]]

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


DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "admin_client", "admin_user"}


def pytest_collection_modifyitems(config, items):
    """The second run leaves out what the first has shown already: pure tests, and journeys in the browser."""
    if not config.getoption("--database-only"):
        return
    kept, left_out = [], []
    for item in items:
        touches = item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
        (kept if touches and not item.get_closest_marker("browser") else left_out).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def pytest_unconfigure(config):
    """Uploaded files of the tests go with the run."""
    import shutil

    from django.conf import settings

    if settings.configured:
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        shutil.rmtree(f"{settings.MEDIA_ROOT}-private", ignore_errors=True)
