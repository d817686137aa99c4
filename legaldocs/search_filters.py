"""Filters of the search in an address: names of the parameters, reading them. Whatever stands there, the result is valid."""

from __future__ import annotations

from django.http import QueryDict

from legaldocs.domain.types import DocumentType
from legaldocs.domain.validity import Status
from legaldocs.search.names import BODIES
from legaldocs.search.plan import Filters

#: Names of the parameters in the address, by facet.
PARAMETERS = {"document_type": "loai", "issuer": "co-quan", "year": "nam", "status": "hieu-luc", "kind": "tim"}
SINCE, UNTIL = "tu-nam", "den-nam"
LINEAGE = "ke-thua"
LITERAL = "nguyen-van"
WITHIN = "trong"
MOST_YEARS = 40
MAX_CHOICES = 20


def whole_numbers(values: list[str], most: int = 2**31 - 1) -> tuple[int, ...]:
    """Those of the values that are whole numbers a database can hold; the rest is dropped."""
    numbers = (int(value) for value in values[:MAX_CHOICES] if value.isascii() and value.isdigit() and len(value) <= 10)
    return tuple(number for number in numbers if number <= most)


def read_filters(query: QueryDict) -> Filters:
    """Filters from the address; values that do not exist are dropped."""
    types = {kind.value for kind in DocumentType}
    statuses = {status.value for status in Status}
    kind = query.get(PARAMETERS["kind"], "")
    issuers = whole_numbers(query.getlist(PARAMETERS["issuer"]))
    if query.get(LINEAGE) == "1" and issuers:
        index = BODIES.get()
        issuers = tuple(dict.fromkeys(pk for issuer in issuers for pk in index.lineage(issuer)))
    span = year_span(query)
    years = whole_numbers(query.getlist(PARAMETERS["year"]), 9999)
    return Filters(
        document_type=tuple(v for v in query.getlist(PARAMETERS["document_type"])[:MAX_CHOICES] if v in types),
        issuer=issuers,
        year=tuple(range(span[0], span[1] + 1)) if span else years,
        status=tuple(v for v in query.getlist(PARAMETERS["status"])[:MAX_CHOICES] if v in statuses),
        kind=kind if kind in {"document", "provision"} else "",
        document_id=next(iter(whole_numbers(query.getlist(WITHIN)[:1])), None),
    )


def year_span(query: QueryDict) -> tuple[int, int] | None:
    """Years from … to … of the address."""
    values = [query.get(name, "") for name in (SINCE, UNTIL)]
    if not all(value.isascii() and value.isdigit() and len(value) == 4 for value in values):
        return None
    first, last = sorted(int(value) for value in values)
    return first, min(last, first + 2 * MOST_YEARS)
