"""From a comment to its answer, to the clause it changed in the law, and back: by keyboard, on a phone and a desk."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import CLOSED
from tests.browser.test_keyboard import where


def follow(page: Page, name: str) -> None:
    """Put the focus on the first link whose words begin so, see that it is marked, and press Enter."""
    link = page.get_by_role("main").get_by_role("link", name=re.compile(f"^{name}")).first
    link.scroll_into_view_if_needed()
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")  # the ring is drawn for those who come by keyboard
    assert name in where(page)["name"]
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("java_script", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_walks_to_the_law_and_back(visitor, java_script, width):
    page = visitor(java_script_enabled=java_script, viewport={"width": width, "height": 844})
    page.goto(f"/lay-y-kien/{CLOSED}/")
    expect(page.get_by_role("link", name="Xem văn bản đã ban hành")).to_be_visible()
    follow(page, "Trả lời: ")
    assert "/tra-loi/" in page.url
    entry = page.locator(f"#{page.url.partition('#')[2]}")
    expect(entry).to_be_in_viewport()
    expect(entry.locator("article.comment").first).to_be_visible()
    expect(entry.locator(".answer ins").first).to_be_visible()
    follow(page, "tại bản ban hành")
    assert "/van-ban/" in page.url
    expect(page.get_by_role("heading", name="Sửa theo góp ý")).to_be_visible()
    follow(page, "1 góp ý và trả lời")
    assert "/tra-loi/" in page.url
    expect(page.locator(f"#{page.url.partition('#')[2]}").locator("article.comment").first).to_be_in_viewport()
