"""Addresses of documents are those that Django's own resolving gives, in the language of the page."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix
from django.utils.translation import override

from legaldocs.addresses import address_in

PARTS = ("nghi-dinh", 2011, "43-2011-nd-cp")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("document_detail", ()),
        ("full_text", ()),
        ("qr_code", ()),
        ("print_styles", ()),
        ("article_detail", ("dieu-10",)),
        ("article_detail", ("dieu-5a",)),
    ],
)
def test_an_address_is_that_of_the_resolver(language, name, more):
    with override(language):
        assert address_in(f"legaldocs:{name}", *PARTS, *more) == reverse(f"legaldocs:{name}", args=[*PARTS, *more])


def test_a_document_without_year_has_an_address():
    assert address_in("legaldocs:document_detail", "luat", None, "du-thao") == "/van-ban/luat/0/du-thao/"


def test_digits_and_words_of_the_pattern_in_a_slug_are_left_alone():
    assert address_in("legaldocs:document_detail", "luat", 1999, "SLUG-1999") == "/van-ban/luat/1999/SLUG-1999/"


def test_the_prefix_of_the_site_is_followed():
    try:
        set_script_prefix("/cong/")
        assert address_in("legaldocs:document_detail", *PARTS).startswith("/cong/van-ban/")
    finally:
        set_script_prefix("/")
    assert address_in("legaldocs:document_detail", *PARTS).startswith("/van-ban/")


def test_a_document_without_a_slug_has_no_address():
    with pytest.raises(NoReverseMatch):
        address_in("legaldocs:document_detail", "luat", 2020, "")
