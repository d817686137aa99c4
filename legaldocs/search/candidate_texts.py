"""The words of candidates, read from the provisions themselves in one statement, so that every engine scores the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from legaldocs.domain.types import TYPE_INFO, DocumentType
from legaldocs.models.search import DOCUMENT_SHIFT

#: Characters of one unit that are scored; rows of one unit that are read.
LONGEST = 16_000
MOST_ROWS = 400
_DOCUMENTS = """SELECT d.id, d.document_type, d.number, d.title, d.abstract FROM legaldocs_legaldocument d
    WHERE d.id IN ({places})"""
_ROW = "CASE WHEN p.id = h.id THEN p.text ELSE p.marker || ' ' || p.heading || ' ' || p.text END"
_POSTGRESQL = f"""SELECT s.id, h.marker, h.heading, left(string_agg({_ROW}, E'\\n' ORDER BY p."order"), {LONGEST})
    FROM legaldocs_searchentry s
    JOIN legaldocs_provision h ON h.id = s.provision_id
    JOIN legaldocs_provision p ON p.expression_id = h.expression_id AND p."order" >= h."order"
        AND p."order" <= h.end_order AND p."order" <= h."order" + {MOST_ROWS}
    WHERE s.id IN ({{places}}) GROUP BY s.id, h.id"""
_SQLITE = f"""SELECT id, marker, heading, substr(group_concat(part, char(10)), 1, {LONGEST}) FROM (
        SELECT s.id AS id, h.marker AS marker, h.heading AS heading, {_ROW} AS part
        FROM legaldocs_searchentry s
        CROSS JOIN legaldocs_provision h ON h.id = s.provision_id
        CROSS JOIN legaldocs_provision p ON p.expression_id = h.expression_id AND p."order" >= h."order"
            AND p."order" <= h.end_order AND p."order" <= h."order" + {MOST_ROWS}
        WHERE s.id IN ({{places}}) ORDER BY s.id, p."order") GROUP BY id"""


class CandidateText(NamedTuple):
    """What an entry says, as written: ``body`` has one row of the text a line."""

    heading: str
    body: str
    context: str
    is_document: bool


def texts_of_entries(entry_ids: Sequence[int]) -> dict[int, CandidateText]:
    """The texts of these entries."""
    if not entry_ids:
        return {}
    place_mask = (1 << DOCUMENT_SHIFT) - 1
    documents = sorted({pk >> DOCUMENT_SHIFT for pk in entry_ids})
    provisions = [pk for pk in entry_ids if pk & place_mask]
    sql = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
    texts: dict[int, CandidateText] = {}
    with connection.cursor() as cursor:
        cursor.execute(_DOCUMENTS.format(places=_places(documents)), documents)
        names: dict[int, tuple[str, str]] = {}
        for pk, document_type, number, title, abstract in cursor.fetchall():
            name = f"{TYPE_INFO[DocumentType(document_type)].name} {number}"
            names[pk] = (f"{name} {title} {abstract}", f"{name} {title or abstract[:200]}")
        if provisions:
            cursor.execute(sql.format(places=_places(provisions)), provisions)
            for pk, marker, heading, body in cursor.fetchall():
                known = names.get(pk >> DOCUMENT_SHIFT)
                if known:
                    texts[pk] = CandidateText(f"{marker} {heading}", body or "", known[1], False)
    for pk in entry_ids:
        whole = names.get(pk >> DOCUMENT_SHIFT)
        if whole and not pk & place_mask:
            texts[pk] = CandidateText(whole[0], "", "", True)
    return texts


def _places(values: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(values))
