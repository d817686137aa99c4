"""Facts of a document read from a file, as plain data that an editor may correct."""

from __future__ import annotations

import datetime
from typing import Any

from legaldocs.domain.furniture import Gazette
from legaldocs.domain.metadata import Metadata
from legaldocs.domain.numbers import number_key
from legaldocs.domain.signers import Signer
from legaldocs.domain.types import TYPE_INFO, DocumentType


def facts_of(metadata: Metadata) -> dict[str, Any]:
    """What was read; dates as ISO 8601, the type as the word of its address."""
    return {
        "document_type": metadata.type.value if metadata.type else "",
        "number": metadata.number[:100],
        "title": "",
        "abstract": metadata.abstract[:3000],
        "issuers": [name[:255] for name in metadata.issuers],
        "issued_on": metadata.issued_on.isoformat() if metadata.issued_on else None,
        "valid_from": metadata.effective_on.isoformat() if metadata.effective_on else None,
        "valid_from_note": "",
        "place": metadata.place[:100],
        "signers": [[signer.name[:100], signer.title[:200], signer.authority[:60]] for signer in metadata.signers],
    }


def merged_facts(*, typed: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What an editor corrected stays; what was left as read follows the new reading."""
    return {
        key: after.get(key) if typed.get(key) == before.get(key) and key in after else value
        for key, value in typed.items()
    }


def gazette_data(gazette: Gazette) -> list[str | None]:
    """The Gazette entry as plain data."""
    return [gazette.number, gazette.published_on.isoformat() if gazette.published_on else None]


def gazette_from(data: list[str | None] | None) -> Gazette | None:
    """The Gazette entry, which the form does not show, back from plain data."""
    return Gazette(data[0] or "", _day(data[1])) if data else None


def metadata_from(facts: dict[str, Any], gazette: Gazette | None = None) -> Metadata:
    """The corrected facts as the import takes them."""
    kind = DocumentType(facts["document_type"]) if facts.get("document_type") else None
    return Metadata(
        gazette=gazette,
        type=kind,
        type_name=TYPE_INFO[kind].name if kind else "",
        number=facts.get("number", ""),
        number_key=number_key(facts.get("number", "")),
        abstract=facts.get("abstract", ""),
        issuers=list(facts.get("issuers", [])),
        issued_on=_day(facts.get("issued_on")),
        effective_on=_day(facts.get("valid_from")),
        place=facts.get("place", ""),
        signers=[
            Signer(name=name, title=title, authority=authority) for name, title, authority in facts.get("signers", [])
        ],
    )


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
