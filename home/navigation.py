"""Menu, footer and ministry as plain data: resolved when something they show changes, read in one query a page."""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import override
from wagtail.models import Page, Site

from home.models import MinistrySettings, Navigation, SiteFrame
from legaldocs.prepared import Prepared

logger = logging.getLogger(__name__)
LANGUAGES = [code for code, _name in settings.LANGUAGES]
EMPTY: dict[str, Any] = {"menu": [], "footer": [], "ministry": {}, "site": {}, "home_url": "/"}


_FRAME = Prepared(
    lambda code: SiteFrame.objects.filter(language=code).order_by().values_list(Cast("data", TextField())), str
)


#: What this process read last, by language, and until when it is taken as it is.
_kept: dict[str, tuple[float, dict[str, Any]]] = {}


def frame_of(language: str) -> dict[str, Any]:
    """The frame of one language with its ``key``, not to be changed; resolved on the spot where it was never stored.

    Read again once in ``settings.FRAME_SECONDS``: so long another process may still show what an editor has just changed.
    """
    until, frame = _kept.get(language, (0.0, EMPTY))
    now = time.monotonic()
    if now < until:
        return frame
    rows = _FRAME.rows(language)
    if not rows or not rows[0][0]:
        return resolve_frame(language)
    frame = _decoded(rows[0][0])
    _kept[language] = (now + settings.FRAME_SECONDS, frame)
    return frame


def forget_frames() -> None:
    """Read the frames again with the next page of this process."""
    _kept.clear()


@lru_cache(maxsize=16)
def _decoded(stored: str) -> dict[str, Any]:
    """The stored frame; ``key`` names its state, so that what is rendered from it can be kept."""
    data: dict[str, Any] = json.loads(stored) or dict(EMPTY)
    return {**data, "key": hashlib.sha256(stored.encode()).hexdigest()[:16]}


def store_frames() -> None:
    """Resolve and store the frames of all languages. Called whenever something they show has changed."""
    for language in LANGUAGES:
        data = resolve_frame(language)
        stored = SiteFrame.objects.filter(language=language).values_list("data", flat=True).first()
        if stored != data:
            SiteFrame.objects.update_or_create(language=language, defaults={"data": data})
    forget_frames()
    transaction.on_commit(forget_frames)


def refresh_frames(**_kwargs: Any) -> None:
    """Signal receiver: whatever happened, the frames follow; a failure never breaks what the editor was doing."""
    try:
        with transaction.atomic():
            store_frames()
    except DatabaseError:  # while migrations run, tables may be missing; pages then resolve their frame themselves
        logger.warning("menus and footers were not stored", exc_info=True)


def resolve_frame(language: str) -> dict[str, Any]:
    """Read settings and navigation of one language and turn every page into its address."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return dict(EMPTY)
    with override(language):
        ministry = MinistrySettings.objects.filter(site=site).select_related("emblem").first() or MinistrySettings(
            site=site
        )
        navigation = Navigation.objects.filter(language=language).first()
        addresses = _Addresses(navigation)
        return {
            "menu": _menu(navigation, addresses) if navigation else [],
            "footer": _footer(navigation, addresses) if navigation else [],
            "ministry": _ministry(ministry, language),
            "site": _site(ministry, language),
            "home_url": home_address(language),
        }


def home_address(language: str) -> str:
    """``/`` in Vietnamese, ``/en/`` in English."""
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


class _Addresses:
    """Titles and addresses of all pages a navigation names, read in one query; pages not public are left out."""

    def __init__(self, navigation: Navigation | None) -> None:
        keys = set(_page_keys(navigation)) if navigation else set()
        pages = Page.objects.filter(pk__in=keys).live().public().select_related("locale")
        self.by_key = {page.pk: (page.title, page.get_url()) for page in pages}

    def link(self, value: Any) -> dict[str, str] | None:
        """Title and address of one link; None when its page is gone or not public."""
        page = value.get("page")
        if page is not None:
            title, url = self.by_key.get(page.pk, ("", None))
            return {"title": value.get("title") or title, "url": url} if url else None
        title, url = (value.get("title") or "").strip(), (value.get("url") or "").strip()
        return {"title": title, "url": url} if title and url else None


def _page_keys(navigation: Navigation) -> Iterable[int]:
    links = [item.value for item in navigation.menu]
    links += [child for item in navigation.menu for child in item.value["children"]]
    links += [link for column in navigation.footer for link in column.value["links"]]
    return (link["page"].pk for link in links if link.get("page"))


def _menu(navigation: Navigation, addresses: _Addresses) -> list[dict[str, Any]]:
    menu = []
    for item in navigation.menu:
        link = addresses.link(item.value)
        if link:
            below = [addresses.link(child) for child in item.value["children"]]
            menu.append({**link, "children": [child for child in below if child]})
    return menu


def _footer(navigation: Navigation, addresses: _Addresses) -> list[dict[str, Any]]:
    columns = []
    for column in navigation.footer:
        links = [addresses.link(link) for link in column.value["links"]]
        columns.append({"title": column.value["title"], "links": [link for link in links if link]})
    return [column for column in columns if column["links"]]


def _ministry(ministry: MinistrySettings, language: str) -> dict[str, str]:
    english = language == "en"
    emblem = ministry.emblem.get_rendition("max-128x128").url if ministry.emblem else ""
    return {
        "name": ministry.name,
        "name_en": ministry.name_en,
        "parent_name": (english and ministry.parent_name_en) or ministry.parent_name,
        "address": (english and ministry.address_en) or ministry.address,
        "phone": ministry.phone,
        "fax": ministry.fax,
        "email": ministry.email,
        "edoc_email": ministry.edoc_email,
        "responsible_person": ministry.responsible_person,
        "copyright": ministry.copyright_en if english else ministry.copyright,
        "emblem_url": emblem,
    }


def _site(ministry: MinistrySettings, language: str) -> dict[str, str]:
    english = language == "en"
    return {
        "name": (english and ministry.site_name_en) or ministry.site_name,
        "tagline": (english and ministry.tagline_en) or ("" if english else ministry.tagline),
    }
