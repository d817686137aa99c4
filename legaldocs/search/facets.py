"""Facets of a search: what can be chosen, with how many answers each choice has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

from django.db.models import Count, Max

from legaldocs.caching import last_change
from legaldocs.domain.types import TYPE_INFO, DocumentType
from legaldocs.domain.validity import Status
from legaldocs.models import Organization, Subject
from legaldocs.search.facts import passes
from legaldocs.search.memory import Kept
from legaldocs.search.plan import Combinations, Filters

MOST_CHOICES = 30
#: Where each facet stands in an entry's facts; the last holds many values.
POSITIONS = {"document_type": 0, "issuer": 1, "year": 2, "status": 3, "kind": 4, "subject": 5}
KIND_NAMES = {
    "document": "Văn bản",
    "provision": "Điều khoản",
    "draft": "Dự thảo",
    "consultation": "Lấy ý kiến",
    "answer": "Trả lời góp ý",
    "file": "Tệp",
}


def _issuers() -> dict[str, Organization]:
    return {str(body.pk): body for body in Organization.objects.order_by().only("pk", "name", "code")}


def _stamp() -> Hashable:
    return (last_change(), *Organization.objects.aggregate(size=Count("pk"), last=Max("pk")).values())


def _subjects() -> dict[int, tuple[str, str]]:
    return {pk: (slug, name) for pk, slug, name in Subject.objects.order_by().values_list("pk", "slug", "name")}


def _subject_stamp() -> Hashable:
    return tuple(Subject.objects.order_by("pk").values_list("pk", "slug", "name"))


#: The issuing authorities by key.
ISSUERS: Kept[dict[str, Organization]] = Kept(_issuers, _stamp, dict)
#: The fields of law by key: their name in addresses and their own.
SUBJECTS: Kept[dict[int, tuple[str, str]]] = Kept(_subjects, _subject_stamp, dict)


def _label(facet: str, value: str) -> str:
    if facet == "document_type":
        return TYPE_INFO[DocumentType(value)].name
    if facet == "issuer":
        issuer = ISSUERS.get().get(value)
        return issuer.name if issuer else ""
    if facet == "year":
        return value if value != "0" else "—"
    if facet == "subject":
        return next((name for slug, name in SUBJECTS.get().values() if slug == value), "")
    return Status(value).label if facet == "status" else KIND_NAMES[value]


def _subject_slugs(keys: tuple[int, ...]) -> list[str]:
    known = SUBJECTS.get()
    return [known[key][0] for key in keys if key in known]


def facets_of(combinations: Combinations, filters: Filters) -> dict[str, list[tuple[str, str, int, bool]]]:
    """For each facet the choices: (value, label, count, chosen), most frequent first; own choice does not narrow itself."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in POSITIONS}
    for key, count in combinations.items():
        for name, position in POSITIONS.items():
            value = key[position]
            if value in (None, "", ()) or (filters and not passes(key, filters, ignore=name)):
                continue
            for each in _subject_slugs(value) if isinstance(value, tuple) else (str(value),):
                counts[name][each] += count
    chosen = {
        "document_type": set(filters.document_type),
        "issuer": {str(pk) for pk in filters.issuer},
        "year": {str(y) for y in filters.year},
        "status": set(filters.status),
        "kind": {filters.kind},
        "subject": set(_subject_slugs(filters.subject)),
    }
    facets = {}
    for name, counter in counts.items():
        rows = [
            (value, _label(name, value), count, value in chosen[name])
            for value, count in counter.most_common(MOST_CHOICES)
        ]
        facets[name] = sorted(rows, key=lambda row: row[0], reverse=True) if name == "year" else rows
    return facets
