"""Steps several journeys share, told as a person would do them."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.site import OPEN

DRAFT = f"/lay-y-kien/{OPEN}/"


def open_form(page: Page, label: str) -> None:
    """From the draft to the form of one provision ("khoản 1 Điều 6"), by its link."""
    page.goto(DRAFT)
    link = page.get_by_role("link", name=f"Góp ý {label}", exact=True)
    page.goto(link.get_attribute("href"))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Góp ý {label}")


def put_into_basket(page: Page, label: str, text: str, stance: str = "Đồng ý một phần") -> None:
    """Comment on one provision and stand before the basket."""
    open_form(page, label)
    page.get_by_label(stance, exact=True).check()
    page.get_by_label("Nội dung góp ý").fill(text)
    page.get_by_role("button", name="Cho vào giỏ góp ý").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Giỏ góp ý")


def say_who(page: Page, kind: str = "Người dân") -> None:
    """From the basket over the sender's page to the review."""
    page.get_by_role("link", name="Tiếp tục: thông tin người gửi, xem lại và gửi").click()
    page.get_by_label(kind, exact=True).check()
    page.get_by_role("button", name="Xem lại toàn bộ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xem lại và gửi")


def send(page: Page) -> str:
    """Send; answers the code of the receipt."""
    page.get_by_role("button", name="Gửi góp ý").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Góp ý của quý vị đã được tiếp nhận")
    return "".join(page.locator(".receipt-code span").all_inner_texts())


def look_up(page: Page, code: str) -> None:
    """Find a receipt again by its code."""
    page.goto("/tra-cuu-bien-nhan/")
    page.get_by_label("Mã biên nhận").fill(code)
    page.get_by_role("main").get_by_role("button", name="Tra cứu").click()
    expect(page.locator(".receipt-code")).to_be_visible()


def open_in_place(page: Page, label: str) -> Locator:
    """From the draft to the form right under the provision; answers the form."""
    page.goto(DRAFT)
    link = page.get_by_role("link", name=f"Góp ý {label}", exact=True)
    expect(link).to_have_attribute("aria-expanded", "false")
    link.click()
    form = page.locator(".inline-form form")
    expect(form).to_be_visible()
    return form
