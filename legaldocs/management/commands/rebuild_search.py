"""``manage.py rebuild_search``: the whole index written anew from the published corpus."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from legaldocs.models import LegalDocument, SearchEntry
from legaldocs.search.indexing import BATCH, index_documents, remove_documents
from portal.progress import track


class Command(BaseCommand):
    """Rebuilds batch by batch, each in its own transaction: the search goes on answering, and the work can be stopped and begun again."""

    help = "Writes the search index anew from the published documents."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild all public documents, then drop entries of those no longer public."""
        ids = list(LegalDocument.objects.public().order_by("pk").values_list("pk", flat=True))
        batches = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
        for batch in track(batches, "Lập chỉ mục", self.stderr):
            with transaction.atomic():
                index_documents(batch)
        stale = SearchEntry.objects.exclude(document__in=LegalDocument.objects.public()).values_list(
            "document_id", flat=True
        )
        with transaction.atomic():
            remove_documents(list(stale.distinct()))
        self.stdout.write(f"{len(ids)} văn bản, {SearchEntry.objects.count()} mục tìm kiếm.")
