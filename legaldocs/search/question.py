"""What a visitor asked: the words, quoted phrases, exclusions, a document's number, a provision named by its number.

Works on folded text (``nfc`` + ``fold``: length-preserving), so diacritics, case and tone placement do not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from legaldocs.domain.numbers import find_numbers
from legaldocs.domain.text import fold, nfc, search_tokens
from legaldocs.domain.types import TYPE_INFO, DocumentType

MAX_LENGTH = 300
MAX_WORDS = 24
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\ufeff\ud800-\udfff]+")
_QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]{2,200})[\"“”«»]")
_EXCLUDED = re.compile(r"(?:^|\s)-(\w{2,30})")
#: "điểm đ khoản 2 điều 10": letters are read from the unfolded text, where d and đ differ.
_PROVISION = re.compile(
    r"(?:\bdiem\s+(?P<point>[a-z]\d{0,2})\s*[,;]?\s+)?(?:\bkhoan\s+(?P<clause>\d{1,3}[a-z]?)\s*[,;]?\s+)?\bdieu\s+(?P<article>\d{1,4}[a-z]?)\b"
)
#: "43/2011", "43 2011 nd cp", "nd 43 2011": serial and year with whatever separates them.
_LOOSE_NUMBER = re.compile(
    r"\b(?P<serial>\d{1,5}(?:\.\d{1,3})?[a-z]?)[\s/._-]+(?P<year>(?:19|20)\d{2})(?P<symbol>(?:[\s/._-]+(?:nd|nq|qd|tt|ttlt|ct|qh|ubtvqh|vbhn|nqlt|pl|l|sl|cp|ttg|b[a-z&]{1,8}|[a-z]{2,8}|qh\d{1,2}|ubtvqh\d{1,2})\b){0,4})"
)
_SERIAL_AFTER_TYPE = re.compile(r"\s+(?:so\s+)?(?P<serial>\d{1,5}[a-z]?)\b(?!\s*[/.]\s*\d)")
_TYPE_WORDS: dict[str, str] = {
    fold(info.name): kind.value for kind, info in TYPE_INFO.items() if kind is not DocumentType.OTHER
}
_TYPE_WORDS |= {
    "nd": "nghi-dinh",
    "tt": "thong-tu",
    "qd": "quyet-dinh",
    "nq": "nghi-quyet",
    "ttlt": "thong-tu-lien-tich",
}
_TYPES = re.compile(
    r"\b(" + "|".join(sorted((re.escape(word) for word in _TYPE_WORDS), key=len, reverse=True)) + r")\b"
)
#: Symbols that can follow a loosely written number; other words after it belong to the question.
_SYMBOL_PARTS = {"nd", "nq", "qd", "tt", "ttlt", "ct", "vbhn", "nqlt", "pl", "sl", "cp", "ttg", "ubtvqh", "qh"}


@dataclass(slots=True)
class Question:
    """A question read. Empty fields were not asked."""

    text: str
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    number: str = ""
    number_tokens: tuple[str, ...] = ()
    serial: str = ""
    document_type: str = ""
    article: str = ""
    clause: str = ""
    point: str = ""
    name_words: tuple[str, ...] = ()
    shown_words: str = ""
    shown_phrases: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nothing to look for."""
        return not (self.words or self.phrases or self.number_tokens or self.article or self.serial)

    @property
    def eid(self) -> str:
        """eId of the provision asked for, "" when none was."""
        if not self.article:
            return ""
        parts = [f"art_{self.article}"]
        if self.clause:
            parts.append(f"cl_{self.clause}")
        if self.point:
            parts.append(f"point_{self.point}")
        return "__".join(parts)


def clean(text: str) -> str:
    """The question in NFC without control characters and surrogates, cut to a length a person would type."""
    return " ".join(_CONTROL.sub(" ", nfc(_CONTROL.sub(" ", text[: MAX_LENGTH * 4]))).split())[:MAX_LENGTH]


def read_question(raw: str) -> Question:
    """Read any string as a question; never raises."""
    text = clean(raw)
    question = Question(text=text)
    question.phrases = tuple(
        p for p in (tuple(search_tokens(m[1]).split())[:MAX_WORDS] for m in _QUOTED.finditer(text)) if p
    )
    question.shown_phrases = tuple(m[1].strip() for m in _QUOTED.finditer(text))
    rest = _QUOTED.sub(" ", text)
    question.excluded = tuple(w for m in _EXCLUDED.finditer(rest) for w in search_tokens(m[1]).split())[:4]
    rest = _EXCLUDED.sub(" ", rest)
    rest = _read_provision(question, rest)
    all_words = tuple(search_tokens(rest).split())[:MAX_WORDS]
    remaining = _read_number(question, rest)
    question.name_words = tuple(search_tokens(remaining).split())[:MAX_WORDS]
    question.words = question.name_words if question.number_tokens else all_words
    question.shown_words = " ".join((remaining if question.number_tokens else rest).split())
    if question.number_tokens and question.document_type:
        question.words = tuple(search_tokens(_TYPES.sub(" ", fold(remaining), count=1)).split())[:MAX_WORDS]
        question.name_words = question.words
        question.shown_words = " ".join(question.words)
    return question


def _read_provision(question: Question, text: str) -> str:
    folded = fold(text)
    match = _PROVISION.search(folded)
    if not match:
        return text
    lowered = text.lower()
    for name in ("article", "clause", "point"):
        if match[name]:
            setattr(question, name, lowered[match.start(name) : match.end(name)])
    return f"{text[: match.start()]} {text[match.end() :]}"


def _read_number(question: Question, text: str) -> str:
    """Take the document's number out of the text; answers what is left."""
    folded = fold(text)
    typed = _TYPES.search(folded)
    if typed:
        question.document_type = _TYPE_WORDS[typed[1]]
    found = find_numbers(text)
    if found and (found[0][2].year or found[0][2].type_symbol):
        start, end, number = found[0]
        question.number = number.display
        question.number_tokens = tuple(search_tokens(number.display).split())
        return f"{text[:start]} {text[end:]}"
    loose = _LOOSE_NUMBER.search(folded)
    if loose:
        symbols: list[str] = []
        for part in re.split(r"[\s/._-]+", loose["symbol"].strip(" /._-")):
            if part and (
                part in _SYMBOL_PARTS or (symbols and len(part) <= 8) or re.fullmatch(r"(qh|ubtvqh)\d{1,2}", part)
            ):
                symbols.append(part)
            else:
                break
        tokens = [re.sub(r"^0+(?=\d)", "", loose["serial"]), loose["year"], *symbols]
        question.number = text[loose.start() : loose.end("year")]
        question.number_tokens = tuple(token for part in tokens for token in search_tokens(part).split())
        end = loose.end() if symbols else loose.end("year")
        return f"{text[: loose.start()]} {text[end:]}"
    if typed:
        serial = _SERIAL_AFTER_TYPE.match(folded, typed.end())
        if serial:
            question.serial = re.sub(r"^0+(?=\d)", "", serial["serial"])
    return text
