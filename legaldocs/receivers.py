"""Reactions to Wagtail's own publishing (admin buttons, schedule, workflow), so that no path skips what must follow."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete
from wagtail.signals import published, unpublished

from legaldocs.models import LegalDocument
from legaldocs.search.indexing import remove_documents
from legaldocs.services.publishing import after_document_published, after_document_unpublished


def on_published(sender: type[LegalDocument], instance: LegalDocument, **kwargs: Any) -> None:
    """Validity and index follow the publication."""
    after_document_published(instance)


def on_unpublished(sender: type[LegalDocument], instance: LegalDocument, **kwargs: Any) -> None:
    """A document taken back leaves the index and its effects end."""
    after_document_unpublished(instance)


def on_deleted(sender: type[LegalDocument], instance: LegalDocument, **kwargs: Any) -> None:
    """A deleted document leaves the index."""
    remove_documents([instance.pk])


def connect() -> None:
    """Connect all; called once when the app is ready."""
    published.connect(on_published, sender=LegalDocument, dispatch_uid="legaldocs_published")
    unpublished.connect(on_unpublished, sender=LegalDocument, dispatch_uid="legaldocs_unpublished")
    post_delete.connect(on_deleted, sender=LegalDocument, dispatch_uid="legaldocs_deleted")
