"""Finding documents and organizations in the editors' part: a number in any spelling, words without their marks."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from legaldocs.domain.numbers import find_numbers, number_key
from legaldocs.domain.text import fold, nfc

MOST_CHARACTERS = 200
MOST_WORDS = 12


def words_of(question: str) -> list[str]:
    """Folded words of a question; whatever was typed gives a list."""
    cleaned = nfc(question.replace("\x00", " "))[:MOST_CHARACTERS]
    return [word.strip("\"'“”()[],;:") for word in fold(cleaned).split()][:MOST_WORDS]


def find_documents(rows: QuerySet[Any], question: str) -> QuerySet[Any]:
    """Documents whose number is meant, or whose number, name and abstract hold every word."""
    words = [word for word in words_of(question) if word]
    if not words:
        return rows
    holds = Q()
    for word in words:
        holds &= Q(folded__contains=word)
    cleaned = question.replace("\x00", " ")[:MOST_CHARACTERS]
    keys = {number_key(cleaned)} | {found.key for _, _, found in find_numbers(nfc(cleaned))}
    meant = [Q(number_key__startswith=key[:100]) for key in keys if any(letter.isdigit() for letter in key)]
    return rows.filter(reduce(or_, meant, holds))


def find_organizations(rows: QuerySet[Any], question: str) -> QuerySet[Any]:
    """Organizations by code or by words of their name or of another name they bear."""
    words = [word for word in words_of(question) if word]
    if not words:
        return rows
    holds = Q()
    for word in words:
        holds &= Q(folded_name__contains=word)
    return rows.filter(holds | Q(code__iexact=question.strip()[:40]) | Q(code__istartswith=question.strip()[:40]))


def find_subjects(rows: QuerySet[Any], question: str) -> QuerySet[Any]:
    """Fields of law by words of their slug, which is folded."""
    holds = Q()
    for word in words_of(question):
        holds &= Q(slug__contains=word)
    return rows.filter(holds)
