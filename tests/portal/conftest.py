"""Every test begins in Vietnamese, whatever page an earlier one opened."""

from __future__ import annotations

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def vietnamese():
    """The language of the portal."""
    with translation.override("vi"):
        yield
