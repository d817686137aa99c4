"""Filters of the search in an address: names of the parameters, reading them. Whatever stands there, the result is valid."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.http import QueryDict

from legaldocs.domain.types import DocumentType
from legaldocs.domain.validity import Status
from legaldocs.search.facets import SUBJECTS
from legaldocs.search.names import BODIES
from legaldocs.search.plan import KINDS, Filters, Order

#: Names of the parameters in the address, by facet.
PARAMETERS = {"document_type": "loai", "issuer": "co-quan", "year": "nam", "status": "hieu-luc", "kind": "tim",
              "subject": "linh-vuc"}  # fmt: skip
SINCE, UNTIL = "tu-nam", "den-nam"
#: The day as of which statuses are asked for and counted.
AS_OF = "tinh-trang-ngay"
ORDER = "sap-xep"
#: Orders by their names in addresses.
ORDERS = {"moi-nhat": Order.NEWEST, "ngay-hieu-luc": Order.EFFECT}
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
        kind=kind if kind in KINDS else "",
        document_id=next(iter(whole_numbers(query.getlist(WITHIN)[:1])), None),
        subject=subjects_named(query.getlist(PARAMETERS["subject"])[:MAX_CHOICES]),
        as_of=read_day(query.get(AS_OF, "")),
    )


def read_order(query: QueryDict) -> Order:
    """The order of the address."""
    return ORDERS.get(query.get(ORDER, ""), Order.BEST)


def subjects_named(slugs: Iterable[str]) -> tuple[int, ...]:
    """The fields of law of these names that exist."""
    wanted = set(slugs)
    return tuple(pk for pk, (slug, _) in SUBJECTS.get().items() if slug in wanted) if wanted else ()


def read_day(text: str) -> datetime.date | None:
    """A day as a browser sends it (2020-12-31) or as people write it (31/12/2020); None for anything else."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.datetime.strptime(text.strip()[:10], form).date()
        except ValueError:
            continue
    return None


def year_span(query: QueryDict) -> tuple[int, int] | None:
    """Years from … to … of the address."""
    values = [query.get(name, "") for name in (SINCE, UNTIL)]
    if not all(value.isascii() and value.isdigit() and len(value) == 4 for value in values):
        return None
    first, last = sorted(int(value) for value in values)
    return first, min(last, first + 2 * MOST_YEARS)
