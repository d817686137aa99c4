"""Slugs of pages."""

import pytest

from portal.slugs import page_slug


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
