"""Home page and the pages around the corpus."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.pages import BasePage


class HomePage(BasePage):
    """The first page of the portal in one language."""

    max_count_per_parent = 1
    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
