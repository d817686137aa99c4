"""Addresses asked in a way they are not made for: a page that says what to do, never an empty or a broken one."""

from __future__ import annotations

import pytest
from django.db import InterfaceError, OperationalError

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/gop-y/ban-sao/", "/co-quan/dang-xuat/", "/tim-kiem/dem/"])
def test_the_address_of_a_form_opened_by_itself_says_so_in_vietnamese(client, path):
    response = client.get(path)
    text = response.content.decode()
    assert response.status_code == 405
    assert "Địa chỉ này chỉ nhận biểu mẫu" in text
    assert "quay lại" in text
    assert "POST" in response["Allow"]


def test_a_staff_address_that_only_takes_a_form_says_so_after_a_late_log_in(client, admin_user):
    client.force_login(admin_user)
    response = client.get("/quan-tri/gop-y/quyet-dinh/")
    assert response.status_code == 405
    assert "Địa chỉ này chỉ nhận biểu mẫu" in response.content.decode()


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "LỖI"])
def test_methods_nobody_needs_are_refused_everywhere(client, method):
    for path in ("/", "/van-ban/", "/suc-khoe/", "/api/v1/documents", "/quan-tri/login/"):
        assert client.generic(method, path).status_code == 405


def test_the_interface_refuses_in_its_own_format(client):
    response = client.post("/api/v1/documents")
    assert response.status_code == 405
    assert "<h1" not in response.content.decode()


def test_head_carries_the_headers_of_get_and_no_body(rf):
    from django.http import HttpResponse

    from portal.middleware import NoBodyForHead

    answer = NoBodyForHead(lambda request: HttpResponse("Điều 1"))(rf.head("/"))
    assert answer.content == b""
    assert answer["Content-Length"] == str(len("Điều 1".encode()))
    assert NoBodyForHead(lambda request: HttpResponse("x"))(rf.get("/")).content == b"x"


@pytest.mark.parametrize("error", [OperationalError("connection refused"), InterfaceError("connection already closed")])
def test_a_database_that_is_away_is_503_with_a_way_on_not_a_fault_of_the_page(client, monkeypatch, error):
    def away(*args, **kwargs):
        raise error

    monkeypatch.setattr("consultations.views.showing.find_consultation", away)
    client.raise_request_exception = False
    response = client.get("/lay-y-kien/bat-ky/")
    text = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "Cổng đang tạm thời gián đoạn" in text
    assert "những gì quý vị đã nhập vẫn còn" in text


def test_a_database_that_is_away_is_told_to_programs_as_json(client, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", away)
    monkeypatch.setattr("django.db.models.query.QuerySet.count", away)
    client.raise_request_exception = False
    response = client.get("/api/v1/documents")
    assert response.status_code == 503
    assert response.json()["detail"].startswith("Cổng đang tạm thời gián đoạn")


def test_a_fault_of_ours_is_still_called_one(client, monkeypatch):
    def broken(*args, **kwargs):
        raise ValueError("broken")

    monkeypatch.setattr("consultations.views.showing.find_consultation", broken)
    client.raise_request_exception = False
    response = client.get("/lay-y-kien/bat-ky/")
    assert response.status_code == 500
    assert "Hệ thống gặp lỗi" in response.content.decode()


@pytest.mark.parametrize("year", ["0", "00000", "10000", "99999999999999999999"])
def test_a_year_no_calendar_has_is_not_found(client, year):
    for tail in ("", "dieu-1/", "toan-van/", "toan-van.txt", "in.css", "duoc-dan-chieu/"):
        assert client.get(f"/van-ban/nghi-dinh/{year}/x/{tail}").status_code == 404
