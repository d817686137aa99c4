"""Takes the pictures of the guides from a running site with sample content: ``tools/screenshots.py http://127.0.0.1:8000``.

Starts nothing itself. Writes ``docs/anh/<name>-<width>.png``; names given after the address choose some of them. Log-ins
are read from ``var/demo-logins.json`` (``--logins`` names another file). The pictures of commenting send nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "anh"
HEIGHTS = {390: 844, 1280: 860}
MOST_BYTES = 150_000
OPEN = "/lay-y-kien/chat-luong-dich-vu-thu-nghiem/"
CLOSED = "/lay-y-kien/diem-tiep-nhan-mau-luu-dong/"
DECREE = "/van-ban/nghi-dinh/2025/1-2025-nd-cpm/"


DOUBTFUL = """BỘ MẪU VÀ THỬ NGHIỆM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 96/2026/TT-BMTN
Hà Nội, ngày 30 tháng 10 năm 2026
THÔNG TƯ
Quy định về lưu giữ mẫu đối chứng

Điều 1. Phạm vi điều chỉnh
1. Thông tư này quy định việc lưu giữ mẫu đối chứng của các phòng thử nghiệm.
3. Thông tư này không áp dụng đối với quyềnvà nghĩa vụ của doanh nghiệp bưu chính.

Điều 2. Hiệu lực thi hành
1. Thông tư này có hiệu lực thi hành từ ngày 15 tháng 12 năm 2026.
2. Mẫu nhận trước ngày 31 tháng 11 năm 2026 được lưu giữ tại tr\ufffd sở cũ.

BỘ TRƯỞNG
Trần Văn Mẫu
"""


class Visit:
    """One page in one window, with what is needed to get anywhere on the site."""

    def __init__(self, page: Page, passwords: dict[str, str]) -> None:
        self.page = page
        self.passwords = passwords

    def staff(self, username: str, address: str) -> None:
        """Log in to the editors' part."""
        self.page.goto("/quan-tri/login/")
        self._log_in(username, "form button[type=submit]")
        self.page.goto(address)

    def officer(self, username: str) -> None:
        """Log in to the agency desk."""
        self.page.goto("/co-quan/")
        self._log_in(username, "main form button[type=submit]")

    def _log_in(self, username: str, button: str) -> None:
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", self.passwords[username])
        self.page.locator(button).first.click()
        self.page.wait_for_load_state()

    def comment(self) -> None:
        """The form of one clause, filled in."""
        self.page.goto(OPEN)
        self.page.goto(
            self.page.get_by_role("link", name="Góp ý khoản 1 Điều 6", exact=True).get_attribute("href") or ""
        )
        self.page.get_by_label("Đồng ý một phần", exact=True).check()
        self.page.get_by_label("Nội dung góp ý").fill(
            "Đề nghị rút thời hạn đối với thực phẩm tươi sống còn 03 ngày làm việc."
        )

    def review(self) -> None:
        """Everything before sending."""
        self.comment()
        self.page.get_by_role("button", name="Cho vào giỏ góp ý").click()
        self.page.get_by_role("link", name="Tiếp tục: thông tin người gửi").click()
        self.page.get_by_label("Người dân", exact=True).check()
        self.page.get_by_role("button", name="Xem lại toàn bộ").click()
        self.page.wait_for_load_state()

    def receipt(self, code: str) -> None:
        """A receipt that was answered."""
        self.page.goto("/tra-cuu-bien-nhan/")
        self.page.get_by_label("Mã biên nhận").fill(code)
        self.page.get_by_role("main").get_by_role("button", name="Tra cứu").click()
        self.page.wait_for_load_state()

    def doubtful(self) -> None:
        """The review of an uploaded text in which the reading doubts this and that."""
        self.staff("bientap", "/quan-tri/nhap-van-ban/")
        file = {"name": "96-2026-TT-BMTN.txt", "mimeType": "text/plain", "buffer": DOUBTFUL.encode()}
        self.page.locator("#tep").set_input_files(file)
        self.page.locator("form.corpus-drop button[type=submit]").click()
        self.page.get_by_role("link", name="Xem lại").first.click()
        self.page.locator("form.is-live").wait_for()

    def settle(self) -> None:
        """A finding about to be settled."""
        self.doubtful()
        row = self.page.locator("[data-report] .corpus-finding", has_text="Số bị nhảy")
        row.locator("summary").click()
        row.locator("input").fill("Bản ký in như vậy")
        row.locator("[data-line]").click()
        row.evaluate("e => e.scrollIntoView({block: 'center'})")

    def refused(self) -> None:
        """A wording whose error keeps it from being published; nothing of it is published, now or later."""
        self.staff("bientap", "/quan-tri/van-ban/")
        self.page.get_by_role("link", name="1/2025/NĐ-CPM").first.click()
        self.page.get_by_role("link", name="Mở lời văn").first.click()
        self.follow(self.page.url, ".corpus a[href*='/loi-van/']:not([href$='/them/'])")
        self.page.locator("form.is-live").wait_for()
        area = self.page.locator("[data-pane] textarea:visible")
        area.fill(area.input_value().replace("Nghị định", "Nghị đ\ufffdnh", 1))
        self.page.locator("button[value=publish]").click()
        self.page.locator(".messages li.error").wait_for()

    def pointing(self) -> None:
        """A citation about to be pointed at a document."""
        self.follow("/quan-tri/dan-chieu/", ".listing td.title a")
        self.page.get_by_role("link", name="Mọi dẫn chiếu của văn bản này").first.click()
        self.page.get_by_role("link", name="Chỉ văn bản được dẫn").first.click()
        self.page.locator("#tim").fill("điểm tiếp nhận mẫu")
        self.page.locator("#tim").press("Enter")
        self.page.locator(".citation-choices a").first.click()
        self.page.wait_for_load_state()

    def below(self, selector: str) -> None:
        """Bring a part of the page to the top of the window."""
        self.page.locator(selector).first.evaluate("e => e.scrollIntoView({block: 'start'})")

    def follow(self, address: str, link: str) -> None:
        """Open a page and its first link to ``link``."""
        self.page.goto(address)
        self.page.goto(self.page.locator(link).first.get_attribute("href") or "")


def screens(code: str) -> dict[str, Callable[[Visit], object]]:
    """What is photographed: the name of the picture and the way there."""
    return {
        "trang-chu": lambda v: v.page.goto("/"),
        "danh-sach": lambda v: v.page.goto("/van-ban/"),
        "van-ban": lambda v: v.page.goto(DECREE),
        "dieu": lambda v: v.page.goto(f"{DECREE}dieu-3/"),
        "tim-kiem": lambda v: v.page.goto("/tim-kiem/?q=thoi+han+tra+ket+qua"),
        "lay-y-kien": lambda v: v.page.goto(OPEN),
        "du-thao": lambda v: (v.page.goto(OPEN), v.below("#dieu-6")),
        "gop-y": lambda v: v.comment(),
        "xem-lai": lambda v: v.review(),
        "tra-cuu": lambda v: v.page.goto("/tra-cuu-bien-nhan/"),
        **({"bien-nhan": lambda v: v.receipt(code)} if code else {}),
        "tra-loi": lambda v: v.page.goto(f"{CLOSED}tra-loi/"),
        "co-quan": lambda v: v.officer("cq-tieudung"),
        "co-quan-ho-so": lambda v: (v.officer("cq-tieudung"), v.follow("/co-quan/", "main .rows a")),
        "kiem-duyet": lambda v: v.staff("kiemduyet", "/quan-tri/gop-y/"),
        "tiep-thu": lambda v: (
            v.staff("soanthao", "/quan-tri/tiep-thu/"),
            v.page.get_by_role("link", name="Dự thảo Thông tư").first.click(),
            v.page.locator("[data-item]").nth(1).click(),
        ),
        "bien-tap": lambda v: (
            v.staff("bientap", "/quan-tri/van-ban/"),
            v.page.get_by_role("link", name="Thông tư số 12/2026/TT-BMTN").first.click(),
            v.page.get_by_role("link", name="Mở lời văn").first.click(),
            v.follow(v.page.url, ".corpus a[href*='/loi-van/']:not([href$='/them/'])"),
            v.page.locator("[data-bar]").wait_for(),
        ),
        "doi-chieu": lambda v: v.doubtful(),
        "xac-nhan": lambda v: v.settle(),
        "chua-cong-khai": lambda v: v.refused(),
        "nhap": lambda v: v.staff("bientap", "/quan-tri/nhap-van-ban/"),
        "dan-chieu-thieu": lambda v: v.staff("bientap", "/quan-tri/dan-chieu/"),
        "chi-dan-chieu": lambda v: (v.staff("bientap", "/quan-tri/"), v.pointing()),
        "tuan-thu": lambda v: v.staff("truongban", "/quan-tri/tuan-thu/"),
    }


def shrunk(png: bytes) -> bytes:
    """The picture with no more colours than it needs to stay below the limit."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    for colours in (256, 128, 64, 32):
        out = BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()


def take(browser: Browser, base_url: str, passwords: dict[str, str], code: str, names: list[str]) -> None:
    """All pictures at both widths."""
    for name, go in screens(code).items():
        if names and name not in names:
            continue
        for width, height in HEIGHTS.items():
            context = browser.new_context(
                base_url=base_url, viewport={"width": width, "height": height}, locale="vi-VN", reduced_motion="reduce"
            )
            context.set_default_timeout(60_000)
            page = context.new_page()
            go(Visit(page, passwords))
            page.wait_for_load_state("networkidle")
            data = shrunk(page.screenshot())
            (FOLDER / f"{name}-{width}.png").write_bytes(data)
            print(f"{name}-{width}.png  {len(data) // 1000} kB", flush=True)
            context.close()


def main() -> None:
    """Read the arguments, open the browser, take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base_url")
    parser.add_argument("names", nargs="*", help="only these pictures")
    parser.add_argument("--logins", type=Path, default=ROOT / "var" / "demo-logins.json")
    parser.add_argument("--receipt", default="", help="code of an answered receipt (load_demo prints one)")
    options = parser.parse_args()
    passwords = json.loads(options.logins.read_text(encoding="utf-8"))["passwords"]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            env={**os.environ, "LANGUAGE": "vi", "LANG": "vi_VN.UTF-8"},
        )
        take(browser, options.base_url, passwords, options.receipt, options.names)


if __name__ == "__main__":
    main()
