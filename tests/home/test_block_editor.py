"""What the editor of pages needs in the browser is served: without one script no block can be typed at all."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders
from wagtail.models import Page

from home.models import NewsIndexPage
from tests.factories.home import user_with_role

pytestmark = pytest.mark.django_db


def test_every_script_and_style_of_the_page_editor_is_there(client):
    client.force_login(user_with_role("Biên tập viên"))
    parent = NewsIndexPage.objects.filter(locale__language_code="vi").get()
    text = client.get(f"/quan-tri/pages/add/home/newspage/{parent.pk}/").content.decode()
    files = set(re.findall(r'(?:src|href)="/static/([^"?]+)', text))
    assert len(files) > 20
    assert [name for name in sorted(files) if finders.find(name) is None] == []


def test_every_page_of_the_portal_opens_in_its_editor_with_its_files(client):
    client.force_login(user_with_role("Trưởng ban biên tập"))
    missing = set()
    for page in Page.objects.filter(depth__gt=1):
        response = client.get(f"/quan-tri/pages/{page.pk}/edit/")
        assert response.status_code == 200, page
        names = re.findall(r'(?:src|href)="/static/([^"?]+)', response.content.decode())
        missing |= {name for name in names if finders.find(name) is None}
    assert missing == set()
