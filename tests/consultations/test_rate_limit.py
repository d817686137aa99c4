"""Who is counted, and for how long; a header anyone can write is believed only from a trusted proxy."""

from __future__ import annotations

import datetime

import pytest
from django.test import RequestFactory
from django.utils import timezone

from consultations import rate_limit
from consultations.errors import TooManyRequests
from consultations.models import RateWindow

PROXY = "10.0.0.1"


def address(remote, forwarded=None, trusted=(), settings=None):
    settings.TRUSTED_PROXIES = list(trusted)
    headers = {"REMOTE_ADDR": remote} | ({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {})
    return rate_limit.client_address(RequestFactory().get("/", **headers))


@pytest.mark.parametrize(
    ("remote", "forwarded", "trusted", "expected"),
    [
        ("1.2.3.4", "9.9.9.9", [], "1.2.3.4"),
        ("1.2.3.4", "9.9.9.9", [PROXY], "1.2.3.4"),
        (PROXY, "9.9.9.9", [PROXY], "9.9.9.9"),
        (PROXY, "6.6.6.6, 9.9.9.9", [PROXY], "9.9.9.9"),
        (PROXY, "9.9.9.9, 10.0.0.2", [PROXY, "10.0.0.2"], "9.9.9.9"),
        (PROXY, "không phải địa chỉ", [PROXY], PROXY),
        (PROXY, "", [PROXY], PROXY),
        ("2001:db8:1:2:3:4:5:6", None, [], "2001:db8:1:2::/64"),
        ("::ffff:1.2.3.4", None, [], "1.2.3.4"),
        ("", None, [], "?"),
    ],
)
def test_address_of_the_client(remote, forwarded, trusted, expected, settings):
    assert address(remote, forwarded, trusted, settings) == expected


@pytest.mark.django_db
def test_limit_holds_for_its_window_and_purpose_and_then_ends():
    now = timezone.now()
    for _ in range(3):
        rate_limit.require_below("a", "x", 3, now)
        rate_limit.count("a", "x", now)
    with pytest.raises(TooManyRequests) as refused:
        rate_limit.require_below("a", "x", 3, now)
    assert 0 < refused.value.retry_after <= 600
    rate_limit.require_below("b", "x", 3, now)
    rate_limit.require_below("a", "y", 3, now)
    rate_limit.require_below("a", "x", 3, now + rate_limit.WINDOW)


@pytest.mark.django_db
def test_what_is_a_day_old_is_swept_out():
    now = timezone.now()
    rate_limit.count("a", "x", now - datetime.timedelta(days=2))
    rate_limit.count("a", "x", now)
    assert RateWindow.objects.count() == 1
