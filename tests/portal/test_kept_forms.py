"""A log-in that runs out in the middle of the work costs nobody their text: desk of the agencies, desk of the staff."""

from __future__ import annotations

import html
import re

import pytest
from django.core import signing
from django.test import Client

from portal.kept_forms import SALT
from tests.factories.home import user_with_role

pytestmark = pytest.mark.django_db
PAGE = {"accept": "text/html,application/xhtml+xml"}
HERE = {**PAGE, "origin": "http://testserver"}
WORDS = "Đề nghị giữ nguyên thời hạn năm ngày.\nKhông nên rút ngắn."


def value_of(text, name):
    return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', text)[1])


def typed_back(response):
    return html.unescape(response.content.decode().replace("<br>", "\n"))


@pytest.mark.parametrize("path", ["/quan-tri/gop-y/quyet-dinh/", "/co-quan/1/dieu-khoan/1/", "/quan-tri/pages/3/edit/"])
def test_text_sent_without_a_log_in_comes_back_with_the_way_to_log_in(client, path):
    response = client.post(path, {"text": WORDS, "state": "withheld", "password": "bi mat"}, headers=PAGE)
    text = typed_back(response)
    assert response.status_code == 401
    assert "Phiên đăng nhập đã hết" in text
    assert "Đề nghị giữ nguyên thời hạn năm ngày.\n" in text
    assert "bi mat" not in text
    assert "no-store" in response["Cache-Control"]
    assert ("/co-quan/dang-nhap/" if path.startswith("/co-quan") else "/quan-tri/login/") in text


def test_after_the_log_in_the_same_form_is_sent_with_a_fresh_token_and_every_value():
    client = Client(enforce_csrf_checks=True)
    client.get("/quan-tri/login/")
    token = client.cookies["csrftoken"].value
    data = {"csrfmiddlewaretoken": token, "text": WORDS, "comment": ["1", "2"], "empty": ""}
    kept = value_of(client.post("/quan-tri/gop-y/quyet-dinh/", data, headers=PAGE).content.decode(), "kept")

    early = client.post("/gui-lai/", {"kept": kept}, headers=HERE)
    assert early.status_code == 401
    assert "Chưa đăng nhập" in typed_back(early)

    client.force_login(user_with_role("Kiểm duyệt viên"))
    response = client.post("/gui-lai/", {"kept": kept}, headers=HERE)
    text = response.content.decode()
    assert response.status_code == 200
    assert 'action="/quan-tri/gop-y/quyet-dinh/"' in text
    fields = re.findall(r'<textarea hidden name="([^"]+)">\n(.*?)</textarea>', text, re.DOTALL)
    assert [(name, html.unescape(value).replace("\r\n", "\n")) for name, value in fields] == [
        ("text", WORDS),
        ("comment", "1"),
        ("comment", "2"),
        ("empty", ""),
    ]
    assert value_of(text, "csrfmiddlewaretoken")


def test_files_that_no_browser_hands_back_are_named(client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    response = client.post(
        "/co-quan/1/tep/", {"note": "một ghi chú", "file": SimpleUploadedFile("a.pdf", b"%PDF")}, headers=PAGE
    )
    assert "Phải chọn lại tệp" in typed_back(response)


@pytest.mark.parametrize("kept", ["", "x", "eyJhIjoxfQ:1abc:forged", "\x00"])
def test_nothing_but_what_this_portal_signed_is_shown(client, kept):
    response = client.post("/gui-lai/", {"kept": kept}, headers=HERE)
    assert response.status_code == 302
    assert response["Location"] == "/co-quan/"


def test_opened_by_itself_the_address_says_what_it_is_for(client):
    response = client.get("/gui-lai/")
    assert response.status_code == 405
    assert "Địa chỉ này chỉ nhận biểu mẫu" in response.content.decode()


def test_scripts_of_the_admin_are_answered_as_before(client):
    response = client.post("/quan-tri/pages/3/edit/", {"title": "x"}, headers={"x-requested-with": "XMLHttpRequest"})
    assert response.status_code in {302, 403}
    assert client.post("/quan-tri/pages/3/edit/", {"title": "x"}).status_code in {302, 403}


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "", "http://testserver.elsewhere.example"])
def test_a_form_of_another_site_is_refused_and_not_shown_again(origin):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_with_role("Kiểm duyệt viên"))
    response = client.post("/quan-tri/gop-y/quyet-dinh/", {"text": WORDS}, headers={**PAGE, "origin": origin})
    assert response.status_code == 403
    assert WORDS.split("\n")[0] not in typed_back(response)
    assert "textarea hidden" not in typed_back(response)


def test_a_form_opened_before_a_log_in_in_another_tab_comes_back_to_be_sent_again():
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_with_role("Kiểm duyệt viên"))
    data = {"text": WORDS, "csrfmiddlewaretoken": "a" * 64}
    headers = {**PAGE, "origin": "http://testserver"}
    response = client.post("/quan-tri/gop-y/quyet-dinh/", data, headers=headers)
    text = response.content.decode()
    assert response.status_code == 403
    assert "Biểu mẫu đã quá hạn" in text
    assert "Đề nghị giữ nguyên thời hạn năm ngày." in text
    token = value_of(text, "csrfmiddlewaretoken")
    again = client.post("/quan-tri/gop-y/quyet-dinh/", {"text": WORDS, "csrfmiddlewaretoken": token}, headers=headers)
    assert again.status_code != 403


def test_without_a_log_in_and_with_an_old_token_the_text_comes_back_too():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/co-quan/1/y-kien-chung/", {"text": WORDS}, headers={**PAGE, "origin": "http://testserver"})
    assert response.status_code == 401
    assert "Đề nghị giữ nguyên thời hạn năm ngày." in typed_back(response)


def test_logging_in_with_a_wrong_password_is_said_on_the_log_in_page(client):
    response = client.post("/co-quan/dang-nhap/", {"username": "ai-do", "password": "sai sai sai"}, headers=PAGE)
    assert response.status_code == 422
    assert "sai sai sai" not in response.content.decode()


@pytest.mark.parametrize("origin", ["https://noi-khac.example", "null", None])
def test_a_kept_form_that_another_site_sends_is_not_laid_before_anybody(client, origin):
    kept = signing.dumps(["/quan-tri/account/", [["name", "chữ do nơi khác đặt"]], []], salt=SALT)
    headers = PAGE if origin is None else {**PAGE, "origin": origin}
    response = client.post("/gui-lai/", {"kept": kept}, headers=headers)
    assert response.status_code == 403
    assert "chữ do nơi khác đặt" not in response.content.decode()
