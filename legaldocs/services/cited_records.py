"""Records of the collection that citations may mean, fetched for many keys at once."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils import timezone

from legaldocs.domain.identity import NAMED_TYPES, Candidate, names_of
from legaldocs.models import Expression, LegalDocument, Provision
from legaldocs.prepared import Prepared
from legaldocs.text_links import ShownDocument

T = TypeVar("T")
#: Keys asked for in one query; its SQL is kept, so the number of places is fixed.
AT_ONCE = 24
_COLUMNS = (
    "number_key", "pk", "document_type", "issued_on", "valid_from", "issuer_id", "year", "slug", "number", "title",
    "abstract", "status",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """A public document: what decides whether a mention means it, and what a link to it shows."""

    candidate: Candidate
    shown: ShownDocument


def _public() -> Any:
    return LegalDocument.objects.public().issued().order_by()


_BY_KEY = Prepared(lambda *keys: _public().filter(number_key__in=keys).values_list(*_COLUMNS), *[str] * AT_ONCE)
_NAMED = Prepared(lambda: _public().filter(document_type__in=NAMED_TYPES).values_list(*_COLUMNS))
_WORDINGS = Prepared(
    lambda *documents: (
        Expression.objects.filter(document_id__in=documents, live=True, language="vi")
        .exclude(kind="draft")
        .order_by()
        .values_list("document_id", "pk", "valid_from", "valid_until")
    ),
    *[int] * AT_ONCE,
)
_PROVISIONS = Prepared(
    lambda *values: (
        Provision.objects.filter(expression_id__in=values[:AT_ONCE], eid__in=values[AT_ONCE:])
        .order_by()
        .values_list("expression_id", "eid")
    ),
    *[int] * AT_ONCE,
    *[str] * AT_ONCE,
)


def is_name(key: str) -> bool:
    """Whether a key is a law's name; number keys hold no spaces."""
    return " " in key


def records_by_key(keys: Collection[str]) -> dict[str, list[Record]]:
    """Public documents by number key or, for a key that is a name, by that name."""
    found: dict[str, list[Record]] = defaultdict(list)
    names = {key for key in keys if is_name(key)}
    for chunk in _chunks([key for key in keys if key and key not in names]):
        for key, *facts in _BY_KEY.rows(*chunk):
            found[key].append(_record(facts))
    if names:
        for _, *facts in _NAMED.rows():
            record = _record(facts)
            shown = record.shown
            for name in names_of(shown.document_type, shown.title, shown.abstract) & names:
                found[name].append(record)
    return found


def record_of(document: LegalDocument) -> Record:
    """The record of a document at hand."""
    return _record([getattr(document, name) for name in _COLUMNS[1:]])


def _record(facts: list[Any]) -> Record:
    pk, kind, issued_on, valid_from, issuer, year, slug, number, title, abstract, status = facts
    return Record(
        Candidate(pk, kind, issued_on, valid_from, issuer),
        ShownDocument(pk, kind, year, slug, number, title, abstract, status),
    )


def found_provisions(wanted: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    """Which of these provisions (document, eId) stand in the wording that applies today."""
    by_document: dict[int, set[str]] = defaultdict(set)
    for document, eid in wanted:
        by_document[document].add(eid)
    current = {wording: document for document, wording in current_wordings(by_document).items()}
    eids = sorted({eid for found in by_document.values() for eid in found})
    found = set()
    for wordings in _chunks(list(current)):
        for some in _chunks(eids):
            for wording, eid in _PROVISIONS.rows(*wordings, *some):
                if eid in by_document[current[wording]]:
                    found.add((current[wording], eid))
    return found


def current_wordings(documents: Collection[int]) -> dict[int, int]:
    """The wording a visitor reads today of each document, as ``reading_page.current_expression`` chooses it."""
    today = timezone.localdate()
    best: dict[int, tuple[int, int, int]] = {}
    for chunk in _chunks(list(documents)):
        for document, pk, valid_from, valid_until in _WORDINGS.rows(*chunk):
            rank = (*_standing(valid_from, valid_until, today), pk)
            best[document] = max(best.get(document, rank), rank)
    return {document: rank[2] for document, rank in best.items()}


def _standing(
    valid_from: datetime.date | None, valid_until: datetime.date | None, today: datetime.date
) -> tuple[int, int]:
    """What applies goes before what has ended, and that before what is to come; the latest first, of those to come the
    earliest."""
    day = valid_from.toordinal() if valid_from else 0
    if valid_from is not None and valid_from > today:
        return (0, -day)
    return (2 if valid_until is None or valid_until > today else 1, day)


def _chunks(values: list[T]) -> Iterator[list[T]]:
    """Parts of exactly ``AT_ONCE`` values; the last is filled up by repeating its last value."""
    for start in range(0, len(values), AT_ONCE):
        chunk = values[start : start + AT_ONCE]
        yield chunk + [chunk[-1]] * (AT_ONCE - len(chunk))
