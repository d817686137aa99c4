"""The words of the public corpus and which of them stand side by side: counted once, packed into one row, read by every process.

Counted are folded words, and two folded words that follow one another within a sentence; beside each stands how it is
mostly written, to put the diacritics back. Pairs are counted as written too (tone marks in one place), for what was
typed with diacritics is judged with them: "sử phạt" is none, whatever "sự phát" counts.
"""

from __future__ import annotations

import json
import re
import struct
import unicodedata
import zlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from django.db import transaction
from django.db.models import Max

from legaldocs.domain.text import fold, nfc
from legaldocs.models import Expression, LegalDocument, Provision, SearchVocabulary
from legaldocs.search.memory import Kept

NAME = "public"
MOST_WORDS = 30_000
MOST_PAIRS = 250_000
#: A large corpus is sampled: so many characters tell all there is to tell.
MOST_CHARACTERS = 120_000_000
#: Distinct pairs kept in memory while counting; rare ones are let go when there are more.
COUNTED_AT_ONCE = 2_500_000
LONGEST_WORD = 20
_SENTENCE = re.compile(r"[^\w\s]+|_+|\n+")
_VERSION = 1


@dataclass(slots=True)
class Vocabulary:
    """Counted words and pairs."""

    written: list[str] = field(default_factory=list)
    folded: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    keys: array[int] = field(default_factory=lambda: array("Q"))
    counts: array[int] = field(default_factory=lambda: array("I"))
    left: array[int] = field(default_factory=lambda: array("H"))
    right: array[int] = field(default_factory=lambda: array("H"))
    written_keys: array[int] = field(default_factory=lambda: array("Q"))
    written_counts: array[int] = field(default_factory=lambda: array("I"))
    total: int = 0
    number_of: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.folded)

    def count(self, word: str) -> int:
        """How often a folded word stands in the corpus."""
        found = self.folded.get(word)
        return found[1] if found else 0

    def _place(self, first: str, second: str) -> int:
        one, two = self.folded.get(first), self.folded.get(second)
        if one is None or two is None:
            return -1
        key = one[0] << 16 | two[0]
        place = bisect_left(self.keys, key)
        return place if place < len(self.keys) and self.keys[place] == key else -1

    def pair(self, first: str, second: str) -> int:
        """How often the second word follows the first."""
        place = self._place(first, second)
        return self.counts[place] if place >= 0 else 0

    def written_pair(self, first: str, second: str) -> int:
        """How often the second word follows the first, both as written; 0 where either was never written so."""
        number_of = self.number_of
        one, two = number_of.get(tone_placed(first)), number_of.get(tone_placed(second))
        if one is None or two is None:
            return 0
        key = one << 16 | two
        place = bisect_left(self.written_keys, key)
        found = place < len(self.written_keys) and self.written_keys[place] == key
        return self.written_counts[place] if found else 0

    def with_marks(self, words: Iterable[str]) -> str:
        """Folded words as they are mostly written together."""
        words = list(words)
        shown: list[str] = []
        for number, word in enumerate(words):
            best, most = "", 0
            if number:
                place = self._place(words[number - 1], word)
                if place >= 0:
                    best, most = self.written[self.right[place]], self.counts[place]
            if number + 1 < len(words):
                place = self._place(word, words[number + 1])
                if place >= 0 and self.counts[place] > most:
                    best = self.written[self.left[place]]
            if not best:
                found = self.folded.get(word)
                best = self.written[found[2]] if found else word
            shown.append(best)
        return " ".join(shown)

    def pack(self) -> bytes:
        """The whole as bytes."""
        head = json.dumps(
            {
                "v": _VERSION,
                "written": self.written,
                "folded": self.folded,
                "spoken": self.number_of,
                "total": self.total,
            },
            ensure_ascii=False,
        ).encode()
        arrays = (self.keys, self.counts, self.left, self.right, self.written_keys, self.written_counts)
        sizes = struct.pack("<III", len(head), len(self.keys), len(self.written_keys))
        return zlib.compress(sizes + head + b"".join(part.tobytes() for part in arrays), 6)

    @classmethod
    def unpack(cls, payload: bytes) -> Vocabulary:
        """From bytes; an empty vocabulary from bytes of another version."""
        data = zlib.decompress(payload)
        length, pairs, written_pairs = struct.unpack_from("<III", data)
        head = json.loads(data[12 : 12 + length])
        if head.get("v") != _VERSION:
            return cls()
        vocabulary = cls(
            written=head["written"],
            folded={word: (row[0], row[1], row[2]) for word, row in head["folded"].items()},
            total=head["total"],
            number_of=head["spoken"],
        )
        start = 12 + length
        for part in (vocabulary.keys, vocabulary.counts, vocabulary.left, vocabulary.right):
            start = _read(part, data, start, pairs)
        for part in (vocabulary.written_keys, vocabulary.written_counts):
            start = _read(part, data, start, written_pairs)
        return vocabulary


def _read(part: array[int], data: bytes, start: int, length: int) -> int:
    size = part.itemsize * length
    part.frombytes(data[start : start + size])
    return start + size


_TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


@lru_cache(maxsize=65536)
def tone_placed(word: str) -> str:
    """The word with its tone mark in one agreed place: ``hoà`` and ``hòa`` are one word."""
    parts = unicodedata.normalize("NFD", word)
    tone = next((mark for mark in parts if mark in _TONES), "")
    if not tone:
        return nfc(word)
    return f"{nfc(''.join(mark for mark in parts if mark not in _TONES))}{tone}"


def words_of(text: str) -> Iterator[list[str]]:
    """The words of each sentence, as written but in lower case; what is a number or too long parts sentences too."""
    for sentence in _SENTENCE.split(nfc(text).lower()):
        run: list[str] = []
        for word in sentence.split():
            if word.isalpha() and len(word) <= LONGEST_WORD:
                run.append(word)
            elif run:
                yield run
                run = []
        if run:
            yield run


def count_texts(texts: Iterable[str], most_characters: int = MOST_CHARACTERS) -> Vocabulary:
    """Count the words of these texts."""
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    characters = 0
    for text in texts:
        for run in words_of(text):
            words.update(run)
            pairs.update(pairwise(run))
        if len(pairs) > COUNTED_AT_ONCE:
            pairs = Counter({pair: count for pair, count in pairs.items() if count > 1})
        characters += len(text)
        if characters > most_characters:
            break
    return _assemble(words, pairs)


def _assemble(words: Counter[str], pairs: Counter[tuple[str, str]]) -> Vocabulary:
    kept = [(word, count) for word, count in words.most_common(MOST_WORDS)]
    vocabulary = Vocabulary(written=[word for word, _ in kept], total=sum(words.values()))
    number_of = {word: number for number, word in enumerate(vocabulary.written)}
    folds = {word: fold(word) for word in vocabulary.written}
    as_spoken: dict[str, int] = {}
    for word, number in number_of.items():
        as_spoken.setdefault(tone_placed(word), number)
    vocabulary.number_of = as_spoken
    for word, count in kept:  # the most frequent writing comes first
        plain = folds[word]
        if plain in vocabulary.folded:
            number, before, best = vocabulary.folded[plain]
            vocabulary.folded[plain] = (number, before + count, best)
        else:
            vocabulary.folded[plain] = (len(vocabulary.folded), count, number_of[word])
    together: dict[int, list[int]] = {}
    written: Counter[int] = Counter()
    for (first, second), count in pairs.most_common():
        if first not in number_of or second not in number_of:
            continue
        written[as_spoken[tone_placed(first)] << 16 | as_spoken[tone_placed(second)]] += count
        key = vocabulary.folded[folds[first]][0] << 16 | vocabulary.folded[folds[second]][0]
        row = together.get(key)
        if row is not None:
            row[0] += count
        elif len(together) < MOST_PAIRS:
            together[key] = [count, number_of[first], number_of[second]]
    for key in sorted(together):
        count, first_number, second_number = together[key]
        vocabulary.keys.append(key)
        vocabulary.counts.append(min(count, 2**32 - 1))
        vocabulary.left.append(first_number)
        vocabulary.right.append(second_number)
    for key, count in sorted(written.most_common(MOST_PAIRS)):
        vocabulary.written_keys.append(key)
        vocabulary.written_counts.append(min(count, 2**32 - 1))
    return vocabulary


def public_texts() -> Iterator[str]:
    """Everything a visitor can read, newest documents first: names, then the provisions of their public wordings."""
    documents = LegalDocument.objects.public().order_by("-issued_on", "-pk")
    names = documents.values_list("title", "abstract")
    for title, abstract in names.iterator(chunk_size=2000):
        yield f"{title}\n{abstract}"
    wordings = Expression.objects.filter(live=True, document__in=LegalDocument.objects.public()).order_by("-pk")
    ids = list(wordings.values_list("pk", flat=True))
    for start in range(0, len(ids), 50):
        rows = Provision.objects.filter(expression_id__in=ids[start : start + 50]).order_by()
        for heading, text in rows.values_list("heading", "text").iterator(chunk_size=2000):
            yield f"{heading}\n{text}"


def build_vocabulary(texts: Iterable[str] | None = None) -> SearchVocabulary:
    """Count the public corpus and keep the result."""
    vocabulary = count_texts(public_texts() if texts is None else texts)
    with transaction.atomic():
        row, _ = SearchVocabulary.objects.update_or_create(
            name=NAME,
            defaults={
                "payload": vocabulary.pack(),
                "words": len(vocabulary.folded),
                "pairs": len(vocabulary.keys),
            },
        )
    return row


def is_outdated() -> bool:
    """Whether a document changed since the words were counted."""
    counted = SearchVocabulary.objects.filter(name=NAME).values_list("built_at", flat=True).first()
    return counted is None or LegalDocument.objects.filter(updated_at__gt=counted).exists()


def stored_vocabulary() -> Vocabulary:
    """What was counted last; empty before the first time."""
    payload = SearchVocabulary.objects.filter(name=NAME).values_list("payload", flat=True).first()
    return Vocabulary.unpack(bytes(payload)) if payload else Vocabulary()


#: The vocabulary as this process knows it.
VOCABULARY: Kept[Vocabulary] = Kept(
    stored_vocabulary, lambda: SearchVocabulary.objects.aggregate(newest=Max("built_at"))["newest"], Vocabulary
)
