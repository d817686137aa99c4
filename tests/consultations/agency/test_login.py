"""The log-in of the agency desk."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests.consultations.agency.conftest import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/co-quan/dang-nhap/"


def log_in(client, username="can-bo", password=PASSWORD, **values):
    return client.post(LOGIN, {"username": username, "password": password, **values})


def test_the_desk_sends_visitors_to_its_own_log_in(client):
    response = client.get("/co-quan/")
    assert response.status_code == 302
    assert response["Location"].startswith(LOGIN)


def test_an_officer_logs_in(client, ours):
    assert log_in(client)["Location"] == "/co-quan/"
    assert ours.organization.name in client.get("/co-quan/").content.decode()


def test_after_logging_in_one_comes_back_to_the_page_one_wanted(client, ours, consultation):
    wanted = reverse("consultations:agency_consultation", args=[consultation.pk])
    response = client.get(wanted)
    assert log_in(client, next=wanted)["Location"] == wanted
    assert "next=" in response["Location"]


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/co-quan/",
        "//evil.example/co-quan/",
        "/quan-tri/",
        "javascript:alert(1)",
        "/co-quan/\\\\evil",
        "http:///evil.example",
        "\x08//evil",
    ],
)
def test_no_other_site_or_part_is_opened_after_logging_in(client, ours, target):
    location = log_in(client, next=target)["Location"]
    assert location.startswith("/co-quan/")
    assert not location.startswith("//")


def test_an_account_without_an_agency_is_told_so(client, db):
    User.objects.create_user("bien-tap", password=PASSWORD)
    response = log_in(client, "bien-tap")
    assert response.status_code == 422
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_keeps_the_user_name(client, ours):
    response = log_in(client, password="sai")
    assert response.status_code == 422
    assert 'value="can-bo"' in response.content.decode()


def test_after_five_wrong_tries_even_the_right_password_waits(client, ours):
    for _ in range(5):
        log_in(client, password="sai")
    response = log_in(client)
    assert response.status_code == 429
    assert "_auth_user_id" not in client.session


def test_editors_without_an_agency_are_refused_at_the_desk(client, db):
    client.force_login(User.objects.create_user("bien-tap"))
    assert client.get("/co-quan/").status_code == 403


def test_logging_out_takes_a_post(client, ours):
    client.force_login(ours.user)
    assert client.get("/co-quan/dang-xuat/").status_code == 405
    client.post("/co-quan/dang-xuat/")
    assert client.get("/co-quan/").status_code == 302


@pytest.mark.parametrize(
    "values", [{}, {"username": "\x00" * 5, "password": "x"}, {"username": "a" * 5000, "password": "b" * 5000}]
)
def test_any_log_in_form_is_answered(client, db, values):
    assert client.post(LOGIN, values).status_code == 422
