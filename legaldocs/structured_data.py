"""What machines read about a document: schema.org Legislation (JSON-LD) and Dublin Core (TT 24/2011/TT-BTTTT).

Terms of schema.org are those of the ELI-based Legislation class; ``legislationChanges`` covers amendment, replacement,
correction and repeal alike. Mandatory Dublin Core elements: title, creator, date, description, publisher, identifier;
several values are joined with ";".
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from legaldocs.domain.validity import RelationKind, Status
from legaldocs.reading_page import Reading

Absolute = Callable[[str], str]
_FORCE = {
    Status.IN_FORCE: "InForce",
    Status.PARTLY_EXPIRED: "PartiallyInForce",
    Status.PARTLY_SUSPENDED: "PartiallyInForce",
    Status.NOT_YET: "NotInForce",
    Status.EXPIRED: "NotInForce",
    Status.SUSPENDED: "NotInForce",
    Status.OBSOLETE: "NotInForce",
}
_CHANGES = frozenset(
    kind.value
    for kind in (
        RelationKind.AMENDS, RelationKind.REPLACES, RelationKind.REPLACES_PART, RelationKind.REPEALS,
        RelationKind.REPEALS_PART, RelationKind.ANNULS, RelationKind.CORRECTS,
    )
)  # fmt: skip
_JSON_ESCAPES = str.maketrans(
    {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def legislation(reading: Reading, absolute: Absolute) -> dict[str, Any]:
    """The document as a schema.org ``Legislation``; what is not known is left out."""
    document = reading.document
    url = absolute(reading.url)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": url,
        "url": url,
        "name": document.citation_name,
        "alternateName": document.title,
        "description": document.abstract,
        "inLanguage": document.language,
        "legislationIdentifier": document.number,
        "legislationType": document.type_name,
        "legislationJurisdiction": "VN",
        "legislationDate": document.issued_on.isoformat() if document.issued_on else "",
        "legislationPassedBy": [{"@type": "GovernmentOrganization", "name": name} for name in reading.issuer_names],
        "isAccessibleForFree": True,
        "dateModified": reading.changed_at.isoformat(timespec="seconds"),
        "keywords": [subject["name"] for subject in reading.subjects],
    }
    if not reading.is_draft and reading.status.status in _FORCE:
        data["legislationLegalForce"] = f"https://schema.org/{_FORCE[reading.status.status]}"
    if reading.expression and reading.expression.valid_from:
        data["legislationDateVersion"] = reading.expression.valid_from.isoformat()
    data |= _related(reading, absolute)
    data["encoding"] = [
        {
            "@type": "LegislationObject",
            "name": file["title"],
            "contentUrl": absolute(file["url"]),
            "encodingFormat": file["media_type"],
            "contentSize": str(file["size"] or ""),
            "sha256": file["sha256"],
        }
        for file in reading.files
    ]
    for encoding in data["encoding"]:
        for name in [name for name, value in encoding.items() if value == ""]:
            del encoding[name]
    return {name: value for name, value in data.items() if value not in ("", None, [])}


def _related(reading: Reading, absolute: Absolute) -> dict[str, list[dict[str, str]]]:
    properties: dict[str, list[dict[str, str]]] = {}
    for group in reading.relations:
        if not group.outgoing:
            continue
        name = (
            "legislationChanges"
            if group.kind in _CHANGES
            else {"consolidates": "legislationConsolidates", "based_on": "isBasedOn", "cites": "citation"}.get(
                group.kind
            )
        )
        if name is None:
            continue
        for other in group.documents:
            entry = {"@type": "Legislation", "name": other.title}
            if other.url:
                entry["url"] = absolute(other.url)
            properties.setdefault(name, []).append(entry)
    return properties


def json_ld(data: dict[str, Any]) -> SafeString:
    """JSON that may stand inside a ``<script type="application/ld+json">`` whatever its strings are."""
    return mark_safe(json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_JSON_ESCAPES))


def dublin_core(reading: Reading, absolute: Absolute) -> list[tuple[str, str]]:
    """Dublin Core elements of a document page; the publisher stands in the page's frame."""
    document = reading.document
    date = document.issued_on or document.created_at.date()
    elements = [
        ("DC.title", document.full_title[:500]),
        ("DC.creator", "; ".join(reading.issuer_names) or "Không rõ"),
        ("DC.date", date.isoformat()),
        ("DC.description", document.abstract or document.citation_name),
        ("DC.identifier", absolute(reading.url)),
        ("DC.language", document.language),
        ("DC.type", document.type_name),
        ("DC.format", "text/html"),
        ("DC.subject", "; ".join(subject["name"] for subject in reading.subjects)),
        ("DCTERMS.valid", document.valid_from.isoformat() if document.valid_from else ""),
        (
            "DC.relation",
            "; ".join(
                absolute(other.url)
                for group in reading.relations
                if group.kind in ("based_on", "replaces", "amends")
                for other in group.documents[:10]
                if other.url
            ),
        ),
    ]
    return [(name, content) for name, content in elements if content]
