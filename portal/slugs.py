"""Slugs of pages by the project's own folding: đ becomes d (Django's ``slugify`` drops it)."""

from __future__ import annotations

import unicodedata

from django.utils.text import slugify

_D = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})


def page_slug(title: str) -> str:
    """``Đường bộ`` → ``duong-bo``; ``trang`` for a title without a letter or digit."""
    return slugify(unicodedata.normalize("NFC", title).translate(_D)) or "trang"
