"""What editors have said about the citations of a document, as the reading of its texts follows it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from legaldocs.models import LegalDocument, PointedCitation
from legaldocs.prepared import Prepared
from legaldocs.services.cited_records import Record, record_of


class Pointing(NamedTuple):
    """One word of an editor; ``eid`` is None where the provisions are those the text names."""

    is_citation: bool
    target: int | None
    eid: str | None


@dataclass(frozen=True, slots=True)
class Pointings:
    """All that hold for a document, by the mark of one mention or by the key of many."""

    by_mark: dict[str, Pointing]
    by_key: dict[str, Pointing]

    def __bool__(self) -> bool:
        return bool(self.by_mark or self.by_key)

    def of(self, mark: str, key: str) -> Pointing | None:
        """What was said of a mention: about itself before about all that name the same."""
        return self.by_mark.get(mark) or (self.by_key.get(key) if key else None)

    @property
    def targets(self) -> set[int]:
        """Documents pointed at."""
        said = [*self.by_mark.values(), *self.by_key.values()]
        return {row.target for row in said if row.target is not None}


#: Of a document that is new.
NOTHING_POINTED = Pointings({}, {})

_HELD = Prepared(
    lambda document: (
        PointedCitation.objects.holding()
        .filter(document_id=document)
        .order_by()
        .values_list("fingerprint", "key", "is_citation", "target_id", "as_said", "eid")
    ),
    int,
)


def pointings_of(document: int) -> Pointings:
    """One query, made with every publication."""
    by_mark: dict[str, Pointing] = {}
    by_key: dict[str, Pointing] = {}
    for mark, key, is_citation, target, as_said, eid in _HELD.rows(document):
        pointing = Pointing(bool(is_citation), target, None if as_said else eid)
        if mark:
            by_mark[mark] = pointing
        else:
            by_key[key] = pointing
    return Pointings(by_mark, by_key)


def mention_mark(source_eid: str, text: str, start: int, end: int) -> str:
    """A name of ``text[start:end]`` that stays while the lines it stands in stay, whatever is written around them.

    It is made of the provision, the line, the place in the line and how many equal lines go before it.
    """
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first:] if last < 0 else text[first:last]
    before = text[:first].split("\n").count(line) if first and "\n" not in line else 0
    words = f"{source_eid}\n{before}\n{start - first}\n{end - first}\n{line}"
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def public_records(documents: Collection[int]) -> dict[int, Record]:
    """Those of the documents that a link can lead to today."""
    if not documents:
        return {}
    rows: Any = LegalDocument.objects.public().filter(pk__in=documents).order_by().defer("folded", "foreign_ids")
    return {document.pk: record_of(document) for document in rows}
