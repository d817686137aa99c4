"""The list of consultations as an Atom feed."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from consultations.models import ConsultationPage, ConsultationState
from consultations.typed_text import clean_line, clean_text
from portal.templatetags.portal_tags import vi_datetime


class ConsultationFeed(Feed):
    """The fifty consultations opened last."""

    feed_type = Atom1Feed

    def title(self) -> str:
        """Name of the feed."""
        return _("Consultations on drafts")

    def subtitle(self) -> str:
        """What it is."""
        return _("Drafts of legal documents on which the ministry asks for comments")

    def link(self) -> str:
        """The list as a page."""
        return reverse("consultations:consultation_list")

    def items(self) -> Any:
        """Published ones, the newest first."""
        return ConsultationPage.objects.live().public().for_listing().order_by("-opens_at", "-pk")[:50]

    def item_title(self, item: ConsultationPage) -> str:
        """Control characters would break the XML."""
        return clean_line(item.title)

    def item_description(self, item: ConsultationPage) -> str:
        """Deadline and summary."""
        lines = [str(ConsultationState(item.state).label)]
        if item.closes_at:
            lines.append(_("Comments are accepted until %(moment)s.") % {"moment": vi_datetime(item.closes_at)})
        return clean_text("\n".join([*lines, item.summary]))

    def item_link(self, item: ConsultationPage) -> str:
        """Address of the page."""
        return item.get_absolute_url()

    def item_author_name(self, item: ConsultationPage) -> str:
        """The unit that asks (RFC 4287 4.1.2: an entry names who speaks)."""
        return clean_line(item.receiving_unit.name if item.receiving_unit else settings.WAGTAIL_SITE_NAME)

    def item_pubdate(self, item: ConsultationPage) -> datetime.datetime | None:
        """The moment of opening."""
        return item.opens_at or item.first_published_at

    def item_updateddate(self, item: ConsultationPage) -> datetime.datetime | None:
        """The last thing that happened to it."""
        moments = [item.opens_at, item.closed_at, item.answered_at, item.last_published_at]
        return max((moment for moment in moments if moment), default=None)

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Cacheable like the list."""
        from consultations.views.showing import cacheable

        return cacheable(super().__call__(request, *args, **kwargs))
