"""What a visitor asked: the words, quoted phrases, exclusions, a document's number or name, a provision named by its number.

Works on folded text (``nfc`` + ``fold``: length-preserving), so diacritics, case and tone placement do not matter; where
diacritics were typed they tell words apart. ``read_question`` is pure: what the portal knows (terms, names, the words of
the corpus) is handed in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from legaldocs.domain.text import fold, nfc, search_tokens
from legaldocs.search.fields import FieldIndex
from legaldocs.search.names import BodyIndex, FoundBody, LawIndex
from legaldocs.search.plan import Concept, Variant, Wanted
from legaldocs.search.question_numbers import TYPE_WORDS, NumberRead, joined, read_number, type_in
from legaldocs.search.question_periods import Period, read_period
from legaldocs.search.question_provisions import read_provision
from legaldocs.search.question_words import LONG, idle_places, is_told, numeral_variants, plain_places
from legaldocs.search.spelling import Correction, correct, well_written
from legaldocs.search.terms import FoundTerm, TermIndex, Word, words_in
from legaldocs.search.typing_slips import reread
from legaldocs.search.vocabulary import Vocabulary, tone_placed

MAX_LENGTH = 300
MAX_WORDS = 24
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\ufeff\ud800-\udfff]+")
_QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]{2,200})[\"“”«»]")
_EXCLUDED = re.compile(r"(?:^|\s)-(\w{2,30})")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TYPED_WORD = re.compile(r"\w+")
#: Words that may stand around the name of a law without asking for anything else.
_ABOUT_A_NAME = frozenset(
    "noi dung toan van tai ve xem tim tra cuu moi nhat hien hanh so nam cua la gi con hieu luc dang co theo".split()  # noqa: SIM905
)
#: Words of asking: a term that holds one is never looked for as typed ("bao lâu" is "thời hạn").
_ASKED = frozenset(tone_placed(word) for word in ("gì", "nào", "mấy", "nhiêu", "đâu", "ai", "lâu"))
#: An abbreviation that the corpus itself writes so often is looked for as typed too.
WRITTEN_OUT = 40
#: i is looked for as y (and y as i) where the corpus writes the pair so many times as often that way.
OTHER_SPELLING = 4


@dataclass(slots=True)
class Knowledge:
    """What the portal knows when it reads a question."""

    terms: TermIndex = field(default_factory=TermIndex)
    laws: LawIndex = field(default_factory=LawIndex)
    bodies: BodyIndex = field(default_factory=BodyIndex)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    this_year: int = 2026
    fields: FieldIndex = field(default_factory=FieldIndex)


@dataclass(slots=True)
class Question:
    """A question read. Empty fields were not asked."""

    text: str
    words: tuple[str, ...] = ()
    #: The same as written, in lower case with their diacritics.
    spoken: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    number: str = ""
    number_tokens: tuple[str, ...] = ()
    serial: str = ""
    document_type: str = ""
    article: str = ""
    clause: str = ""
    point: str = ""
    unit_eids: tuple[str, ...] = ()
    unit_label: str = ""
    #: A law named: the documents that bear the name, best first; ``law_only`` when the question asks for nothing else.
    law_name: str = ""
    law_documents: tuple[int, ...] = ()
    law_only: bool = False
    name_words: tuple[str, ...] = ()
    shown_words: str = ""
    shown_phrases: tuple[str, ...] = ()
    idle: frozenset[int] = frozenset()
    variants: tuple[Variant, ...] = ()
    natural: bool = False
    asked: bool = False
    terms: tuple[FoundTerm, ...] = ()
    concepts: tuple[Concept, ...] = ()
    #: Laws that govern what a sentence is about, with how sure that is.
    fields: tuple[tuple[int, float], ...] = ()
    #: Places of the words that told them.
    of_field: frozenset[int] = frozenset()
    older: frozenset[int] = frozenset()
    bodies: tuple[FoundBody, ...] = ()
    period: Period = field(default_factory=Period)
    #: The words were read otherwise than typed (``sure``) or may have been meant otherwise.
    correction: Correction | None = None
    typed_words: str = ""
    literal: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing to look for."""
        return not (self.words or self.phrases or self.number_tokens or self.article or self.serial or self.unit_eids)

    @property
    def corrected(self) -> bool:
        """Whether the words looked for are not those typed."""
        return self.correction is not None and self.correction.sure

    @property
    def eid(self) -> str:
        """eId of the provision asked for, "" when none was."""
        if not self.article:
            return ""
        parts = [f"art_{self.article}"]
        if self.clause:
            parts.append(f"cl_{self.clause}")
        if self.point:
            parts.append(f"point_{self.point}")
        return "__".join(parts)

    @property
    def head_eids(self) -> tuple[str, ...]:
        """eIds of the Điều (or chapter, annex) that holds the provision asked for."""
        return (f"art_{self.article}",) if self.article else self.unit_eids

    @property
    def reference(self) -> str:
        """The provision asked for, in words."""
        if not self.article:
            return self.unit_label
        parts = [f"điểm {self.point}" if self.point else "", f"khoản {self.clause}" if self.clause else ""]
        return " ".join([*(part for part in parts if part), f"Điều {self.article}"])

    @property
    def wanted(self) -> Wanted:
        """The words as the planner takes them: a number is a phrase; an Điều without its document too."""
        phrases = list(self.phrases)
        if self.number_tokens:
            phrases.append(self.number_tokens)
        if self.article and not self.number_tokens and not self.law_documents:
            phrases.append(("dieu", self.article.replace("đ", "d")))
        return Wanted(
            self.words,
            self.idle,
            self.variants,
            self.natural,
            tuple(phrases),
            self.excluded,
            self.concepts,
            self.fields,
            self.older,
            self.asked,
            self.spoken,
            self.of_field,
        )

    def with_words(self, words: str) -> str:
        """The question as somebody would type it, with other words in the place of its own."""
        phrases = [f'"{phrase}"' for phrase in self.shown_phrases]
        excluded = [f"-{word}" for word in self.excluded]
        return " ".join(part for part in (self.reference, words, self.number, *phrases, *excluded) if part)


def clean(text: str) -> str:
    """The question in NFC without control characters and surrogates, cut to a length a person would type."""
    return " ".join(_CONTROL.sub(" ", nfc(_CONTROL.sub(" ", text[: MAX_LENGTH * 4]))).split())[:MAX_LENGTH]


def read_question(raw: str, knowledge: Knowledge | None = None, *, literal: bool = False) -> Question:
    """Read any string as a question; never raises. ``literal``: the words as typed, without help."""
    knowledge = knowledge or Knowledge()
    text = clean(raw)
    question = Question(text=text, literal=literal)
    question.phrases = tuple(
        p for p in (tuple(search_tokens(m[1]).split())[:MAX_WORDS] for m in _QUOTED.finditer(text)) if p
    )
    question.shown_phrases = tuple(m[1].strip() for m in _QUOTED.finditer(text) if search_tokens(m[1]))
    rest = _QUOTED.sub(" ", text)
    question.excluded = tuple(w for m in _EXCLUDED.finditer(rest) for w in search_tokens(m[1]).split())[:4]
    rest = _EXCLUDED.sub(" ", rest)
    rest = joined(rest)
    meant = rest if literal else _reread(rest, knowledge)
    provision = read_provision(meant)
    question.article, question.clause, question.point = provision.article, provision.clause, provision.point
    question.unit_eids, question.unit_label = provision.unit_eids, provision.unit_label
    read = read_number(provision.rest)
    question.number, question.number_tokens = read.number, read.tokens
    question.serial, question.document_type = read.serial, read.document_type
    typed = _without_type(read) if read.tokens and read.type_place else read.rest
    question.typed_words = " ".join(typed.split())
    _read_words(question, typed, knowledge)
    if not literal:
        _help_spelling(question, typed, knowledge)
        if question.correction is None and meant != rest and question.shown_words:
            question.shown_words = well_written(
                words_in(question.shown_words), question.words, knowledge.vocabulary, beside=True
            )
            question.correction = Correction(question.words, question.shown_words, True)
    return question


def _reread(text: str, knowledge: Knowledge) -> str:
    """Words with keys of Telex or VNI left in them, as they were meant."""

    def read(match: re.Match[str]) -> str:
        word = match[0]
        if len(word) < 3 or knowledge.vocabulary.count(word.lower()) or word.isdigit() or not word.isascii():
            return word
        if word.lower() in knowledge.terms.by_first or (word.isupper() and len(word) < 8):
            return word
        meant = reread(word)
        known = not knowledge.vocabulary or knowledge.vocabulary.count(fold(meant))
        return meant if known else word

    return _TYPED_WORD.sub(read, text)


def _without_type(read: NumberRead) -> str:
    """The words beside a number, without the name of the document's type."""
    start, end = read.type_place or (0, 0)
    return f"{read.rest[:start]} {read.rest[end:]}"


def _read_words(question: Question, text: str, knowledge: Knowledge) -> None:
    """Names, terms, periods, what tells nothing: everything that is read from the words themselves."""
    words = words_in(text)[:MAX_WORDS]
    question.words = question.name_words = tuple(word.folded for word in words)
    question.spoken = tuple(word.typed for word in words)
    question.shown_words = " ".join(text.split())
    question.period = read_period(text, knowledge.this_year)
    dropped = frozenset(
        place
        for place, word in enumerate(words)
        if any(start <= word.start < end for start, end in question.period.dropped)
    )
    if not question.document_type and (kind := type_in(" ".join(question.words))):
        question.document_type = TYPE_WORDS[kind[1]]
    question.terms = tuple(knowledge.terms.find(words))
    question.bodies = tuple(knowledge.bodies.find(words))
    named = _read_law(question, words, knowledge)
    question.variants = tuple(_variants(question, words, knowledge))
    kept = _told(question)
    idle, natural = idle_places(words, kept | named)
    question.idle = idle | dropped if len(idle | dropped) < len(words) else idle
    question.natural = (natural or len(words) >= LONG) and not question.number_tokens
    question.asked = natural and not question.number_tokens
    question.concepts, question.fields, question.older = (), (), knowledge.laws.older
    question.of_field = frozenset()
    if question.number_tokens or question.law_only or named:
        return
    if natural or is_told(words):
        question.concepts = tuple(
            Concept(places, term.meanings) for places, term in knowledge.terms.find_scattered(words)
        )
        question.natural = question.natural or bool(question.concepts)
    if natural or question.concepts:
        question.fields = tuple(knowledge.fields.find(words, knowledge.laws))
        question.of_field = knowledge.fields.places(words)


def _told(question: Question) -> frozenset[int]:
    """Places of words that are a term or the name of a body."""
    spans = [(found.start, found.end) for found in question.terms]
    spans += [(found.start, found.end) for found in question.bodies]
    return frozenset(place for start, end in spans for place in range(start, end))


def _read_law(question: Question, words: list[Word], knowledge: Knowledge) -> frozenset[int]:
    """The law named, by its name, its short name, the beginning of its name or its initials; places of its words."""
    years = [(place, int(word.folded)) for place, word in enumerate(words) if _YEAR.fullmatch(word.folded)]
    for year in dict.fromkeys([*(year for _, year in years[:1]), None]):
        documents, start, end, name = _law_of(question, words, knowledge, year)
        if not documents:
            continue
        question.law_documents, question.law_name = documents, name
        others = [
            word.folded
            for place, word in enumerate(words)
            if not start <= place < end and word.folded not in _ABOUT_A_NAME and word.folded != str(year)
        ]
        question.law_only = not others
        return frozenset(range(start, end))
    return frozenset()


def _law_of(
    question: Question, words: list[Word], knowledge: Knowledge, year: int | None
) -> tuple[tuple[int, ...], int, int, str]:
    laws = knowledge.laws
    short = [found for found in question.terms if found.term.kind == "name"]
    whole = laws.find(words, year)
    for found in short:
        if whole and whole.end - whole.start > found.end - found.start:
            break
        documents = tuple(dict.fromkeys(pk for meaning in found.term.meanings for pk in laws.named(meaning, year)))
        own = laws.named(found.term.folded, year)
        documents = tuple(dict.fromkeys((*own, *documents)))
        if documents:
            return documents, found.start, found.end, found.term.shown[0]
    if whole:
        return whole.documents, whole.start, whole.end, whole.name
    plain = [word for word in words if not _YEAR.fullmatch(word.folded) and word.folded != "nam"]
    tokens = tuple(word.folded for word in plain)
    long_form = _spelled_out(plain, knowledge)
    turned = ("luat", *long_form[:-1]) if long_form[-1:] == ("luat",) else ()
    for form in dict.fromkeys((tokens, long_form, turned)):
        documents = laws.named(form, year) or laws.begun_by(form, year)
        if documents:
            return documents, 0, len(words), " ".join(word.typed for word in plain)
    for place, word in enumerate(words):
        if word.folded in knowledge.vocabulary.folded:
            continue
        before = {"luat": "l", "lenh": "pl"}.get(words[place - 1].folded, "") if place else ""
        for start, letters in ((place - 1, before + word.folded), (place, word.folded)):
            documents = laws.by_initials(letters, year) if start >= 0 else ()
            if documents:
                return documents, start, place + 1, word.typed.upper()
    return (), 0, 0, ""


def _spelled_out(words: list[Word], knowledge: Knowledge) -> tuple[str, ...]:
    """The words with each abbreviation written out: "luật thuế TNCN" is "luật thuế thu nhập cá nhân"."""
    tokens: list[str] = []
    place = 0
    for found in knowledge.terms.find(words):
        if found.term.kind == "abbreviation":
            tokens += [*(word.folded for word in words[place : found.start]), *found.term.meanings[0]]
            place = found.end
    return (*tokens, *(word.folded for word in words[place:]))


def _variants(question: Question, words: list[Word], knowledge: Knowledge) -> list[Variant]:
    """Other wordings of the words: terms, codes of bodies, i for y, numerals."""
    variants: list[Variant] = []
    for found in question.terms:
        term = found.term
        alone = len(term.folded) == 1
        instead = term.kind in {"abbreviation", "name"} and alone
        instead = instead and knowledge.vocabulary.count(term.folded[0]) < WRITTEN_OUT
        instead = instead or not _ASKED.isdisjoint(term.spoken)
        instead = instead or _never_written(words[found.start : found.end], knowledge.vocabulary)
        variants.append(Variant(found.start, found.end, term.meanings, instead))
    taken = {place for variant in variants for place in range(variant.start, variant.end)}
    for body in question.bodies:
        if body.end - body.start > 1 and body.body.code and not taken & set(range(body.start, body.end)):
            variants.append(Variant(body.start, body.end, (body.body.code,)))
    variants += [v for v in numeral_variants(words) if not taken & set(range(v.start, v.end))]
    taken |= {place for variant in variants for place in range(variant.start, variant.end)}
    for place, word in enumerate(words):
        other = _other_i(word.folded)
        for start, first in ((place, True), (place - 1, False)):
            span = set(range(start, start + 2))
            if not other or start < 0 or start + 2 > len(words) or span & taken:
                continue
            typed = (words[start].folded, words[start + 1].folded)
            run = (other, typed[1]) if first else (typed[0], other)
            if knowledge.vocabulary.pair(*run) > OTHER_SPELLING * knowledge.vocabulary.pair(*typed):
                variants.append(Variant(start, start + 2, (run,)))
                taken |= span
                break
    return variants


def _never_written(words: list[Word], vocabulary: Vocabulary) -> bool:
    """Words typed with diacritics that the corpus never writes so: "sổ đỏ" must not find every "sơ đồ"."""
    if not vocabulary or len(words) < 2 or any(word.is_plain for word in words):
        return False
    return not any(vocabulary.written_pair(one.typed, two.typed) for one, two in pairwise(words))


def _other_i(word: str) -> str:
    """``ki`` for ``ky``, ``qui`` for ``quy``: one word in two spellings."""
    match = re.fullmatch(r"(k|l|m|t|s|h|qu)([iy])", word)
    return f"{match[1]}{'y' if match[2] == 'i' else 'i'}" if match else ""


def _help_spelling(question: Question, text: str, knowledge: Knowledge) -> None:
    """Take a sure correction, keep one to offer."""
    words = words_in(text)[:MAX_WORDS]
    if question.law_only:
        return
    fixed = _told(question) | plain_places(words)
    fixed |= frozenset(place for concept in question.concepts for place in concept.places)
    correction = correct(words, knowledge.vocabulary, fixed, cautious=question.natural)
    if correction is None or correction.words == question.words:
        return
    if correction.sure:
        _read_words(question, correction.shown, knowledge)
    question.correction = correction
