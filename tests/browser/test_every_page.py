"""Every kind of public page: accessible by axe on desk and phone in light and dark, nothing cut, no cookie."""

from __future__ import annotations

import pytest

from tests.browser.looking import faults
from tests.browser.site import CLOSED, OPEN
from tests.browser.steps import look_up, open_form, open_in_place, put_into_basket, say_who, send

DECREE = "/van-ban/nghi-dinh/2025/1-2025-nd-cpm/"
PAGES = {
    "home": "/",
    "English home": "/en/",
    "list of documents": "/van-ban/",
    "list of documents, filtered to nothing": "/van-ban/?q=khong-co-van-ban-nay",
    "English list": "/en/van-ban/",
    "document": DECREE,
    "joint circular": "/van-ban/thong-tu-lien-tich/2014/2-2014-ttlt-bmtn-bdvm/",
    "consolidated text": "/van-ban/van-ban-hop-nhat/2026/1-vbhn-bmtn/",
    "article": f"{DECREE}dieu-3/",
    "full text": f"{DECREE}toan-van/",
    "document by number": "/van-ban/so/12/2026/TT-BMTN/",
    "search": "/tim-kiem/?q=thoi+han+tra+ket+qua",
    "search without result": "/tim-kiem/?q=xyzxyzxyz",
    "search before asking": "/tim-kiem/",
    "consultations": "/lay-y-kien/",
    "open consultation": f"/lay-y-kien/{OPEN}/",
    "English consultation": f"/en/lay-y-kien/{OPEN}/",
    "answered consultation": f"/lay-y-kien/{CLOSED}/",
    "comments": f"/lay-y-kien/{OPEN}/gop-y/",
    "answers": f"/lay-y-kien/{CLOSED}/tra-loi/",
    "contact": "/lien-he/",
    "directory": "/danh-ba/",
    "news": "/tin-tuc/",
    "introduction": "/gioi-thieu/",
    "guidance": "/huong-dan/",
    "steering": "/chi-dao-dieu-hanh/",
    "site map": "/so-do-trang/",
    "open data": "/du-lieu-mo/",
    "privacy": "/bao-ve-du-lieu-ca-nhan/",
    "accessibility": "/kha-nang-tiep-can/",
    "page that is not there": "/khong-co-trang-nay/",
    "address of a form opened by itself": "/gop-y/ban-sao/",
}
# Pages with a form of their own: never cached, so they may hold a token.
FORMS = {
    "comment on the whole draft": f"/gop-y/{OPEN}/chung/",
    "empty basket": f"/gop-y/{OPEN}/",
    "comment after closing": f"/gop-y/{CLOSED}/chung/",
    "personal data in comments": "/gop-y/bao-ve-du-lieu-ca-nhan/",
    "look up a receipt": "/tra-cuu-bien-nhan/",
    "agency log-in": "/co-quan/dang-nhap/",
    "feedback on regulations": "/phan-anh-kien-nghi/",
    "where feedback stands": "/phan-anh-kien-nghi/tra-cuu/",
}


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_page_is_accessible_fits_narrow_phones_and_sets_no_cookie(visitor, address):
    page = visitor()
    page.goto(address)
    assert faults(page) == []
    assert page.context.cookies() == []


@pytest.mark.parametrize("address", FORMS.values(), ids=FORMS.keys())
def test_form_is_accessible_and_fits_narrow_phones(visitor, address):
    page = visitor()
    page.goto(address)
    assert faults(page) == []


def test_every_step_of_commenting_is_accessible_and_fits_narrow_phones(visitor):
    page = visitor()
    open_form(page, "khoản 1 Điều 6")
    assert faults(page) == []
    page.get_by_role("button", name="Cho vào giỏ góp ý").click()
    page.locator(".error-summary").wait_for()
    assert faults(page) == []
    put_into_basket(page, "khoản 1 Điều 6", "Nhất trí với thời hạn này.", stance="Đồng ý")
    assert faults(page) == []
    page.goto(f"/gop-y/{OPEN}/nguoi-gui/")
    assert faults(page) == []
    page.goto(f"/gop-y/{OPEN}/")
    say_who(page)
    assert faults(page) == []
    code = send(page)
    assert faults(page) == []
    look_up(page, code)
    assert faults(page) == []


def test_form_opened_in_the_draft_is_accessible(visitor):
    page = visitor()
    open_in_place(page, "khoản 1 Điều 6")
    assert faults(page) == []
