"""Addresses of documents and of what belongs to them. A pattern is resolved once a process and language: resolving each address
anew costs as much as a small query, and a page has many."""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language


@lru_cache(maxsize=64)
def _pattern(name: str, places: int, _language: str | None, _prefix: str) -> str:
    """An address with open places."""
    address = reverse(name, args=["LOAI", 1999, "SLUG", "ANCHOR"][:places])
    return address.replace("LOAI", "{0}").replace("1999", "{1}").replace("SLUG", "{2}").replace("ANCHOR", "{3}")


def address_in(name: str, document_type: str, year: int | None, slug: str, *anchor: str) -> str:
    """``/van-ban/<loại>/<năm>/<số>/…`` of a view by its name, in the language of the page; an anchor comes quoted.

    Raises ``NoReverseMatch`` for a document without a slug, which has no address.
    """
    if not slug or not document_type:
        return reverse(name, args=[document_type, year or 0, slug, *anchor])
    pattern = _pattern(name, 3 + len(anchor), get_language(), get_script_prefix())
    return pattern.format(document_type, year or 0, slug, *anchor)
