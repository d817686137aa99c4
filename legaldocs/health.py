"""The search engine answers a question."""

from __future__ import annotations

from legaldocs.search.answers import answer
from portal.health import Finding, health_check


@health_check("search")
def search() -> Finding:
    """An ordinary question is answered, whatever it finds."""
    return Finding("error" if answer("nghị định").failed else "ok", vital=True)
