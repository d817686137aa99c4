"""A citizen reads, searches, comments and follows what became of the comment; without and with JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.site import CLOSED, OPEN
from tests.browser.steps import look_up, open_form, open_in_place, put_into_basket, say_who, send


@pytest.mark.parametrize("java_script", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_finds_a_clause_by_words_without_diacritics_and_reads_it(visitor, java_script):
    page = visitor(java_script_enabled=java_script, viewport={"width": 390, "height": 844})
    page.goto("/")
    box = page.get_by_role("main").locator("input[name=q]")
    box.fill("hoan tien khi tra ket qua cham")
    box.press("Enter")
    hits = page.locator(".hits > li")
    expect(hits.first).to_be_visible()
    link = page.locator(".hits .found h3 a").first
    anchor = link.get_attribute("href").partition("#")[2]
    link.click()
    expect(page.locator(f'[id="{anchor}"]')).to_be_in_viewport()
    expect(page.locator(".law")).to_be_visible()


def test_comments_on_two_clauses_without_javascript_and_finds_the_receipt_again(visitor):
    page = visitor(java_script_enabled=False, viewport={"width": 390, "height": 844})
    put_into_basket(page, "khoản 1 Điều 3", "Đề nghị nêu rõ cách đo mức độ hài lòng.")
    page.get_by_role("link", name="Góp ý thêm điều, khoản khác").click()
    put_into_basket(page, "khoản 2 Điều 2", "Nhất trí với quy định này.", stance="Đồng ý")
    expect(page.locator("article.comment")).to_have_count(2)
    say_who(page)
    expect(page.get_by_role("main")).to_contain_text("Đề nghị nêu rõ cách đo mức độ hài lòng.")
    code = send(page)
    assert len(code) == 16
    again = visitor(java_script_enabled=False)
    look_up(again, code.lower())
    for text in ("Đề nghị nêu rõ cách đo mức độ hài lòng.", "Nhất trí với quy định này."):
        expect(again.get_by_role("main")).to_contain_text(text)
    expect(again.get_by_role("main")).to_contain_text("khoản 1 Điều 3")


def test_comments_in_place_with_javascript_sees_the_difference_and_loses_nothing_by_a_reload(visitor):
    page = visitor()
    form = open_in_place(page, "khoản 2 Điều 3")
    form.get_by_label("Không đồng ý", exact=True).check()
    form.get_by_label("Nội dung góp ý").fill("Chưa rõ ai công bố.")
    form.locator("summary", has_text="Đề xuất viết lại").click()
    wording = form.locator("[name=proposed_wording]")
    wording.fill(wording.input_value().rstrip(".") + " và công khai hằng tháng.")
    expect(form.locator("[data-diff-frame] ins")).to_contain_text("công khai hằng tháng")
    expect(form.locator(".saved")).not_to_be_empty()
    open_in_place(page, "khoản 2 Điều 3")
    expect(form.get_by_label("Nội dung góp ý")).to_have_value("Chưa rõ ai công bố.")
    expect(form.get_by_label("Không đồng ý", exact=True)).to_be_checked()
    assert "công khai hằng tháng" in wording.input_value()
    form.get_by_role("button", name="Cho vào giỏ góp ý").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Giỏ góp ý")
    say_who(page, "Doanh nghiệp, hiệp hội")
    code = send(page)
    look_up(page, code)
    expect(page.get_by_role("main").locator("ins").first).to_contain_text("công khai hằng tháng")


def test_refused_form_keeps_what_was_typed_without_javascript(visitor):
    page = visitor(java_script_enabled=False)
    open_form(page, "khoản 1 Điều 6")
    page.get_by_label("Nội dung góp ý").fill("Giữ lại dòng này.")
    page.get_by_role("button", name="Cho vào giỏ góp ý").click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.get_by_label("Nội dung góp ý")).to_have_value("Giữ lại dòng này.")


def test_refused_form_stays_in_place_and_puts_the_cursor_on_the_error_with_javascript(visitor):
    page = visitor()
    form = open_in_place(page, "khoản 1 Điều 6")
    form.get_by_label("Nội dung góp ý").fill("Giữ lại dòng này.")
    form.get_by_role("button", name="Cho vào giỏ góp ý").click()
    expect(form.locator(".error-summary")).to_be_visible()
    expect(form.get_by_label("Nội dung góp ý")).to_have_value("Giữ lại dòng này.")
    assert page.url.rstrip("/").endswith(OPEN)


def test_name_without_consent_is_asked_back_and_everything_typed_stands(visitor):
    page = visitor()
    put_into_basket(page, "khoản 1 Điều 2", "Nhất trí.", stance="Đồng ý")
    page.get_by_role("link", name="Tiếp tục: thông tin người gửi, xem lại và gửi").click()
    page.get_by_label("Chuyên gia", exact=False).first.check()
    page.locator("[name=full_name]").fill("Nguyễn Thị Ngọc Ẩn")
    page.locator("[name=email]").fill("khong-phai-thu")
    page.get_by_role("button", name="Xem lại toàn bộ").click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("[name=full_name]")).to_have_value("Nguyễn Thị Ngọc Ẩn")
    expect(page.locator("[name=email]")).to_have_value("khong-phai-thu")


def test_reads_the_answer_beside_the_comment_on_the_receipt(visitor, site):
    page = visitor()
    found = site.query(
        "SELECT s.receipt_code FROM consultations_submission s JOIN consultations_comment c ON c.submission_id = s.id"
        " JOIN consultations_consultationpage p ON p.page_ptr_id = s.consultation_id"
        " JOIN wagtailcore_page w ON w.id = p.page_ptr_id WHERE w.slug = ? AND c.response_id IS NOT NULL LIMIT 1",
        CLOSED,
    )
    look_up(page, found[0][0])
    expect(page.locator(".answer .verdict").first).to_be_visible()


def test_a_code_that_does_not_exist_is_said_and_kept(visitor):
    page = visitor()
    page.goto("/tra-cuu-bien-nhan/")
    page.get_by_label("Mã biên nhận").fill("ABCD-EFGH-JKMN-PQRS")
    page.get_by_role("main").get_by_role("button", name="Tra cứu").click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert "ABCD" in page.get_by_label("Mã biên nhận").input_value()
