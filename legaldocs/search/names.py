"""Names in a question: laws of the corpus (whole name, its beginning, its initials) and bodies with their successors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max

from legaldocs.caching import last_change
from legaldocs.domain.text import search_tokens
from legaldocs.domain.types import TYPE_INFO, DocumentType
from legaldocs.domain.validity import Status
from legaldocs.models import LegalDocument, Organization
from legaldocs.search.memory import Kept
from legaldocs.search.terms import Word

#: Types whose documents are cited by name.
NAMED_TYPES = ("hien-phap", "bo-luat", "luat", "phap-lenh")
#: A name begun ("luật đất") stands for the laws that go on so, when they are no more than this.
BEGUN = 3
LONGEST = 24
_IN_FORCE = {Status.IN_FORCE.value: 0, Status.PARTLY_EXPIRED.value: 0, Status.PARTLY_SUSPENDED.value: 1}
_LATER = {Status.NOT_YET.value: 2, Status.UNKNOWN.value: 3}
_TYPE_WORDS = {tuple(search_tokens(TYPE_INFO[DocumentType(value)].name).split()) for value in NAMED_TYPES}
_YEAR = re.compile(r"(?:19|20)\d\d")


_I_OR_Y = re.compile(r"(?:k|l|m|t|s|h|qu)y")


def same_spelling(tokens: Iterable[str]) -> tuple[str, ...]:
    """Folded words with i for y where both are written: ``kĩ thuật`` and ``kỹ thuật`` are one name."""
    return tuple(f"{word[:-1]}i" if _I_OR_Y.fullmatch(word) else word for word in tokens)


@dataclass(frozen=True, slots=True)
class Law:
    """One document cited by name."""

    pk: int
    name: str
    years: frozenset[int]
    order: tuple[int, int]


@dataclass(frozen=True, slots=True)
class FoundName:
    """A law named in words ``start`` up to ``end``: the documents that bear the name, best first."""

    start: int
    end: int
    name: str
    documents: tuple[int, ...]


@dataclass(slots=True)
class LawIndex:
    """Laws by the folded words of their names."""

    by_name: dict[tuple[str, ...], list[Law]] = field(default_factory=dict)
    begun: dict[tuple[str, ...], set[tuple[str, ...]]] = field(default_factory=dict)
    initials: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    longest: int = 0
    #: Documents that a newer one of the very same name has replaced.
    older: frozenset[int] = frozenset()

    @classmethod
    def of(cls, rows: Iterable[Sequence[Any]]) -> LawIndex:
        """From (pk, type, title, abstract, year, status, issued on, number key)."""
        index = cls()
        for pk, document_type, title, abstract, year, status, issued_on, number_key in rows:
            type_name = TYPE_INFO[DocumentType(document_type)].name
            name = title or abstract
            if not search_tokens(name).startswith(search_tokens(type_name)):
                name = f"{type_name} {name}"
            key = same_spelling(search_tokens(name).split())
            if not 1 < len(key) <= LONGEST and document_type != "hien-phap":
                continue
            years = {year, *(int(found) for found in _YEAR.findall(number_key))}
            rank = _IN_FORCE.get(status, _LATER.get(status, 4))
            law = Law(pk, name, frozenset(years), (rank, -issued_on.toordinal() if issued_on else 0))
            index.by_name.setdefault(key, []).append(law)
        for key, laws in index.by_name.items():
            laws.sort(key=lambda law: law.order)
            index.longest = max(index.longest, len(key))
            for length in range(2, len(key)):
                index.begun.setdefault(key[:length], set()).add(key)
            index.initials.setdefault("".join(word[0] for word in key), set()).add(key)
            index.initials.setdefault("".join(word[0] for word in key if word != "va"), set()).add(key)
        index.older = frozenset(
            law.pk
            for laws in index.by_name.values()
            for law in laws
            if law.order[1] > min(one.order[1] for one in laws)
        )
        return index

    def _documents(self, keys: Iterable[tuple[str, ...]], year: int | None) -> tuple[int, ...]:
        laws = sorted((law for key in keys for law in self.by_name.get(key, ())), key=lambda law: law.order)
        if year is not None:
            laws = [law for law in laws if year in law.years]
        return tuple(law.pk for law in laws)

    def named(self, key: tuple[str, ...], year: int | None = None) -> tuple[int, ...]:
        """The documents of this very name: in force first, then the newest; with a year only those of the year."""
        return self._documents([same_spelling(key)], year)

    def find(self, words: Sequence[Word], year: int | None = None) -> FoundName | None:
        """The longest whole name in the words."""
        tokens = same_spelling(word.folded for word in words)
        best: FoundName | None = None
        for start in range(len(tokens)):
            for end in range(min(len(tokens), start + self.longest), start + 1, -1):
                if best and end - start <= best.end - best.start:
                    break
                laws = self.by_name.get(tokens[start:end])
                documents = self.named(tokens[start:end], year) if laws else ()
                if laws and documents:
                    best = FoundName(start, end, laws[0].name, documents)
                    break
        return best

    def begun_by(self, tokens: tuple[str, ...], year: int | None = None) -> tuple[int, ...]:
        """Documents whose names go on from these words ("luật đất" …), when they are few."""
        if not any(tokens[: len(kind)] == kind and len(tokens) > len(kind) for kind in _TYPE_WORDS):
            return ()
        names = self.begun.get(same_spelling(tokens), set())
        return self._documents(names, year) if 0 < len(names) <= BEGUN else ()

    def by_initials(self, token: str, year: int | None = None) -> tuple[int, ...]:
        """Documents whose names have these initials (``LTTHC``), when only one name does."""
        names = self.initials.get(token, set()) if len(token) > 2 else set()
        return self._documents(names, year) if len(names) == 1 else ()


@dataclass(frozen=True, slots=True)
class Body:
    """One body of the register."""

    pk: int
    name: str
    code: tuple[str, ...]
    successors: tuple[int, ...]
    predecessors: tuple[int, ...]
    issues: bool


@dataclass(frozen=True, slots=True)
class FoundBody:
    """A body named in words ``start`` up to ``end``."""

    start: int
    end: int
    body: Body


@dataclass(slots=True)
class BodyIndex:
    """Bodies by the folded words of their names, aliases and codes."""

    by_name: dict[tuple[str, ...], int] = field(default_factory=dict)
    bodies: dict[int, Body] = field(default_factory=dict)
    longest: int = 0

    @classmethod
    def of(cls, rows: Iterable[Sequence[Any]], succession: Iterable[tuple[int, int]], issuing: set[int]) -> BodyIndex:
        """From (pk, code, name, aliases), (older, newer) and those that issued something."""
        index = cls()
        after: dict[int, list[int]] = {}
        before: dict[int, list[int]] = {}
        for older, newer in succession:
            after.setdefault(older, []).append(newer)
            before.setdefault(newer, []).append(older)
        for pk, code, name, aliases in rows:
            symbol = tuple(search_tokens(code).split())
            index.bodies[pk] = Body(
                pk, name, symbol, tuple(after.get(pk, ())), tuple(before.get(pk, ())), pk in issuing
            )
            for text in (name, *aliases, code):
                key = tuple(search_tokens(text).split())
                if not key or (len(key) == 1 and len(key[0]) < 3):
                    continue
                held = index.by_name.get(key)
                if held is None or (pk in issuing and held not in issuing):
                    index.by_name[key] = pk
                    index.longest = max(index.longest, len(key))
        return index

    def find(self, words: Sequence[Word]) -> list[FoundBody]:
        """Bodies named in the words, longest names first, without overlap."""
        tokens = tuple(word.folded for word in words)
        found: list[FoundBody] = []
        place = 0
        while place < len(tokens):
            for end in range(min(len(tokens), place + self.longest), place, -1):
                pk = self.by_name.get(tokens[place:end])
                if pk is not None:
                    found.append(FoundBody(place, end, self.bodies[pk]))
                    place = end - 1
                    break
            place += 1
        return found

    def lineage(self, pk: int) -> tuple[int, ...]:
        """The body and all whose work it took over, itself first."""
        found = [pk]
        for one in found:
            body = self.bodies.get(one)
            found += [older for older in (body.predecessors if body else ()) if older not in found]
        return tuple(found)

    def today(self, pk: int) -> list[Body]:
        """The bodies that answer for it today, when it no longer exists."""
        ends: list[Body] = []
        waiting, seen = [pk], {pk}
        while waiting:
            body = self.bodies.get(waiting.pop(0))
            if body is None:
                continue
            if not body.successors and body.pk != pk:
                ends.append(body)
            waiting += [one for one in body.successors if one not in seen]
            seen.update(body.successors)
        return ends


def _laws() -> LawIndex:
    rows = LegalDocument.objects.public().issued().filter(document_type__in=NAMED_TYPES).order_by()
    columns = ("pk", "document_type", "title", "abstract", "year", "status", "issued_on", "number_key")
    return LawIndex.of(rows.values_list(*columns))


def _bodies() -> BodyIndex:
    rows = list(Organization.objects.order_by("pk").values_list("pk", "code", "name", "aliases"))
    pairs = Organization.successors.through.objects.values_list("from_organization_id", "to_organization_id")
    issuing = LegalDocument.objects.public().exclude(issuer=None).order_by().values_list("issuer_id", flat=True)
    return BodyIndex.of(rows, pairs, set(issuing.distinct()))


def _bodies_stamp() -> tuple[Any, ...]:
    register = Organization.objects.aggregate(size=Count("pk"), last=Max("pk"))
    return (last_change(), *register.values())


LAWS: Kept[LawIndex] = Kept(_laws, last_change, LawIndex)
BODIES: Kept[BodyIndex] = Kept(_bodies, _bodies_stamp, BodyIndex)
