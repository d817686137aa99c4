"""Atom feed of the list of documents: the same filters, newest first."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from legaldocs.caching import public_page
from legaldocs.forms import ListingQuery
from legaldocs.listing import Listing, list_documents
from legaldocs.models import LegalDocument

FEED_SIZE = 50
#: Characters XML 1.0 cannot hold; the feed generator would raise on them.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NOT_XML.sub("", text)


class DocumentFeed(Feed):
    """``/van-ban/atom/?loai=…``."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Cacheable like every public page."""
        return public_page(super().__call__)(request, *args, **kwargs)

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Listing:
        """The first page of the filtered list."""
        data = request.GET.copy()
        data.pop("sap-xep", None)
        data.pop("page", None)
        return list_documents(ListingQuery.read(data), page_size=FEED_SIZE)

    def title(self, listing: Listing) -> str:
        """Name of the feed, with the words searched for."""
        name = gettext("New documents")
        return xml_text(f"{name}: {listing.query.q}") if listing.query.q else name

    def link(self, listing: Listing) -> str:
        """The list as a page."""
        query = listing.query.urlencode()
        path = reverse("legaldocs:document_list")
        return f"{path}?{query}" if query else path

    def feed_url(self, listing: Listing) -> str:
        """The feed itself, filters included."""
        query = listing.query.urlencode()
        path = reverse("legaldocs:document_feed")
        return f"{path}?{query}" if query else path

    def items(self, listing: Listing) -> list[LegalDocument]:
        """Documents of the first page."""
        return list(listing.page.object_list)

    def item_title(self, item: LegalDocument) -> str:
        """Type and number."""
        return xml_text(item.citation_name)

    def item_description(self, item: LegalDocument) -> str:
        """The abstract."""
        return xml_text(item.abstract)

    def item_link(self, item: LegalDocument) -> str:
        """Address of the document."""
        return item.get_absolute_url()

    def item_author_name(self, item: LegalDocument) -> str | None:
        """The issuing body; Atom wants an author on every entry."""
        return xml_text(item.issuer.name) if item.issuer else gettext("Unknown")

    def item_pubdate(self, item: LegalDocument) -> datetime.datetime:
        """Day of issue (no publication moment is older than it)."""
        if item.issued_on is None:
            return item.updated_at
        return timezone.make_aware(datetime.datetime.combine(item.issued_on, datetime.time(0)))

    def item_updateddate(self, item: LegalDocument) -> datetime.datetime:
        """Last change of the record: Atom requires <updated>."""
        return item.updated_at

    def item_categories(self, item: LegalDocument) -> list[str]:
        """The type of document."""
        return [item.type_name]
