"""Notes of consolidated texts as links, there and back: "[3]" behind a heading leads to "[3] Điều này được bổ sung …".

Intake writes a note's mark as ``[3]`` and sets the notes behind the text. No character of the text is changed here. The
words added are the law's own, in every interface language: prepared texts are the same for all visitors.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

_MARK = re.compile(r"\[(\d{1,3})\]")
_TAG_OR_MARK = re.compile(r"<(/?)(\w+)[^>]*>|\[(\d{1,3})\]")
_NOTE = re.compile(r"\[(\d{1,3})\] \S")
#: How the first note begins.
NOTES_BEGIN = "[1] "


def notes_of(text: str) -> dict[int, str]:
    """The notes at the end of a text by their numbers: from the last line that begins with ``[1]``, counted upwards.

    Lines between belong to the note before. Empty when no line begins so.
    """
    if NOTES_BEGIN not in text:
        return {}
    lines = text.split("\n")
    start = max((at for at, line in enumerate(lines) if (m := _NOTE.match(line)) and int(m[1]) == 1), default=None)
    if start is None:
        return {}
    notes: dict[int, str] = {}
    for line in lines[start:]:
        match = _NOTE.match(line)
        if match and int(match[1]) == len(notes) + 1:
            notes[len(notes) + 1] = line
        else:
            notes[len(notes)] += f"\n{line}"
    return notes


def has_marks(html: str) -> bool:
    """Whether anything in it may be the mark of a note."""
    return _MARK.search(html) is not None


def link_notes(html: str, notes: Mapping[int, str]) -> str:
    """The HTML of provisions with marks and notes linked; notes that do not stand in it are added at its end."""
    if not notes:
        return html
    places = _places(html, notes)
    marked, used = _link_marks(html[: places[0]] if places else html, notes)
    if not used:  # a clause that begins with "[1]" in a text whose notes are not here is no note
        return html
    if not places:
        return marked + _added(notes, used)
    out, rest = [marked], list(zip(places, [*places[1:], len(html)], notes, strict=True))
    for start, end, number in rest:
        head = f"<p>[{number}]"
        out.append(
            f'<p class="pv-footnote" id="chu-thich-{number}">{_name(number, used)}{html[start + len(head) : end]}'
        )
    return "".join(out)


def without_marks(html: str, notes: Mapping[int, str]) -> str:
    """Names in a contents list without the marks of notes."""
    if not notes:
        return html
    return re.sub(r"\s*\[(\d{1,3})\]", lambda found: "" if int(found[1]) in notes else found[0], html)


def _places(html: str, notes: Mapping[int, str]) -> list[int]:
    """Where each note begins; empty unless all stand there one after the other."""
    places: list[int] = []
    end = len(html)
    for number in sorted(notes, reverse=True):
        end = html.rfind(f"<p>[{number}] ", 0, end)
        if end < 0:
            return []
        places.append(end)
    return places[::-1]


def _link_marks(html: str, notes: Mapping[int, str]) -> tuple[str, set[int]]:
    """Marks outside other links as links; which notes they name."""
    used: set[int] = set()
    inside = 0

    def linked(found: re.Match[str]) -> str:
        nonlocal inside
        closes, tag, digits = found.groups()
        if tag:
            inside += (-1 if closes else 1) if tag == "a" else 0
            return found[0]
        number = int(digits)
        if inside or number not in notes:
            return found[0]
        place = "" if number in used else f' id="noi-chu-thich-{number}"'
        used.add(number)
        about = f'href="#chu-thich-{number}" role="doc-noteref" aria-label="Chú thích [{number}]"'
        return f'<a class="pv-noteref"{place} {about}>[{number}]</a>'

    return _TAG_OR_MARK.sub(linked, html), used


def _name(number: int, used: set[int]) -> str:
    if number not in used:
        return f"[{number}]"
    about = f'href="#noi-chu-thich-{number}" role="doc-backlink" aria-label="[{number}] Về chỗ có chú thích"'
    return f"<a {about}>[{number}]</a>"


def _added(notes: Mapping[int, str], used: set[int]) -> str:
    rows = []
    for number in sorted(used):
        first, *more = notes[number].split("\n")
        words = escape(first[len(f"[{number}]") :])
        rows.append(f'<p class="pv-footnote" id="chu-thich-{number}">{_name(number, used)}{words}</p>')
        rows += [f"<p>{escape(line)}</p>" for line in more if line.strip()]
    return f'<aside class="pv pv-footnotes" aria-label="Chú thích">{"".join(rows)}</aside>'
