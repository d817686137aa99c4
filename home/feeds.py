"""Atom feed of the news."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.models import NewsPage
from home.navigation import frame_of
from portal.keeping import same_for_everybody

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ENTRIES = 30


def plain(text: str) -> str:
    """Without the control characters XML forbids (feedgenerator raises on them)."""
    return CONTROL.sub("", text)


class NewsFeed(Feed):
    """The news published last."""

    feed_type = Atom1Feed
    title = _("News")
    subtitle = _("News and events of the ministry")

    def link(self) -> str:
        """The home page of the language."""
        return "/" if get_language() == "vi" else f"/{get_language()}/"

    def author_name(self) -> str:
        """The ministry (RFC 4287 4.1.1: a feed names who speaks)."""
        ministry = frame_of(get_language() or settings.LANGUAGE_CODE)["ministry"]
        return plain(str(ministry.get("name") or settings.WAGTAIL_SITE_NAME))

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The same for everybody."""
        return same_for_everybody(super().__call__(request, *args, **kwargs))

    def items(self) -> Any:
        """Published news of this language, newest first."""
        news = NewsPage.objects.live().public().filter(locale__language_code=get_language() or "vi")
        return news.order_by("-date", "-pk")[:ENTRIES]

    def item_title(self, item: NewsPage) -> str:
        """Its title."""
        return plain(item.title)

    def item_description(self, item: NewsPage) -> str:
        """Its summary."""
        return plain(item.summary)

    def item_link(self, item: NewsPage) -> str:
        """Its address."""
        return item.get_url() or "/"

    def item_pubdate(self, item: NewsPage) -> datetime.datetime:
        """The day it is dated."""
        return datetime.datetime.combine(item.date, datetime.time(), get_current_timezone())

    def item_updateddate(self, item: NewsPage) -> datetime.datetime:
        """When it was last published."""
        return item.last_published_at or self.item_pubdate(item)
