"""What every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def corpus_dir() -> Path:
    """The folder of real texts; the test is skipped, with the reason, where it is absent."""
    from django.conf import settings

    if not settings.CORPUS_DIR.is_dir():
        pytest.skip(f"no real texts at {settings.CORPUS_DIR} (set CORPUS_DIR)")
    return settings.CORPUS_DIR
