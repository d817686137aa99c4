"""Suggestions while somebody types: numbers, names of laws, headings of the corpus, everyday words. In memory but for numbers.

Headings and titles are gathered when the vocabulary is built and kept sorted by their folded words, so that what begins
as typed is found by bisection; a suggestion may also hold the words typed further in.
"""

from __future__ import annotations

import json
import re
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Max

from legaldocs.domain.text import fold, nfc, search_tokens
from legaldocs.domain.types import TYPE_INFO, DocumentType
from legaldocs.models import Expression, LegalDocument, Provision, SearchVocabulary, TermKind
from legaldocs.search.memory import Kept
from legaldocs.search.names import LAWS
from legaldocs.search.question import clean
from legaldocs.search.question_numbers import TYPE_WORDS, type_in
from legaldocs.search.terms import TERMS, words_in
from legaldocs.search.typing_slips import reread

NAME = "completions"
MOST = 8
MOST_KEPT = 30_000
LONGEST = 90
SHORTEST = 2
_NUMBER = re.compile(
    r"(?:\D{0,24}\s)?(?:so\s+)?(\d{1,5}[a-z]?)(?:\s*[/ -]\s*(\d{0,4})(?:\s*[/ -]\s*([a-z0-9 -]{0,20}))?)?$"
)
#: Headings every text has; nobody looks for them.
_COMMON = frozenset(
    ("pham vi dieu chinh", "doi tuong ap dung", "hieu luc thi hanh", "to chuc thuc hien", "dieu khoan thi hanh", "giai thich tu ngu",
     "trach nhiem thi hanh", "dieu khoan chuyen tiep", "pham vi dieu chinh va doi tuong ap dung", "quy dinh chung", "quy dinh chuyen tiep")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the list: what is put into the field, and a word on what it is."""

    text: str
    kind: str
    detail: str = ""


@dataclass(slots=True)
class Completions:
    """Texts by their folded words, sorted; ``weights`` tells the frequent from the rare."""

    keys: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, counted: Iterable[tuple[str, int]]) -> Completions:
        """From (text, weight)."""
        best: dict[str, tuple[int, str]] = {}
        for text, weight in counted:
            key = search_tokens(text)
            if key and (key not in best or weight > best[key][0]):
                best[key] = (weight, text)
        rows = sorted((key, text, weight) for key, (weight, text) in best.items())
        return cls([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])

    def beginning_with(self, typed: str, most: int) -> list[str]:
        """Texts that begin so, the frequent and short first."""
        start = bisect_left(self.keys, typed)
        places = []
        for place in range(start, min(len(self.keys), start + 400)):
            if not self.keys[place].startswith(typed):
                break
            places.append(place)
        places.sort(key=lambda place: (-self.weights[place], len(self.keys[place])))
        return [self.texts[place] for place in places[:most]]

    def holding(self, typed: str, most: int) -> list[str]:
        """Texts with the words further in, at the beginning of a word."""
        wanted = f" {typed}"
        places = [place for place, key in enumerate(self.keys) if wanted in key]
        places.sort(key=lambda place: (-self.weights[place], len(self.keys[place])))
        return [self.texts[place] for place in places[:most]]


def _headings() -> Iterator[tuple[str, int]]:
    """Headings of the articles a visitor reads, with how many bear them."""
    wordings = Expression.objects.filter(live=True, document__in=LegalDocument.objects.public()).order_by("-pk")
    ids = list(wordings.values_list("pk", flat=True))
    counts: Counter[str] = Counter()
    for start in range(0, len(ids), 200):
        rows = Provision.objects.filter(expression_id__in=ids[start : start + 200], kind="article").exclude(heading="")
        counts.update(rows.order_by().values_list("heading", flat=True).iterator(chunk_size=2000))
    for heading, count in counts.items():
        text = " ".join(nfc(heading).split()).strip(" .;:")
        if len(text.split()) >= 2 and len(text) <= LONGEST and search_tokens(text) not in _COMMON:
            yield text[:1].upper() + text[1:], count


def _titles() -> Iterator[tuple[str, int]]:
    """Short names of documents."""
    rows = LegalDocument.objects.public().issued().exclude(title="").order_by()
    for kind, title in rows.values_list("document_type", "title").iterator(chunk_size=2000):
        name = TYPE_INFO[DocumentType(kind)].name
        yield (title if search_tokens(title).startswith(search_tokens(name)) else f"{name} {title}"), 1000


def build_completions() -> int:
    """Gather the texts anew and keep them."""
    counted = Counter(dict(_headings()))
    best = [*_titles(), *counted.most_common(MOST_KEPT)]
    completions = Completions.of(best[:MOST_KEPT])
    rows = list(zip(completions.texts, completions.weights, strict=True))
    payload = zlib.compress(json.dumps(rows, ensure_ascii=False).encode(), 6)
    SearchVocabulary.objects.update_or_create(name=NAME, defaults={"payload": payload, "words": len(rows), "pairs": 0})
    return len(rows)


def _stored() -> Completions:
    payload = SearchVocabulary.objects.filter(name=NAME).values_list("payload", flat=True).first()
    return Completions.of(json.loads(zlib.decompress(bytes(payload)))) if payload else Completions()


COMPLETIONS: Kept[Completions] = Kept(
    _stored, lambda: SearchVocabulary.objects.aggregate(newest=Max("built_at"))["newest"], Completions
)


def suggest(raw: str, most: int = MOST) -> list[Suggestion]:
    """What somebody who typed this may be looking for; empty for what is too short."""
    text = clean(raw[:120])
    typed = search_tokens(text)
    if len(typed) < SHORTEST:
        return []
    found: dict[str, Suggestion] = {}

    def add(suggestion: Suggestion) -> None:
        key = search_tokens(suggestion.text)
        if key and len(found) < most:
            found.setdefault(key, suggestion)

    for suggestion in _numbers(text):
        add(suggestion)
    for suggestion in _everyday(text):
        add(suggestion)
    completions = COMPLETIONS.get()
    words = " ".join(search_tokens(reread(word)) for word in text.split()) or typed
    for form in dict.fromkeys((typed, words)):
        for line in _as_typed(text, completions.beginning_with(form, 3 * most)):
            add(Suggestion(line, "heading"))
    if len(found) < most and len(typed) > 3:
        for line in _as_typed(text, completions.holding(typed, 3 * most)):
            add(Suggestion(line, "heading"))
    if not completions.keys:
        for name in _law_names(typed):
            add(Suggestion(name, "heading"))
    return list(found.values())


def _as_typed(text: str, lines: list[str]) -> list[str]:
    """Lines with the diacritics that were typed first; the order stays otherwise."""
    lowered = text.lower()
    return lines if lowered.isascii() else sorted(lines, key=lambda line: lowered not in line.lower())


def _numbers(text: str) -> Iterator[Suggestion]:
    """Documents whose number begins as typed: ``43/20``, ``nđ 43``."""
    match = _NUMBER.match(" ".join(re.sub(r"[^a-z0-9/ -]+", " ", fold(text)).split()))
    if match is None:
        return
    serial, year, symbol = match[1].lstrip("0") or "0", match[2], match[3]
    prefix = serial + ("/" if year is not None else "")
    if year:
        prefix += year
        if len(year) == 4 and symbol is not None:
            prefix += "/" + re.sub(r"[^a-z0-9]+", "-", symbol).strip("-")
    if year is None:
        prefix += "/"
    rows = LegalDocument.objects.public().issued()
    kind_typed = type_in(fold(text))
    if kind_typed:
        rows = rows.filter(document_type=TYPE_WORDS[kind_typed[1]])
    rows = rows.filter(number_key__startswith=prefix, number_key__gte=prefix, number_key__lt=f"{prefix}~")
    for kind, number, title, abstract in rows.order_by("-issued_on").values_list(
        "document_type", "number", "title", "abstract"
    )[:5]:
        yield Suggestion(f"{TYPE_INFO[DocumentType(kind)].name} {number}", "number", (title or abstract)[:100])


def _everyday(text: str) -> Iterator[Suggestion]:
    """Terms that begin with what was typed, with what they stand for."""
    words = words_in(text)
    if not words:
        return
    last = words[-1].folded
    for term in TERMS.get().by_first.get(words[0].folded, ()):
        size = len(words)
        if term.kind == TermKind.NAME:  # the laws themselves are suggested
            continue
        if len(term.folded) < size or term.folded[: size - 1] != tuple(w.folded for w in words[:-1]):
            continue
        if term.folded[size - 1].startswith(last) and term.fits_beginning(words):
            yield Suggestion(term.phrase, "term", term.shown[0])


def _law_names(typed: str) -> list[str]:
    """Before anything was gathered: names of laws."""
    laws = LAWS.get()
    names = [rows[0].name for key, rows in laws.by_name.items() if typed in " ".join(key)]
    return sorted(names, key=len)[:MOST]
