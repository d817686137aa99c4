"""What a visitor may ask the list of documents for. Whatever is in the address, the result is a valid question."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict

from legaldocs.domain.text import nfc
from legaldocs.domain.types import DocumentType
from legaldocs.domain.validity import Status

MAX_VALUES = 30
MAX_WORDS = 200
MAX_PAGE = 1_000_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
_SLUG = re.compile(r"[a-z0-9-]{1,100}")
_CODE = re.compile(r"[^\s\x00-\x1f,;<>\"']{1,40}")


class Sort(StrEnum):
    """Orders of the list; the value stands in the address."""

    NEWEST = "moi-nhat"
    NUMBER = "so"
    EFFECTIVE = "hieu-luc"


@dataclass(frozen=True)
class ListingQuery:
    """One question to the list: chosen facet values, words, order, page."""

    types: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    subjects: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    q: str = ""
    sort: Sort = Sort.NEWEST
    page: int = 1

    @classmethod
    def read(cls, data: QueryDict) -> ListingQuery:
        """From the query of an address; values that cannot be are left out."""
        types = _values(data, "loai", {kind.value for kind in DocumentType}.__contains__)
        statuses = _values(data, "hieu-luc", {status.value for status in Status}.__contains__)
        years = _values(data, "nam", lambda value: len(value) == 4 and value.isascii() and value.isdigit())
        sort = data.get("sap-xep", "")
        page = data.get("page", "")
        return cls(
            types=types,
            issuers=_values(data, "co-quan", lambda value: _CODE.fullmatch(value) is not None),
            years=tuple(int(year) for year in years),
            subjects=_values(data, "linh-vuc", lambda value: _SLUG.fullmatch(value) is not None),
            statuses=statuses,
            q=" ".join(_CONTROL.sub(" ", nfc(data.get("q", "")[: 2 * MAX_WORDS])).split())[:MAX_WORDS].strip(),
            sort=Sort(sort) if sort in set(Sort) else Sort.NEWEST,
            page=min(int(page), MAX_PAGE) if page.isascii() and page.isdigit() and len(page) < 9 else _far(page),
        )

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.types or self.issuers or self.years or self.subjects or self.statuses or self.q)

    def selection_key(self) -> str:
        """Equal for questions with the same result, whatever their order and page."""
        chosen = (*map(sorted, (self.types, self.issuers, map(str, self.years), self.subjects, self.statuses)), self.q)
        return hashlib.sha256(repr(chosen).encode()).hexdigest()[:32]

    def urlencode(self) -> str:
        """The question as the query of an address, without the page."""
        pairs: list[tuple[str, str]] = []
        for name, values in (
            ("loai", self.types),
            ("co-quan", self.issuers),
            ("nam", self.years),
            ("linh-vuc", self.subjects),
            ("hieu-luc", self.statuses),
        ):
            pairs += [(name, str(value)) for value in values]
        if self.q:
            pairs.append(("q", self.q))
        if self.sort is not Sort.NEWEST:
            pairs.append(("sap-xep", self.sort.value))
        return urlencode(pairs)

    def without_unknown(self, issuers: set[str], subjects: set[str]) -> ListingQuery:
        """Without codes and slugs that are not in the registers."""
        return replace(
            self,
            issuers=tuple(code for code in self.issuers if code in issuers),
            subjects=tuple(slug for slug in self.subjects if slug in subjects),
        )


def _values(data: QueryDict, name: str, allowed: object) -> tuple[str, ...]:
    seen = dict.fromkeys(value.strip() for value in data.getlist(name)[: 4 * MAX_VALUES])
    return tuple(value for value in seen if value and allowed(value))[:MAX_VALUES]  # type: ignore[operator]


def _far(page: str) -> int:
    """A number too long to read means the last page; anything else the first."""
    return MAX_PAGE if page.isascii() and page.isdigit() else 1
