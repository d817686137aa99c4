"""An agency takes the dossier home, prepares its official reply and sends it; no other agency sees it."""

from __future__ import annotations

import hashlib
import zipfile

from playwright.sync_api import expect

from tests.browser.looking import faults

LETTER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def test_downloads_prepares_and_sends_the_official_reply_and_another_agency_cannot_open_it(officer, visitor, tmp_path):
    page = officer("cq-tieudung")
    assert faults(page) == []
    page.get_by_role("main").get_by_role("link", name="Dự thảo Nghị định").click()
    desk = page.url
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải toàn bộ").click()
    with zipfile.ZipFile(waiting.value.path()) as dossier:
        listing = next(name for name in dossier.namelist() if "SHA" in name.upper())
        lines = [line.split(None, 1) for line in dossier.read(listing).decode().splitlines() if line.strip()]
        sums = {name.strip().lstrip("*"): digest for digest, name in lines if len(digest) == 64}
        assert sums
        assert all(hashlib.sha256(dossier.read(name)).hexdigest() == digest for name, digest in sums.items())

    page.goto(f"{desk}y-kien-chung/")
    page.locator("[name=general_text]").fill("Hội nhất trí với sự cần thiết ban hành Nghị định.")
    page.locator("[name=official_number]").fill("57/HNTDM-BV")
    page.locator("[name=official_on]").fill("31/02/2026")
    page.locator("[name=signer]").fill("Mai Thị Dùng, Phó Chủ tịch")
    page.get_by_role("button", name="Lưu").first.click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("[name=official_on]")).to_have_value("31/02/2026")
    expect(page.locator("[name=general_text]")).to_have_value("Hội nhất trí với sự cần thiết ban hành Nghị định.")
    page.locator("[name=official_on]").fill("02/03/2026")
    page.get_by_role("button", name="Lưu").first.click()
    page.wait_for_url(desk)

    page.goto(f"{desk}dieu-khoan/?q=Điều 4")
    page.locator(".desk-provisions a").first.click()
    page.locator("[name=stance]").first.check()
    page.locator("[name=text]").fill("Nhất trí.")
    assert faults(page) == []
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_url(desk)

    signed = tmp_path / "cong-van-tra-loi.pdf"
    signed.write_bytes(LETTER)
    page.goto(f"{desk}tep/")
    page.locator("[name=file]").set_input_files(signed)
    page.locator("main form[enctype] button[type=submit]").click()
    expect(page.locator(".files")).to_contain_text("cong-van-tra-loi")

    page.goto(desk)
    assert faults(page) == []
    page.get_by_role("main").get_by_role("link", name="Xem lại và gửi").last.click()
    expect(page.get_by_role("main")).to_contain_text("57/HNTDM-BV")
    page.get_by_role("main").get_by_role("button", name="Gửi văn bản").click()
    expect(page.locator(".receipt-code")).to_be_visible()
    expect(page.locator("code.hash").first).to_be_visible()
    assert faults(page) == []
    page.goto(f"{desk}y-kien-chung/")
    expect(page.locator("[name=general_text]")).to_have_count(0)

    other = officer("cq-dichvu")
    for part in ("", "y-kien-chung/", "xem-lai/", "da-gui/", "tep/"):
        other.goto(f"{desk}{part}")
        expect(other.locator("body")).not_to_contain_text("57/HNTDM-BV")
        expect(other.locator("body")).not_to_contain_text("cong-van-tra-loi")
    stranger = visitor()
    stranger.goto(desk)
    expect(stranger.locator("[name=password]")).to_be_visible()


def test_wrong_password_is_said_and_the_name_stands(visitor):
    page = visitor()
    page.goto("/co-quan/")
    page.locator("[name=username]").fill("cq-dichvu")
    page.locator("[name=password]").fill("không phải mật khẩu")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("[name=username]")).to_have_value("cq-dichvu")
