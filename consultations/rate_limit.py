"""A small rate limiter on the database: fixed windows of ten minutes per address and purpose.

Addresses (``portal.clients``) are kept only as keyed hashes and only for a day.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from consultations.errors import TooManyRequests
from consultations.models.limits import RateWindow
from portal.clients import client_address

__all__ = ["EMAILS", "KEPT", "WINDOW", "WRONG_CODES", "client_address", "count", "require_below"]

WINDOW = datetime.timedelta(minutes=10)
KEPT = datetime.timedelta(days=1)
WRONG_CODES = 10
EMAILS = 5


def require_below(purpose: str, who: str, limit: int, now: datetime.datetime) -> None:
    """Raise ``TooManyRequests`` when ``who`` has been counted ``limit`` times in the current window."""
    begun = _window(now)
    row = RateWindow.objects.filter(key=_key(purpose, who), window=begun).only("hits").first()
    if row is not None and row.hits >= limit:
        seconds = max(1, int((begun + WINDOW - now).total_seconds()))
        minutes = -(-seconds // 60)
        raise TooManyRequests(
            f"Địa chỉ mạng này đã gửi quá nhiều lần trong 10 phút. Xin thử lại sau {minutes} phút; "
            "nội dung đã nhập vẫn còn ở dưới.",
            retry_after=seconds,
        )


def count(purpose: str, who: str, now: datetime.datetime) -> None:
    """Count ``who`` once; the first of a window sweeps out what is older than a day."""
    values = {"key": _key(purpose, who), "window": _window(now)}
    if RateWindow.objects.filter(**values).update(hits=F("hits") + 1):
        return
    try:
        with transaction.atomic():
            RateWindow.objects.create(**values, hits=1)
            RateWindow.objects.filter(window__lt=now - KEPT).delete()
    except IntegrityError:  # another worker began the window at the same moment
        RateWindow.objects.filter(**values).update(hits=F("hits") + 1)


def _window(now: datetime.datetime) -> datetime.datetime:
    seconds = WINDOW.total_seconds()
    return datetime.datetime.fromtimestamp(now.timestamp() // seconds * seconds, tz=datetime.UTC)


def _key(purpose: str, who: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{purpose}\n{who}".encode(), hashlib.sha256).hexdigest()
