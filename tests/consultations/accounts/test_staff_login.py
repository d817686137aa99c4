"""Wrong tries at the editors' log-in are limited per account and per address."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.utils import timezone

from consultations.accounts import staff_login
from consultations.rate_limit import WINDOW

pytestmark = pytest.mark.django_db
ADDRESS = "/quan-tri/login/"
WAIT = "Đã nhập sai quá nhiều lần"


@pytest.fixture
def editor():
    user = User.objects.create_user("bien-tap", "bt@bo.gov.vn", "mat-khau-dung-1")
    group = Group.objects.create(name="Vào được trang quản trị")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    return user


def tried(password: str, name: str = "bien-tap", address: str = "203.0.113.9") -> tuple[bool, str]:
    client = Client(REMOTE_ADDR=address)
    response = client.post(ADDRESS, {"username": name, "password": password})
    return "_auth_user_id" in client.session, response.content.decode() if response.status_code == 200 else ""


def test_the_right_password_logs_in(editor):
    assert tried("mat-khau-dung-1")[0]


def test_after_five_wrong_tries_even_the_right_password_waits(editor):
    for _ in range(staff_login.TRIES_PER_ACCOUNT):
        is_in, page = tried("sai")
        assert not is_in
        assert WAIT not in page
    is_in, page = tried("mat-khau-dung-1", name=" BIEN-TAP ")
    assert not is_in
    assert WAIT in page


def test_another_account_is_not_kept_out(editor):
    User.objects.create_superuser("quan-tri", "qt@bo.gov.vn", "mat-khau-dung-2")
    for _ in range(staff_login.TRIES_PER_ACCOUNT):
        tried("sai")
    assert tried("mat-khau-dung-2", name="quan-tri")[0]


def test_one_address_may_not_try_many_accounts(editor, monkeypatch):
    monkeypatch.setattr(staff_login, "TRIES_PER_ADDRESS", 3)
    for number in range(3):
        tried("sai", name=f"ten-{number}")
    assert WAIT in tried("mat-khau-dung-1")[1]
    assert tried("mat-khau-dung-1", address="203.0.113.77")[0]


def test_the_next_ten_minutes_are_new(editor, monkeypatch):
    for _ in range(staff_login.TRIES_PER_ACCOUNT):
        tried("sai")
    later = timezone.now() + WINDOW + datetime.timedelta(seconds=1)
    monkeypatch.setattr(staff_login.timezone, "now", lambda: later)
    assert tried("mat-khau-dung-1")[0]
