"""An editor composes a page of blocks, a table among them, publishes it, and a visitor reads it."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect


def add_block(page: Page, name: str) -> None:
    """Choose one kind of block at the end of the page."""
    page.locator(".c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).click()


def held_up(page: Page, seconds: float) -> Callable[[], None]:
    """Hold up the answer to the draft that the editor saves by itself; returns a wait for the moment it has been sent."""
    sent: list[float] = []

    def answer(route: Route) -> None:
        if route.request.method != "POST" or route.request.resource_type != "fetch":
            route.continue_()
            return
        sent.append(time.monotonic())
        response = route.fetch()
        time.sleep(seconds)
        route.fulfill(response=response)

    page.route("**/quan-tri/pages/**", answer)

    def wait() -> None:
        for _ in range(150):
            if sent:
                return
            page.wait_for_timeout(100)
        raise AssertionError("the editor did not save the draft by itself")

    return wait


def new_page(staff, site) -> Page:
    """The form for a new piece of news."""
    page = staff("bientap")
    parent = site.query(
        "select p.id from wagtailcore_page p join home_newsindexpage n on n.page_ptr_id = p.id where p.url_path like '%tin-tuc/'"
    )[0][0]
    page.goto(f"/quan-tri/pages/add/home/newspage/{parent}/")
    return page


def test_a_page_of_blocks_is_written_and_published(staff, visitor, site):
    page = new_page(staff, site)
    page.get_by_role("textbox", name="Tiêu đề").first.fill("Đường dây nóng tiếp nhận mẫu")
    add_block(page, "Đề mục")
    page.locator("[name='body-0-value-text']").fill("Giờ tiếp nhận")
    add_block(page, "Bảng")
    expect(page.get_by_role("button", name="Thêm cột")).to_be_visible()
    add_block(page, "Trích dẫn")
    page.locator("[name='body-2-value-text']").fill("Người dân chờ không quá 30 phút.")
    with page.expect_navigation():
        page.locator("button[name=action-publish]").dispatch_event("click")
    expect(page.locator(".messages")).to_contain_text("Đường dây nóng tiếp nhận mẫu")

    reader = visitor()
    reader.goto("/tin-tuc/")
    reader.get_by_role("link", name="Đường dây nóng tiếp nhận mẫu").click()
    expect(reader.get_by_role("heading", name="Giờ tiếp nhận")).to_be_visible()
    expect(reader.get_by_text("Người dân chờ không quá 30 phút.")).to_be_visible()


def test_a_page_published_while_its_draft_is_being_saved_is_published_once(staff, visitor, site):
    title = "Giờ tiếp công dân mẫu"
    page = new_page(staff, site)
    draft_is_sent = held_up(page, 2)
    page.wait_for_timeout(2500)  # the editor looks for changes from its second second on
    page.get_by_role("textbox", name="Tiêu đề").first.fill(title)
    add_block(page, "Trích dẫn")
    page.locator("[name='body-0-value-text']").fill("Từ 8 giờ đến 11 giờ 30 phút.")
    draft_is_sent()
    page.locator("button[name=action-publish]").dispatch_event("click")
    expect(page.locator(".messages")).to_contain_text(title)

    assert site.query(f"select live from wagtailcore_page where title = '{title}'") == [(1,)]
    reader = visitor()
    reader.goto("/tin-tuc/")
    reader.get_by_role("link", name=title).click()
    expect(reader.get_by_text("Từ 8 giờ đến 11 giờ 30 phút.")).to_be_visible()
