"""What must happen to the search index when the corpus changes; called inside the transaction that changes it."""

from __future__ import annotations

from collections.abc import Sequence


def index_documents(document_ids: Sequence[int]) -> None:
    """Write the index rows of these documents anew from their published state (nothing for those not public)."""


def remove_documents(document_ids: Sequence[int]) -> None:
    """Take these documents out of the index."""
