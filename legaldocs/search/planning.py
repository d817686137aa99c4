"""From the words of a question to a plan: cut into words of Vietnamese, weighed by how rare they are.

Vietnamese writes each syllable apart, and most words have two. Which neighbours are a word is told by the corpus: those
that stand together far more often than chance would put them (``Vocabulary`` counts them).
"""

from __future__ import annotations

import itertools
import math

from legaldocs.search.plan import RELAXED, Heard, Plan, Run, Term, Variant, Wanted
from legaldocs.search.tokens import FREQUENT
from legaldocs.search.vocabulary import VOCABULARY, Vocabulary, tone_placed

#: Words of a usual entry: from counts of words to shares of entries.
ENTRY = 180
#: Weight of what the corpus does not know: telling, but not all that counts.
UNKNOWN = 7.0
LIGHTEST, HEAVIEST = 0.4, 9.0
#: A neighbourhood counts so much of its own weight when the question has it by chance only.
CHANCE = 0.35
#: Weight of what several words mean together, and the part of their own weight those words keep.
CONCEPT = 6.0
BESIDE = 0.3
#: The least a pair must say to be a word (logarithm).
COHESION = -6.0
MOST_TERMS = 14
#: A field of law that is only guessed from one short word is no known field.
KNOWN_FIELD = 0.5
#: Where fewer words of a question than this part have diacritics, they were left out.
ACCENTED = 0.34
#: Neighbours that the corpus writes so often mean something together.
A_WORD = 5
#: The part of a question's words that its answer must have as typed: where no field of law was known in them; of a long string
#: of words that asks nothing; where a field was known, its words taken as heard.
HEARD, HEARD_OF_TALE, HEARD_IN_FIELD = 0.7, 0.34, 0.51
#: From here on neighbours are a word whatever each is alone: "tai" says nothing, "tai san" does.
FIRM = -2.6
#: What a heading says when a citizen asks so: how long → thời hạn, where → thẩm quyền …; counts for the order only.
ASKED = 2.0
INTENTS: dict[Run, tuple[Run, ...]] = {
    tuple(asked.split()): tuple(tuple(run.split()) for run in said.split("|"))
    for asked, said in {
        "bao lau": "thoi han|thoi gian|thoi hieu",
        "may ngay": "thoi han",
        "bao nhieu ngay": "thoi han|so ngay",
        "may nam": "thoi han",
        "may thang": "thoi gian|thoi han",
        "bao nhieu tien": "muc thu|muc phi|le phi",
        "mat tien": "le phi|muc thu",
        "bao nhieu tuoi": "do tuoi|du tuoi|tuoi",
        "may tuoi": "do tuoi|du tuoi|tuoi",
        "bi phat": "phat tien|xu phat|phat tu",
        "toi gi": "toi|phat tu",
        "di tu": "toi|phat tu",
        "phat tu": "toi",
        "o dau": "tham quyen|noi",
        "giay to gi": "ho so",
        "ho so gi": "ho so|thanh phan",
        "nhung gi": "ho so|noi dung",
        "the nao": "thu tuc|trinh tu",
        "lam sao": "thu tuc|giai quyet",
        "khi nao": "thoi diem|truong hop",
        "duoc khong": "dieu kien|quyen",
        "ai phai": "trach nhiem|nghia vu",
    }.items()
}


def _as_i(word: str) -> str:
    return word.replace("y", "i")


def _whole(words: Run, idle: frozenset[int]) -> Run:
    """The words without those at both ends that tell nothing; none of a single one, its term says it all."""
    told = [place for place in range(len(words)) if place not in idle]
    kept = words[told[0] : told[-1] + 1] if told else ()
    return kept if len(kept) > 1 else ()


def _untold(words: Run, idle: frozenset[int], terms: list[Term]) -> tuple[Run, ...]:
    """Neighbours that tell something, of which no term has either."""
    held = {word for term in terms for run in term.runs for word in run}
    return tuple(
        pair
        for place, pair in enumerate(itertools.pairwise(words))
        if not {place, place + 1} & idle and held.isdisjoint(pair)
    )


class Planner:
    """Plans with what one vocabulary knows."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.total = max(vocabulary.total, 1)

    def plan(self, wanted: Wanted) -> Plan:
        """The plan of a question."""
        words, variants = self._spelled(wanted)
        idle = self._idle(words, wanted.idle)
        meant = frozenset(place for concept in wanted.concepts for place in concept.places)
        beside = [v for v in variants if meant.issuperset(range(v.start, v.end))]
        variants = tuple(v for v in variants if v not in beside)
        terms = [self._of_variant(words, variant) for variant in self._together(variants)]
        terms += [Term(concept.runs, CONCEPT) for concept in wanted.concepts]
        idle |= meant
        taken = {place for variant in variants for place in range(variant.start, variant.end)}
        start = 0
        while start < len(words):
            end = start
            while end < len(words) and end not in idle and end not in taken:
                end += 1
            if end > start:
                terms += [self._term((run,)) for run in self.segments(words[start:end])]
            start = max(end, start + 1)
        kept = self._telling(terms)
        if not kept and not wanted.phrases:
            kept = [self._term(((word,),)) for word in dict.fromkeys(words)]
        floor = RELAXED if wanted.natural and len(kept) > 1 else 1.0
        known = bool(wanted.concepts) or any(sure >= KNOWN_FIELD for _, sure in wanted.laws)
        strange = wanted.asked and not known
        return Plan(
            terms=tuple(kept[:MOST_TERMS]),
            phrases=wanted.phrases,
            excluded=wanted.excluded,
            near=(
                *self._near(words, idle, {term.runs[0] for term in terms}, wanted.natural),
                *self._beside(words, beside, meant),
            ),
            floor=floor,
            natural=wanted.natural,
            laws=wanted.laws,
            older=wanted.older,
            strange=strange,
            untold=_untold(words, idle, kept) if strange else (),
            heard=self._heard(wanted, known, floor),
            whole=_whole(words, wanted.idle),
        )

    def _heard(self, wanted: Wanted, known: bool, floor: float) -> Heard | None:
        """The words as an answer must have them: with their diacritics, folded where most were left out."""
        if not (wanted.typed and self.vocabulary):
            return None
        plain = sum(not word.isascii() for word in wanted.typed) < ACCENTED * len(wanted.typed)
        words = wanted.words if plain else tuple(map(tone_placed, wanted.typed))
        count = self.vocabulary.pair if plain else self.vocabulary.written_pair
        beside = {place for place, pair in enumerate(itertools.pairwise(words)) if count(*pair) >= A_WORD}
        telling = {place for place, word in enumerate(wanted.words) if word not in FREQUENT}
        alone = frozenset(telling - beside - {place + 1 for place in beside} - wanted.idle)
        understood = wanted.of_field.union(*(concept.places for concept in wanted.concepts)) if known else frozenset()
        least = HEARD_IN_FIELD if known else HEARD_OF_TALE if floor < 1 and not wanted.asked else HEARD
        return Heard(words, wanted.idle, alone, understood, wanted.variants, least, plain)

    def _beside(self, words: Run, variants: list[Variant], meant: frozenset[int]) -> list[tuple[Run, float]]:
        """The words that a concept stands for need not be there; where they are, the answer is the closer."""
        near = []
        taken: set[int] = set()
        for variant in self._together(tuple(variants)):
            runs = self._of_variant(words, variant)
            near += [(run, runs.weight * BESIDE) for run in runs.runs[:3]]
            taken |= set(range(variant.start, variant.end))
        near += [
            ((words[p],), self.weight((words[p],)) * BESIDE) for p in sorted(meant - taken) if words[p] not in FREQUENT
        ]
        return near[:MOST_TERMS]

    def _spelled(self, wanted: Wanted) -> tuple[Run, tuple[Variant, ...]]:
        """Of two ways to write one syllable (``kĩ``, ``kỹ``) the corpus has one: that is no synonym to look for."""
        words, variants = list(wanted.words), []
        for variant in wanted.variants:
            typed = words[variant.start : variant.end]
            twins = [run[0] for run in variant.runs if len(run) == 1 and len(typed) == 1]
            if twins and len(twins) == len(variant.runs) and {_as_i(w) for w in (*twins, *typed)} == {_as_i(typed[0])}:
                words[variant.start] = max((*typed, *twins), key=self.vocabulary.count)
            else:
                variants.append(variant)
        return tuple(words), tuple(variants)

    def _idle(self, words: Run, idle: frozenset[int]) -> frozenset[int]:
        """Words that tell nothing, but for those that make a word with a neighbour that does."""
        if not self.vocabulary:
            return idle
        saved = set()
        for place in idle:
            for other in (place - 1, place + 1):
                if 0 <= other < len(words) and other not in idle:
                    left, right = sorted((place, other))
                    if self._cohesion(words[left], words[right]) > FIRM:
                        saved.add(place)
        return idle - saved

    def _near(self, words: Run, idle: frozenset[int], terms: set[Run], natural: bool) -> list[tuple[Run, float]]:
        """What need not be there: neighbours in the question, and what a heading says to such a question."""
        near: list[tuple[Run, float]] = []
        for place, pair in enumerate(itertools.pairwise(words)):
            if not {place, place + 1} & idle and pair not in terms and len(near) < MOST_TERMS:
                near.append((pair, self.weight(pair) * CHANCE))
        if natural:
            for asked, said in INTENTS.items():
                if any(words[place : place + len(asked)] == asked for place in range(len(words))):
                    near += [(run, ASKED) for run in said]
        return near

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

    def _cohesion(self, left: str, right: str) -> float:
        pair = self.vocabulary.pair(left, right)
        if not pair:
            return COHESION - 1 if self.vocabulary else 0.0
        one, two = max(self.vocabulary.count(left), pair), max(self.vocabulary.count(right), pair)
        return math.log(pair / math.sqrt(one * two))


_PLANNERS: dict[int, Planner] = {}


def planner() -> Planner:
    """The planner of the corpus as it was counted last."""
    vocabulary = VOCABULARY.get()
    found = _PLANNERS.get(id(vocabulary))
    if found is None or found.vocabulary is not vocabulary:
        _PLANNERS.clear()
        found = _PLANNERS[id(vocabulary)] = Planner(vocabulary)
    return found
