"""Spelling help: which words were meant, judged by which words stand side by side in the corpus.

A question whose neighbouring words the corpus all knows is left alone at the cost of a few look-ups. Otherwise each doubtful
word gets candidates (confused sounds, one slip of a finger, two words run together) and the best path through them is
taken: how likely the words follow one another, less how unlikely the slips are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from legaldocs.domain.text import fold
from legaldocs.search.terms import Word
from legaldocs.search.typing_slips import (
    LONGEST,
    confusions,
    heard_alike,
    is_syllable,
    one_edit_away,
    slip_cost,
)
from legaldocs.search.vocabulary import Vocabulary, tone_placed

#: Longer questions are sentences: help with them costs more than it gives.
MOST_WORDS = 16
MOST_CANDIDATES = 14
CONFUSED = 1.1
JOINED = 0.9
#: A known word is seldom the slip of another: it must win more.
KNOWN = 3.0
RARE = 2
BEAM = 24
#: What a changed word must win over the word as typed, in powers of e.
GAIN_TO_OFFER = 2.2
GAIN_TO_APPLY = 4.0
#: Share of a word's uses that stand beside its usual neighbour.
COMPANY = 0.08
HEARD_COMPANY = 0.02
#: So many slips may be mended at once, or one in so many words: a question full of them is in no words of the law
#: ("dịch câu i love you") and its correction is offered only.
MOST_SLIPS, MOST_SLIPS_OF = 2, 3
#: A pair seen so often is a phrase of the language.
FIRM = 8


@dataclass(frozen=True, slots=True)
class Correction:
    """The words that were probably meant. ``sure`` ones are searched for at once, others offered."""

    words: tuple[str, ...]
    shown: str
    sure: bool


@dataclass(frozen=True, slots=True)
class _Path:
    score: float
    words: tuple[str, ...]
    changed: int


def correct(
    words: Sequence[Word], vocabulary: Vocabulary, fixed: frozenset[int] = frozenset(), *, cautious: bool = False
) -> Correction | None:
    """The correction of these words, or None. Words at ``fixed`` places are known to be right.

    ``cautious``: a sentence in a citizen's own words, whose neighbours the corpus often does not know; only what is no word
    at all is corrected, and what is written otherwise beside its neighbour.
    """
    if not vocabulary or not 0 < len(words) <= MOST_WORDS:
        return None
    key = tuple((word.folded, word.typed) for word in words)
    return _correct(key, fixed, cautious, vocabulary.total, _Holder(vocabulary))


class _Holder:
    """Lets a vocabulary be an argument of a cached function: one is as good as another of the same size."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Holder)


@lru_cache(maxsize=2048)
def _correct(
    words: tuple[tuple[str, str], ...], fixed: frozenset[int], cautious: bool, total: int, holder: _Holder
) -> Correction | None:
    vocabulary = holder.vocabulary
    heard = _heard(words, vocabulary, fixed, COMPANY if cautious else HEARD_COMPANY)
    folded = [heard.get(place, word) for place, (word, _) in enumerate(words)]
    unwritten = {place for place, word in enumerate(words) if place not in heard and _is_unwritten(word[1], vocabulary)}
    doubtful = _doubtful(folded, vocabulary, cautious, unwritten) - fixed
    best = _best_path(folded, doubtful, vocabulary, unwritten) if doubtful else None
    if best is None:
        if not heard:
            return None
        return Correction(tuple(folded), _shown(words, folded, vocabulary), True)
    gain = (best.score - _score(vocabulary, folded)) / best.changed
    unknown = any(vocabulary.count(word) == 0 for word in folded)
    known_pairs = [vocabulary.pair(a, b) for a, b in pairwise(best.words)]
    firm = not known_pairs or max(known_pairs) >= FIRM
    if gain < GAIN_TO_OFFER:
        return Correction(tuple(folded), _shown(words, folded, vocabulary), True) if heard else None
    if any(not vocabulary.count(word) for word in best.words):
        return None
    few = best.changed <= max(MOST_SLIPS, len(words) // MOST_SLIPS_OF)
    sure = firm and few and gain >= (GAIN_TO_OFFER if unknown else GAIN_TO_APPLY)
    return Correction(best.words, _shown(words, best.words, vocabulary), sure)


def _shown(typed: Sequence[tuple[str, str]], right: Sequence[str], vocabulary: Vocabulary) -> str:
    """The right words with diacritics; a word that stays keeps those it was typed with."""
    return well_written([Word(*word) for word in typed], right, vocabulary)


def well_written(typed: Sequence[Word], right: Sequence[str], vocabulary: Vocabulary, *, beside: bool = False) -> str:
    """Folded words with the diacritics they were typed with where that is a word, else as they are mostly written.

    ``beside``: a word must be written so beside its neighbours too (diacritics worked out from keys may be incomplete).
    """
    best = vocabulary.with_marks(right).split(" ")
    if len(typed) == len(right):
        for place, word in enumerate(typed):
            if word.folded != right[place] or word.is_plain:
                continue
            if not vocabulary or tone_placed(word.typed) in vocabulary.number_of:
                if beside and not _is_written(typed, place, vocabulary):
                    continue
                best[place] = word.typed
    return " ".join(best)


def _is_written(typed: Sequence[Word], place: int, vocabulary: Vocabulary) -> bool:
    """Whether the corpus has the word as typed beside a neighbour as typed, or knows neither beside the other."""
    word = typed[place].typed
    beside = []
    if place:
        beside.append((vocabulary.written_pair(typed[place - 1].typed, word), typed[place - 1], typed[place]))
    if place + 1 < len(typed):
        beside.append((vocabulary.written_pair(word, typed[place + 1].typed), typed[place], typed[place + 1]))
    if any(count for count, _, _ in beside):
        return True
    return not any(vocabulary.pair(first.folded, second.folded) for _, first, second in beside)


def _is_unwritten(typed: str, vocabulary: Vocabulary) -> bool:
    """Whether a word typed with diacritics is no word of the corpus, though its letters without them may be one."""
    return not typed.isascii() and tone_placed(typed.lower()) not in vocabulary.number_of


def _best_path(folded: Sequence[str], doubtful: set[int], vocabulary: Vocabulary, unwritten: set[int]) -> _Path | None:
    """The likeliest words, None when they are those typed."""
    paths = [_Path(0.0, (), 0)]
    for place, typed in enumerate(folded):
        options: list[tuple[tuple[str, ...], float]] = [((typed,), 0.0)]
        if place in doubtful:
            near = [folded[other] for other in (place - 1, place + 1) if 0 <= other < len(folded)]
            options += _candidates(typed, near, vocabulary, is_known=place not in unwritten)
        grown: list[_Path] = []
        for path in paths:
            for option, cost in options:
                score, before = path.score - cost, path.words[-1] if path.words else ""
                for word in option:
                    score += _link(vocabulary, before, word)
                    before = word
                grown.append(_Path(score, path.words + option, path.changed + (option != (typed,))))
        paths = sorted(grown, key=lambda path: -path.score)[:BEAM]
    return paths[0] if paths[0].changed else None


def _heard(
    words: Sequence[tuple[str, str]], vocabulary: Vocabulary, fixed: frozenset[int], share: float
) -> dict[int, str]:
    """Words typed with diacritics as they sound: "sử phạt" is never written, "xử phạt" often; place → right word."""
    found: dict[int, str] = {}
    for place, (_, typed) in enumerate(words):
        if typed.isascii() or place in fixed:
            continue
        beside = [
            (other, words[other][1])
            for other in (place - 1, place + 1)
            if 0 <= other < len(words) and other not in found
        ]

        def together(word: str, beside: Sequence[tuple[int, str]] = beside, place: int = place) -> int:
            pairs = [(other, word) if where < place else (word, other) for where, other in beside]
            return max((vocabulary.written_pair(*pair) for pair in pairs), default=0)

        def usual(word: str, beside: Sequence[tuple[int, str]] = beside) -> bool:
            return _belongs((fold(word),), [fold(other) for _, other in beside], vocabulary, share)

        if not beside or together(typed):
            continue
        best, most = "", FIRM - 1
        for other in heard_alike(typed):
            count = together(other)
            if count > most and usual(other):
                best, most = other, count
        if best:
            found[place] = fold(best)
    return found


def _doubtful(folded: Sequence[str], vocabulary: Vocabulary, cautious: bool, unwritten: set[int]) -> set[int]:
    """Places of unknown words, and of words beside none of their neighbours in the corpus."""
    bonds = [vocabulary.pair(first, second) for first, second in pairwise(folded)]
    doubtful: set[int] = set()
    for place, word in enumerate(folded):
        if any(letter.isdigit() for letter in word) or not word.isascii():
            continue
        around = [bonds[other] for other in (place - 1, place) if 0 <= other < len(bonds)]
        if cautious and is_syllable(word) and place not in unwritten:
            continue
        if vocabulary.count(word) <= RARE or (around and max(around) < 2):
            doubtful.add(place)
    return doubtful


def _link(vocabulary: Vocabulary, before: str, word: str) -> float:
    """log P(word | before), smoothed by how frequent the word is."""
    single = math.log((vocabulary.count(word) + 0.02) / (vocabulary.total + 1))
    together = vocabulary.pair(before, word) if before else 0
    if not before:
        return single
    return max(math.log(together / (vocabulary.count(before) + 1)) + 0.5, single) if together else single - 2.5


def _score(vocabulary: Vocabulary, folded: Sequence[str]) -> float:
    return sum(_link(vocabulary, folded[place - 1] if place else "", word) for place, word in enumerate(folded))


def _candidates(
    folded: str, near: Sequence[str], vocabulary: Vocabulary, *, is_known: bool
) -> list[tuple[tuple[str, ...], float]]:
    """Known words this one may stand for, likeliest first, each with what the slip costs."""
    costs: dict[tuple[str, ...], float] = {}
    for word in confusions(folded):
        if vocabulary.count(word):
            costs[(word,)] = CONFUSED
    for word in one_edit_away(folded):
        if word != folded and vocabulary.count(word) > 1 and (is_syllable(word) or vocabulary.count(word) > 20):
            cost = slip_cost(folded, word) + (KNOWN if is_known and vocabulary.count(folded) > RARE else 0.0)
            if cost < costs.get((word,), 99.0):
                costs[(word,)] = cost
    if len(folded) > 3 and (not is_syllable(folded) or not vocabulary.count(folded)):
        for cut in range(1, len(folded)):
            parts = (folded[:cut], folded[cut:])
            if vocabulary.pair(*parts) > 1:
                costs[parts] = JOINED
        costs |= _two_slips(folded, vocabulary, costs)

    def likely(option: tuple[str, ...]) -> float:
        bonds = max(
            (max(vocabulary.pair(other, option[0]), vocabulary.pair(option[-1], other)) for other in near), default=0
        )
        return math.log(bonds * 20 + vocabulary.count(option[0]) + 1) - costs[option]

    if is_syllable(folded):
        costs = {option: cost for option, cost in costs.items() if _belongs(option, near, vocabulary)}
    ranked = sorted(costs, key=likely, reverse=True)[:MOST_CANDIDATES]
    return [(option, costs[option]) for option in ranked]


def _belongs(option: tuple[str, ...], near: Sequence[str], vocabulary: Vocabulary, share: float = COMPANY) -> bool:
    """Whether a word has its usual company here: what could be a word itself is changed for nothing less."""
    for other in near:
        for first, second in ((other, option[0]), (option[-1], other)):
            together = vocabulary.pair(first, second)
            if together >= FIRM and together >= share * min(vocabulary.count(first), vocabulary.count(second)):
                return True
    return False


def _two_slips(
    folded: str, vocabulary: Vocabulary, found: dict[tuple[str, ...], float]
) -> dict[tuple[str, ...], float]:
    """A confused sound and a slip together, for words that are no word at all."""
    if found or len(folded) > LONGEST:
        return {}
    more: dict[tuple[str, ...], float] = {}
    for word in one_edit_away(folded):
        for other in confusions(word) if is_syllable(word) else ():
            if vocabulary.count(other) > 20:
                more[(other,)] = slip_cost(folded, word) + CONFUSED
    return more
