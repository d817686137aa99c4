"""Pages the portal fills by itself: site map and open data."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from home.models.base import ContentPage


class SiteMapPage(ContentPage):
    """The site map as text; the same as XML stands at ``/sitemap.xml``."""

    parent_page_types = ["home.HomePage"]
    max_count_per_parent = 1
    template = "home/site_map_page.html"

    class Meta:
        verbose_name = _("site map page")
        verbose_name_plural = _("site map pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Every public page of this language as a tree."""
        from home.site_map import public_tree

        context = super().get_context(request, *args, **kwargs)
        context["tree"] = public_tree(self.locale, request)
        return context


class OpenDataPage(ContentPage):
    """What may be taken from the portal by machines, how, and on which terms."""

    parent_page_types = ["home.HomePage"]
    max_count_per_parent = 1
    template = "home/open_data_page.html"

    class Meta:
        verbose_name = _("open data page")
        verbose_name_plural = _("open data pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The interfaces that exist, with their absolute addresses."""
        from home.open_data import interfaces

        context = super().get_context(request, *args, **kwargs)
        context["interfaces"] = interfaces(request)
        return context
