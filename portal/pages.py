"""What every page type shares."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index


class BasePage(Page):
    """Abstract base of the portal's pages: a short summary for lists, feeds and search engines."""

    summary = models.TextField(
        _("summary"), blank=True, max_length=500, help_text=_("One or two sentences shown in lists and search results.")
    )

    content_panels = Page.content_panels + [FieldPanel("summary")]
    search_fields = Page.search_fields + [index.SearchField("summary")]

    class Meta:
        abstract = True
