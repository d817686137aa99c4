"""The first page of the portal in one language."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable

from home.blocks import SAFE_STARTS
from portal.pages import BasePage

EXAMPLES_SHOWN = 3


class HomePage(BasePage):
    """The first page in one language: search, what is open for comments, what was answered, new documents, sections."""

    heading = models.CharField(_("heading"), max_length=200, blank=True)
    examples = models.TextField(
        _("example questions"),
        blank=True,
        max_length=500,
        help_text=_("One per line; the first three are shown below the search field."),
    )

    max_count_per_parent = 1
    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("heading"),
        FieldPanel("examples"),
        InlinePanel("sections", label=_("Section"), heading=_("Sections of the portal")),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def example_questions(self) -> list[str]:
        """The example questions that are shown."""
        return [line.strip() for line in self.examples.splitlines() if line.strip()][:EXAMPLES_SHOWN]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What is open, answered, new, and where to go on."""
        from home.front import front_page

        context = super().get_context(request, *args, **kwargs)
        context.update(front_page(self, request))
        return context


class HomeSection(Orderable):
    """One section of the portal on the first page, with a line that says what is there."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="sections")
    page = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("page")
    )
    url = models.CharField(
        _("address"), max_length=500, blank=True, help_text=_("For example /van-ban/. Used when no page is chosen.")
    )
    title = models.CharField(
        _("title"), max_length=120, blank=True, help_text=_("Left empty, the page's own title is shown.")
    )
    text = models.CharField(_("what is there"), max_length=200, blank=True)

    panels = [PageChooserPanel("page"), FieldRowPanel([FieldPanel("url"), FieldPanel("title")]), FieldPanel("text")]

    def clean(self) -> None:
        """A section leads somewhere and has a name."""
        super().clean()
        if not self.page_id and not self.url:
            raise ValidationError({"page": _("Choose a page or type an address.")})
        if self.url and not self.url.startswith(SAFE_STARTS):
            raise ValidationError({"url": _("The address begins with / or https://.")})
        if not self.page_id and not self.title:
            raise ValidationError({"title": _("Give the link a title.")})
