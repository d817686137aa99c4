"""What the pages around the corpus share: a body of blocks, breadcrumbs, links to their other language."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.blocks import PageBodyBlock
from portal.pages import BasePage


class Article10(models.TextChoices):
    """The section of Article 10 (or 11 to 15) of Decree 43/2011 that a page serves (domain.md 1.1 C)."""

    NONE = "", _("None")
    ABOUT = "10.1.a", _("a) Introduction")
    ABOUT_CHART = "10.1.a-chart", _("a) Organization chart")
    ABOUT_DUTIES = "10.1.a-duties", _("a) Functions, duties and powers")
    ABOUT_HISTORY = "10.1.a-history", _("a) History")
    ABOUT_LEADERS = "10.1.a-leaders", _("a) Leaders")
    NEWS = "10.1.b", _("b) News and events")
    DIRECTION = "10.1.c", _("c) Direction and administration")
    GUIDANCE = "10.1.d", _("d) Dissemination and guidance of the law")
    PLANS = "10.1.đ", _("đ) Strategies, planning and plans")
    PROJECTS = "10.1.h", _("h) Projects and procurement")
    OFFICIALS = "10.1.k", _("k) Contacts of competent officials")
    CONTACT = "10.1.l", _("l) Contact of the portal")
    SCIENCE = "11", _("Article 11: scientific programmes")
    STATISTICS = "12", _("Article 12: statistics and reports")


def crumbs_of(page: Page, request: HttpRequest) -> list[dict[str, str]]:
    """Titles and addresses from the home page down to ``page``, in one query."""
    ancestors = page.get_ancestors(inclusive=True).filter(depth__gt=1).order_by("depth") if page.depth else []
    return [{"title": str(ancestor.title), "url": ancestor.get_url(request) or "/"} for ancestor in ancestors]


class ContentPage(BasePage):
    """Abstract: a page whose body an editor composes of blocks."""

    body = StreamField(PageBodyBlock(), blank=True, verbose_name=_("body"))
    serves = models.CharField(
        _("section of Decree 43/2011"),
        max_length=20,
        choices=Article10,
        blank=True,
        default=Article10.NONE,
        help_text=_("Which section of Article 10 this page is. The compliance report reads it."),
    )

    content_panels = BasePage.content_panels + [FieldPanel("body")]
    promote_panels = BasePage.promote_panels + [FieldPanel("serves")]
    search_fields = BasePage.search_fields + [index.SearchField("body")]
    template = "home/content_page.html"

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Breadcrumbs and the pages below."""
        context = super().get_context(request, *args, **kwargs)
        context["crumbs"] = crumbs_of(self, request)
        context["children"] = self.listed_children(request)
        return context

    def listed_children(self, request: HttpRequest) -> list[dict[str, str]]:
        """Published pages below, as title and address."""
        if not self.pk or not self.numchild:
            return []
        return [{"title": page.title, "url": page.get_url(request)} for page in self.get_children().live().public()]
