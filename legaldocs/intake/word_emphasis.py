"""Which bold, italic and underlined words of a Word paragraph are worth a mark in the source text.

A line that is bold as a whole, or but for its number, is a heading or a matter of taste: that is the style's business.
What stands out from the rest of its line (a term being defined, the name of a khoản before its text) carries meaning
and gets the marks of ``domain/emphasis.py``. Words are never cut: an emphasised piece of a word is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from legaldocs.domain.emphasis import Span, escaped, marked
from legaldocs.domain.markers import recognise

Piece = tuple[str, str]


def emphasised(pieces: Sequence[Piece]) -> str:
    """The text of a paragraph from its pieces (emphasis, text), with marks; its own stars are escaped where needed."""
    text = "".join(piece for _, piece in pieces)
    looks = {look for look, piece in pieces if any(map(str.isalnum, piece))}
    if len(looks) < 2:
        return escaped(text)
    return "\n".join(_line(line) for line in _lines(pieces))


def _lines(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for look, text in pieces:
        first, *others = text.split("\n")
        line.append((look, first))
        for other in others:
            yield line
            line = [(look, other)]
    yield line


def _line(pieces: list[Piece]) -> str:
    text = "".join(piece for _, piece in pieces)
    words = [(look, piece) for look, piece in pieces if any(map(str.isalnum, piece))]
    if len({look for look, _ in words}) < 2:
        return escaped(text)
    shared = {style for style in "biu" if all(style in look for look, _ in words)}
    begins = _after_number(text)
    spans: list[Span] = []
    for style in "biu":
        if style in shared:
            continue
        found = [kept for run in _runs(pieces, style) if (kept := _trimmed(text, run, begins)) is not None]
        if not _is_whole(text, found, begins):
            spans += [(start, end, style) for start, end in found]
    return marked(text, spans)


def _after_number(text: str) -> int:
    """Where the words of a line begin after "Điều 5.", "1.", "a)": a bold number is no emphasis."""
    line = text.strip()
    mark = recognise(line) if line else None
    return text.index(line) + len(mark.marker) if mark is not None else 0


def _runs(pieces: list[Piece], style: str) -> Iterator[tuple[int, int]]:
    """Stretches in a style; what is no word between two of them does not part them."""
    at, start, end = 0, -1, -1
    for look, piece in pieces:
        has_words = any(map(str.isalnum, piece))
        if style in look:
            if start < 0:
                start = at
            end = at + len(piece)
        elif has_words and start >= 0:
            yield start, end
            start = -1
        at += len(piece)
    if start >= 0:
        yield start, end


def _trimmed(text: str, span: tuple[int, int], begins: int) -> tuple[int, int] | None:
    """A stretch without spaces and loose punctuation at its ends; None where no whole word is left."""
    start, end = max(span[0], begins), span[1]
    while start < end and not (text[start].isalnum() or text[start] in "“‘([{"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "”’)]}%"):
        end -= 1
    if not any(map(str.isalnum, text[start:end])):
        return None
    if (start and text[start - 1].isalnum() and text[start].isalnum()) or (
        end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    ):
        return None
    return start, end


def _is_whole(text: str, spans: list[tuple[int, int]], begins: int) -> bool:
    """Whether nothing but the number, spaces and punctuation stands outside the stretches."""
    at = begins
    for start, end in spans:
        if any(map(str.isalnum, text[at:start])):
            return False
        at = end
    return not any(map(str.isalnum, text[at:]))
