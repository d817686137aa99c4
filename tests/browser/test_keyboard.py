"""Everything a citizen needs can be done by keyboard alone, and one always sees where one is."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.steps import DRAFT

WHERE = """() => {
  const e = document.activeElement;
  const name = (e.innerText || e.value || e.getAttribute('aria-label') || '').replace(/\\s+/g, ' ').trim();
  const label = e.labels && e.labels.length ? e.labels[0].innerText.replace(/\\s+/g, ' ').trim() : '';
  const box = e.getBoundingClientRect();
  const rings = (element) => {
    const style = getComputedStyle(element);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
  };
  return {
    tag: e.tagName, name, label, key: e.name || '', checked: Boolean(e.checked),
    visible: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    ring: rings(e) || Boolean(e.parentElement && rings(e.parentElement)),
  };
}"""


def where(page: Page) -> dict:
    """Where the keyboard stands; it must be in sight and marked."""
    place = page.evaluate(WHERE)
    assert place["visible"], f"the focus is out of sight: {place}"
    assert place["ring"], f"the focus is not marked: {place}"
    return place


def tab_to(page: Page, wanted: str, *, limit: int = 120) -> dict:
    """Press Tab until something of that name has the focus."""
    seen = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        place = where(page)
        if wanted in (place["name"], place["label"], place["key"]):
            return place
        seen.append(place["name"] or place["label"] or place["key"])
    raise AssertionError(f"{wanted!r} is not reached by Tab; passed {seen}")


def test_skip_link_comes_first_and_leads_past_the_menu(visitor):
    page = visitor()
    page.goto("/")
    page.keyboard.press("Tab")
    assert where(page)["name"] == "Chuyển đến nội dung chính"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_menu_on_a_phone_opens_and_leads_on_by_keyboard(visitor):
    page = visitor(viewport={"width": 390, "height": 844})
    page.goto("/")
    tab_to(page, "Danh mục")
    page.keyboard.press("Enter")
    tab_to(page, "Lấy ý kiến", limit=12)
    page.keyboard.press("Enter")
    page.wait_for_url("**/lay-y-kien/")


def test_comments_on_a_clause_and_sends_without_touching_a_mouse(visitor):
    page = visitor()
    page.goto(f"{DRAFT}#dieu-4")
    expect(page.locator("[data-enhance=inline-form][aria-expanded]").first).to_be_attached()
    page.locator("#dieu-4").evaluate("e => { e.tabIndex = -1; e.focus(); }")
    page.keyboard.press("Tab")
    for _ in range(20):
        if page.evaluate("document.activeElement.dataset.enhance === 'inline-form'"):
            break
        where(page)
        page.keyboard.press("Tab")
    where(page)
    page.keyboard.press("Enter")
    expect(page.locator(".inline-form form")).to_be_visible()
    page.wait_for_function("document.activeElement.name === 'stance'")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert where(page)["checked"]
    tab_to(page, "text", limit=5)
    page.keyboard.insert_text("Đề nghị quy định rõ trách nhiệm của người đứng đầu.")
    tab_to(page, "Cho vào giỏ góp ý", limit=8)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Giỏ góp ý")
    tab_to(page, "Tiếp tục: thông tin người gửi, xem lại và gửi", limit=40)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thông tin người gửi")
    tab_to(page, "sender_kind", limit=40)
    page.keyboard.press("Space")
    tab_to(page, "Xem lại toàn bộ", limit=15)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xem lại và gửi")
    tab_to(page, "Gửi góp ý", limit=40)
    page.keyboard.press("Enter")
    expect(page.locator(".receipt-code")).to_be_visible()


def test_escape_closes_the_form_and_gives_the_focus_back(visitor):
    page = visitor()
    page.goto(DRAFT)
    link = page.get_by_role("link", name="Góp ý khoản 1 Điều 6", exact=True)
    expect(link).to_have_attribute("aria-expanded", "false")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".inline-form form")).to_be_visible()
    page.wait_for_function("document.activeElement.name === 'stance'")
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    expect(page.locator(".inline-form form")).to_be_hidden()
