"""The documents' section of ``sitemap.xml``."""

from __future__ import annotations

import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from legaldocs.listing import visible_documents
from legaldocs.models import LegalDocument


class DocumentSitemap(Sitemap):
    """Every public document, 5,000 a page."""

    limit = 5000

    def items(self) -> QuerySet[LegalDocument]:
        """Rows with only what an entry needs."""
        return visible_documents().only("document_type", "year", "slug", "updated_at", "live").order_by("pk")

    def lastmod(self, item: LegalDocument) -> datetime.datetime:
        """Last change of the record."""
        return item.updated_at
