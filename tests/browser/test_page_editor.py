"""An editor composes a page of blocks, a table among them, publishes it, and a visitor reads it."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def add_block(page: Page, name: str) -> None:
    """Choose one kind of block at the end of the page."""
    page.locator(".c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).click()


def test_a_page_of_blocks_is_written_and_published(staff, visitor, site):
    page = staff("bientap")
    parent = site.query(
        "select p.id from wagtailcore_page p join home_newsindexpage n on n.page_ptr_id = p.id where p.url_path like '%tin-tuc/'"
    )[0][0]
    page.goto(f"/quan-tri/pages/add/home/newspage/{parent}/")
    page.get_by_role("textbox", name="Tiêu đề").first.fill("Đường dây nóng tiếp nhận mẫu")
    add_block(page, "Đề mục")
    page.locator("[name='body-0-value-text']").fill("Giờ tiếp nhận")
    add_block(page, "Bảng")
    expect(page.get_by_role("button", name="Thêm cột")).to_be_visible()
    add_block(page, "Trích dẫn")
    page.locator("[name='body-2-value-text']").fill("Người dân chờ không quá 30 phút.")
    page.wait_for_timeout(1500)  # the draft saves itself half a second after the last key, and redraws the menu
    with page.expect_navigation():
        page.locator("button[name=action-publish]").dispatch_event("click")
    expect(page.locator(".messages")).to_contain_text("Đường dây nóng tiếp nhận mẫu")

    reader = visitor()
    reader.goto("/tin-tuc/")
    reader.get_by_role("link", name="Đường dây nóng tiếp nhận mẫu").click()
    expect(reader.get_by_role("heading", name="Giờ tiếp nhận")).to_be_visible()
    expect(reader.get_by_text("Người dân chờ không quá 30 phút.")).to_be_visible()
