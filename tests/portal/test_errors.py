"""Error pages: in the portal's own look, in the language of the page, and never an error themselves."""

from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.test import Client, RequestFactory

from portal import views

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    [
        "/khong-co/",
        "/van-ban/nghi-dinh/2011/khong-co/",
        "/lay-y-kien/khong-co/",
        "/en/nothing/",
        "/%F0%9F%92%A5/",
        "/" + "a" * 3000 + "/",
    ],
)
def test_an_unknown_address_is_404_with_a_way_on(client, path):
    response = client.get(path)
    text = response.content.decode()
    assert response.status_code == 404
    assert 'action="/tim-kiem/"' in text or 'action="/en/tim-kiem/"' in text
    assert 'lang="' in text


def test_the_404_page_says_what_to_do_in_vietnamese(client):
    text = client.get("/khong-co/").content.decode()
    assert "Không tìm thấy trang" in text
    assert 'name="q"' in text


def test_the_404_page_below_en_is_english(client):
    assert "Page not found" in client.get("/en/nothing/").content.decode()


@pytest.mark.parametrize("path", ["/van-ban/\x00", "/tim-kiem/?q=%00", "/danh-ba/?q=a%00b"])
def test_a_nul_in_the_address_is_400(client, path):
    assert client.get(path).status_code in {400, 404}


def test_a_lost_token_is_explained_in_our_own_page():
    response = Client(enforce_csrf_checks=True).post("/quan-tri/login/", {"username": "a", "password": "b"})
    text = response.content.decode()
    assert response.status_code == 403
    assert "Cổng Công khai" in text
    assert "Biểu mẫu đã quá hạn" in text
    assert "Đăng nhập quản trị" in text
    assert "quay lại" in text


def test_a_page_of_the_agencies_that_may_not_be_opened_offers_their_log_in(client, admin_user):
    client.force_login(admin_user)
    text = client.get("/co-quan/").content.decode()
    assert "Không có quyền mở trang này" in text
    assert 'href="/co-quan/"' in text
    assert "quá hạn" not in text


@pytest.mark.parametrize(
    ("view", "status"), [(views.bad_request, 400), (views.permission_denied, 403), (views.page_not_found, 404)]
)
def test_each_error_has_its_page(view, status):
    response = view(RequestFactory().get("/"), Exception("x"))
    assert response.status_code == status
    assert "Cổng Công khai" in response.content.decode()


def test_the_500_page_comes_out_even_when_the_database_is_gone(monkeypatch):
    def gone(*args, **kwargs):
        raise DatabaseError("gone")

    monkeypatch.setattr("home.context_processors.frame_of", gone)
    response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Hệ thống gặp lỗi" in response.content.decode()


def test_the_500_page_comes_out_even_when_templates_are_broken(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr(views, "render", broken)
    response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Xin thử lại sau" in response.content.decode()


def test_maintenance_is_503_for_the_public_and_not_for_staff(client, settings):
    settings.MAINTENANCE_MODE = True
    response = client.get("/")
    assert response.status_code == 503
    assert response["Retry-After"]
    assert client.get("/quan-tri/login/").status_code == 200
    assert client.get("/suc-khoe/").status_code == 200


def test_error_pages_set_no_cookie_and_hold_no_token(client):
    response = client.get("/khong-co/")
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()
