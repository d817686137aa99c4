"""Emphasis in a source text by marks an editor can type: ``**đậm**``, ``*nghiêng*``, ``__gạch chân__``.

The marks live in the source text only. ``parse`` takes them out first, so that numbers, citations, searching and
addresses never see them, and keeps on each node where its words are emphasised: ``"3-20i 25-30b"`` counts characters
of the node's text, ``"h0-4u"`` of its heading. A mark counts only where it stands like a bracket around words of one
line (and of one table cell), so that footnote stars, bullets, rows of stars and lines to fill in stay what they are;
``\\*`` and ``\\_`` are always plain signs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from legaldocs.domain.tree import Node, Structure, walk

Span = tuple[int, int, str]
BOLD, ITALIC, UNDERLINE = "b", "i", "u"
STYLES = {"*": ITALIC, "**": BOLD, "***": BOLD + ITALIC, "__": UNDERLINE}
_SIGN = {BOLD: "**", ITALIC: "*", UNDERLINE: "__"}
_ANY_SIGN = re.compile(r"[*_]")
_TOKEN = re.compile(r"\\[*_]|\*+|_{2,}|\n|(?<!\\)\|")
_PLAIN_SIGN = re.compile(r"\*|_(?=_)|(?<=_)_|(?<=\\)[*_]")
_OPENING = "“\"'‘([{«*_"
_BEFORE = "“\"'‘([{«|*_-–—/,;:"
_NEVER_LAST = "([{“‘«|"
_WINDOW, _NO_CHANCE = 400, 12
_WRITTEN = re.compile(r"(h?)(\d+)-(\d+)([biu]+)")


def has_marks(text: str) -> bool:
    """Whether a text may hold a mark at all: most have no such sign, the others have them in rows and lines to fill in."""
    return _may_open(text, "*") or _may_open(text, "__") or "\\_" in text


def _may_open(text: str, sign: str) -> bool:
    start = text.find(sign)
    while start >= 0:
        end = start + len(sign)
        while text[end : end + 1] == sign[0]:
            end += 1
        before = text[start - 1 : start]
        if before == "\\" or (text[start:end] in STYLES and _opens(before, text[end : end + 1])):
            return True
        start = text.find(sign, end)
    return False


def strip_marks(text: str) -> tuple[str, list[Span]]:
    """The text without marks, and what they emphasise, in the order of its beginnings."""
    if not has_marks(text):
        return text, []
    signs = _pairs(text)
    if not signs:
        return text, []
    out: list[str] = []
    spans: list[Span] = []
    opened: dict[int, int] = {}
    at = shorter = 0
    for start, end, partner, style in sorted(signs):
        out.append(text[at:start])
        if not style:
            out.append(text[start + 1 : end])
            shorter += 1
        else:
            if partner > start:
                opened[start] = start - shorter
            else:
                spans += [(opened[partner], start - shorter, kind) for kind in style]
            shorter += end - start
        at = end
    out.append(text[at:])
    return "".join(out), sorted(spans)


def without_marks(text: str) -> str:
    """The words of a source text as they are printed; lines stay where they are."""
    return strip_marks(text)[0]


def _pairs(text: str) -> list[tuple[int, int, int, str]]:
    """Signs that are marks or escapes: start, end, start of the partner, style ("" for an escape)."""
    found: list[tuple[int, int, int, str]] = []
    at = 0
    while (sign := _ANY_SIGN.search(text, at)) is not None:  # most lines have none; marks never reach beyond theirs
        at = text.find("\n", sign.end())
        at = len(text) if at < 0 else at
        found += _pairs_of_line(text, text.rfind("\n", 0, sign.start()) + 1, at)
    return found


def _pairs_of_line(text: str, first: int, last: int) -> list[tuple[int, int, int, str]]:
    found: list[tuple[int, int, int, str]] = []
    stack: list[tuple[str, int]] = []
    for match in _TOKEN.finditer(text, first, last):
        sign, start, end = match[0], match.start(), match.end()
        if sign[0] == "\\":
            found.append((start, end, start, ""))
        elif sign not in STYLES:
            if sign in ("\n", "|"):
                stack.clear()
        else:
            before, after = text[start - 1 : start], text[end : end + 1]
            closed = _closes(before, after) and _close(text, stack, sign, start, found)
            if not closed and _opens(before, after):
                stack.append((sign, start))
    return found


def _close(
    text: str, stack: list[tuple[str, int]], sign: str, start: int, found: list[tuple[int, int, int, str]]
) -> bool:
    """Close what the sign closes, the innermost first: ``***`` may close two openings, or one of ``***`` in two steps."""
    left = len(sign)
    while left:
        place = next((n for n in range(len(stack) - 1, -1, -1) if _fits(stack[n][0], sign, left)), -1)
        if place < 0:
            break
        opened, at = stack[place]
        size = min(len(opened), left)
        inner = at + len(opened) - size
        if not any(map(str.isalnum, text[inner + size : start])):
            break
        style = STYLES[opened[:size]]
        found += [(inner, inner + size, start, style), (start, start + size, inner, style)]
        del stack[place:]
        if len(opened) > size:
            stack.append((opened[: len(opened) - size], at))
        start, left = start + size, left - size
    return left < len(sign)


def _fits(opened: str, sign: str, left: int) -> bool:
    return opened[0] == sign[0] and (len(opened) == left or 3 in (len(opened), left))


def _opens(before: str, after: str) -> bool:
    return (before == "" or before.isspace() or before in _BEFORE) and (
        after.isalnum() or (after != "" and after in _OPENING)
    )


def _closes(before: str, after: str) -> bool:
    return before != "" and not before.isspace() and before not in _NEVER_LAST and not after.isalnum()


def marked(text: str, spans: Iterable[Span]) -> str:
    """A plain text with marks for its spans; signs in it that would read as marks are escaped.

    Spans that marks cannot say (they cross each other, or begin inside a word) are left out: the words come first.
    """
    kept = sorted(spans)
    written = _written(text, sorted(kept, key=lambda span: (span[0], -span[1]))) if kept else ""
    return written if written and strip_marks(written) == (text, kept) else escaped(text)


def _written(text: str, spans: Sequence[Span]) -> str:
    signs: list[tuple[int, int, int, str]] = []
    for number, (start, end, style) in enumerate(spans):
        signs.append((start, 1, number, _SIGN[style]))
        signs.append((end, 0, -number, _SIGN[style]))
    out: list[str] = []
    at = 0
    for place, _, _, sign in sorted(signs):
        out += [_all_escaped(text[at:place]), sign]
        at = place
    return "".join([*out, _all_escaped(text[at:])])


def escaped(text: str) -> str:
    """A plain text in which no sign reads as a mark: only lines that would are changed."""
    if not has_marks(text):
        return text
    lines = text.split("\n")
    return "\n".join(line if strip_marks(line)[0] == line else _all_escaped(line) for line in lines)


def _all_escaped(text: str) -> str:
    return _PLAIN_SIGN.sub(r"\\\g<0>", text) if "*" in text or "_" in text else text


def place(structure: Structure, plain: str, spans: Sequence[Span]) -> None:
    """Note on each node which of its words are emphasised. A tree keeps all letters in order; that is the measure."""
    letters = _letters_before(plain, spans)
    wanted = sorted(zip(letters[::2], letters[1::2], (style for *_, style in spans), strict=True))
    first = position = 0
    running: list[tuple[int, int, str]] = []
    for node, piece, prefix in _pieces(structure):
        size = len("".join(piece.split()))
        last = first + size
        while position < len(wanted) and wanted[position][0] < last:
            running.append(wanted[position])
            position += 1
        if running and prefix is not None:
            _note(node, piece, prefix, [(max(a, first) - first, min(b, last) - first, s) for a, b, s in running])
        running = [span for span in running if span[1] > last]
        first = last
        if position == len(wanted) and not running:
            return


def _pieces(structure: Structure) -> Iterator[tuple[Node, str, str | None]]:
    for node, _ in walk(structure):
        yield node, node.marker, None
        yield node, node.heading, "h"
        yield node, node.text, ""


def _letters_before(plain: str, spans: Sequence[Span]) -> list[int]:
    """For each beginning and end, how many characters that are no space stand before it."""
    places = sorted({place for start, end, _ in spans for place in (start, end)})
    cuts = [0, *places]
    counts = accumulate(len("".join(plain[a:b].split())) for a, b in pairwise(cuts))
    known = dict(zip(places, counts, strict=True))
    return [known[place] for start, end, _ in spans for place in (start, end)]


def _note(node: Node, piece: str, prefix: str, spans: list[Span]) -> None:
    """Spans that count letters, written as places in the piece."""
    at = [place for place, character in enumerate(piece) if not character.isspace()]
    rows = [f"{prefix}{at[a]}-{at[b - 1] + 1}{style}" for a, b, style in spans if a < b]
    node.emphasis = " ".join([node.emphasis, *rows]).strip()


def spans_of(emphasis: str, *, heading: bool = False) -> list[Span]:
    """What a node's ``emphasis`` says of its text, or of its heading."""
    return [
        (int(start), int(end), style)
        for place, start, end, style in _WRITTEN.findall(emphasis)
        if (place == "h") is heading
    ]


def remarked(lines: Sequence[str], plain: str, spans: Sequence[Span]) -> list[str]:
    """Lines made from ``plain`` (some taken out, some joined) with the marks of what they keep.

    Walks both side by side; a line that is in none of the next lines of the source keeps no emphasis.
    """
    source = plain.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in source)]
    of_line: dict[int, list[Span]] = {}
    for start, end, style in spans:
        number = bisect_right(starts, start) - 1
        of_line.setdefault(number, []).append((start - starts[number], end - starts[number], style))
    squeezed = ["".join(line.split()) for line in source]
    out: list[str] = []
    cursor = 0
    for line in lines:
        rest, kept, done = "".join(line.split()), [], 0
        at = _found(rest, squeezed, cursor)
        while at is not None and at < len(source) and rest.startswith(squeezed[at], done) and (squeezed[at] or done):
            kept += _shifted(of_line.get(at, ()), source[at], done)
            done += len(squeezed[at])
            at += 1
            cursor = at
            if done == len(rest):
                break
        out.append(marked(line, _in_line(line, kept)) if kept else escaped(line))
    return out


def _found(rest: str, squeezed: Sequence[str], cursor: int) -> int | None:
    """Which of the next lines of the source a line begins with: the whole of it, or one too long to be chance."""
    window = range(cursor, min(cursor + _WINDOW, len(squeezed)))
    whole = next((n for n in window if squeezed[n] == rest), None)
    if whole is not None or not rest:
        return whole
    return next((n for n in window if len(squeezed[n]) >= _NO_CHANCE and rest.startswith(squeezed[n])), None)


def _shifted(spans: Iterable[Span], line: str, done: int) -> list[Span]:
    return [
        (done + len("".join(line[:start].split())), done + len("".join(line[:end].split())), style)
        for start, end, style in spans
    ]


def _in_line(line: str, spans: list[Span]) -> list[Span]:
    at = [place for place, character in enumerate(line) if not character.isspace()]
    return [(at[a], at[b - 1] + 1, style) for a, b, style in spans if a < b <= len(at)]
