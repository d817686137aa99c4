"""The API refuses in its own language: JSON with one Vietnamese sentence, never a page of HTML."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/v1/documents?co-quan=a%00b", 400, "không hợp lệ"),
        ("/api/v1/documents/1?%00=1", 400, "không hợp lệ"),
        ("/api/v1/search?q=%00", 400, "không hợp lệ"),
        ("/api/v1/a%00b", 400, "không hợp lệ"),
        ("/api/v1/documents/999999", 404, "Không có văn bản này"),
        ("/api/v1/consultations/999999/comments", 404, "Không tìm thấy"),
        ("/api/v1/khong-co/", 404, "Không có địa chỉ này"),
        ("/api/v9/", 404, "Không có địa chỉ này"),
    ],
)
def test_what_cannot_be_answered_is_said_in_vietnamese_as_json(client, address, status, words):
    answer = client.get(address)
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("application/json")
    assert words in answer.json()["detail"]
    assert words in answer.content.decode()  # letters as they are


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_writing_is_refused_with_what_is_allowed(client, method):
    answer = getattr(client, method)("/api/v1/documents")
    assert answer.status_code == 405
    assert "GET" in answer["Allow"]
    assert "chỉ để đọc" in answer.json()["detail"]


def test_a_method_nobody_knows_is_refused_as_json(client):
    answer = client.generic("TRACE", "/api/v1/search?q=a")
    assert answer.status_code == 405
    assert answer.json()["detail"]


@pytest.mark.parametrize(("error", "status"), [(OperationalError("away"), 503), (RuntimeError("broken"), 500)])
def test_a_fault_of_ours_is_json_without_its_details(monkeypatch, error, status):
    def broken(*arguments, **values):
        raise error

    monkeypatch.setattr("legaldocs.search_api.answer", broken)
    answer = Client(raise_request_exception=False).get("/api/v1/search?q=a")
    assert answer.status_code == status
    assert "Xin thử lại" in answer.json()["detail"]
    assert "away" not in answer.content.decode()
    assert "broken" not in answer.content.decode()


def test_people_still_get_a_page(client):
    for address, status in (("/khong-co/", 404), ("/van-ban/?q=%00", 400)):
        answer = client.get(address)
        assert answer.status_code == status
        assert "<h1" in answer.content.decode()
