"""The screens of editors, moderators, drafting officers and administrators: axe finds nothing in what we made."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import SETTLED, STICKING_OUT, violations
from tests.browser.site import CLOSED, OPEN

#: What Wagtail's own templates and scripts get wrong, by rule and the one element; nothing of ours may hide behind it.
WAGTAILS_OWN = (
    ("", "['.w-editing-sessions"),  # who else has the form open: buttons without a name (any rule)
    ("color-contrast: ", ".w-minimap__collapse-all"),  # “collapse all” beside the form while it fades in
    ("scrollable-region-focusable: ", ".w-minimap__list"),  # its list, where the window is too low for all of it
    ("color-contrast: ", "a[data-w-tooltip-content-value="),  # who may see the page, while its header settles
)

SCREENS = {
    "bientap": [
        "/quan-tri/",
        "/quan-tri/van-ban/",
        "/quan-tri/van-ban/edit/{document}/",
        "/quan-tri/van-ban/{document}/loi-van/",
        "/quan-tri/van-ban/{document}/loi-van/{wording}/",
        "/quan-tri/van-ban/{document}/loi-van/{wording}/thuoc-tinh/",
        "/quan-tri/van-ban/{document}/loi-van/{wording}/lich-su/",
        "/quan-tri/van-ban/{document}/tep/",
        "/quan-tri/van-ban/{document}/dan-chieu/",
        "/quan-tri/dan-chieu/",
        "/quan-tri/quan-he/",
        "/quan-tri/nhap-van-ban/",
        "/quan-tri/cau-hoi-tim-kiem/",
        "/quan-tri/giai-thich-tim-kiem/?q=thoi+han",
        "/quan-tri/linh-vuc/",
    ],
    "kiemduyet": ["/quan-tri/gop-y/"],
    "soanthao": [
        "/quan-tri/tiep-thu/",
        "/quan-tri/tiep-thu/{open}/",
        "/quan-tri/tiep-thu/{closed}/",
        "/quan-tri/tiep-thu/{open}/thoi-han/",
        "/quan-tri/tiep-thu/{open}/co-quan/",
        "/quan-tri/pages/{open}/edit/",
    ],
    "truongban": ["/quan-tri/tuan-thu/", "/quan-tri/phan-anh-kien-nghi/"],
    "quantri": ["/quan-tri/can-bo-co-quan/", "/quan-tri/can-bo-co-quan/new/", "/quan-tri/trinh-don/"],
}


def _ours(found: list[str]) -> list[str]:
    return [line for line in found if not any(line.startswith(rule) and at in line for rule, at in WAGTAILS_OWN)]


def faults(page: Page) -> list[str]:
    """Every rule on a desk, colours again in the dark, nothing sticks out on a phone."""
    page.evaluate(SETTLED)
    found = [f"desk {line}" for line in _ours(violations(page))]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.evaluate(SETTLED)
    found += [f"dark {line}" for line in _ours(violations(page, only=["color-contrast"]))]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size({"width": 390, "height": 844})
    found += [f"phone sticks out: {line}" for line in page.evaluate(STICKING_OUT)]
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


@pytest.fixture
def places(site) -> dict[str, Any]:
    """Numbers in the addresses."""
    document, wording = site.query(
        "SELECT d.id, e.id FROM legaldocs_legaldocument d JOIN legaldocs_expression e ON e.document_id = d.id"
        " WHERE d.live ORDER BY d.id LIMIT 1"
    )[0]
    pages = {slug: pk for pk, slug in site.query("SELECT id, slug FROM wagtailcore_page WHERE locale_id = 1")}
    return {"document": document, "wording": wording, "open": pages[OPEN], "closed": pages[CLOSED]}


@pytest.mark.parametrize("account", SCREENS)
def test_every_screen_of_this_account_is_accessible_and_fits_a_phone(staff, places, account):
    page = staff(account)
    wrong = {}
    for address in SCREENS[account]:
        page.goto(address.format(**places))
        expect(page.locator("h1")).to_have_count(1)
        if found := faults(page):
            wrong[address] = found
    assert wrong == {}


def test_the_form_of_an_answer_is_accessible(staff, site, places):
    answer = site.query("SELECT id FROM consultations_response WHERE consultation_id = ? LIMIT 1", places["closed"])[0][
        0
    ]
    page = staff("soanthao")
    page.goto(f"/quan-tri/tiep-thu/{places['closed']}/tra-loi/{answer}/")
    assert faults(page) == []


def test_a_field_of_law_with_a_comma_survives_the_form_and_a_click_drops_no_other(staff, site):
    wanted = "Thử nghiệm, chất lượng sản phẩm"
    document = site.query(
        "SELECT t.content_object_id FROM legaldocs_subjecttag t JOIN legaldocs_subject s ON s.id = t.tag_id"
        " WHERE s.name = ? AND t.content_object_id IN"
        " (SELECT content_object_id FROM legaldocs_subjecttag GROUP BY 1 HAVING count(*) > 1) LIMIT 1",
        wanted,
    )[0][0]
    page = staff("bientap")
    page.goto(f"/quan-tri/van-ban/edit/{document}/")
    chosen = page.locator("select[name=subjects]")
    before = chosen.locator("option:checked").all_inner_texts()
    assert wanted in before
    assert len(before) > 1
    other = chosen.locator("option:not(:checked)").first
    name = other.inner_text()
    other.click()
    expect(chosen.locator("option:checked")).to_have_count(len(before) + 1)
    with page.expect_response(lambda response: response.request.method == "POST") as saving:
        page.keyboard.press("ControlOrMeta+s")
    assert saving.value.status in {200, 302}
    page.goto(f"/quan-tri/van-ban/edit/{document}/")
    assert set(chosen.locator("option:checked").all_inner_texts()) == {*before, name}
