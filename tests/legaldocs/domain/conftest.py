"""Property tests of the domain: no deadline per example, because machines that run suites are busy."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("domain", deadline=None)
settings.load_profile("domain")
