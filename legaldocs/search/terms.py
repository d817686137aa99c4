"""Search terms in a question: abbreviations, everyday words and names, found word by word in one pass.

A word typed with diacritics must have those of the term; a word typed without any matches whatever it could mean
("so do" is "sổ đỏ", "sơ đồ" is not).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from legaldocs.domain.text import fold, nfc, search_tokens
from legaldocs.models import SearchTerm, TermKind
from legaldocs.search.memory import Kept
from legaldocs.search.vocabulary import tone_placed

DATA = Path(__file__).resolve().parent / "data" / "terms.yaml"
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question: folded, and as it was typed (lower case, composed)."""

    folded: str
    typed: str
    start: int = 0
    end: int = 0

    @property
    def is_plain(self) -> bool:
        """Typed without any diacritic."""
        return self.typed.isascii()


def words_in(text: str) -> list[Word]:
    """The words of NFC text with their places."""
    text = nfc(text)
    folded, lowered = fold(text), text.lower()
    if len(lowered) != len(text):
        lowered = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return [Word(m[0], lowered[m.start() : m.end()], m.start(), m.end()) for m in _WORD.finditer(folded)]


@dataclass(frozen=True, slots=True)
class Term:
    """One term: its words as spoken and folded, and what it stands for."""

    phrase: str
    kind: str
    spoken: tuple[str, ...]
    folded: tuple[str, ...]
    meanings: tuple[tuple[str, ...], ...]
    shown: tuple[str, ...]

    def fits(self, words: Sequence[Word]) -> bool:
        """Whether these words, equal when folded, are this term by their diacritics too.

        One everyday syllable typed without diacritics may be many words ("tre": "trễ", "trẻ", "tre") and is none.
        """
        if len(words) == 1 and self.kind == "everyday" and words[0].is_plain and not self.spoken[0].isascii():
            return False
        return all(
            word.is_plain or tone_placed(word.typed) == spoken for word, spoken in zip(words, self.spoken, strict=True)
        )

    def fits_beginning(self, words: Sequence[Word]) -> bool:
        """Whether words still being typed can become this term by their diacritics."""
        return all(
            word.is_plain or tone_placed(word.typed) == spoken or (last and spoken.startswith(word.typed))
            for word, spoken, last in zip(words, self.spoken, [False] * (len(words) - 1) + [True], strict=False)
        )


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term in a question: words ``start`` up to ``end``."""

    start: int
    end: int
    term: Term


@dataclass(frozen=True, slots=True)
class Scattered:
    """A term whose parts need not stand side by side: "công ty/sếp + đuổi". Each part may be said in several ways."""

    phrase: str
    parts: tuple[tuple[tuple[Word, ...], ...], ...]
    meanings: tuple[tuple[str, ...], ...]

    def places(self, words: Sequence[Word], where: dict[str, list[int]]) -> frozenset[int]:
        """The places of its parts in the words; none unless all are there."""
        found: set[int] = set()
        accented = not all(word.is_plain for word in words)
        for ways in self.parts:
            runs = (_run_of(way, words, where, found, accented) for way in ways)
            part = next((run for run in runs if run), None)
            if part is None:
                return frozenset()
            found.update(part)
        return frozenset(found)


def _run_of(
    way: tuple[Word, ...], words: Sequence[Word], where: dict[str, list[int]], taken: set[int], accented: bool
) -> range | None:
    """Where a part stands; one syllable without diacritics is another word where others have theirs ("bao" is not "bão")."""
    for start in where.get(way[0].folded, ()):
        run = words[start : start + len(way)]
        if accented and len(way) == 1 and run[0].is_plain and not way[0].is_plain:
            continue
        if len(run) == len(way) and not taken & set(range(start, start + len(way))) and all(map(_says, run, way)):
            return range(start, start + len(way))
    return None


def _says(word: Word, meant: Word) -> bool:
    return word.folded == meant.folded and (word.is_plain or tone_placed(word.typed) == tone_placed(meant.typed))


#: So many scattered terms count in one question.
MOST_SCATTERED = 3


@dataclass(slots=True)
class TermIndex:
    """Terms by their first folded word, longest first; scattered ones by the first words of their first part."""

    by_first: dict[str, list[Term]] = field(default_factory=dict)
    size: int = 0
    scattered: dict[str, list[Scattered]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str]]) -> TermIndex:
        """From (phrase, kind, meanings)."""
        index = cls()
        for phrase, kind, meanings in rows:
            shown = tuple(" ".join(nfc(line).split()) for line in meanings.splitlines() if line.strip())
            pairs = [(line, tuple(search_tokens(line).split())) for line in shown]
            words = words_in(phrase)
            kept = [(line, tokens) for line, tokens in pairs if tokens]
            if not words or not kept:
                continue
            if "+" in phrase:
                index._scatter(phrase, tuple(tokens for _, tokens in kept))
                continue
            term = Term(
                phrase,
                kind,
                tuple(tone_placed(word.typed) for word in words),
                tuple(word.folded for word in words),
                tuple(tokens for _, tokens in kept),
                tuple(line for line, _ in kept),
            )
            index.by_first.setdefault(term.folded[0], []).append(term)
            index.size += 1
        for terms in index.by_first.values():
            terms.sort(key=lambda term: (-len(term.folded), term.phrase))
        return index

    def _scatter(self, phrase: str, meanings: tuple[tuple[str, ...], ...]) -> None:
        parts = tuple(
            tuple(sorted((tuple(words_in(way)) for way in part.split("/") if words_in(way)), key=len, reverse=True))
            for part in phrase.split("+")
        )
        if not all(parts):
            return
        term = Scattered(phrase, parts, meanings)
        for first in {way[0].folded for way in parts[0]}:
            self.scattered.setdefault(first, []).append(term)
        self.size += 1

    def find_scattered(self, words: Sequence[Word]) -> list[tuple[frozenset[int], Scattered]]:
        """Scattered terms in the words with their places, those of most words first; none that adds no word."""
        where: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            where.setdefault(word.folded, []).append(place)
        seen = {id(term): term for word in where for term in self.scattered.get(word, ())}
        hits = [(places, term) for term in seen.values() if (places := term.places(words, where))]
        hits.sort(key=lambda hit: (-len(hit[1].parts), -len(hit[0]), hit[1].phrase))
        found: list[tuple[frozenset[int], Scattered]] = []
        taken: set[int] = set()
        for places, term in hits:
            if not places <= taken and len(found) < MOST_SCATTERED:
                found.append((places, term))
                taken |= places
        return found

    def find(self, words: Sequence[Word]) -> list[FoundTerm]:
        """Terms in the words, longest first at each place, without overlap; of equal length all that fit."""
        found: list[FoundTerm] = []
        place = 0
        while place < len(words):
            length = 0
            for term in self.by_first.get(words[place].folded, ()):
                size = len(term.folded)
                if size < length or place + size > len(words):
                    continue
                run = words[place : place + size]
                if tuple(word.folded for word in run) == term.folded and term.fits(run):
                    found.append(FoundTerm(place, place + size, term))
                    length = size
            place += length or 1
        return found


def _stamp() -> tuple[Any, ...]:
    return tuple(SearchTerm.objects.aggregate(newest=Max("updated_at"), size=Count("pk")).values())


def _rows() -> TermIndex:
    return TermIndex.of(SearchTerm.objects.filter(enabled=True).values_list("phrase", "kind", "meanings"))


#: The terms in use, as this process knows them.
TERMS: Kept[TermIndex] = Kept(_rows, _stamp, TermIndex)


def shipped_terms(path: Path = DATA) -> list[tuple[str, str, str]]:
    """(phrase, kind, meanings) of the data that comes with the portal; of equal words each stands for the other."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    rows: dict[str, tuple[str, str, list[str]]] = {}

    def add(phrase: str, kind: str, meanings: list[str]) -> None:
        row = rows.setdefault(SearchTerm.key_of(phrase), (phrase, kind, []))
        row[2].extend(meaning for meaning in meanings if meaning not in row[2])

    for section, kind in (
        ("names", TermKind.NAME),
        ("abbreviations", TermKind.ABBREVIATION),
        ("everyday", TermKind.EVERYDAY),
        ("together", TermKind.EVERYDAY),
    ):
        for phrase, meanings in data[section].items():
            add(str(phrase), kind.value, [part.strip() for part in str(meanings).split("|") if part.strip()])
    for group in data["equivalent"]:
        for phrase in group:
            add(phrase, TermKind.EQUIVALENT.value, [other for other in group if other != phrase])
    return [(phrase, kind, "\n".join(meanings)) for phrase, kind, meanings in rows.values()]


@transaction.atomic
def load_terms(rows: Iterable[tuple[str, str, str]] | None = None, model: Any = SearchTerm) -> tuple[int, int]:
    """Store the shipped terms: new ones are added, changed ones follow, those no longer shipped go; what an editor touched
    stays. (added, changed)."""
    rows = shipped_terms() if rows is None else list(rows)
    held = {row.key: row for row in model.objects.all()}
    added, changed, now = [], [], timezone.now()
    for phrase, kind, meanings in rows:
        key = SearchTerm.key_of(phrase)
        row = held.get(key)
        if row is None:
            added.append(model(phrase=phrase, key=key, kind=kind, meanings=meanings, shipped=True, updated_at=now))
        elif row.shipped and not row.edited and (row.phrase, row.kind, row.meanings) != (phrase, kind, meanings):
            row.phrase, row.kind, row.meanings, row.updated_at = phrase, kind, meanings, now
            changed.append(row)
    keys = {SearchTerm.key_of(phrase) for phrase, _, _ in rows}
    gone = [row.pk for row in held.values() if row.shipped and not row.edited and row.key not in keys]
    model.objects.filter(pk__in=gone).delete()
    model.objects.bulk_create(added, batch_size=500)
    model.objects.bulk_update(changed, ["phrase", "kind", "meanings", "updated_at"], batch_size=500)
    TERMS.forget()
    return len(added), len(changed)
