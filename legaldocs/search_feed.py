"""Atom feed of a question: what answers it, newest first, with the filters of the page."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import strip_tags
from django.utils.translation import gettext

from legaldocs.caching import public_page
from legaldocs.feeds import FEED_SIZE, xml_text
from legaldocs.search.answers import Result, SearchAnswer, answer
from legaldocs.search.plan import Order
from legaldocs.search_filters import read_filters


class SearchFeed(Feed):
    """``/tim-kiem/atom/?q=…``."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Cacheable like every public page."""
        return public_page(super().__call__)(request, *args, **kwargs)

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> tuple[SearchAnswer, str]:
        """The newest answers, and the query of the address."""
        data = request.GET.copy()
        data.pop("page", None)
        found = answer(data.get("q", ""), filters=read_filters(data), order=Order.NEWEST, page_size=FEED_SIZE)
        return found, data.urlencode()

    def title(self, obj: tuple[SearchAnswer, str]) -> str:
        """The question."""
        return xml_text(gettext("Search: %(question)s") % {"question": obj[0].question.text})

    def link(self, obj: tuple[SearchAnswer, str]) -> str:
        """The search page."""
        return f"{reverse('legaldocs:search')}?{obj[1]}"

    def feed_url(self, obj: tuple[SearchAnswer, str]) -> str:
        """The feed itself."""
        return f"{reverse('legaldocs:search_feed')}?{obj[1]}"

    def items(self, obj: tuple[SearchAnswer, str]) -> list[Result]:
        """Answers; nothing for a question that needed its words relaxed."""
        return [] if obj[0].relaxed else obj[0].results

    def item_title(self, item: Result) -> str:
        """The document, and the provision where one was found."""
        name = item.document.citation_name
        return xml_text(name if item.kind == "document" else f"{strip_tags(item.title)} – {name}")

    def item_description(self, item: Result) -> str:
        """The passage."""
        return xml_text(str(item.snippet))

    def item_link(self, item: Result) -> str:
        """Where it is read."""
        return item.url

    def item_author_name(self, item: Result) -> str:
        """The issuing body; Atom wants an author on every entry."""
        return xml_text(item.document.issuer.name) if item.document.issuer else gettext("Unknown")

    def item_pubdate(self, item: Result) -> datetime.datetime:
        """Day of issue."""
        day = item.document.issued_on
        return (
            timezone.make_aware(datetime.datetime.combine(day, datetime.time(0))) if day else item.document.updated_at
        )

    def item_updateddate(self, item: Result) -> datetime.datetime:
        """Last change of the record."""
        return item.document.updated_at
