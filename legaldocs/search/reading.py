"""What is read of the entries found: their documents and the rows of their units, each once for a question.

The same rows serve the exact score, the facets and the page itself, on every engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, cast
from urllib.parse import quote

from django.db import connection

from legaldocs.addresses import address_in
from legaldocs.domain.text import Folding
from legaldocs.models import LegalDocument, Organization, Provision
from legaldocs.models.search import DOCUMENT_SHIFT, SPAN_SHIFT

#: Rows read of one unit: where the words are is looked for no further.
MOST_ROWS = 400
#: Characters of a unit that are scored.
LONGEST = 16_000
#: Signs that part words; a comma parts words that belong together ("hóa đơn, chứng từ", "hòa giải, đối thoại").
_folded = Folding(spaces="()[]/-–—“”\"'\t\xa0", dropped=",")
ROW, PART = "\r", "\n"
_NEEDED = {
    "id", "document_type", "number", "title", "abstract", "issuer_id", "year", "slug", "stage", "status", "issued_on",
    "is_sample",
}  # fmt: skip
COLUMNS = [field.attname for field in LegalDocument._meta.concrete_fields if field.attname in _NEEDED]
_KEY = COLUMNS.index("id")
#: Its fields of law: their keys with commas between, the last column of a document's row.
_SUBJECTS = "(SELECT {aggregate} FROM legaldocs_subjecttag t WHERE t.content_object_id = d.id) AS subject_keys"
_DOCUMENTS = (
    f"SELECT {', '.join(f'd.{name}' for name in COLUMNS)}, {_SUBJECTS} FROM legaldocs_legaldocument d"
    " WHERE d.id IN ({places})"
)
_AGGREGATES = {
    "postgresql": "string_agg(t.tag_id::text, ',' ORDER BY t.tag_id)",
    "sqlite": "group_concat(t.tag_id, ',')",
}
COLUMNS.append("subject_keys")
_SOURCE = f"""FROM legaldocs_searchentry s
    {{cross}} JOIN legaldocs_provision h ON h.id = s.provision_id
    {{cross}} JOIN legaldocs_provision p ON p.expression_id = h.expression_id AND p."order" >= h."order"
        AND p."order" <= h.end_order AND p."order" <= h."order" + {MOST_ROWS}
    WHERE s.id IN ({{places}})"""
_TEXT = "p.marker || {part} || p.heading || {part} || p.text"
_FACTS = 'p.id || {part} || p.kind || {part} || p.num || {part} || p.eid || {part} || p.anchor || {part} || p."order" || {part} || p.end_order'
_CONTENTS = "SELECT entry_id, words, facts FROM legaldocs_searchcontent WHERE entry_id IN ({places})"
_POSTGRESQL = (
    (
        f"""SELECT s.id, string_agg({_TEXT}, E'\\r' ORDER BY p."order"), string_agg({_FACTS}, E'\\r' ORDER BY p."order")
    {_SOURCE} GROUP BY s.id"""
    )
    .replace("{part}", "E'\\n'")
    .replace("{cross}", "")
)
_SQLITE = (
    (
        f"""SELECT id, group_concat(words, char(13)), group_concat(facts, char(13)) FROM (
        SELECT s.id AS id, {_TEXT} AS words, {_FACTS} AS facts {_SOURCE} ORDER BY s.id, p."order") GROUP BY id"""
    )
    .replace("{part}", "char(10)")
    .replace("{cross}", "CROSS")
)


class UnitRow(NamedTuple):
    """One provision of a unit, the head first."""

    pk: int
    kind: str
    num: str
    marker: str
    heading: str
    text: str
    eid: str
    anchor: str
    order: int
    end_order: int

    @property
    def label(self) -> str:
        """Short name, as the provision itself gives it."""
        return Provision(kind=self.kind, num=self.num, marker=self.marker, heading=self.heading).label


def padded(text: str) -> str:
    """Folded, with a space before each word that can begin a run; the rows of a unit and their parts stay apart."""
    folded = _folded(text)
    while "  " in folded:
        folded = folded.replace("  ", " ")
    return " " + folded.replace(ROW, f"{ROW} ").replace(PART, f"{PART} ")


class Unit:
    """A unit as it is read: its rows' words in one string, its rows' facts in another."""

    __slots__ = ("_folded", "facts", "words")

    def __init__(self, words: str, facts: str) -> None:
        self.words, self.facts = words, facts
        self._folded = ""

    @property
    def folded(self) -> str:
        """The words folded, as far as they are scored."""
        if not self._folded:
            self._folded = padded(self.words[:LONGEST])
        return self._folded

    @property
    def head(self) -> str:
        """Marker and heading of the unit itself."""
        marker, heading, _ = self.words.split(ROW, 1)[0].split(PART, 2)
        return f"{marker} {heading}"

    def row(self, place: int) -> UnitRow:
        """One row, taken apart."""
        return _row(self.words.split(ROW, place + 1)[place], self.facts.split(ROW, place + 1)[place])

    def rows(self) -> list[UnitRow]:
        """All rows."""
        return list(map(_row, self.words.split(ROW), self.facts.split(ROW)))


def _row(words: str, facts: str) -> UnitRow:
    marker, heading, text = words.split(PART, 2)
    pk, kind, num, eid, anchor, order, end_order = facts.split(PART)
    return UnitRow(int(pk), kind, num, marker, heading, text, eid, anchor, int(order), int(end_order))


class FoundDocument:
    """A document as lists show it: what ``LegalDocument`` says of it, without the cost of a record. Anything else that is
    asked of it is read from the record then."""

    def __init__(self, row: Sequence[Any]) -> None:
        self.__dict__.update(zip(COLUMNS, row, strict=True))
        self.issuer: Organization | None = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        whole = self.__dict__.get("whole") or self.__dict__.setdefault(
            "whole", LegalDocument.objects.get(pk=self.__dict__["id"])
        )
        return getattr(whole, name)

    @property
    def pk(self) -> int:
        """Its key."""
        key: int = self.__dict__["id"]
        return key

    def get_absolute_url(self) -> str:
        """``/van-ban/<loại>/<năm>/<số>/``."""
        return document_address(cast(LegalDocument, self))

    type_name = LegalDocument.type_name
    display_number = LegalDocument.display_number
    citation_name = LegalDocument.citation_name
    full_title = LegalDocument.full_title


def document_address(document: LegalDocument) -> str:
    """``/van-ban/<loại>/<năm>/<số>/``."""
    return address_in("legaldocs:document_detail", document.document_type, document.year, document.slug)


def provision_address(document: LegalDocument, head: UnitRow) -> str:
    """Where an Điều (or chapter, annex) is read on its own."""
    name = "legaldocs:article_detail"
    return address_in(name, document.document_type, document.year, document.slug, quote(head.anchor))


def _places(values: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(values))


class Reader:
    """Reads for one question; nothing twice."""

    def __init__(self) -> None:
        self._documents: dict[int, tuple[Any, ...] | None] = {}
        self._units: dict[int, Unit | None] = {}

    def documents(self, ids: Iterable[int]) -> dict[int, tuple[Any, ...]]:
        """The rows (``COLUMNS``) of those documents that exist."""
        ids = set(ids)
        missing = sorted(ids - self._documents.keys())
        if missing:
            self._documents.update(dict.fromkeys(missing))
            with connection.cursor() as cursor:
                aggregate = _AGGREGATES[connection.vendor]
                cursor.execute(_DOCUMENTS.format(places=_places(missing), aggregate=aggregate), missing)
                self._documents.update({row[_KEY]: row for row in cursor.fetchall()})
        return {pk: row for pk in ids if (row := self._documents[pk])}

    def document(self, pk: int) -> LegalDocument | None:
        """A document read before, as lists show it."""
        row = self.documents([pk]).get(pk)
        if row is None:
            return None
        return cast(LegalDocument, FoundDocument(row))

    def units(self, entry_ids: Iterable[int]) -> dict[int, Unit]:
        """The units of those entries that are provisions, and the contents that stand like units."""
        place_mask = (1 << DOCUMENT_SHIFT) - 1
        wanted = [pk for pk in entry_ids if pk & place_mask]
        missing = [pk for pk in wanted if pk not in self._units]
        if missing:
            self._units.update(dict.fromkeys(missing))
            law = [pk for pk in missing if not (pk & place_mask) >> SPAN_SHIFT]
            if law:
                sql = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
                self._take(sql.format(places=_places(law)), law)
            if len(law) < len(missing):
                others = [pk for pk in missing if (pk & place_mask) >> SPAN_SHIFT]
                self._take(_CONTENTS.format(places=_places(others)), others)
        return {pk: unit for pk in wanted if (unit := self._units[pk])}

    def _take(self, sql: str, entry_ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, entry_ids)
            self._units.update({row[0]: Unit(row[1], row[2]) for row in cursor.fetchall()})
