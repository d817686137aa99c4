"""Introduction, sections, news, guidance and standard pages (điểm a, b, c, d, đ khoản 1 Điều 10 NĐ 43/2011)."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from home.models.base import ContentPage
from legaldocs.models import Subject

LIST_PARENTS = ["home.HomePage", "home.SectionPage"]
ROWS_PER_PAGE = 20


class StandardPage(ContentPage):
    """A page of its own: anything that is neither news nor guidance."""

    parent_page_types = ["home.HomePage", "home.SectionPage", "home.IntroductionPage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    template = "home/content_page.html"

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")


class IntroductionPage(ContentPage):
    """About the ministry: organization, functions, history and leaders stand below it (điểm a khoản 1 Điều 10)."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.StandardPage"]
    max_count_per_parent = 1
    template = "home/content_page.html"

    class Meta:
        verbose_name = _("introduction page")
        verbose_name_plural = _("introduction pages")


class SectionPage(ContentPage):
    """A section with pages below it (điểm c, đ, h khoản 1 Điều 10 and the like)."""

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types = ["home.SectionPage", "home.StandardPage", "home.GuidanceIndexPage", "home.NewsIndexPage"]
    template = "home/content_page.html"

    class Meta:
        verbose_name = _("section page")
        verbose_name_plural = _("section pages")


class DatedListMixin:
    """A list of dated pages below, newest first, in pages of twenty."""

    entry_model: type[ContentPage]

    def entries(self) -> QuerySet[Any]:
        """Published pages below, newest first."""
        return self.entry_model.objects.child_of(self).live().public().order_by("-date", "-first_published_at", "-pk")  # type: ignore[attr-defined]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One page of the list; an odd page number shows the nearest page there is."""
        context = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        context["page_of_rows"] = Paginator(self.entries(), ROWS_PER_PAGE).get_page(request.GET.get("page"))
        context["children"] = []
        return context


class DatedPage(ContentPage):
    """Abstract: a page with a date of its own."""

    date = models.DateField(_("date"), default=timezone.localdate)
    source = models.CharField(
        _("author or source"),
        max_length=250,
        blank=True,
        help_text=_("Whose words these are, when they are not the portal's own (khoản 3 Điều 5 NĐ 43/2011)."),
    )

    content_panels = [
        *ContentPage.content_panels[:2],
        FieldRowPanel([FieldPanel("date"), FieldPanel("source")]),
        *ContentPage.content_panels[2:],
    ]
    search_fields = [*ContentPage.search_fields, index.FilterField("date")]
    subpage_types: list[str] = []

    class Meta:
        abstract = True


class NewsIndexPage(DatedListMixin, ContentPage):
    """News and events (điểm b khoản 1 Điều 10)."""

    parent_page_types = LIST_PARENTS
    subpage_types = ["home.NewsPage"]
    template = "home/news_index.html"

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")


class NewsPage(DatedPage):
    """One piece of news."""

    image = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("image")
    )
    image_alt = models.CharField(
        _("what the image shows"),
        max_length=250,
        blank=True,
        help_text=_("Left empty, the image counts as decoration."),
    )

    parent_page_types = ["home.NewsIndexPage"]
    template = "home/dated_page.html"
    content_panels = [
        *DatedPage.content_panels[:3],
        FieldRowPanel([FieldPanel("image"), FieldPanel("image_alt")]),
        *DatedPage.content_panels[3:],
    ]

    class Meta:
        verbose_name = _("news page")
        verbose_name_plural = _("news pages")
        indexes = [models.Index(fields=["-date"], name="news_by_date")]


class GuidanceIndexPage(DatedListMixin, ContentPage):
    """Dissemination and guidance of the law (điểm d khoản 1 Điều 10)."""

    parent_page_types = LIST_PARENTS
    subpage_types = ["home.GuidancePage"]
    template = "home/news_index.html"

    class Meta:
        verbose_name = _("list of guidance")
        verbose_name_plural = _("lists of guidance")


class GuidancePage(DatedPage):
    """Guidance on one matter, in one field of law."""

    subject = models.ForeignKey(
        Subject, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("field of law")
    )

    parent_page_types = ["home.GuidanceIndexPage"]
    template = "home/dated_page.html"
    content_panels = [*DatedPage.content_panels[:3], FieldPanel("subject"), *DatedPage.content_panels[3:]]

    class Meta:
        verbose_name = _("guidance page")
        verbose_name_plural = _("guidance pages")


NewsIndexPage.entry_model = NewsPage
GuidanceIndexPage.entry_model = GuidancePage
