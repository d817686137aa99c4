"""What every page's frame needs: menus, footer, the ministry, the other language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Page

from home.navigation import EMPTY, frame_of, home_address

LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}
ADMIN_PREFIX = "/quan-tri/"


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Menu, footer columns, ministry and languages for ``base.html``; one query, and none in the admin."""
    if request.path.startswith(ADMIN_PREFIX):
        return {}
    language = get_language() or settings.LANGUAGE_CODE
    if language not in LANGUAGE_NAMES:
        language = settings.LANGUAGE_CODE
    try:
        frame = frame_of(language)
    except DatabaseError:  # an error page must come out even when the database is what failed
        frame = EMPTY
    active = [_is_active(item["url"], request.path, frame["home_url"]) for item in frame["menu"]]
    key = frame.get("key", "")
    return {
        "frame_key": key,
        "menu_key": key and f"{key} {active} {request.path if request.path in _addresses(frame) else ''}",
        "site_menu": [{**item, "active": on} for item, on in zip(frame["menu"], active, strict=True)],
        "site_footer": frame["footer"],
        "ministry": frame["ministry"],
        "site": frame["site"],
        "home_url": home_address(language),
        "search_url": f"{home_address(language)}tim-kiem/",
        "languages": SimpleLazyObject(lambda: _languages(request, language)),
    }


def _addresses(frame: dict[str, Any]) -> list[str]:
    return [item["url"] for item in frame["menu"]]


def _is_active(url: str, path: str, home_url: str) -> bool:
    return path == url if url == home_url else path.startswith(url) and url.startswith("/")


def _languages(request: HttpRequest, language: str) -> list[dict[str, Any]]:
    """This page in the other language, or that language's home page where it has no such page."""
    items = []
    for code, _name in settings.LANGUAGES:
        active = code == language
        url = request.path if active else _in_language(request, code)
        items.append({"code": code, "name": LANGUAGE_NAMES[code], "url": url, "active": active})
    return items


#: Views whose addresses differ between languages by the prefix alone: translating one by resolving it costs as much as a query.
_differ_by_prefix: set[str] = set()


def _with_prefix(path: str, code: str) -> str:
    plain = next((path[len(f"/{other}") :] for other, _ in settings.LANGUAGES if path.startswith(f"/{other}/")), path)
    return plain if code == settings.LANGUAGE_CODE else f"/{code}{plain}"


def _in_language(request: HttpRequest, code: str) -> str:
    match = getattr(request, "resolver_match", None)
    if match is None:
        return home_address(code)
    if match.url_name != "wagtail_serve":
        if match.view_name in _differ_by_prefix:
            return _with_prefix(request.path, code)
        translated = translate_url(request.path, code)
        if translated == _with_prefix(request.path, code):
            _differ_by_prefix.add(match.view_name)
        return translated if translated != request.path else home_address(code)
    return _translated_page(request, code) or home_address(code)


def _translated_page(request: HttpRequest, code: str) -> str | None:
    route = getattr(request, "_wagtail_route_for_request", None)
    page = route.page if route else None
    if page is None:
        return None
    try:
        other = Page.objects.filter(translation_key=page.translation_key, locale__language_code=code).live().first()
        return other.get_url(request) if other else None
    except DatabaseError:
        return None
