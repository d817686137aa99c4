"""What browsers and caches may keep: public answers carry a validator, and one that did not change is not sent twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import parse_http_date_safe

MAX_AGE = 60
TEXT = ("text/", "application/json", "application/xml", "application/atom+xml", "application/x-ndjson")


def same_for_everybody(response: HttpResponse) -> HttpResponse:
    """Mark an answer that holds nothing of its reader. It is kept by caches unless making it opened a session after all
    (a page only some may read) or set a cookie."""
    response.same_for_everybody = True  # type: ignore[attr-defined]
    return response


class KeptAnswers:
    """Gives every public answer an ETag, answers 304 to those who have it already, and compresses the rest.

    Views that do all this themselves (``legaldocs.caching``) are left as they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._gzip = GZipMiddleware(get_response)  # type: ignore[arg-type]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 200 or response.streaming or request.method not in {"GET", "HEAD"}:
            return response
        if getattr(response, "same_for_everybody", False) and not _is_personal(request, response):
            patch_cache_control(response, public=True, max_age=MAX_AGE)
        if "public" not in response.get("Cache-Control", "") or response.has_header("ETag"):
            return response
        if not response.get("Content-Type", "").startswith(TEXT):
            return response
        response["ETag"] = f'"{hashlib.sha1(response.content, usedforsecurity=False).hexdigest()}"'
        modified = parse_http_date_safe(response.get("Last-Modified", ""))
        answer = get_conditional_response(request, response["ETag"], modified, response) or response
        if answer is not response:
            return answer
        compressed: HttpResponse = self._gzip.process_response(request, response)  # type: ignore[assignment]
        return compressed


def _is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    session = getattr(request, "session", None)
    return bool(response.cookies) or bool(session is not None and session.accessed)
