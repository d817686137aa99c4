"""The site map: every public page of one language as a tree, and the XML site maps."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

# Views that are no pages of the tree: name of the address and its title.
TOOLS = [
    ("legaldocs:document_list", "Documents"),
    ("legaldocs:search", "Search"),
    ("consultations:receipt_lookup", "Look up a receipt"),
    ("consultations:regulation_feedback", "Feedback on administrative regulations"),
    ("consultations:agency_home", "For agencies"),
]


def public_pages(locale: Locale) -> QuerySet[Page]:
    """Published pages of one language that anyone may open, in the order of the tree."""
    return Page.objects.filter(locale=locale, depth__gt=1).live().public().order_by("path")


def public_tree(locale: Locale, request: HttpRequest) -> list[dict[str, Any]]:
    """The pages as a tree of title, address and children, after them the tools; one query."""
    top: list[dict[str, Any]] = []
    open_branches: list[tuple[int, dict[str, Any]]] = []
    for page in public_pages(locale).select_related("locale"):
        url = page.get_url(request)
        if url is None:
            continue
        node: dict[str, Any] = {"title": page.title, "url": url, "children": []}
        while open_branches and open_branches[-1][0] >= page.depth:
            open_branches.pop()
        (open_branches[-1][1]["children"] if open_branches else top).append(node)
        open_branches.append((page.depth, node))
    return [*top, *tools()]


def tools() -> list[dict[str, Any]]:
    """Addresses that are no pages of the tree, in the language of the page; those not built yet are left out."""
    titles = {
        "Documents": _("Documents"),
        "Search": _("Search"),
        "Look up a receipt": _("Look up a receipt"),
        "Feedback on administrative regulations": _("Feedback on administrative regulations"),
        "For agencies": _("For agencies"),
    }
    found = []
    for name, title in TOOLS:
        try:
            found.append({"title": titles[title], "url": reverse(name), "children": []})
        except NoReverseMatch:
            continue
    return found


class PageSitemap(Sitemap):
    """All public pages of the tree, both languages. Addresses follow the host of the request."""

    limit = 5000

    def items(self) -> QuerySet[Page]:
        """Published pages anyone may open, except consultations: they have their own site map."""
        return Page.objects.filter(depth__gt=1).live().public().select_related("locale").order_by("path")

    def location(self, item: Page) -> str:
        """The path of the page below the host."""
        parts = item.get_url_parts()
        return parts[2] if parts else "/"

    def lastmod(self, item: Page) -> Any:
        """When it was last published."""
        return item.last_published_at


class ToolSitemap(Sitemap):
    """The tools that are no pages."""

    i18n = False

    def items(self) -> list[str]:
        """Paths in Vietnamese; the agency desk asks for a log-in and is left out."""
        return [tool["url"] for tool in tools() if "co-quan" not in tool["url"]]

    def location(self, item: str) -> str:
        """The path itself."""
        return item


def sitemaps() -> dict[str, Any]:
    """Every XML site map by its name: pages, tools, and those the apps below offer in their ``sitemaps`` module."""
    found: dict[str, Any] = {"trang": PageSitemap, "cong-cu": ToolSitemap}
    for name, module, attribute in (
        ("van-ban", "legaldocs.sitemaps", "DocumentSitemap"),
        ("lay-y-kien", "consultations.sitemaps", "ConsultationSitemap"),
    ):
        if find_spec(module) is not None:
            offered = getattr(import_module(module), attribute, None)
            if offered is not None:
                found[name] = offered
    return found
