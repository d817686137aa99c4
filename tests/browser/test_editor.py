"""An editor writes a document, is stopped by the rule it breaks, mends it, publishes, and sees it as visitors do."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import faults


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


DIRTY = """BỘ MẪU VÀ THỬ NGHIỆM
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 91/2026/TT-BMTN
Hà Nội, ngày 30 tháng 10 năm 2026
THÔNG TƯ
Quy định về lưu giữ mẫu đối chứng

Điều 1. Phạm vi điều chỉnh
1. Thông tư này quy định việc lưu giữ mẫu đối chứng.
3. Thông tư này không áp dụng đối với quyềnvà nghĩa vụ của bưu chính.

Điều 2. Hiệu lực thi hành
1. Thông tư này có hiệu lực thi hành từ ngày 15 tháng 12 năm 2026.
2. Mẫu đã nhận tr\ufffdớc ngày này được lưu giữ như cũ.

BỘ TRƯỞNG
Trần Văn Mẫu
"""


def finding(page: Page, title: str) -> Locator:
    """The finding with this title among those that still ask for a look."""
    return page.locator("[data-report] > .corpus-findings > .corpus-finding", has_text=title)


def text_of(page: Page) -> str:
    """The whole text in the editor, all parts of it."""
    return page.evaluate("document.querySelector('form[data-editor]').editor.text()")


def upload(page: Page, folder: Path, name: str, text: str) -> None:
    """Up to the review of the file."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    page.goto("/quan-tri/nhap-van-ban/")
    page.get_by_label("Tệp văn bản").set_input_files(file)
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.get_by_role("link", name="Xem lại").first.click()
    expect(page.locator("form.is-live")).to_be_visible()


def test_upload_report_correct_settle_and_publish(staff, visitor, tmp_path):
    page = staff("bientap")
    upload(page, tmp_path, "91-2026-TT-BMTN.txt", DIRTY)
    expect(finding(page, "Ký tự đã mất")).to_be_visible()
    expect(page.locator("[data-report]")).to_contain_text("Còn 1 lỗi, chưa công khai được.")
    assert faults(page) == []

    finding(page, "Chữ không phải âm tiết").get_by_role("button", name="Dòng 13").click()
    expect(page.locator("[data-status]")).to_contain_text("Dòng 13")
    page.get_by_role("searchbox", name="Tìm trong lời văn").fill("quyềnvà")
    page.get_by_label("Thay bằng").fill("quyền và")
    page.get_by_role("button", name="Thay tất cả").click()
    expect(page.locator("[data-find-result]")).to_have_text("Số chỗ đã thay: 1")
    page.get_by_role("button", name="Kiểm tra lời văn").click()
    expect(finding(page, "Chữ không phải âm tiết")).to_have_count(0)

    gap = finding(page, "Số bị nhảy")
    gap.get_by_text("Đúng như bản gốc", exact=True).click()
    gap.get_by_label("Ghi chú (nếu có)").fill("Bản ký in như vậy")
    gap.get_by_label("Ghi chú (nếu có)").press("Enter")
    expect(page.locator(".report-settled > summary")).to_contain_text("Đã xác nhận đúng như bản gốc")
    expect(gap).to_have_count(0)
    assert "quyền và nghĩa vụ" in text_of(page)

    page.get_by_role("button", name="Lưu và công khai").click()
    expect(page.locator(".messages")).to_contain_text("Lưu dưới dạng bản nháp")
    expect(page.locator(".messages")).to_contain_text("104/2016/QH13")

    page.get_by_role("link", name="Mở lời văn").click()
    page.locator("td.title a").first.click()
    expect(page.locator("form.is-live")).to_be_visible()
    expect(page.locator(".report-settled > summary")).to_contain_text("1")
    page.get_by_role("button", name="Lưu và công khai").click()
    expect(page.locator(".messages")).to_contain_text("đã được lưu thành bản nháp")
    expect(page.locator(".messages")).to_contain_text("dòng 17")
    assert faults(page) == []
    page.get_by_role("searchbox", name="Tìm trong lời văn").fill("tr\ufffdớc")
    page.get_by_label("Thay bằng").fill("trước")
    page.get_by_role("button", name="Chỗ khớp sau").click()
    page.get_by_role("button", name="Thay", exact=True).click()
    page.get_by_role("button", name="Lưu và công khai").click()
    expect(page.locator(".messages")).to_contain_text("công khai")
    page.get_by_role("link", name="Lịch sử", exact=True).first.click()
    expect(page.get_by_role("main")).to_contain_text("Bản ký in như vậy")
    assert faults(page) == []

    page.goto("/quan-tri/van-ban/?q=91/2026/TT-BMTN")
    page.locator("td.title a, .title-wrapper a").first.click()
    publish(page)
    reader = visitor()
    reader.goto("/van-ban/thong-tu/2026/91-2026-tt-bmtn/")
    expect(reader.locator("#dieu-2--khoan-2")).to_contain_text("Mẫu đã nhận trước ngày này")


def test_what_is_typed_survives_a_lost_connection_a_closed_page_and_another_editor(staff):
    page = staff("bientap")
    page.goto("/quan-tri/van-ban/")
    page.locator(".title-wrapper a").first.click()
    page.get_by_role("link", name="Mở lời văn").click()
    page.get_by_role("link", name="Thêm bản lời văn").first.click()
    page.locator("[name=kind]").select_option("draft")
    page.locator("[name=draft_number]").fill("5")
    page.locator("form.corpus-form button[type=submit]").click()
    expect(page.locator("form.is-live")).to_be_visible()
    address = page.url
    area = page.locator("[data-pane] textarea:visible")
    area.fill("Điều 1. Gõ trước khi mất mạng\nNội dung.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.locator("[data-status]")).to_contain_text("mất kết nối")
    page.evaluate("Object.assign(document.querySelector('form[data-editor]').editor.keeping, {stopped: true})")
    page.context.set_offline(False)
    page.evaluate("document.querySelector('form[data-editor]').editor.leaving = true")
    page.goto(address)  # as after a crash: the server never got the text
    page.get_by_role("button", name="Lấy lại").click()
    assert "Gõ trước khi mất mạng" in text_of(page)
    page.evaluate("document.querySelector('form[data-editor]').editor.keeping.autosave()")
    expect(page.locator("[data-status]")).to_contain_text("Đã lưu lúc")

    other = staff("truongban")
    other.goto(address)
    expect(other.locator("form.is-live")).to_be_visible()
    other.locator("[data-pane] textarea:visible").fill("Điều 1. Của trưởng ban\nNội dung.")
    other.get_by_role("button", name="Lưu nháp").click()
    expect(other.locator("[data-status]")).to_contain_text("Đã lưu lúc")
    area.fill("Điều 1. Của biên tập viên\nNội dung.")
    page.evaluate("document.querySelector('form[data-editor]').editor.keeping.autosave()")
    expect(page.locator("[data-status]")).to_contain_text("Người khác đã lưu")
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu nháp").click()
    expect(page.get_by_label("Lời văn của ông/bà")).to_have_value("Điều 1. Của biên tập viên\nNội dung.")
    expect(page.locator("#cua-ho")).to_have_value("Điều 1. Của trưởng ban\nNội dung.")
    assert faults(page) == []


def test_the_report_is_worked_through_with_the_keyboard_alone(staff, tmp_path):
    page = staff("bientap")
    upload(page, tmp_path, "92-2026-TT-BMTN.txt", DIRTY.replace("91/2026", "92/2026"))
    jump = finding(page, "Số bị nhảy").get_by_role("button", name="Dòng 13")
    jump.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-pane] textarea:visible")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" Gõ bằng bàn phím.")
    page.keyboard.press("Control+s")
    expect(page.locator(".messages")).to_contain_text("Đã giữ")
    settle = finding(page, "Số bị nhảy").locator("summary")
    settle.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Đã so với bản ký")
    page.keyboard.press("Enter")
    expect(finding(page, "Số bị nhảy")).to_have_count(0)
    expect(page.locator("#bao-cao")).to_be_visible()
    page.locator(".report-settled > summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Bỏ xác nhận").focus()
    page.keyboard.press("Enter")
    expect(finding(page, "Số bị nhảy")).to_have_count(1)


def test_a_new_document_offers_its_text_and_files_as_soon_as_it_has_saved_itself(staff):
    page = staff("bientap")
    page.goto("/quan-tri/van-ban/add/")
    panel = page.locator("[data-corpus-panel]")
    expect(panel).to_contain_text("Hãy lưu văn bản trước")
    page.wait_for_timeout(2500)  # the form takes its first look at itself after two seconds
    page.locator("[name=document_type]").select_option(label="Quyết định")
    page.locator("[name=number]").press_sequentially("93/QĐ-BMTN")
    page.locator("[name=abstract]").press_sequentially("Về việc thử tự lưu")
    expect(panel.get_by_role("link", name="Mở lời văn")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/quan-tri/van-ban/edit/\d+/"))


def select(page: Page, words: str) -> None:
    """Select these words in the open part of the editor."""
    page.locator("[data-pane] textarea:visible").evaluate(
        "(area, words) => { const at = area.value.indexOf(words); area.focus(); area.setSelectionRange(at, at + words.length); }",
        words,
    )


def test_emphasis_is_put_on_and_taken_off_by_button_and_key(staff, tmp_path):
    page = staff("bientap")
    upload(page, tmp_path, "94-2026-TT-BMTN.txt", DIRTY.replace("91/2026", "94/2026"))
    before = text_of(page)
    select(page, "mẫu đối chứng.")
    page.get_by_role("button", name="Nghiêng", exact=True).click()
    assert "việc lưu giữ *mẫu đối chứng.*" in text_of(page)
    page.keyboard.press("Control+b")
    assert "việc lưu giữ ***mẫu đối chứng.***" in text_of(page)
    page.get_by_role("button", name="Đậm", exact=True).click()
    page.get_by_role("button", name="Nghiêng", exact=True).click()
    assert text_of(page) == before
    select(page, "Phạm vi điều chỉnh\n1. Thông tư này")
    page.keyboard.press("Control+u")
    assert "Điều 1. __Phạm vi điều chỉnh__\n__1. Thông tư này__ quy định" in text_of(page)
    page.keyboard.press("Control+z")
    assert text_of(page) == before
    expect(page.locator("[data-outline]")).to_contain_text("Điều 1. Phạm vi điều chỉnh")
    assert faults(page) == []
