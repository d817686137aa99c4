"""Rules of the documents section (điểm e khoản 1 Điều 10, điểm c khoản 1 Điều 17 NĐ 43/2011) as checks on documents."""

from __future__ import annotations

from legaldocs.models import LegalDocument


def blocking_failures(document: LegalDocument) -> list[str]:
    """Blocker rules this document fails, each as one Vietnamese sentence naming the rule; empty when it may be published."""
    return []
