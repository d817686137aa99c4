"""The documents a question names: by number, by type and serial, by the name of a law. Best first, few of them."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from legaldocs.domain.numbers import number_key
from legaldocs.models import LegalDocument
from legaldocs.prepared import Prepared, instance
from legaldocs.search.question import Question
from legaldocs.search.question_numbers import TYPE_WORDS

#: So many documents may share what was typed of a number.
CANDIDATES = 400
MOST = 20
_TYPE_TOKENS = frozenset(token for word in TYPE_WORDS for token in word.split()) | {"so", "ve", "cua", "nam"}
_ZEROS = re.compile(r"^0+(?=\d)")
_NOT_WORD = re.compile(r"[\W_]+")


def named_documents(question: Question) -> list[LegalDocument]:
    """What the question names directly; empty when it only has words."""
    if question.number_tokens:
        return _by_number(question)[:MOST]
    if question.law_documents and (question.law_only or question.article or question.unit_eids):
        found = _public().in_bulk(list(question.law_documents[:MOST]))
        return [found[pk] for pk in question.law_documents[:MOST] if pk in found]
    if question.serial and question.document_type:
        return _by_serial(question)[:MOST]
    return []


def _public() -> QuerySet[Any]:
    return LegalDocument.objects.public().for_listing()


def _beginning_with(rows: QuerySet[Any], prefix: str) -> QuerySet[Any]:
    """Rows whose number key begins so; SQLite needs the range beside LIKE to use its index."""
    rows = rows.filter(number_key__startswith=prefix)
    return rows.filter(number_key__range=(prefix, f"{prefix}~")) if connection.vendor == "sqlite" else rows


#: What is looked at of a document whose number begins as typed.
_LOOKED_AT = ["id", "stage", "document_type", "number", "number_key", "title", "issuer_id", "year", "status"]
_NUMBERED = Prepared(
    lambda prefix: (
        _beginning_with(LegalDocument.objects.public(), prefix)
        .order_by("-issued_on", "-pk")
        .values_list(*_LOOKED_AT)[:CANDIDATES]
    ),
    str,
)


def _by_number(question: Question) -> list[LegalDocument]:
    key = number_key(question.number)
    tokens = question.number_tokens
    serial = _ZEROS.sub("", tokens[0])
    parts = _NOT_WORD.split(serial)
    has_year = len(tokens) > 1 and re.fullmatch(r"(?:19|20)\d\d", tokens[1]) is not None
    prefix = (
        f"{serial}/{tokens[1]}"
        if has_year and len(parts) == 1
        else f"{serial}/"
        if not key.startswith(f"{serial}.")
        else key
    )
    candidates = [instance(LegalDocument, _LOOKED_AT, row) for row in _NUMBERED.rows(prefix)]
    symbols = tokens[2:] if has_year else tokens[1:]
    squeezed = _ZEROS.sub("", "".join(tokens))
    found = [
        document
        for document in candidates
        if document.number_key == key
        or _NOT_WORD.sub("", document.number_key).startswith(squeezed)
        or (has_year and symbols and _has_symbols(document, symbols))
    ]
    wanted_bodies = {body.body.pk for body in question.bodies}
    found.sort(
        key=lambda d: (
            d.number_key != key,
            bool(wanted_bodies) and d.issuer_id not in wanted_bodies,
            bool(question.document_type) and d.document_type != question.document_type,
        )
    )
    return found


def _has_symbols(document: LegalDocument, symbols: tuple[str, ...]) -> bool:
    """Whether what was typed behind the year all stands in the number: ``26 2017 bgddt`` in 26/2017/tt-bgddt.

    Numbers of the National Assembly do not hold the type (domain.md 4.1): ``973/2015/NQ`` is 973/2015/UBTVQH13.
    """
    own = set(_NOT_WORD.split(document.number_key.split("/", 2)[-1]))
    return all(symbol in own or TYPE_WORDS.get(symbol) == document.document_type for symbol in symbols)


def _by_serial(question: Question) -> list[LegalDocument]:
    """ "nghị định 43": the newest of that serial; first those that speak of the other words."""
    rows = _beginning_with(_public().filter(document_type=question.document_type), f"{question.serial}/")
    rows = rows.order_by("-issued_on", "-pk")
    years = [year for year in question.period.years if len(question.period.years) == 1]
    if years:
        rows = rows.filter(year__in=years)
    others = [
        word
        for place, word in enumerate(question.words)
        if word not in _TYPE_TOKENS and word != question.serial and not word.isdigit() and place not in question.idle
    ]
    if others:
        about = rows
        for word in others[:8]:
            about = about.filter(folded__contains=word)
        found = list(about[:MOST])
        if found:
            return found
    return list(rows[:MOST])
