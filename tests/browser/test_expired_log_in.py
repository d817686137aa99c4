"""An officer's log-in runs out while typing: the words come back, are sent after a second log-in, and are stored."""

from __future__ import annotations

import re

import pytest

from tests.browser.looking import faults

WORDS = "Cơ quan tôi đang gõ dở ý kiến này.\nDòng thứ hai."


@pytest.mark.parametrize("java_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_half_typed_reply_survives_an_expired_log_in(visitor, site, java_script):
    page = visitor(java_script_enabled=java_script)

    def log_in(tab):
        tab.locator("[name=username]").fill("cq-tieudung")
        tab.locator("[name=password]").fill(site.passwords["cq-tieudung"])
        tab.locator("form:has([name=password]) button[type=submit]").click()
        tab.wait_for_url("**/co-quan/")

    page.goto("/co-quan/")
    log_in(page)
    consultation = re.search(r"/co-quan/(\d+)/", page.content())[1]
    page.goto(f"/co-quan/{consultation}/y-kien-chung/")
    page.locator("[name=general_text]").fill(WORDS)
    page.context.clear_cookies(name="sessionid")
    page.locator("form:has([name=general_text]) button[type=submit]").first.click()
    page.get_by_role("heading", name="Phiên đăng nhập đã hết").wait_for()
    if java_script:
        assert faults(page) == []
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Đăng nhập lại").click()
    log_in(opened.value)
    page.get_by_role("button", name="Tôi đã đăng nhập, tiếp tục").click()
    page.get_by_role("button", name="Gửi lại").click()
    page.wait_for_url(f"**/co-quan/{consultation}/")
    page.goto(f"/co-quan/{consultation}/y-kien-chung/")
    assert page.locator("[name=general_text]").input_value() == WORDS
