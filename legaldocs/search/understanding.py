"""A question read with all this process knows: terms, names of laws and bodies, the words of the corpus."""

from __future__ import annotations

from django.utils import timezone

from legaldocs.search.fields import shipped_fields
from legaldocs.search.names import BODIES, LAWS
from legaldocs.search.question import Knowledge, Question, read_question
from legaldocs.search.terms import TERMS
from legaldocs.search.vocabulary import VOCABULARY


def knowledge() -> Knowledge:
    """What this process knows now."""
    return Knowledge(
        TERMS.get(), LAWS.get(), BODIES.get(), VOCABULARY.get(), timezone.localdate().year, shipped_fields()
    )


def understand(raw: str, *, literal: bool = False) -> Question:
    """Read any string as a question."""
    return read_question(raw, knowledge(), literal=literal)
