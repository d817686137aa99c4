"""Public pages: cacheable by everybody, with ETag and Last-Modified, compressed, no cookie and no token."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponse]
MAX_AGE = 60


def public_page(view: View) -> View:
    """Decorate a view whose answer is the same for every visitor; a ``changed_at`` attribute gives Last-Modified."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or response.streaming:
            return response
        changed_at = getattr(response, "changed_at", None)
        if changed_at is not None:
            response["Last-Modified"] = http_date(changed_at.timestamp())
        response["ETag"] = f'"{hashlib.sha1(response.content, usedforsecurity=False).hexdigest()}"'
        response["Cache-Control"] = f"public, max-age={MAX_AGE}"
        modified = parse_http_date_safe(response.get("Last-Modified", ""))
        return get_conditional_response(request, response["ETag"], modified, response) or response

    return require_safe(gzip_page(wrapper))
