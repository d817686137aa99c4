"""A document's number in a question, however loosely it was typed: ``nd 43 2011``, ``43/2011/NĐCP``, ``số 43 năm 2011``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legaldocs.domain.numbers import find_numbers
from legaldocs.domain.text import fold, search_tokens
from legaldocs.domain.types import TYPE_INFO, DocumentType

#: Symbols that can follow a loosely written number; other words after it belong to the question.
_SYMBOLS = (
    "ndcp|ttlt|ttln|vbhn|nqlt|ubtvqh|hdtp|hdbt|hdnd|ubnd|ttg|nd|nq|qd|tt|ct|pl|sl|cp|qh|tandtc|vksndtc|tlđ|btc|bca|bqp|bng|bnv"
    "|btp|bct|bxd|byt|bgddt|bgdđt|bkhcn|bkhdt|btnmt|bgtvt|btttt|bldtbxh|bnnptnt|bnnmt|bvhttdl|nhnn|ttcp|vpcp|ubdt|bdttg"
)
_SEPARATOR = r"[\s/._,-]+"
_LOOSE = re.compile(
    rf"\b(?P<serial>\d{{1,5}}(?:\.\d{{1,3}})?[a-z]?)(?:\s+nam\s+|{_SEPARATOR})(?P<year>(?:19|20)\d{{2}})"
    rf"(?P<symbol>(?:{_SEPARATOR}?(?:{_SYMBOLS})\d{{0,2}}(?![a-z]))*(?:[/-][a-z&]{{2,10}}(?:-[a-z&]{{2,10}}){{0,4}})?)(?!\d)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_GLUED = re.compile(rf"\b(nd|tt|qd|nq|ttlt|ct|vbhn)(?=\d{{1,5}}(?:{_SEPARATOR}|\s+nam\s+|$))")
_DATE = re.compile(
    r"\b(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d\d|(?:ngay\s+\d{1,2}\s+)?thang\s+\d{1,2}\s*(?:nam\s+|[/.-]\s?)(?:19|20)\d\d)\b"
)
_SPACED_DIGITS = re.compile(r"(?<=[/\s-])(qh|ubtvqh) (?=\d{1,2}\b)")

#: Abbreviations spelled letter by letter: "N.Đ", "T. T", "N.Đ-C.P", "n đ 43/2011".
_SPELLED = re.compile(
    r"(?<![a-z0-9.])(?P<word>n ?\. ?d|t ?\. ?t ?\. ?l ?\. ?t|v ?\. ?b ?\. ?h ?\. ?n|t ?\. ?t|q ?\. ?d|n ?\. ?q|c ?\. ?t|c ?\. ?p|q ?\. ?h"
    r"|(?:n d|t t|q d|n q)(?=\s+(?:so\s+)?\d{1,5}\s?[/.-]))(?![a-z])(?:\.(?=\s*[-/\d\s]))?"
)
#: A dot instead of a hyphen inside a symbol: "NĐ.CP", "QĐ.TTg".
_DOTTED = re.compile(r"(?<=[/\s.-])(nd|qd|nq|tt|ttlt|ct)(?P<dot> ?\. ?)(?=[a-z]{2})")

TYPE_WORDS: dict[str, str] = {
    fold(info.name): kind.value for kind, info in TYPE_INFO.items() if kind is not DocumentType.OTHER
}
TYPE_WORDS |= {
    "nd": "nghi-dinh",
    "tt": "thong-tu",
    "qd": "quyet-dinh",
    "nq": "nghi-quyet",
    "ttlt": "thong-tu-lien-tich",
    "vbhn": "van-ban-hop-nhat",
    "ct": "chi-thi",
}
_TYPES = re.compile(r"\b(" + "|".join(sorted((re.escape(word) for word in TYPE_WORDS), key=len, reverse=True)) + r")\b")
_SERIAL_AFTER_TYPE = re.compile(r"\s+(?:so\s+)?(?P<serial>\d{1,5}[a-z]?)\b(?!\s*[/.]\s*\d)(?!\s*%)")
_TYPE_OF_SYMBOL = {
    "nd": "nghi-dinh",
    "ndcp": "nghi-dinh",
    "tt": "thong-tu",
    "ttlt": "thong-tu-lien-tich",
    "vbhn": "van-ban-hop-nhat",
}


@dataclass(frozen=True, slots=True)
class NumberRead:
    """What was read of a number, and the text without it."""

    rest: str
    number: str = ""
    tokens: tuple[str, ...] = ()
    serial: str = ""
    document_type: str = ""
    type_place: tuple[int, int] | None = None


def type_in(folded: str) -> re.Match[str] | None:
    """The first name of a type of document in folded text."""
    return _TYPES.search(folded)


def _masked(folded: str) -> str:
    """Folded text of the same length in which dates cannot be taken for numbers."""
    return _DATE.sub(lambda match: "~" * len(match[0]), folded)


def read_number(text: str) -> NumberRead:
    """The first number in NFC text."""
    text = _parted(joined(text))
    folded = fold(text)
    typed = type_in(folded)
    document_type = TYPE_WORDS[typed[1]] if typed else ""
    place = typed.span() if typed else None
    found = find_numbers(text)
    if found and (found[0][2].year or found[0][2].type_symbol):
        start, end, number = found[0]
        tokens = tuple(search_tokens(number.display).split())
        return NumberRead(f"{text[:start]} {text[end:]}", number.display, tokens, "", document_type, place)
    loose = _loose(folded)
    if loose:
        serial = re.sub(r"^0+(?=\d)", "", loose["serial"])
        symbols = tuple(part for piece in loose["symbol"].split() for part in search_tokens(piece).split())
        tokens = tuple(token for part in (serial, loose["year"]) for token in search_tokens(part).split())
        before = _TYPES.findall(folded[: loose.start()])
        kind = (
            document_type
            if before
            else next((_TYPE_OF_SYMBOL[s] for s in symbols if s in _TYPE_OF_SYMBOL), document_type)
        )
        shown = re.sub(r"\s+", " ", text[loose.start() : loose.end()]).strip()
        if " " in shown or not symbols:
            shown = f"{text[loose.start('serial') : loose.end('serial')]}/{loose['year']}"
        rest = f"{text[: loose.start()]} {text[loose.end() :]}"
        place = _place_in(rest, typed, loose)
        return NumberRead(rest, shown, (*tokens, *_parts(symbols)), "", kind, place)
    if typed:
        serial_match = _SERIAL_AFTER_TYPE.match(folded, typed.end())
        if serial_match and not _YEAR.fullmatch(serial_match["serial"]):
            serial = re.sub(r"^0+(?=\d)", "", serial_match["serial"])
            return NumberRead(text, "", (), serial, document_type, place)
    return NumberRead(text, "", (), "", document_type, place)


def joined(text: str) -> str:
    """Abbreviations of types and bodies spelled with dots or spaces, written together: ``N.Đ. 43/2011`` is ``NĐ 43/2011``."""
    for pattern in (_SPELLED, _DOTTED):
        folded = fold(text)
        if len(folded) != len(text):
            return text
        for match in reversed(list(pattern.finditer(folded))):
            if "dot" in match.groupdict():
                text = f"{text[: match.start('dot')]}-{text[match.end('dot') :]}"
                continue
            letters = "".join(letter for letter in text[slice(*match.span("word"))] if letter.isalpha())
            after = "" if text[match.end() : match.end() + 1] in {"-", "/", " ", ""} else " "
            text = f"{text[: match.start()]}{letters}{after}{text[match.end() :]}"
    return text


def _parted(text: str) -> str:
    """``NĐ43/2011`` as ``NĐ 43/2011``, ``QH 13`` behind a separator as ``QH13``."""
    folded = fold(text)
    if len(folded) != len(text):
        return text
    for match in reversed(list(_GLUED.finditer(folded))):
        text = f"{text[: match.end()]} {text[match.end() :]}"
    folded = fold(text)
    for match in reversed(list(_SPACED_DIGITS.finditer(folded))):
        text = f"{text[: match.end() - 1]}{text[match.end() :]}"
    return text


def _loose(folded: str) -> re.Match[str] | None:
    for match in _LOOSE.finditer(_masked(folded)):
        if not _YEAR.fullmatch(match["serial"]):
            return match
    return None


def _parts(symbols: tuple[str, ...]) -> tuple[str, ...]:
    """``ndcp`` is ``nd cp``."""
    return tuple(part for symbol in symbols for part in (("nd", "cp") if symbol == "ndcp" else (symbol,)))


def _place_in(rest: str, typed: re.Match[str] | None, loose: re.Match[str]) -> tuple[int, int] | None:
    """Where the type's name stands in the text without the number."""
    if typed is None:
        return None
    if typed.end() <= loose.start():
        return typed.span()
    again = type_in(fold(rest))
    return again.span() if again else None
