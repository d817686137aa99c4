"""What the database engines index of an entry: syllables and pairs of neighbours, those of the heading a second time.

One set of tokens an entry, without places: that is small, and a pair says most of what places would say. Syllables that
stand in every fourth entry tell nothing by themselves and are indexed for headings only; their pairs are indexed.
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from legaldocs.search.plan import Plan, Run, Term, tokens_of

#: Marks tokens of headings.
HEADING = "^"
#: Syllables of more than a quarter of 69,742 entries of the Pháp điển, January 2026.
FREQUENT = frozenset(
    (  # noqa: SIM905
        "dieu dinh quy va co cua 1 tu 2 ve thong quan cac tai so theo bo thuc trong dung nhan duoc nay hanh doi hien luat to 3"
        " cong dong hop bao voi ban chuc ly truong viec chinh dan do tt thu su de thi nam cap phap nghi chi vu nhiem cho hoac gia"
        " nuoc phu vi lien 4 tham van ky sau thanh trinh quyen an khong nguoi du a quyet b ngay hoat qua phai khoan thoi trach"
        " tinh ke noi huong pham nha khi thuoc cp mot nd khac giao hoi ca la luc den"
    ).split()
)


def _tokens(words: list[str]) -> set[str]:
    return {*words, *map("_".join, itertools.pairwise(words))}


def entry_tokens(heading: str, body: str, context: str) -> set[str]:
    """The tokens of one entry, from folded words."""
    in_heading = _tokens(heading.split())
    everything = in_heading | _tokens(body.split()) | _of_context(context)
    everything -= FREQUENT
    everything.update(map(HEADING.__add__, in_heading))
    return everything


@lru_cache(maxsize=16)
def _of_context(context: str) -> frozenset[str]:
    """The same for all entries of a document."""
    return frozenset(_tokens(context.split()))


def hashed(token: str) -> int:
    """A token as a signed number of four bytes."""
    return zlib.crc32(token.encode()) - 0x80000000


def all_hashed(tokens: Iterable[str]) -> list[int]:
    """Many at once. Most pairs are rare, so keeping what was hashed costs more than hashing."""
    crc32 = zlib.crc32
    return [crc32(token.encode()) - 0x80000000 for token in tokens]


#: One of these sets of tokens must be there as a whole.
Choice = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """What the index is asked: one alternative of every choice, none of the excluded tokens."""

    choices: tuple[Choice, ...]
    excluded: tuple[str, ...] = ()


def of_run(run: Run) -> tuple[str, ...]:
    """The index tokens of a run; a frequent syllable alone is found in headings only."""
    return tuple(HEADING + token if token in FREQUENT else token for token in tokens_of(run))


def in_text(term: Term) -> Choice:
    """The term anywhere."""
    return tuple(dict.fromkeys(of_run(run) for run in term.runs if run))


def in_heading(term: Term) -> Choice:
    """The term in the heading."""
    return tuple(dict.fromkeys(tuple(HEADING + token for token in tokens_of(run)) for run in term.runs if run))


def always(plan: Plan) -> tuple[Choice, ...]:
    """What holds for every match: the phrases by their tokens."""
    return tuple((of_run(phrase),) for phrase in plan.phrases if phrase)


def excluded(plan: Plan) -> tuple[str, ...]:
    """Tokens that must not be there."""
    return tuple(token for word in plan.excluded for token in of_run((word,)))
