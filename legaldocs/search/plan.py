"""What a search engine is asked for, and what it answers; the same meaning on every engine.

Vietnamese words are mostly two syllables and syllables are few, so single syllables hardly tell texts apart: engines
index, beside each syllable, each pair of neighbours as one token (``xe_may``). A run of syllables is found where all its
pairs are.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from legaldocs.models.search import DOCUMENT_SHIFT

if TYPE_CHECKING:
    from legaldocs.search.engine import EntryText
    from legaldocs.search.reading import Reader

#: Folded syllables of ``[a-z0-9]`` that stand side by side in the text, in this order.
Run = tuple[str, ...]
#: What an entry is counted by: document type, issuer id, year, status, kind of content (``KINDS``), fields of law.
Facts = tuple[str, int | None, int, str, str, tuple[int, ...]]
#: Counts of matching entries by their facts, before filters.
Combinations = dict[Facts, int]
#: Kinds of content a visitor may choose: issued documents, their provisions, drafts (with their provisions),
#: consultations, published answers, files.
KINDS = ("document", "provision", "draft", "consultation", "answer", "file")

#: Beyond so many matches an engine need not count on (``Found.is_least``) and facets may be estimates.
COUNTED = 10_000
#: So many of the best candidates are scored exactly by ``legaldocs.search.scoring``, the same on every engine.
WINDOW = 90
#: Where every term must be there, the index itself puts the best close to the top: fewer need a closer look.
STRICT_WINDOW = 50
#: A number stands where it stands: nothing but the place tells those who mention it apart.
NUMBER_WINDOW = 20
#: An engine gives up after this time and answers what it has (``Found.partial``).
SECONDS = 0.9
#: Share of the weight that a match must reach once no entry has every term.
RELAXED = 0.5


def tokens_of(run: Run) -> tuple[str, ...]:
    """The index tokens that must all be there for a run: its pairs, or the single syllable."""
    if len(run) < 2:
        return tuple(run)
    return tuple(dict.fromkeys(f"{left}_{right}" for left, right in itertools.pairwise(run)))


def tokens_of_text(folded: str) -> str:
    """Everything an engine indexes of a folded text: its syllables and its pairs, separated by spaces."""
    words = folded.split()
    return " ".join([*words, *(f"{left}_{right}" for left, right in itertools.pairwise(words))])


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for, in any of its wordings: as typed first, then synonyms. ``weight``: how much it tells."""

    runs: tuple[Run, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Variant:
    """Other wordings of ``words[start:end]`` of a question: synonyms, the long form of an abbreviation, a right spelling."""

    start: int
    end: int
    runs: tuple[Run, ...]
    #: The variant is meant instead of what was typed (an abbreviation nobody writes out), not beside it.
    instead: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """What words of a question, not always side by side, mean together: "công ty … đuổi" is "sa thải"."""

    places: frozenset[int]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """The words of a question as they were typed, tone marks in one place: an answer must have enough of them so."""

    words: Run
    #: Places of words that tell nothing, and of those that tell something alone: they make no word with a neighbour.
    idle: frozenset[int] = frozenset()
    alone: frozenset[int] = frozenset()
    #: Places of words understood without standing in a text: those of a field of law, those that mean something together.
    understood: frozenset[int] = frozenset()
    #: Other wordings of some of the words, folded.
    variants: tuple[Variant, ...] = ()
    #: This part of those that tell something must be there.
    least: float = 0.0
    #: Typed without diacritics.
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of a question as ``question.py`` hands them to ``planning.py``, which cuts them into terms.

    ``words`` are all folded syllables in their order; ``idle`` the positions of those that tell nothing ("là", "bị",
    "bao nhiêu"); ``natural`` says that it is a sentence in a citizen's own words, of which an answer may lack some.
    """

    words: Run = ()
    idle: frozenset[int] = frozenset()
    variants: tuple[Variant, ...] = ()
    natural: bool = False
    phrases: tuple[Run, ...] = ()
    excluded: tuple[str, ...] = ()
    concepts: tuple[Concept, ...] = ()
    #: Documents in which the answer is looked for first, with how sure that is; and those a newer one of the name replaced.
    laws: tuple[tuple[int, float], ...] = ()
    older: frozenset[int] = frozenset()
    #: Somebody asks or tells; a long string of words may do neither.
    asked: bool = False
    #: ``words`` as they were typed, with their diacritics; none where they are not known.
    typed: Run = ()
    #: Places of words that told which law governs what is asked.
    of_field: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is looked for.

    An entry matches when every phrase stands in it, no excluded word does, and the terms found in its heading, body or
    context weigh at least ``floor`` of all terms: with 1 every term must be there, with less the most telling ones.
    A term is found when one of its runs is. ``near`` runs need not be there; where they are, they count for the order.
    Phrases are verified word for word, terms by their tokens.

    Order: heading before body before context, more weight before less, the words closer together before scattered
    (``legaldocs.search.scoring`` says it exactly). An engine takes the ``WINDOW`` best by what its index knows (weight of
    terms in the heading, then anywhere; shorter entries first), scores those exactly, and leaves the rest in its order.
    """

    terms: tuple[Term, ...] = ()
    phrases: tuple[Run, ...] = ()
    excluded: tuple[str, ...] = ()
    near: tuple[tuple[Run, float], ...] = ()
    floor: float = 1.0
    natural: bool = False
    laws: tuple[tuple[int, float], ...] = ()
    older: frozenset[int] = frozenset()
    #: A question in whose words nothing of any field of law was known, or one short word only.
    strange: bool = False
    #: Neighbours in such a question that each say nothing alone and so are no terms: what was asked may hang on them.
    untold: tuple[Run, ...] = ()
    #: The words as typed, where the corpus was counted.
    heard: Heard | None = None
    #: The question word for word, without what tells nothing at its ends: a heading or name may say just that.
    whole: Run = ()

    @property
    def is_empty(self) -> bool:
        """Nothing to look for."""
        return not self.terms and not self.phrases

    @property
    def weight(self) -> float:
        """The weight of all terms."""
        return sum(term.weight for term in self.terms)

    @property
    def window(self) -> int:
        """How many candidates are scored exactly."""
        if self.floor < 1:
            return WINDOW
        runs = (*self.phrases, *(run for term in self.terms for run in term.runs))
        is_number = all(any(word.isdigit() for word in run) for run in runs)
        return NUMBER_WINDOW if is_number else STRICT_WINDOW

    @property
    def can_relax(self) -> bool:
        """Whether asking for less could find more."""
        return len(self.terms) > 1 and self.floor > RELAXED

    def relaxed(self) -> Plan:
        """The same question, content with the most telling terms."""
        return replace(self, floor=RELAXED)


class Order(StrEnum):
    """How answers are put in order."""

    BEST = "best"
    #: By the day of issue, the newest first.
    NEWEST = "newest"
    #: By the day of effect, the latest first.
    EFFECT = "effect"


@dataclass(frozen=True, slots=True)
class Filters:
    """Restrictions chosen by the visitor; an empty tuple restricts nothing.

    ``as_of``: statuses, those chosen and those counted, are those of that day instead of today.
    """

    document_type: tuple[str, ...] = ()
    issuer: tuple[int, ...] = ()
    year: tuple[int, ...] = ()
    status: tuple[str, ...] = ()
    kind: str = ""
    document_id: int | None = None
    subject: tuple[int, ...] = ()
    as_of: datetime.date | None = None

    def __bool__(self) -> bool:
        chosen = self.document_type or self.issuer or self.year or self.status or self.subject
        return bool(chosen or self.kind or self.document_id or self.as_of)


@dataclass(frozen=True, slots=True)
class EngineHit:
    """One entry found; a higher score is better."""

    entry_id: int
    score: float

    @property
    def document_id(self) -> int:
        """The document it belongs to."""
        return self.entry_id >> DOCUMENT_SHIFT

    @property
    def is_document(self) -> bool:
        """Whether it is the document itself."""
        return self.entry_id & ((1 << DOCUMENT_SHIFT) - 1) == 0


@dataclass(slots=True)
class Found:
    """A page of hits with counts.

    ``total`` counts the matches that pass the filters, those of ``without`` left out. With ``is_least`` there are more
    ("hơn 10.000"), and ``combinations`` (all matches before filters, but within ``filters.document_id``) are then
    estimates. ``partial``: the time limit was reached. ``fallback``: the outside engine did not answer, the database did.
    """

    hits: list[EngineHit] = field(default_factory=list)
    total: int = 0
    is_least: bool = False
    combinations: Combinations = field(default_factory=dict)
    partial: bool = False
    fallback: bool = False
    #: What the engine has read of the entries already, so that the page need not read it again.
    reader: Reader | None = None


class SearchEngine(Protocol):
    """A search engine over the entries (``EntryText`` in ``engine.py``)."""

    name: str

    def add(self, entries: Sequence[EntryText]) -> None:
        """Write entries; the caller holds the transaction (an engine outside the database: the caller is a task)."""

    def replace(self, document_ids: Sequence[int], entries: Sequence[EntryText]) -> None:
        """Make the entries of these documents and their provisions these."""

    def remove(self, document_ids: Sequence[int]) -> None:
        """Forget the entries of these documents and their provisions."""

    def drop(self, entry_ids: Sequence[int]) -> None:
        """Forget these entries."""

    def find(
        self, plan: Plan, filters: Filters, *, order: Order, offset: int, limit: int, without: Sequence[int]
    ) -> Found:
        """A page of the entries that match, best (or newest) first, with counts; never the entries ``without``."""
