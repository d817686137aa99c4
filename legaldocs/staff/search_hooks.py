"""Registers the screens of the search with Wagtail's admin: terms, failing questions, explanations; imported by ``wagtail_hooks``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from legaldocs.permissions import may_see_search_use
from legaldocs.staff import search_debug_views, search_use_views
from legaldocs.staff.search_terms import SearchTermViewSet

URLS = [
    path("cau-hoi-tim-kiem/", search_use_views.search_use, name="search_use"),
    path("cau-hoi-tim-kiem/xong/", search_use_views.search_use_settle, name="search_use_settle"),
    path("giai-thich-tim-kiem/", search_debug_views.search_debug, name="search_debug"),
]


class SearchMenuItem(MenuItem):
    """Shown to those who tend the search."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By permission."""
        return may_see_search_use(request.user)


@hooks.register("register_admin_viewset")
def register_search_terms() -> SearchTermViewSet:
    """The register of terms."""
    return SearchTermViewSet("search_terms", url_prefix="tu-tim-kiem")


@hooks.register("register_admin_urls")
def search_urls() -> list[Any]:
    """Failing questions, explanations."""
    return [path("", include((URLS, "search_desk")))]


@hooks.register("register_admin_menu_item")
def search_menu() -> SubmenuMenuItem:
    """One entry with three lines."""
    items = [
        SearchMenuItem(
            _("Search terms"), reverse("search_terms:index"), name="search-terms", icon_name="list-ul", order=10
        ),
        SearchMenuItem(
            _("Questions the search fails"),
            reverse("search_desk:search_use"),
            name="search-use",
            icon_name="help",
            order=20,
        ),
        SearchMenuItem(
            _("Explain an answer"), reverse("search_desk:search_debug"), name="search-debug", icon_name="view", order=30
        ),
    ]
    return SubmenuMenuItem(_("Search"), Menu(items=items), name="search", icon_name="search", order=145)
