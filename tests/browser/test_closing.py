"""The consultation closes while somebody is writing: nothing is accepted any more, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.site import OPEN, DemoSite
from tests.browser.steps import DRAFT, open_form, put_into_basket, say_who

PAGE = "page_ptr_id = (SELECT id FROM wagtailcore_page WHERE slug = ? LIMIT 1)"


@pytest.fixture
def close(site: DemoSite) -> Iterator[callable]:
    """``close()``: the closing moment passes; after the test the clock is put back."""
    before = site.query(f"SELECT closes_at FROM consultations_consultationpage WHERE {PAGE}", OPEN)[0][0]

    def now() -> None:
        moment = "strftime('%Y-%m-%d %H:%M:%S', 'now', '-1 minute')"
        site.query(f"UPDATE consultations_consultationpage SET closes_at = {moment} WHERE {PAGE}", OPEN)

    yield now
    site.query(f"UPDATE consultations_consultationpage SET closes_at = ? WHERE {PAGE}", before, OPEN)


@pytest.mark.parametrize("java_script", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_words_typed_before_closing_come_back_to_be_kept(visitor, close, java_script):
    page = visitor(java_script_enabled=java_script)
    open_form(page, "khoản 1 Điều 6")
    page.get_by_label("Đồng ý một phần", exact=True).check()
    page.get_by_label("Nội dung góp ý").fill("Dòng này không được mất.")
    close()
    page.get_by_role("button", name="Cho vào giỏ góp ý").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã kết thúc lấy ý kiến")
    assert "Dòng này không được mất." in page.locator("#van-ban").input_value()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Lưu").first.click()
    assert "Dòng này không được mất." in waiting.value.path().read_text(encoding="utf-8")


def test_reviewed_comments_are_not_accepted_after_closing_and_come_back(visitor, close, site):
    page = visitor()
    put_into_basket(page, "khoản 2 Điều 6", "Đã xem lại nhưng chưa kịp gửi.")
    say_who(page)
    before = site.query("SELECT count(*) FROM consultations_submission")
    close()
    page.get_by_role("button", name="Gửi góp ý").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã kết thúc lấy ý kiến")
    assert "Đã xem lại nhưng chưa kịp gửi." in page.locator("#van-ban").input_value()
    assert site.query("SELECT count(*) FROM consultations_submission") == before


def test_after_closing_the_draft_offers_no_form(visitor, close):
    page = visitor()
    page.goto(DRAFT)
    address = page.get_by_role("link", name="Góp ý khoản 1 Điều 6", exact=True).get_attribute("href")
    close()
    page.reload()
    expect(page.get_by_role("link", name="Góp ý khoản 1 Điều 6", exact=True)).to_have_count(0)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã kết thúc lấy ý kiến")
    expect(page.locator("main textarea")).to_have_count(0)
