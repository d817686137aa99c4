"""Which of the documents that share a number or a name a mention means.

A number names no document by itself (domain.md 4.3): old numbers come again every year, provinces use the same ones, a law
and a resolution of one session may share theirs. A name means the law that bore it on the day of the citing text. Where
the facts do not decide, nothing is chosen.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from legaldocs.domain.dates import find_date
from legaldocs.domain.numbers import number_key, parse_number
from legaldocs.domain.text import search_tokens
from legaldocs.domain.types import TYPE_INFO, DocumentType

_KEY_LENGTH = 160
_LAWS = frozenset({DocumentType.LAW.value, DocumentType.CODE.value, DocumentType.CONSTITUTION.value})
#: Types that are cited by their name.
NAMED_TYPES = (*sorted(_LAWS), DocumentType.ORDINANCE.value)
_TYPES_BY_NAME = sorted(
    ((search_tokens(info.name), kind.value) for kind, info in TYPE_INFO.items()), key=lambda row: -len(row[0])
)
_TYPE_WORDS = frozenset(words for words, _ in _TYPES_BY_NAME)
_LONGEST_DATE = 60
_CONSTITUTION = search_tokens(TYPE_INFO[DocumentType.CONSTITUTION].name)


@dataclass(frozen=True, slots=True)
class Mention:
    """What a text says of a document it cites; ``dated`` is an ISO day, a year or empty."""

    number: str
    name: str
    dated: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that a mention may mean."""

    pk: int
    type: str
    issued_on: datetime.date | None
    valid_from: datetime.date | None
    issuer: int | None

    @property
    def begins(self) -> datetime.date | None:
        """The day from which its name means it."""
        return self.valid_from or self.issued_on


@dataclass(frozen=True, slots=True)
class Citing:
    """The citing document: its issuer and dates."""

    pk: int
    issuer: int | None
    issued_on: datetime.date | None
    valid_from: datetime.date | None

    @property
    def on(self) -> datetime.date | None:
        """The day its text speaks from."""
        return self.valid_from or self.issued_on


@lru_cache(maxsize=4096)
def cited_key(number: str) -> str:
    """``number_key``, remembered: a text cites the same documents again and again."""
    return number_key(number)[:_KEY_LENGTH]


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """What a law is found by that is cited by its name; every way to name the Constitution has one key.

    Empty for what is no name: a word for a type alone ("Luật"), "Luật này" in quoted words of an unknown document.
    """
    words = search_tokens(name)
    if words.startswith(_CONSTITUTION):
        return _CONSTITUTION
    return "" if words.endswith(" nay") or words in _TYPE_WORDS else words[:_KEY_LENGTH]


def names_of(document_type: str, title: str, abstract: str) -> set[str]:
    """The keys a law may be cited by: its short name, with the word for its type before it where it lacks it."""
    if document_type not in NAMED_TYPES:
        return set()
    kind = TYPE_INFO[DocumentType(document_type)].name
    if document_type == DocumentType.CONSTITUTION:
        return {name_key(kind)}
    keys = {name_key(words) for words in (title, f"{kind} {title}", f"{kind} {abstract}") if words.strip()}
    return {key for key in keys if key.startswith(search_tokens(kind)) and key != search_tokens(kind)}


def type_named(name: str) -> str:
    """The type of document whose word begins a mention: "Nghị quyết số 51/2001/QH10" → ``nghi-quyet``."""
    words = search_tokens(name)
    return next((kind for word, kind in _TYPES_BY_NAME if words == word or words.startswith(f"{word} ")), "")


def date_behind(text: str, end: int) -> str:
    """The day of issue right behind a mention that ends at ``end``, as an ISO day; empty when there is none."""
    tail = text[end : end + _LONGEST_DATE]
    found = find_date(tail)
    if found is None or tail[: found[1]].strip(" ,(") or not tail[found[1] :].lower().startswith("ng"):
        return ""
    return found[0].isoformat()


def choose(mention: Mention, candidates: Iterable[Candidate], citing: Citing) -> Candidate | None:
    """The one document meant; None when none fits or several do."""
    rows = list(candidates)
    return _by_number(mention, rows, citing) if mention.number else _by_name(mention, rows, citing)


def _by_number(mention: Mention, rows: list[Candidate], citing: Citing) -> Candidate | None:
    number = parse_number(mention.number)
    has_year = number is not None and number.year is not None
    if number is None or not number.type_symbol:
        rows = _of_type(rows, type_named(mention.name))
    if not has_year or len(rows) > 1:
        rows = _of_day(rows, mention.dated, strict=not has_year)
    if not has_year and not mention.dated:
        rows = [row for row in rows if _not_after(row.issued_on, citing.issued_on)]
    if len(rows) > 1:
        rows = [row for row in rows if row.issuer is not None and row.issuer == citing.issuer]
    return rows[0] if len(rows) == 1 else None


def _of_type(rows: list[Candidate], named: str) -> list[Candidate]:
    if not named:
        return rows
    same = _LAWS if named in _LAWS else {named}
    return [row for row in rows if row.type in same or row.type == DocumentType.OTHER.value]


def _of_day(rows: list[Candidate], dated: str, *, strict: bool) -> list[Candidate]:
    """Those issued on the day or in the year said; all of them when none is and the date may be a slip."""
    if not dated:
        return rows
    same = [row for row in rows if row.issued_on is not None and row.issued_on.isoformat().startswith(dated)]
    return same if same or strict else rows


def _not_after(issued_on: datetime.date | None, day: datetime.date | None) -> bool:
    return issued_on is None or day is None or issued_on <= day


def _by_name(mention: Mention, rows: list[Candidate], citing: Citing) -> Candidate | None:
    if mention.dated:
        rows = _of_day(rows, mention.dated[:4], strict=True)
    elif citing.on is not None:
        rows = _latest(rows, citing.on, amends=search_tokens(mention.name).startswith("luat sua doi"))
    return rows[0] if len(rows) == 1 else None


def _latest(rows: Sequence[Candidate], on: datetime.date, *, amends: bool) -> list[Candidate]:
    """The last law of the name that had begun; of several amending laws of one name none can be chosen."""
    begun = [(row.begins, row.pk, row) for row in rows if row.begins is not None and row.begins <= on]
    if amends and len(begun) > 1:
        return []
    return [max(begun, key=lambda entry: entry[:2])[2]] if begun else []
