"""Where the text and the files of a document are, as the panel of its form lists them: names and states, no texts."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from legaldocs.models import LegalDocument


def text_and_files(document: LegalDocument) -> dict[str, Any]:
    """Wordings and files of a stored document; nothing for a new one."""
    pk = document.pk
    if not pk:
        return {"document_pk": None}
    return {
        "document_pk": pk,
        "wordings": document.expressions.without_text().defer("source_text", "findings", "outline"),
        "files": list(document.files.all()),
        "wording_url": reverse("corpus:wording_index", args=[pk]),
        "citation_url": reverse("corpus:document_citations", args=[pk]),
        "file_url": reverse("corpus:file_index", args=[pk]),
    }
