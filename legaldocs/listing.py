"""The list of documents: rows of one page, exact total and counts of every facet, in a handful of queries.

All facets but the field of law come from one grouped query (type × issuer × year × validity); what a filter leaves is
summed from its groups, so counts cost the same whatever is chosen. Groups of the unfiltered list are kept in the cache
under a stamp of the last change of the corpus.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex

from legaldocs.caching import COUNTS_SECONDS, kept, last_change, stamp_of
from legaldocs.domain.numbers import number_key, parse_number
from legaldocs.domain.text import search_tokens
from legaldocs.forms import ListingQuery, Sort
from legaldocs.models import Expression, LegalDocument, Organization, Subject, SubjectTag

PAGE_SIZE = 20
#: From this row on a page is read in two steps.
DEEP = 500
#: Type, issuer, year, validity, "has no date of issue", how many.
Group = tuple[str, int | None, int, str, bool, int]
ROW_FIELDS = (
    "document_type",
    "number",
    "title",
    "abstract",
    "stage",
    "issued_on",
    "valid_from",
    "status",
    "year",
    "slug",
    "is_sample",
    "updated_at",
    "issuer__name",
    "issuer__name_en",
    "issuer__code",
)


def visible_documents() -> QuerySet[LegalDocument]:
    """Documents any visitor may open: published ones; a draft only once a wording of it was posted for consultation."""
    posted = Expression.objects.filter(document=OuterRef("pk"), posted_at__isnull=False)
    return LegalDocument.objects.public().filter(Q(stage="issued") | Exists(posted))


def listed_documents() -> QuerySet[LegalDocument]:
    """What the list shows: published documents that were issued (drafts are found among the consultations)."""
    return LegalDocument.objects.public().issued()


@dataclass(frozen=True)
class Counts:
    """Totals of one selection. Facet counters ignore the choice made in their own facet."""

    total: int
    undated: int
    types: dict[str, int]
    issuers: dict[str, int]
    years: dict[int, int]
    statuses: dict[str, int]
    subjects: dict[str, int]
    issuer_names: dict[str, tuple[str, str]]
    subject_names: dict[str, str]


@dataclass(frozen=True)
class Listing:
    """One page of the list and all its counts."""

    query: ListingQuery
    counts: Counts
    page: Page[LegalDocument]
    changed_at: datetime.datetime | None


def list_documents(query: ListingQuery, *, page_size: int = PAGE_SIZE) -> Listing:
    """Answer one question to the list."""
    changed = last_change()
    registers = _registers(changed)
    query = query.without_unknown(set(registers[0]), set(registers[1]))
    counts = _counts(query, changed, registers)
    rows = _Rows(_filtered(query), query.sort, counts.total, counts.undated)
    page = _KnownPaginator(rows, page_size, counts.total).get_page(query.page)
    return Listing(query, counts, page, changed[0] if changed else None)


def _registers(changed: Any) -> tuple[dict[str, tuple[int, str, str]], dict[str, tuple[int, str]]]:
    """Bodies that issued something by code, fields of law by slug."""
    key = f"legaldocs.registers.{stamp_of(changed)}"
    found = cache.get(key)
    if found is None:
        used = Exists(LegalDocument.objects.filter(issuer=OuterRef("pk")))
        bodies = Organization.objects.filter(used).order_by("name").values_list("code", "pk", "name", "name_en")
        subjects = Subject.objects.order_by("name").values_list("slug", "pk", "name")
        found = (
            {code: (pk, name, name_en) for code, pk, name, name_en in bodies},
            {slug: (pk, name) for slug, pk, name in subjects},
        )
        cache.set(key, found, COUNTS_SECONDS)
    return found


def _words(base: QuerySet[LegalDocument], q: str) -> QuerySet[LegalDocument]:
    """Documents whose number, short name or abstract holds every word, with or without diacritics."""
    number = parse_number(q)
    if number is not None and number.year and number.type_symbol:
        return base.filter(number_key=number_key(q)[:100])
    for token in search_tokens(q).split()[:12]:
        base = base.filter(folded__contains=token)
    return base


def _filtered(query: ListingQuery) -> QuerySet[LegalDocument]:
    rows = _words(listed_documents(), query.q)
    if query.types:
        rows = rows.filter(document_type__in=query.types)
    if query.issuers:
        rows = rows.filter(issuer__code__in=query.issuers)
    if query.years:
        rows = rows.filter(year__in=query.years)
    if query.statuses:
        rows = rows.filter(status__in=query.statuses)
    return _of_subjects(rows, query.subjects)


def _of_subjects(rows: QuerySet[LegalDocument], slugs: Iterable[str]) -> QuerySet[LegalDocument]:
    slugs = list(slugs)
    if not slugs:
        return rows
    return rows.filter(Exists(SubjectTag.objects.filter(content_object=OuterRef("pk"), tag__slug__in=slugs)))


# -- counts ---------------------------------------------------------------------------------------
def _counts(query: ListingQuery, changed: Any, registers: Any) -> Counts:
    if query.q:
        return _count(query, _groups(query), _subject_groups(query), registers)
    key = f"legaldocs.counts.{stamp_of(changed)}.{query.selection_key()}"
    found = cache.get(key)
    if found is None:
        by_field = f"legaldocs.groups.{stamp_of(changed)}"
        subject_groups = kept(f"{by_field}.subjects", lambda: _subject_groups(query))
        if len(query.subjects) > 1:
            groups = _groups(query)
        else:
            groups = kept(f"{by_field}.{''.join(query.subjects)}", lambda: _groups(query))
        found = _count(query, groups, subject_groups, registers)
        cache.set(key, found, COUNTS_SECONDS)
    return found


def _groups(query: ListingQuery) -> list[Group]:
    rows = _of_subjects(_words(listed_documents(), query.q), query.subjects).order_by()
    return list(
        rows.annotate(is_undated=_undated())
        .values_list("document_type", "issuer_id", "year", "status", "is_undated")
        .annotate(n=Count("pk"))
    )


def _subject_groups(query: ListingQuery) -> list[tuple[int, str, int | None, int, str, int]]:
    rows = _words(listed_documents(), query.q).filter(tagged_subjects__isnull=False).order_by()
    return list(
        rows.values_list("tagged_subjects__tag_id", "document_type", "issuer_id", "year", "status").annotate(
            n=Count("pk")
        )
    )


def _undated() -> Case:
    return Case(When(issued_on__isnull=True, then=Value(1)), default=Value(0), output_field=IntegerField())


def _count(query: ListingQuery, groups: list[Group], subject_groups: list[Any], registers: Any) -> Counts:
    bodies, fields = registers
    code_of = {pk: code for code, (pk, _, _) in bodies.items()}
    slug_of = {pk: slug for slug, (pk, _) in fields.items()}
    types, years, statuses = set(query.types), set(query.years), set(query.statuses)
    issuers = {bodies[code][0] for code in query.issuers}
    by_type: Counter[str] = Counter()
    by_year: Counter[int] = Counter()
    by_status: Counter[str] = Counter()
    by_issuer: Counter[str] = Counter()
    by_subject: Counter[str] = Counter()
    total = undated = 0
    for kind, issuer, year, status, is_undated, n in groups:
        fails = 0
        failed = ""
        if types and kind not in types:
            fails, failed = fails + 1, "type"
        if issuers and issuer not in issuers:
            fails, failed = fails + 1, "issuer"
        if years and year not in years:
            fails, failed = fails + 1, "year"
        if statuses and status not in statuses:
            fails, failed = fails + 1, "status"
        if fails == 0:
            total += n
            undated += n if is_undated else 0
        elif fails > 1:
            continue
        if not failed or failed == "type":
            by_type[kind] += n
        if issuer is not None and (not failed or failed == "issuer"):
            by_issuer[code_of.get(issuer, "")] += n
        if not failed or failed == "year":
            by_year[year] += n
        if not failed or failed == "status":
            by_status[status] += n
    for tag, kind, issuer, year, status, n in subject_groups:
        if (
            (not types or kind in types)
            and (not issuers or issuer in issuers)
            and (not years or year in years)
            and (not statuses or status in statuses)
        ):
            by_subject[slug_of.get(tag, "")] += n
    by_issuer.pop("", None)
    by_subject.pop("", None)
    shown_bodies, shown_fields = {*by_issuer, *query.issuers}, {*by_subject, *query.subjects}
    return Counts(
        total=total,
        undated=undated,
        types=dict(by_type),
        issuers=dict(by_issuer),
        years=dict(by_year),
        statuses=dict(by_status),
        subjects=dict(by_subject),
        issuer_names={code: bodies[code][1:] for code in shown_bodies},
        subject_names={slug: fields[slug][1] for slug in shown_fields},
    )


# -- rows -----------------------------------------------------------------------------------------
class _Rows:
    """Rows in one order, fetched slice by slice. Undated documents come last on every database."""

    def __init__(self, rows: QuerySet[LegalDocument], sort: Sort, total: int, undated: int) -> None:
        self.rows = rows.select_related("issuer").only(*ROW_FIELDS)
        self.sort = sort
        self.dated = total - undated
        self.undated = undated

    def __getitem__(self, wanted: slice) -> list[LegalDocument]:
        start, stop = int(wanted.start or 0), int(wanted.stop or 0)
        if self.sort is Sort.NUMBER:
            return _slice(self.rows.order_by(*_BY_NUMBER), start, stop)
        if self.sort is Sort.EFFECTIVE:
            return _slice(self.rows.order_by(F("valid_from").desc(nulls_last=True), "-pk"), start, stop)
        if not self.undated:
            return _slice(self.rows.order_by("-issued_on", "-pk"), start, stop)
        found: list[LegalDocument] = []
        if start < self.dated:
            dated = self.rows.filter(issued_on__isnull=False).order_by("-issued_on", "-pk")
            found = _slice(dated, start, min(stop, self.dated))
        if stop > self.dated:
            undated = self.rows.filter(issued_on__isnull=True).order_by("-pk")
            found += undated[max(0, start - self.dated) : stop - self.dated]
        return found


def _slice(rows: QuerySet[LegalDocument], start: int, stop: int) -> list[LegalDocument]:
    """Rows of one page; far into the list the keys are counted off in the index first, rows are read only then."""
    if start < DEEP:
        return list(rows[start:stop])
    keys = list(rows.values_list("pk", flat=True)[start:stop])
    found = {row.pk: row for row in rows.order_by().filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


#: Newest year first, in it by serial number: "9/…" before "43/…" (longer serials are larger); without a number last.
_BY_NUMBER = (
    Case(When(number_key="", then=Value(1)), default=Value(0), output_field=IntegerField()),
    "-year",
    StrIndex("number_key", Value("/")),
    "number_key",
    "-pk",
)


class _KnownPaginator(Paginator):  # type: ignore[type-arg]
    """A paginator that was told the count."""

    def __init__(self, rows: _Rows, page_size: int, count: int) -> None:
        super().__init__(rows, page_size)  # type: ignore[arg-type]
        self.__dict__["count"] = count
