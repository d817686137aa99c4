"""Slugs of pages."""

import json
import unicodedata

import pytest

from portal.slugs import TITLE_FORMATTERS, page_slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đường bộ và điểm đ", "duong-bo-va-diem-d"),
        ("Đường sắt", "duong-sat"),
        ("Hướng dẫn 43/2011/NĐ-CP", "huong-dan-432011nd-cp"),
        ("!!!", "trang"),
    ],
)
def test_d_with_stroke_becomes_d_and_no_letter_is_lost(title, slug):
    assert page_slug(title) == slug


@pytest.mark.django_db
def test_a_page_without_a_slug_gets_one_by_our_folding():
    from home.models import StandardPage
    from tests.factories.home import ensure_site

    ensure_site()
    from wagtail.models import Site

    page = Site.objects.get(is_default_site=True).root_page.add_child(instance=StandardPage(title="Đề án số hóa"))
    assert page.slug == "de-an-so-hoa"


LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("text", [LETTERS, LETTERS.upper(), "Đường dây nóng tiếp nhận mẫu"])
def test_the_browser_makes_the_same_slug_and_loses_no_letter(text, form):
    """The formatters are what Wagtail's script applies to a title; they must leave only letters it keeps."""
    folded = unicodedata.normalize(form, text)
    for pattern, replacement in TITLE_FORMATTERS:
        folded = pattern.sub(replacement, folded)
    assert folded.isascii()
    assert folded.lower().replace(" ", "-") == page_slug(text)


@pytest.mark.django_db
def test_the_editor_of_a_page_carries_them(admin_client):
    from home.models import NewsIndexPage

    parent = NewsIndexPage.objects.filter(locale__language_code="vi").get()
    response = admin_client.get(f"/quan-tri/pages/add/home/newspage/{parent.pk}/")
    widget = response.context["form"].fields["slug"].widget
    formatters = json.loads(widget.attrs["data-w-slug-formatters-value"])
    assert len(formatters) == len(TITLE_FORMATTERS)
    assert any("ế" in pattern[0] and "Ế" in pattern[0] and replacement == "e" for pattern, replacement in formatters)
