"""What machines may take: the interfaces that exist, and the bulk file of document metadata."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legaldocs.models import LegalDocument

CHUNK = 500


def interfaces(request: HttpRequest) -> list[dict[str, str]]:
    """Title, what it is and absolute address of each interface; those not built yet are left out."""
    offered = [
        (
            _("Programming interface"),
            _("Documents, provisions, consultations and published comments as JSON. Read only, no key."),
            "api-v1:root",
        ),
        (
            _("Description of the interface"),
            _("OpenAPI 3.1: addresses, parameters and answers, for programs."),
            "api-v1:openapi-json",
        ),
        (
            _("Trying the interface out"),
            _("The same description as a page with examples to run."),
            "api-v1:openapi-view",
        ),
        (
            _("All documents in one file"),
            _("Metadata of every published document, one JSON object per line (JSONL)."),
            "home:documents_jsonl",
        ),
        (_("New documents"), _("Atom feed of the documents published last."), "legaldocs:document_feed"),
        (_("News"), _("Atom feed of the news published last."), "home:news_feed"),
        (_("Site map for programs"), _("Every public address with the day of its last change (XML)."), "sitemap"),
    ]
    found = []
    for title, text, name in offered:
        try:
            path = reverse(name)
        except NoReverseMatch:
            continue
        found.append({"title": title, "text": text, "path": path, "url": request.build_absolute_uri(path)})
    return found


@require_safe
def documents_jsonl(request: HttpRequest) -> StreamingHttpResponse:
    """Metadata of all published documents, streamed in pieces so that memory does not grow with the corpus."""
    response = StreamingHttpResponse(
        _lines(request),
        content_type="application/x-ndjson; charset=utf-8",
        headers={"Cache-Control": "public, max-age=3600"},
    )
    response["Content-Disposition"] = 'attachment; filename="van-ban.jsonl"'
    return response


def _lines(request: HttpRequest) -> Iterator[str]:
    last = 0
    while True:
        rows = list(LegalDocument.objects.public().issued().for_listing().filter(pk__gt=last).order_by("pk")[:CHUNK])
        if not rows:
            return
        for document in rows:
            yield json.dumps(describe(document, request), ensure_ascii=False) + "\n"
        last = rows[-1].pk


def describe(document: LegalDocument, request: HttpRequest) -> dict[str, Any]:
    """One document's metadata as published (the seven fields of Article 10.1.e and its validity)."""
    return {
        "id": str(document.uuid),
        "url": request.build_absolute_uri(document.get_absolute_url()),
        "type": document.type_name,
        "number": document.number,
        "issuer": str(document.issuer) if document.issuer_id else None,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "effective_on": document.valid_from.isoformat() if document.valid_from else None,
        "expires_on": document.valid_until.isoformat() if document.valid_until else None,
        "status": document.status,
        "abstract": document.abstract,
    }
