"""How much of a question stands in a text as it was typed, diacritics and all.

Words are looked for folded, so that nobody need type diacritics. Somebody who does has said which word is meant: "tình
bạn" is not in a text because "tỉnh ban hành" is. A word is heard where it stands beside its neighbour of the question; alone
only if it tells something alone, and makes no word of the corpus with a neighbour.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from legaldocs.domain.text import fold, nfc
from legaldocs.search.plan import Heard
from legaldocs.search.reading import LONGEST, PART, ROW, Unit
from legaldocs.search.vocabulary import tone_placed

#: Words, and the signs over which no two words are neighbours.
_WORD_OR_STOP = re.compile(r"[^\W_]+|[.;:|]")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text as it is listened to: a space around each word in lower case, what parts sentences between."""

    #: With diacritics, tone marks in one place; and folded.
    said: str
    plain: str

    def __add__(self, other: Spoken) -> Spoken:
        return Spoken(self.said + other.said, self.plain + other.plain)


def spoken(text: str) -> Spoken:
    """How a text is listened to."""
    words = _WORD_OR_STOP.findall(nfc(text).lower())
    return Spoken(f" {' '.join(map(tone_placed, words))} ", f" {fold(' '.join(words))} ")


def most_heard(heard: Heard, unit: Unit | None, name: str) -> float:
    """The part of the telling words that the best clause of the unit has, with its heading and the name of its document."""
    if unit is None:
        return share_heard(heard, spoken(name))
    rows = unit.words[:LONGEST].split(ROW)
    head = spoken(f"{' | '.join(rows[0].split(PART)[:2])} | {name} |")
    return max(share_heard(heard, head + spoken(row.replace(PART, " | "))) for row in rows)


def share_heard(heard: Heard, text: Spoken) -> float:
    """The part of the telling words that a text has."""
    words, said = heard.words, text.plain if heard.plain else text.said
    asked = [place for place in range(len(words)) if place not in heard.idle]
    found = set(heard.understood)
    for place, pair in enumerate(itertools.pairwise(words)):
        if not {place, place + 1} <= heard.idle and _stands(pair, said):
            found.update((place, place + 1))
    found.update(place for place in heard.alone if place not in found and _stands(words[place : place + 1], said))
    for variant in heard.variants:
        if any(_stands(run, text.plain) for run in variant.runs):
            found.update(range(variant.start, variant.end))
    return len(found.intersection(asked)) / len(asked) if asked else 1.0


def _stands(run: Sequence[str], text: str) -> bool:
    return f" {' '.join(run)} " in text
