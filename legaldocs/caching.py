"""Public pages: cacheable by everybody, with ETag and Last-Modified, compressed, no cookie and no token."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from legaldocs.models import LegalDocument
from legaldocs.prepared import Prepared

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


#: Longest time a kept count may outlive a change that did not touch a document row.
COUNTS_SECONDS = 60
_CHANGED = Prepared(lambda: LegalDocument.objects.order_by("-updated_at").values_list("updated_at", "pk")[:1])


def last_change() -> Any:
    """Moment and key of the document changed last; None in an empty corpus."""
    return next(iter(_CHANGED.rows()), None)


def stamp_of(changed: Any) -> str:
    """Names the state of the corpus in cache keys; a new day is a new state, for validity follows the calendar."""
    return f"{changed[0]:%Y%m%d%H%M%S%f}-{changed[1]}-{timezone.localdate():%d}" if changed else "empty"


def kept(key: str, make: Callable[[], Any], worth: Callable[[Any], bool] = lambda value: True) -> Any:
    """A value from the cache, made when it is not there; kept only where that is worth it."""
    found = cache.get(key)
    if found is None:
        found = make()
        if worth(found):
            cache.set(key, found, COUNTS_SECONDS)
    return found
