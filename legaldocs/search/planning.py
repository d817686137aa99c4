"""From the words of a question to a plan: cut into words of Vietnamese, weighed by how rare they are.

Vietnamese writes each syllable apart, and most words have two. Which neighbours are a word is told by the corpus: those
that stand together far more often than chance would put them (``Vocabulary`` counts them).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Hashable
from functools import lru_cache

from django.db.models import Max

from legaldocs.models import SearchVocabulary
from legaldocs.search.memory import Kept
from legaldocs.search.plan import Plan, Run, Term, Variant, Wanted
from legaldocs.search.tokens import FREQUENT
from legaldocs.search.vocabulary import Vocabulary, stored_vocabulary

#: Words of a usual entry: from counts of words to shares of entries.
ENTRY = 180
#: Weight of what the corpus does not know: telling, but not all that counts.
UNKNOWN = 7.0
LIGHTEST, HEAVIEST = 0.4, 9.0
#: A neighbourhood counts so much of its own weight when the question has it by chance only.
CHANCE = 0.35
#: The least a pair must say to be a word (logarithm).
COHESION = -6.0
MOST_TERMS = 14


class Planner:
    """Plans with what one vocabulary knows."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.total = max(vocabulary.total, 1)

    def plan(self, wanted: Wanted) -> Plan:
        """The plan of a question."""
        terms: list[Term] = []
        near: list[tuple[Run, float]] = []
        taken = {place for variant in wanted.variants for place in range(variant.start, variant.end)}
        for variant in self._together(wanted.variants):
            terms.append(self._of_variant(wanted.words, variant))
        start = 0
        while start < len(wanted.words):
            end = start
            while end < len(wanted.words) and end not in wanted.idle and end not in taken:
                end += 1
            if end > start:
                terms += [self._term((run,)) for run in self.segments(wanted.words[start:end])]
            start = max(end, start + 1)
        for left, right in zip(range(len(wanted.words)), range(1, len(wanted.words)), strict=False):
            pair = (wanted.words[left], wanted.words[right])
            if left not in wanted.idle and right not in wanted.idle and not any(pair == t.runs[0] for t in terms):
                near.append((pair, self.weight(pair) * CHANCE))
        kept = self._telling(terms)
        if not kept and not wanted.phrases:
            kept = [self._term(((word,),)) for word in dict.fromkeys(wanted.words)]
        return Plan(
            terms=tuple(kept[:MOST_TERMS]),
            phrases=wanted.phrases,
            excluded=wanted.excluded,
            near=tuple(near[:MOST_TERMS]),
            floor=0.5 if wanted.natural and len(kept) > 1 else 1.0,
        )

    def _telling(self, terms: list[Term]) -> list[Term]:
        """Without those that every fourth entry has, and each once."""
        kept: dict[tuple[Run, ...], Term] = {}
        for term in terms:
            run = term.runs[0]
            if len(term.runs) == 1 and len(run) == 1 and run[0] in FREQUENT:
                continue
            kept.setdefault(term.runs, term)
        return list(kept.values())

    def _together(self, variants: tuple[Variant, ...]) -> list[Variant]:
        """Variants of the same words as one."""
        merged: dict[tuple[int, int], Variant] = {}
        for variant in variants:
            known = merged.get((variant.start, variant.end))
            runs = (known.runs if known else ()) + variant.runs
            instead = variant.instead and (known is None or known.instead)
            merged[variant.start, variant.end] = Variant(variant.start, variant.end, runs, instead)
        return list(merged.values())

    def _of_variant(self, words: Run, variant: Variant) -> Term:
        typed = words[variant.start : variant.end]
        runs = variant.runs if variant.instead else (typed, *variant.runs)
        return self._term(tuple(dict.fromkeys(run for run in runs if run)))

    def _term(self, runs: tuple[Run, ...]) -> Term:
        """A term weighs as much as its most frequent wording."""
        return Term(runs, min(self.weight(run) for run in runs))

    def weight(self, run: Run) -> float:
        """How much it tells that a text has this run."""
        if len(run) == 1:
            count = self.vocabulary.count(run[0])
        else:
            count = min(self.vocabulary.pair(a, b) for a, b in itertools.pairwise(run))
        if not count:
            return UNKNOWN
        return min(HEAVIEST, max(LIGHTEST, math.log(self.total / (ENTRY * count))))

    def segments(self, words: Run) -> list[Run]:
        """The words cut so that what belongs together stays together (best sum over all ways to cut)."""
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(words) + 1):
            alone = (best[end - 1][0], end - 1)
            if end < 2:
                best.append(alone)
                continue
            together = self._cohesion(words[end - 2], words[end - 1]) - COHESION
            paired = (best[end - 2][0] + together, end - 2)
            best.append(paired if together > 0 and paired[0] > alone[0] else alone)
        runs: list[Run] = []
        end = len(words)
        while end:
            start = best[end][1]
            runs.append(words[start:end])
            end = start
        return runs[::-1]

    @lru_cache(maxsize=4096)  # noqa: B019  (one planner a vocabulary)
    def _cohesion(self, left: str, right: str) -> float:
        pair = self.vocabulary.pair(left, right)
        if not pair:
            return COHESION - 1 if self.vocabulary else 0.0
        one, two = max(self.vocabulary.count(left), pair), max(self.vocabulary.count(right), pair)
        return math.log(pair / math.sqrt(one * two))


def _stamp() -> Hashable:
    return SearchVocabulary.objects.aggregate(newest=Max("built_at"))["newest"]


_PLANNER: Kept[Planner] = Kept(lambda: Planner(stored_vocabulary()), _stamp, lambda: Planner(Vocabulary()))


def planner() -> Planner:
    """The planner of the corpus as it was counted last."""
    return _PLANNER.get()
