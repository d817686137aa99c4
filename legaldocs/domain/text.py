"""Vietnamese text: one normal form, folding for search, alphabetical order, slugs and hashes.

Unicode writes one Vietnamese letter in several ways; everything here starts from NFC. Folding keeps the length of NFC
text, so that a place found in folded text is the same place in the text itself. Canonical decomposition does not split
Đ (U+0110), so it is mapped by hand, together with its look-alikes Ð (eth) and Ɖ (domain.md 4.3).
"""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata
from typing import Any

VIETNAMESE_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_MARKS = "\u00a0“”‘’–—…•§°²³½×±≥≤\u00ad\u200eÐð"
_D_LIKE = {0x110: "d", 0x111: "d", 0xD0: "d", 0xF0: "d", 0x189: "d", 0x256: "d"}


def nfc(s: str) -> str:
    """The composed normal form, in which all text is stored and compared."""
    return unicodedata.normalize("NFC", s)


def _fold_character(code: int) -> str:
    """One character folded to exactly one character."""
    if code in _D_LIKE:
        return _D_LIKE[code]
    character = chr(code)
    if not character.isalpha():
        return character
    lowered = character.lower()
    base = unicodedata.normalize("NFD", lowered)[0]
    return base if len(lowered) == 1 or base.isascii() else character


class _FoldTable(dict[int, str]):
    """A translation table that works out each character once."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(code)
        return folded


_FOLD_TABLE = _FoldTable()


def _build_fast_fold() -> tuple[Any, bytes, str]:
    """Tables for the common case: every character is ASCII, a Vietnamese letter or a usual mark.

    Such text fits one byte a character (a private code page), is folded by ``bytes.translate`` and read back; that is
    ten times as fast as ``str.translate``.
    """
    page = [chr(code) for code in (0, 9, 10, 13, *range(32, 127))]  # NUL first, or charmap_build is slow
    page += [*VIETNAMESE_LETTERS, *VIETNAMESE_LETTERS.upper(), *_MARKS]
    if len(page) > 256 or len(set(page)) != len(page):
        raise AssertionError("the private code page must hold each character once")
    position = {character: index for index, character in enumerate(page)}
    folded = bytes(position.get(_fold_character(ord(character)), index) for index, character in enumerate(page))
    folded += bytes(256 - len(folded))
    table = "".join(page)
    return codecs.charmap_build(table), folded, table


_ENCODING, _FOLDED_BYTES, _DECODING = _build_fast_fold()


_CHUNK = 4096


def _fold_composed(s: str) -> str:
    """Fold a piece of NFC text, by the fast tables where they know every character."""
    try:
        encoded, _ = codecs.charmap_encode(s, "strict", _ENCODING)
    except UnicodeEncodeError:
        return s.translate(_FOLD_TABLE)
    decoded, _ = codecs.charmap_decode(encoded.translate(_FOLDED_BYTES), "strict", _DECODING)
    return decoded


def fold(s: str) -> str:
    """Lower case, without diacritics, đ as d. The result of NFC text has the same length."""
    composed = nfc(s)
    if len(composed) <= _CHUNK:
        return _fold_composed(composed)
    return "".join(_fold_composed(composed[start : start + _CHUNK]) for start in range(0, len(composed), _CHUNK))


class Folding:
    """Folding that also makes spaces of some signs and leaves others out: ``Folding(spaces="()", dropped=",")``.

    The same as ``fold(s).translate(…)``, in the one pass over bytes that folding is anyway. What it answers is as long
    as the text only when nothing is dropped.
    """

    def __init__(self, *, spaces: str = "", dropped: str = "") -> None:
        self._signs = str.maketrans({**dict.fromkeys(spaces, " "), **dict.fromkeys(dropped, None)})
        table = bytearray(_FOLDED_BYTES)
        for sign in spaces:
            table[_place(sign)] = _place(" ")
        self._table, self._dropped = bytes(table), bytes(_place(sign) for sign in dropped)

    def __call__(self, s: str) -> str:
        """The text folded, its signs gone."""
        composed = nfc(s)
        try:
            encoded, _ = codecs.charmap_encode(composed, "strict", _ENCODING)
        except UnicodeEncodeError:
            return fold(composed).translate(self._signs)
        decoded, _ = codecs.charmap_decode(encoded.translate(self._table, self._dropped), "strict", _DECODING)
        return decoded


def _place(sign: str) -> int:
    """Where a usual sign stands in the private code page. Raises ``UnicodeEncodeError`` for one that is not there."""
    return int(codecs.charmap_encode(sign, "strict", _ENCODING)[0][0])


_NOT_WORD = re.compile(r"[\W_]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def search_tokens(s: str) -> str:
    """Folded words separated by single spaces: what is indexed and what a query becomes."""
    return _NOT_WORD.sub(" ", fold(s)).strip()


def slugify(s: str) -> str:
    """ASCII words joined by hyphens for addresses: ``Đường bộ`` → ``duong-bo``."""
    plain = unicodedata.normalize("NFKD", fold(s)).encode("ascii", "ignore").decode("ascii").lower()
    return _NOT_SLUG.sub("-", plain).strip("-")


def text_hash(s: str) -> str:
    """SHA-256 of the text in NFC with runs of white space as one space: equal for equal wording."""
    wording = " ".join(nfc(s).split())
    return hashlib.sha256(wording.encode("utf-8", "surrogatepass")).hexdigest()


_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền hỏi ngã sắc nặng


def _alphabet_codes() -> dict[str, str]:
    """``a`` → ``a0``, ``ă`` → ``a1``, ``â`` → ``a2`` …: two ASCII characters that sort in Vietnamese order."""
    codes: dict[str, str] = {}
    for letter in _ALPHABET:
        base = _fold_character(ord(letter))
        variant = sum(1 for other in codes.values() if other[0] == base)
        codes[letter] = f"{base}{variant}"
    return codes


_ALPHABET_CODES = _alphabet_codes()
_SORT_UNIT = re.compile(r"[0-9]+|[^\W\d_]|[\W_]+|\d", re.UNICODE)


def _letter_and_tone(character: str) -> tuple[str, str]:
    """A letter without its tone mark, and the digit of the tone (``ế`` → ``ê``, ``4``)."""
    decomposed = unicodedata.normalize("NFD", character)
    tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), "0")
    letter = nfc("".join(mark for mark in decomposed if mark not in _TONES))
    return letter, tone


def sort_key(s: str) -> str:
    """A plain string that puts names in Vietnamese dictionary order when compared by code point.

    Letters first (a ă â b c d đ e ê …), tones only between names that are otherwise equal (ngang huyền hỏi ngã sắc
    nặng), numbers by value. ASCII letters and digits only, so it also sorts in a database column of any collation.
    """
    letters: list[str] = []
    tones: list[str] = []
    for unit in _SORT_UNIT.findall(nfc(s).lower().replace("ð", "đ").strip()):
        if unit.isascii() and unit.isdigit():
            digits = unit.lstrip("0")
            letters.append(f"1{min(len(digits), 999):03d}{digits}")
        elif unit.isalpha():
            letter, tone = _letter_and_tone(unit)
            code = _ALPHABET_CODES.get(letter) or _ALPHABET_CODES.get(_fold_character(ord(letter[0])), "z9")
            letters.append(code)
            tones.append(tone)
        elif letters and letters[-1] != "01":
            letters.append("01")
    if letters and letters[-1] == "01":
        letters.pop()
    return "".join(letters) + "00" + "".join(tones).rstrip("0")
