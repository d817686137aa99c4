"""What can be found beside the law itself: each kind of content is known to the app it belongs to.

This app imports none of those above it, so they register a provider when they are ready (``AppConfig.ready``). A provider
says what of its things is public now, where that is read, and how a hit of it is shown.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

#: A row of a content: what stands before it, its heading, its words, the anchor at which it is read.
Row = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Content:
    """One findable part of a thing, as it is public now. The first row is its head: what it is called."""

    document_id: int
    rows: tuple[Row, ...]
    part: int = 0


@dataclass(frozen=True, slots=True)
class Badge:
    """A word about a hit: the state of a consultation, the decision of an answer. ``tone`` is a class of the design."""

    label: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """How a hit is shown, read from the thing itself at the moment of the answer."""

    title: str
    url: str
    #: What kind of thing it is, in the visitor's language.
    kind_label: str
    badges: tuple[Badge, ...] = ()
    #: The end of a period that is still running.
    deadline: datetime.datetime | None = None
    facts: tuple[str, ...] = ()
    #: What the reader must know of the words: "văn bản nhận dạng từ ảnh, có thể có lỗi".
    caution: str = ""


class Provider(Protocol):
    """One kind of content."""

    #: As ``EntryKind`` writes it.
    kind: str

    def contents(self, keys: Collection[int]) -> dict[int, list[Content]]:
        """What is public now of these things; nothing of a thing of which nothing is."""

    def documents_of(self, keys: Collection[int]) -> set[int]:
        """The documents these things belong to, public or not."""

    def keys_of(self, document_ids: Sequence[int]) -> list[int]:
        """The things that belong to these documents; those not public may be among them."""

    def shown(self, keys: Collection[int]) -> dict[int, Shown]:
        """How those of these things that are public at this moment are shown, in a fixed number of queries."""


_providers: dict[str, Provider] = {}


def register(provider: Provider) -> None:
    """Make a kind of content findable; one provider a kind."""
    _providers[provider.kind] = provider


def provider_of(kind: str) -> Provider | None:
    """Who knows this kind."""
    return _providers.get(kind)


def providers() -> Iterable[Provider]:
    """All kinds, in the order in which they were registered."""
    return tuple(_providers.values())
