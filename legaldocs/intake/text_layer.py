"""Whether the text layer of a PDF says what its pages show.

A font without a table of its letters, or with a wrong one, prints well and copies as rubbish: "CỘNG HÒA" becomes
"&ӜNG HÒA" or private signs. Such a layer is worse than none, for it looks like text. It is judged by what no sound text
has, in any language written with Latin letters; what it is called goes into the message, and recognition takes over.
"""

from __future__ import annotations

import re
import unicodedata

from legaldocs.domain.syllables import is_syllable

_SAMPLE = 200_000
_LEAST = 80  # visible characters below which nothing is judged
_WORD = re.compile(r"[^\W\d_]{2,}")
_MARKS = re.compile(r"[\s\d.,;:()/\-–…_|“”\"'•*+=%\[\]]")
_GREEK = re.compile(r"[\u0370-\u03ff]")
_VOWELS = frozenset("aeiouy")
_FOREIGN = 0.05
_UNASSIGNED = frozenset({"Co", "Cn", "Cs", "Cc"})


def unreadable_because(text: str) -> str:
    """Why a text layer cannot be the words of its pages; '' for one that can."""
    sample = text[:_SAMPLE]
    visible = "".join(sample.split())
    if len(visible) < _LEAST:
        return ""
    strange = [c for c in visible if c == "\ufffd" or unicodedata.category(c) in _UNASSIGNED]
    if len(strange) > len(visible) * _FOREIGN:
        return "phông chữ không cho biết chữ nào ứng với ký hiệu nào"
    letters = [c for c in visible if c.isalpha()]
    foreign = [c for c in letters if not _is_latin(c)]
    if len(foreign) > len(letters) * _FOREIGN:
        return f"chữ bị đổi thành ký tự lạ như “{''.join(dict.fromkeys(foreign))[:4]}”"
    return _words_wrong(sample, len(letters), len(_MARKS.sub("", sample)))


def _words_wrong(sample: str, letters: int, signs: int) -> str:
    if signs > _LEAST and letters < signs * 0.45:
        return "chữ bị đổi thành các dấu và ký hiệu"
    words = _WORD.findall(sample)
    plain = [word for word in words if len(word) > 2 and word.isascii() and word.islower()]
    if len(plain) > 40 and sum(not _VOWELS & set(word) for word in plain) > len(plain) * 0.25:
        return "chữ này bị tráo thành chữ khác"
    marked = [word for word in words if not word.isascii() and word.isalpha() and not _GREEK.search(word)]
    if len(marked) > 30 and len(marked) > len(words) * 0.5 and sum(map(is_syllable, marked)) < len(marked) * 0.5:
        return "các chữ có dấu không thành tiếng Việt"
    return ""


def _is_latin(character: str) -> bool:
    """Latin letters, and the Greek ones and signs of formulas."""
    code = ord(character)
    return (
        code < 0x250
        or 0x1E00 <= code < 0x1F00
        or 0x370 <= code < 0x400
        or 0x2070 <= code < 0x2200
        or code in _LIKE_LETTERS
    )


_LIKE_LETTERS = frozenset({0x2BC, *range(0x2C6, 0x2DE)})
