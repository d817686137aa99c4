"""Guards of public forms: honeypot, minimum time, tokens that lost their cookie, one-time sending.

Each refusal is a sentence on the form itself, with everything typed still there; nothing is dropped in silence.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt

STARTED_SALT = "consultations.started"
ONCE_SALT = "consultations.once"
SENDER_SALT = "consultations.sender"
DAY = 86400


class _TokenCheck(CsrfViewMiddleware):
    """Django's own check; instead of the 403 page it says why."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form page: never stored by caches or search engines, and checked for its token here.

    Django's middleware would answer a lost token with a page without the text; ``request.token_lost`` lets the view
    refuse the same way with everything typed still in the form. No view stores anything while it is true.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        check = _TokenCheck(lambda _request: HttpResponse())
        request.token_lost = bool(check.process_view(request, wrapped_view, args, kwargs))  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response["Cache-Control"] = "no-store, private, max-age=0"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def wrapped_view() -> None:
        """Stands for the view in Django's check: not exempt."""

    return csrf_exempt(wrapped)


def new_started() -> str:
    """A signed moment for a form's hidden field."""
    return signing.dumps(int(time.time() * 1000), salt=STARTED_SALT)


def read_started(value: str) -> float:
    """The moment the form was opened, in seconds; now when the field is missing or forged."""
    try:
        return signing.loads(value, salt=STARTED_SALT, max_age=14 * DAY) / 1000
    except (signing.BadSignature, TypeError, ValueError):
        return time.time()


def kept_started(value: str) -> str:
    """The field of a form that comes back: the moment it carries, or a new one when it carries none."""
    try:
        signing.loads(value, salt=STARTED_SALT, max_age=14 * DAY)
    except (signing.BadSignature, TypeError, ValueError):
        return new_started()
    return value


def too_fast(started: float) -> bool:
    """Whether less time has passed than a person needs."""
    return bool(settings.SUBMISSION_MIN_SECONDS and time.time() - started < settings.SUBMISSION_MIN_SECONDS)


def new_once(consultation_id: int) -> str:
    """A signed token that makes one sending one submission however often the button is pressed."""
    return signing.dumps([consultation_id, str(uuid.uuid4())], salt=ONCE_SALT)


def read_once(value: str, consultation_id: int) -> uuid.UUID | None:
    """The token's identifier, or ``None`` when it is missing, forged, of another consultation or two days old."""
    try:
        owner, identifier = signing.loads(value, salt=ONCE_SALT, max_age=2 * DAY)
        return uuid.UUID(identifier) if owner == consultation_id else None
    except (signing.BadSignature, TypeError, ValueError, AttributeError):
        return None


def sign_sender(data: dict[str, Any]) -> str:
    """Who the sender is, for the hidden field of the review page: personal data is kept nowhere until it is sent."""
    return signing.dumps(data, salt=SENDER_SALT, compress=True)


def read_sender(value: str) -> dict[str, Any] | None:
    """What ``sign_sender`` signed, for two days."""
    try:
        data = signing.loads(value, salt=SENDER_SALT, max_age=2 * DAY)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return data if isinstance(data, dict) else None
