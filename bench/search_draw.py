"""Questions drawn from the corpus by a fixed seed: many more of headings, titles and slips than a hand would label.

A draw takes names (headings of articles, titles of documents) in the order of a hash of seed and folded name, so that the
same corpus gives the same questions on every engine and on every machine, and a corpus that grows changes few of them.
The half of a name follows from the same hash; every spelling of a name stands in one half.

What is asked is the whole name, or what stands before or behind one of its words of grammar. Right is whatever bears the words: asked by its whole name,
each entry of exactly that name (those that hold it in a longer name help); asked by some words of it, each entry whose name has
them side by side. Names that many bear ("Tổ chức thực hiện") ask for nothing in particular and are not drawn.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bench.search_labels import HALVES, Label
from legaldocs.domain.text import fold, nfc, search_tokens

SEED = "cong-khai 2026-11-23"
#: Questions of one half.
HEADINGS, TITLES, SLIPS = 120, 80, 90
#: Every third slip is made in a title.
SLIPS_IN_TITLES = 3
#: Words of a name that is drawn; and how many may bear what is asked.
FEWEST, MOST = 4, 16
MOST_BEARERS = 5
#: Words of grammar and marks before which a name can be cut without cutting a word of two syllables.
_BORDERS = frozenset("của và trong về khi tại theo để cho trên hoặc giữa nhằm".split())  # noqa: SIM905
_TOKEN = re.compile(r"\w+|[,;:()–-]")


@dataclass(frozen=True, slots=True)
class Name:
    """What one entry of the search is called: ``key`` as in labels, of an article or a document or something else."""

    key: str
    text: str
    is_article: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Its words with diacritics, in lower case."""
        return tuple(token for token in self.tokens if token[0].isalnum())

    @property
    def tokens(self) -> list[str]:
        """The words and the marks between them."""
        return _TOKEN.findall(nfc(self.text).lower().replace("_", " "))


def digest(text: str) -> bytes:
    """What decides about a name."""
    return hashlib.sha256(f"{SEED}|{search_tokens(text)}".encode()).digest()


def spoken(word: str) -> str:
    """The word with its tone behind it, wherever the mark was set: ``hoà`` and ``hòa`` are one word."""
    parts = unicodedata.normalize("NFD", word)
    return "".join(c for c in parts if c not in _TELEX_MARKS) + "".join(c for c in parts if c in _TELEX_MARKS)


class Bearers:
    """Which entries bear some words in their name, by whole words."""

    def __init__(self, names: Sequence[Name], *, plain: bool) -> None:
        self.names, self.plain = names, plain
        lines = [self.line(name.words) for name in names]
        self.text = "\n".join(lines)
        self.starts: list[int] = []
        place = 0
        for line in lines:
            self.starts.append(place)
            place += len(line) + 1
        self.same: dict[str, list[str]] = {}
        for name, line in zip(names, lines, strict=True):
            self.same.setdefault(line, []).append(name.key)

    def line(self, words: Iterable[str]) -> str:
        """Words as they are compared."""
        return f" {' '.join(fold(word) if self.plain else spoken(word) for word in words)} "

    def holding(self, words: Sequence[str]) -> list[str]:
        """Keys of the entries whose names have these words side by side."""
        sought, found = self.line(words), []
        place = self.text.find(sought)
        while place >= 0:
            found.append(self.names[bisect_right(self.starts, place) - 1].key)
            place = self.text.find(sought, place + 1)
        return list(dict.fromkeys(found))

    def exactly(self, words: Sequence[str]) -> list[str]:
        """Keys of the entries that are called exactly so."""
        return list(dict.fromkeys(self.same.get(self.line(words), ())))


def asked(name: Name) -> tuple[str, ...]:
    """What is asked of a name: every second one whole, else a part of it that is cut at a word of grammar or a mark."""
    mark = digest(name.text)
    parts = [name.words]
    if not mark[1] % 2:
        tokens = name.tokens
        for place, token in enumerate(tokens):
            if token in _BORDERS or not token[0].isalnum():
                parts += [tuple(filter(str.isalnum, part)) for part in (tokens[:place], tokens[place + 1 :])]
    told = [part for part in parts[1:] if len(part) >= FEWEST and part[0] not in _BORDERS]
    return told[mark[6] % len(told)] if told else parts[0]


def drawn(names: Sequence[Name], half: str) -> list[Label]:
    """The questions of one half, from the names of all entries."""
    spoken, plain = Bearers(names, plain=False), Bearers(names, plain=True)
    labels: list[Label] = []
    for articles, kind, count in ((True, "heading", HEADINGS), (False, "title", TITLES)):
        slips = SLIPS // SLIPS_IN_TITLES if not articles else SLIPS - SLIPS // SLIPS_IN_TITLES
        taken = 0
        for name in _in_order(names, half, articles):
            words = asked(name)
            bearers = spoken.exactly(words) or spoken.holding(words)
            if len(plain.holding(words)) > MOST_BEARERS:
                continue
            if taken < count:
                labels.append(_label(" ".join(words), kind, bearers, spoken.holding(words)))
                without = plain.exactly(words) or plain.holding(words)
                labels.append(_label(fold(" ".join(words)), f"{kind}_plain", without, plain.holding(words)))
            else:
                slipped = slip(words, digest(name.text))
                if slipped:
                    labels.append(_label(slipped, "slip", bearers, spoken.holding(words)))
                    slips -= 1
            taken += 1
            if taken >= count and not slips:
                break
    return labels


def _in_order(names: Sequence[Name], half: str, articles: bool) -> list[Name]:
    """Names of this half, each once, in the order of the draw."""
    chosen: dict[bytes, Name] = {}
    for name in names:
        of_kind = name.is_article if articles else "#" not in name.key
        if of_kind and FEWEST <= len(name.words) <= MOST and not any(map(str.isdigit, name.text)):
            mark = digest(name.text)
            if HALVES[mark[0] % 2] == half:
                chosen.setdefault(mark, name)
    return [chosen[mark] for mark in sorted(chosen, key=lambda mark: mark[2:])]


def _label(question: str, kind: str, best: Sequence[str], holding: Sequence[str]) -> Label:
    return Label(question, kind, tuple(best), tuple(key for key in holding if key not in best))


_TELEX_MARKS = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_TELEX_LETTERS = {"\u0302": "", "\u031b": "w", "\u0306": "w"}
_NEIGHBOURS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuioplsdfghjklkxcvbnbn", strict=True))
_SOUNDS = (
    ("tr", "ch"), ("ch", "tr"), ("gi", "d"), ("s", "x"), ("x", "s"), ("d", "gi"), ("r", "d"), ("l", "n"), ("n", "l"),
)  # fmt: skip
_ENDS = (("ng", "n"), ("n", "ng"), ("t", "c"), ("c", "t"))


def telex(word: str) -> str:
    """The keys of Telex that write a word: ``đất`` is ``ddaats``."""
    keys, tone = "", ""
    for letter in unicodedata.normalize("NFD", word.replace("đ", "dd")):
        if letter in _TELEX_MARKS:
            tone = _TELEX_MARKS[letter]
        elif letter == "\u0302":
            keys += keys[-1:]
        else:
            keys += _TELEX_LETTERS.get(letter, letter)
    return keys + tone


def _swapped(word: str, place: int) -> str:
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _lost(word: str, place: int) -> str:
    return word[:place] + word[place + 1 :]


def _doubled(word: str, place: int) -> str:
    return word[:place] + word[place] + word[place:]


def _neighbour(word: str, place: int) -> str:
    return word[:place] + _NEIGHBOURS.get(word[place], word[place]) + word[place + 1 :]


def _telex(word: str, place: int) -> str:
    return telex(word)


def _heard(word: str, place: int) -> str:
    """As it sounds in some part of the country: its beginning, else its end."""
    for onset, other in _SOUNDS:
        if word.startswith(onset) and not word.startswith(("ng", "nh", "th")):
            return other + word[len(onset) :]
    return next((word[: -len(end)] + other for end, other in _ENDS if word.endswith(end)), word)


_SLIPS = (_swapped, _lost, _doubled, _neighbour, _telex, _heard)
#: The last way: two words run together.
WAYS = len(_SLIPS) + 1


def slip(words: Sequence[str], mark: bytes) -> str:
    """The words with one slip, chosen by the hash; "" where this slip cannot be made in the word chosen."""
    way = mark[3] % WAYS
    if way == len(_SLIPS):
        place = mark[4] % (len(words) - 1)
        return " ".join([*words[:place], words[place] + words[place + 1], *words[place + 2 :]])
    long = [place for place, word in enumerate(words) if len(word) > 2]
    if not long:
        return ""
    place = long[mark[4] % len(long)]
    word = words[place]
    made = _SLIPS[way](word, mark[5] % (len(word) - 1))
    if fold(made) == fold(word):
        return ""
    return " ".join([*words[:place], made, *words[place + 1 :]])


def names_of_corpus() -> Iterator[Name]:
    """The names of everything the search finds in the law of this database."""
    from legaldocs.models import LegalDocument, Provision, SearchEntry

    documents = {
        pk: (key, title or abstract)
        for pk, key, title, abstract in LegalDocument.objects.public()
        .issued()
        .order_by("number_key")
        .values_list("pk", "number_key", "title", "abstract")
    }
    for key, title in documents.values():
        if title:
            yield Name(key, title)
    heads = dict(SearchEntry.objects.filter(kind="provision", part=0).values_list("provision_id", "document_id"))
    rows = Provision.objects.exclude(heading="").filter(
        kind__in=["article", "chapter", "part", "section", "subsection", "annex", "form"]
    )
    for pk, eid, kind, heading in rows.order_by("expression__document__number_key", "order").values_list(
        "pk", "eid", "kind", "heading"
    ):
        if heads.get(pk) in documents:
            yield Name(f"{documents[heads[pk]][0]}#{eid}", heading, kind == "article")


def load_drawn(half: str) -> list[Label]:
    """The questions of one half, drawn from the corpus of this database."""
    return drawn(list(names_of_corpus()), half)
