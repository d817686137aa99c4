"""The rows of the units a page of answers shows, read in one statement as plain tuples: there are hundreds of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from legaldocs.models import Provision

#: Rows read of one unit: where the words are is looked for no further.
LONGEST = 400
_SQL = """SELECT s.id, p.id, p.kind, p.num, p.marker, p.heading, p.text, p.eid, p.anchor, p."order", p.end_order
    FROM legaldocs_searchentry s
    JOIN legaldocs_provision h ON h.id = s.provision_id
    JOIN legaldocs_provision p ON p.expression_id = h.expression_id AND p."order" >= h."order"
        AND p."order" <= h.end_order AND p."order" <= h."order" + %s
    WHERE s.id IN ({places}) ORDER BY s.id, p."order\""""


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


def units_of_entries(entry_ids: Sequence[int]) -> dict[int, list[UnitRow]]:
    """For each entry its unit: the head and all below it, in order."""
    units: dict[int, list[UnitRow]] = {}
    if not entry_ids:
        return units
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(places=", ".join(["%s"] * len(entry_ids))), [LONGEST, *entry_ids])
        for entry_id, *values in cursor.fetchall():
            units.setdefault(entry_id, []).append(UnitRow(*values))
    return units
