"""Which law governs what a sentence is about: words of everyday life by field of law (``data/fields.yaml``).

A citizen who asks about a boss, wages or days off means the Labour Code without naming it. The law of the field is looked
through by itself for candidates, and its provisions count more; nothing is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from legaldocs.domain.text import search_tokens
from legaldocs.search.names import LawIndex
from legaldocs.search.terms import FoundTerm, TermIndex, Word

DATA = Path(__file__).resolve().parent / "data" / "fields.yaml"
#: So many laws are looked through for one question.
MOST_FIELDS = 2
#: A field counts with at least this part of what the best one has.
SHARE = 0.5
#: So many words of a field are as sure as it gets.
SURE = 3.0


@dataclass(slots=True)
class FieldIndex:
    """Words of everyday life and the laws they belong to."""

    cues: TermIndex = field(default_factory=TermIndex)

    def found(self, words: Sequence[Word]) -> list[FoundTerm]:
        """Words of a field; one syllable without diacritics is another word where others have theirs ("bao" is not "bão")."""
        accented = not all(word.is_plain for word in words)
        return [
            found
            for found in self.cues.find(words)
            if not (accented and found.end - found.start == 1 and words[found.start].is_plain)
            or found.term.spoken[0].isascii()
        ]

    def places(self, words: Sequence[Word]) -> frozenset[int]:
        """Places of the words that belong to a field."""
        return frozenset(place for found in self.found(words) for place in range(found.start, found.end))

    def find(self, words: Sequence[Word], laws: LawIndex) -> list[tuple[int, float]]:
        """Documents of the laws that the words speak of, with how sure that is (up to 1), surest first."""
        counted: dict[tuple[str, ...], float] = {}
        for found in self.found(words):
            for name in found.term.meanings:
                counted[name] = counted.get(name, 0.0) + (found.end - found.start + 1) / (2 * len(found.term.meanings))
        if not counted:
            return []
        best = max(counted.values())
        chosen = sorted((name for name in counted if counted[name] >= SHARE * best), key=lambda name: -counted[name])
        documents = [(laws.named(name), min(1.0, counted[name] / SURE)) for name in chosen]
        return [(pks[0], sure) for pks, sure in documents if pks][:MOST_FIELDS]


@cache
def shipped_fields(path: Path = DATA) -> FieldIndex:
    """The fields that come with the portal."""
    data: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    cues: dict[str, tuple[str, list[str]]] = {}
    for law, words in data.items():
        for cue in words.split(","):
            if search_tokens(cue):
                cues.setdefault(" ".join(cue.lower().split()), (cue, []))[1].append(law)
    return FieldIndex(TermIndex.of((cue.strip(), "field", "\n".join(names)) for cue, names in cues.values()))
