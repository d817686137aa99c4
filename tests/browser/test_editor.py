"""An editor writes a document, is stopped by the rule it breaks, mends it, publishes, and sees it as visitors do."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def publish(page: Page) -> None:
    """“Công khai” of the menu beside “Lưu nháp” (the form redraws the menu whenever it keeps the draft by itself)."""
    with page.expect_navigation():
        page.locator("button[name=action-publish]").dispatch_event("click")


TEXT = """Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi điều chỉnh
1. Quy chế này quy định việc tiếp nhận mẫu tại trụ sở Bộ.
2. Quy chế này không áp dụng đối với mẫu gửi qua bưu chính.

Điều 2. Tổ chức thực hiện
Văn phòng Bộ chịu trách nhiệm thi hành Quyết định này.
"""


def test_publishing_without_text_or_file_names_the_rule_and_with_text_the_document_is_public(staff, visitor):
    page = staff("bientap")
    page.goto("/quan-tri/van-ban/add/")
    page.locator("[name=document_type]").select_option(label="Quyết định")
    page.locator("[name=stage]").select_option(label="Đã ban hành")
    page.locator("[name=number]").fill("77/QĐ-BMTN")
    page.locator("[name=abstract]").fill("Về việc ban hành Quy chế tiếp nhận mẫu")
    page.get_by_role("button", name="Chọn cơ quan").first.click()
    page.locator(".modal-body").get_by_role("link", name="Bộ Mẫu và Thử nghiệm", exact=True).click()
    expect(page.locator(".modal-body")).to_have_count(0)
    for name, day in (("issued_on", "02/11/2026"), ("valid_from", "16/11/2026")):
        page.locator(f"[name={name}]").fill(day)
        page.keyboard.press("Tab")
    publish(page)
    expect(page.locator(".messages")).to_contain_text("Điều 10")
    expect(page.locator(".messages")).to_contain_text("chưa có lời văn được công khai")
    expect(page.locator("[name=abstract]")).to_have_value("Về việc ban hành Quy chế tiếp nhận mẫu")
    record = page.url

    page.get_by_role("link", name="Mở lời văn").click()
    page.get_by_role("link", name="Thêm bản lời văn").first.click()
    page.locator("form.corpus-form button[type=submit]").click()
    expect(page.locator("[data-bar]")).to_be_visible()
    page.locator("[data-pane] textarea:visible").fill(TEXT)
    page.locator("[data-check]").click()
    expect(page.locator("[data-outline] li, [data-outline] button, [data-outline] a").first).to_be_visible()
    with page.expect_navigation():
        page.locator("button[value=publish]").click()
    page.goto(record)
    publish(page)
    expect(page.locator(".messages")).to_be_visible()

    reader = visitor()
    reader.goto("/van-ban/quyet-dinh/2026/77-qd-bmtn/")
    expect(reader.get_by_role("heading", level=1)).to_contain_text("77/QĐ-BMTN")
    expect(reader.locator("#dieu-1--khoan-2")).to_contain_text("không áp dụng đối với mẫu gửi qua bưu chính")
    reader.goto("/tim-kiem/?q=mau gui qua buu chinh")
    expect(reader.locator(".hits")).to_contain_text("77/QĐ-BMTN")
