"""Wagtail's own indexes (admin search, references) written once a batch instead of by a task for every row saved."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db.models.signals import post_save
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.search.backends import get_search_backend
from wagtail.signal_handlers import disable_reference_index_auto_update

from legaldocs.models import LegalDocument


@contextmanager
def quiet_indexes() -> Iterator[None]:
    """No index task and no reference index for each row saved; the caller writes the indexes for whole batches."""
    post_save.disconnect(post_save_signal_handler, sender=LegalDocument)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        post_save.connect(post_save_signal_handler, sender=LegalDocument)


def index_for_admin(document_ids: Collection[int]) -> None:
    """The entries of these documents in the search of the admin."""
    documents = list(LegalDocument.objects.filter(pk__in=document_ids))
    if documents:
        get_search_backend().get_index_for_model(LegalDocument).add_items(LegalDocument, documents)
