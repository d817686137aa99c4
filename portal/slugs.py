"""Slugs of pages by the project's own folding: đ becomes d (Django's ``slugify`` drops it)."""

from __future__ import annotations

import re
import unicodedata

from django.utils.text import slugify

#: Letters with marks of the Vietnamese alphabet below the letter they fold to.
FOLDS = {
    "a": "àáảãạăằắẳẵặâầấẩẫậ",
    "d": "đð",
    "e": "èéẻẽẹêềếểễệ",
    "i": "ìíỉĩị",
    "o": "òóỏõọôồốổỗộơờớởỡợ",
    "u": "ùúủũụưừứửữự",
    "y": "ỳýỷỹỵ",
}
#: What the editor's browser does to a title before it makes a slug of it. Wagtail's own script drops đ and every letter
#: with two marks (“Đường tiếp nhận” would become “dng-tip-nhn”); ``page_slug`` gives the same on the server.
TITLE_FORMATTERS = [
    *[(re.compile(f"[{letters}{letters.upper()}]"), base) for base, letters in FOLDS.items()],
    (re.compile("[\u0300-\u036f]"), ""),
]
_D = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})


def page_slug(title: str) -> str:
    """``Đường bộ`` → ``duong-bo``; ``trang`` for a title without a letter or digit."""
    return slugify(unicodedata.normalize("NFC", title).translate(_D)) or "trang"
