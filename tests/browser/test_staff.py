"""Moderators decide, drafting officers answer; the public page and the receipt follow at once."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.site import OPEN
from tests.browser.steps import look_up, put_into_basket, say_who, send

COMMENTS = f"/lay-y-kien/{OPEN}/gop-y/"


def comment(page, text: str, label: str = "khoản 1 Điều 3") -> str:
    """A citizen's comment; answers its receipt code."""
    put_into_basket(page, label, text)
    say_who(page)
    return send(page)


def test_a_comment_is_public_only_after_the_moderator_published_it(visitor, staff):
    citizen = visitor()
    code = comment(citizen, "Câu góp ý chờ được công khai.")
    citizen.goto(COMMENTS)
    expect(citizen.get_by_role("main")).not_to_contain_text("Câu góp ý chờ được công khai.")
    moderator = staff("kiemduyet")
    moderator.goto("/quan-tri/gop-y/")
    moderator.locator("[data-item]", has_text="Câu góp ý chờ được công khai.").click()
    expect(moderator.locator(".cs-detail")).to_contain_text("Câu góp ý chờ được công khai.")
    moderator.locator("[data-publish] button").click()
    expect(moderator.locator(".cs-undo")).to_be_visible()
    reader = visitor()  # the citizen's own browser may show the page as it was a minute ago
    reader.goto(COMMENTS)
    expect(reader.get_by_role("main")).to_contain_text("Câu góp ý chờ được công khai.")
    look_up(citizen, code)
    expect(citizen.get_by_role("main")).to_contain_text("Đã công khai")


def test_withholding_asks_for_a_ground_and_shows_it_to_the_sender_only(visitor, staff):
    citizen = visitor()
    code = comment(citizen, "Câu góp ý sẽ không được công khai.")
    moderator = staff("kiemduyet")
    moderator.goto("/quan-tri/gop-y/")
    moderator.locator("[data-item]", has_text="Câu góp ý sẽ không được công khai.").click()
    moderator.locator("summary", has_text="Không công khai").click()
    moderator.locator("[name=note]").fill("Trùng với góp ý đã gửi ngày hôm trước.")
    moderator.locator("button[value=withhold]").click()
    expect(moderator.locator("[name=ground]:invalid")).to_be_visible()
    expect(moderator.locator(".cs-undo")).to_have_count(0)
    expect(moderator.locator("[name=note]")).to_have_value("Trùng với góp ý đã gửi ngày hôm trước.")
    moderator.locator("[name=ground]").select_option(index=1)
    moderator.locator("button[value=withhold]").click()
    expect(moderator.locator(".cs-undo")).to_be_visible()
    citizen.goto(COMMENTS)
    expect(citizen.get_by_role("main")).not_to_contain_text("Câu góp ý sẽ không được công khai.")
    look_up(citizen, code)
    expect(citizen.get_by_role("main")).to_contain_text("Trùng với góp ý đã gửi ngày hôm trước.")


def test_moderator_walks_the_list_by_keyboard_and_takes_a_decision_back(staff, visitor):
    comment(visitor(), "Góp ý để duyệt bằng bàn phím.")
    page = staff("kiemduyet")
    page.goto("/quan-tri/gop-y/")
    page.keyboard.press("j")
    page.wait_for_url("**chon=*")
    chosen = page.locator("[data-item][aria-current]").get_attribute("href")
    page.keyboard.press("k")
    page.wait_for_function(
        "href => document.querySelector('[data-item][aria-current]')?.getAttribute('href') !== href", arg=chosen
    )
    waiting = page.locator(".cs-tabs [aria-current] b").inner_text()
    page.keyboard.press("p")
    expect(page.locator(".cs-undo")).to_be_visible()
    page.locator(".cs-undo button").click()
    expect(page.locator(".cs-tabs [aria-current] b")).to_have_text(waiting)


def test_one_answer_serves_many_comments_and_reaches_every_receipt(visitor, staff):
    label = "khoản 3 Điều 2"
    codes = [comment(visitor(), f"Đề nghị nói rõ hơn, lần {number}.", label) for number in (1, 2)]
    moderator = staff("kiemduyet")
    for number in (1, 2):
        moderator.goto("/quan-tri/gop-y/")
        moderator.locator("[data-item]", has_text=f"Đề nghị nói rõ hơn, lần {number}.").click()
        moderator.locator("[data-publish] button").click()
        expect(moderator.locator(".cs-undo")).to_be_visible()
    page = staff("soanthao")
    page.goto("/quan-tri/tiep-thu/")
    page.get_by_role("main").get_by_role("link", name="Dự thảo Nghị định").click()
    page.locator("[data-item]", has_text="Điều 2 khoản 3").click()
    page.locator("[name=all_unanswered]").check()
    page.locator("[name=decision]").nth(2).check()
    page.get_by_role("button", name="Lưu nội dung trả lời").click()
    expect(page.locator(".cs-errors")).to_be_visible()
    page.locator("[name=text]").fill("Khoản 3 Điều 2 đã được quy định rõ tại Điều 4 của dự thảo.")
    page.get_by_role("button", name="Lưu nội dung trả lời").click()
    expect(page.locator(".cs-answer").first).to_contain_text("đã được quy định rõ tại Điều 4")
    head = staff("truongban")
    head.goto(page.url)
    with head.expect_navigation():
        head.locator("button[value=publish]").click()
    for code in codes:
        receipt = visitor()
        look_up(receipt, code)
        expect(receipt.locator(".answer")).to_contain_text("đã được quy định rõ tại Điều 4")


def test_each_role_sees_only_its_work(staff):
    moderator = staff("kiemduyet")
    moderator.goto("/quan-tri/tiep-thu/")
    expect(moderator.locator("[data-item], main a[href^='/quan-tri/tiep-thu/']")).to_have_count(0)
    editor = staff("bientap")
    expect(editor.locator("a[href='/quan-tri/gop-y/']")).to_have_count(0)
