"""Passages with the words marked. Found on folded text, cut from the original: folding keeps every position."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString

from legaldocs.domain.text import fold, nfc

PASSAGE = 260
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...], phrases: tuple[tuple[str, ...], ...]) -> re.Pattern[str] | None:
    alternatives = []
    sequences = [tuple(words), *map(tuple, phrases)] if len(words) > 1 else [*map(tuple, phrases)]
    for sequence in sequences:
        if len(sequence) > 1:
            alternatives.append(r"[\W_]+".join(map(re.escape, sequence)))
    alternatives.extend(
        re.escape(word) for word in sorted({*words, *(w for p in phrases for w in p)}, key=len, reverse=True)
    )
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(alternatives)})(?![^\W_])") if alternatives else None


def spans(text: str, words: Sequence[str], phrases: Sequence[Sequence[str]] = ()) -> list[tuple[int, int]]:
    """Where the words stand in NFC ``text``; a run of all the words together is one span."""
    pattern = _pattern(tuple(words), tuple(map(tuple, phrases)))
    return [match.span() for match in pattern.finditer(fold(text))] if pattern else []


def weight(text: str, words: Sequence[str], phrases: Sequence[Sequence[str]] = ()) -> float:
    """How well a passage answers: distinct words found, and much more where they stand together."""
    pattern = _pattern(tuple(words), tuple(map(tuple, phrases)))
    found = pattern.findall(fold(text)) if pattern else []
    if not found:
        return 0.0
    distinct = {token for run in found for token in re.split(r"[\W_]+", run)}
    longest = max((len(run) for run in found), default=0)
    return len(distinct) + longest / 20


def marked(text: str, places: Sequence[tuple[int, int]]) -> SafeString:
    """The text, escaped, with ``<mark>`` around the places."""
    pieces: list[str] = []
    last = 0
    for start, end in places:
        pieces += [escape(text[last:start]), "<mark>", escape(text[start:end]), "</mark>"]
        last = end
    pieces.append(escape(text[last:]))
    return SafeString("".join(pieces))


def passage(
    text: str, words: Sequence[str], phrases: Sequence[Sequence[str]] = (), length: int = PASSAGE
) -> SafeString:
    """About ``length`` characters around the densest place, words marked, "…" where the text goes on."""
    text = _SPACES.sub(" ", nfc(text)).strip()
    places = spans(text, words, phrases)
    if not places or len(text) <= length:
        cut = not places and len(text) > length
        return SafeString(f"{marked(text if places else text[:length], places)}{'…' if cut else ''}")
    best, most = places[0][0], -1.0
    for start, _ in places:
        window = [p for p in places if start <= p[0] and p[1] <= start + length]
        value = sum((p[1] - p[0]) for p in window)
        if value > most:
            best, most = start, value
    begin = max(0, best - length // 4)
    if begin:
        begin = text.find(" ", begin) + 1 or begin
    end = min(len(text), begin + length)
    if end < len(text):
        end = max(text.rfind(" ", begin, end), begin + length // 2)
    inside = [(s - begin, e - begin) for s, e in places if s >= begin and e <= end]
    return SafeString(f"{'… ' if begin else ''}{marked(text[begin:end], inside)}{' …' if end < len(text) else ''}")
