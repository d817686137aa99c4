"""Consultations and their published comments for search engines."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap

from consultations.models import ConsultationPage


class ConsultationSitemap(Sitemap):
    """One address for each published consultation."""

    changefreq = "daily"

    def items(self) -> Any:
        """What the public may read."""
        return ConsultationPage.objects.live().public().order_by("pk").only("pk", "slug", "last_published_at")

    def location(self, item: ConsultationPage) -> str:
        """Its address."""
        return item.get_absolute_url()

    def lastmod(self, item: ConsultationPage) -> datetime.datetime | None:
        """When editors last changed it."""
        return item.last_published_at
