"""What comes out of the printer: whole pages with numbers, nothing folded away, headings with what they head."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from tests.browser.site import CLOSED, OPEN

DECREE = "/van-ban/nghi-dinh/2025/1-2025-nd-cpm/"


@pytest.fixture
def sheets(visitor):
    """``sheets(address)``: the text of each sheet of A4."""

    def printed(address: str) -> list[str]:
        page = visitor()
        page.goto(address)
        file = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
        return [" ".join(sheet.get_textpage().get_text_bounded().split()) for sheet in file]

    return printed


@pytest.mark.parametrize(
    "address",
    [DECREE, f"/lay-y-kien/{OPEN}/", f"/lay-y-kien/{CLOSED}/", f"/lay-y-kien/{CLOSED}/tra-loi/"],
    ids=["document", "open consultation", "answered consultation", "answers"],
)
def test_every_sheet_has_its_number_and_the_first_says_where_the_page_stands(sheets, site, address):
    found = sheets(address)
    assert len(found) > 1
    for number, sheet in enumerate(found, start=1):
        assert f"{number} / {len(found)}" in sheet
    assert f"{site.url}{address}" in found[0].replace(" ", "")


def test_a_heading_stands_on_the_sheet_of_what_it_heads(sheets):
    (sheet,) = [text for text in sheets(DECREE) if "QUY ĐỊNH CHUNG" in text]
    assert "Chương I " in sheet  # numbers hang in the margin: a reader of the file meets them apart from their words
    assert "Điều 1." in sheet
    assert "Phạm vi điều chỉnh" in sheet


def test_the_wording_of_the_draft_folded_on_the_screen_is_on_paper(sheets):
    text = " ".join(sheets(f"/lay-y-kien/{CLOSED}/tra-loi/"))
    assert text.count("Nội dung dự thảo") > 1
    assert "Thời gian hoạt động trong giờ hành chính các ngày làm việc." in text


def test_a_dossier_is_printed_without_addresses_that_lead_nowhere_on_paper(sheets):
    text = " ".join(sheets(f"/lay-y-kien/{OPEN}/"))
    assert "Hồ sơ dự thảo" in text
    assert "(/" not in text
