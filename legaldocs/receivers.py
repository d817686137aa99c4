"""Reactions to publishing on any path (admin buttons, schedule, workflow, import), so that none skips what must follow."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.signals import published, unpublished

from legaldocs.models import DocumentFile, LegalDocument, ScannedContent, ScanState
from legaldocs.search.contents import refresh
from legaldocs.search.indexing import remove_documents
from legaldocs.services.citation_upkeep import document_arrived, document_deleted, documents_shown
from legaldocs.services.file_texts import FILE, released
from legaldocs.services.publishing import after_document_published, after_document_unpublished
from legaldocs.signals import document_published
from legaldocs.tasks import check_file_signatures, read_file_text


def on_published(sender: type[LegalDocument], instance: LegalDocument, **kwargs: Any) -> None:
    """Validity and index follow the publication."""
    after_document_published(instance)


def on_unpublished(sender: type[LegalDocument], instance: LegalDocument, **kwargs: Any) -> None:
    """A document taken back leaves the index and its effects end."""
    after_document_unpublished(instance)


def on_shown(sender: type[LegalDocument], document: LegalDocument, arrives: bool = False, **kwargs: Any) -> None:
    """Citations that wait for a document find it; one that arrives is not cited otherwise yet."""
    if arrives:
        document_arrived(document)
    else:
        documents_shown([document])


def on_deleting(sender: type[LegalDocument], instance: LegalDocument, **kwargs: Any) -> None:
    """Texts lose their links to a document that is deleted."""
    document_deleted(instance.pk)


def on_deleted(sender: type[LegalDocument], instance: LegalDocument, **kwargs: Any) -> None:
    """A deleted document leaves the index."""
    remove_documents([instance.pk])


def on_file_stored(sender: type[DocumentFile], instance: DocumentFile, created: bool, **kwargs: Any) -> None:
    """Once it is stored for good: the signatures of a PDF are checked, the words of a file are read for the search."""
    if created and instance.may_be_signed:
        transaction.on_commit(partial(check_file_signatures.enqueue, instance.pk))
    if created and not instance.says_the_wording:
        transaction.on_commit(partial(read_file_text.enqueue, instance.pk))
    if not created:
        refresh(FILE, [instance.pk])


def on_file_deleted(sender: type[DocumentFile], instance: DocumentFile, **kwargs: Any) -> None:
    """A file that is gone is not found any more."""
    refresh(FILE, [instance.pk])


def on_scanned(sender: type[ScannedContent], instance: ScannedContent, **kwargs: Any) -> None:
    """A file is closed, or opened, by what the malware scanner said of it: the search follows at once."""
    for file_id in released(instance.path):
        if instance.state == ScanState.CLEAN:
            transaction.on_commit(partial(read_file_text.enqueue, file_id))


def connect() -> None:
    """Connect all; called once when the app is ready."""
    published.connect(on_published, sender=LegalDocument, dispatch_uid="legaldocs_published")
    unpublished.connect(on_unpublished, sender=LegalDocument, dispatch_uid="legaldocs_unpublished")
    document_published.connect(on_shown, sender=LegalDocument, dispatch_uid="legaldocs_shown")
    pre_delete.connect(on_deleting, sender=LegalDocument, dispatch_uid="legaldocs_deleting")
    post_save.connect(on_file_stored, sender=DocumentFile, dispatch_uid="legaldocs_file_stored")
    post_delete.connect(on_file_deleted, sender=DocumentFile, dispatch_uid="legaldocs_file_deleted")
    for signal in (post_save, post_delete):
        signal.connect(on_scanned, sender=ScannedContent, dispatch_uid=f"legaldocs_scanned_{id(signal)}")
    post_delete.connect(on_deleted, sender=LegalDocument, dispatch_uid="legaldocs_deleted")
