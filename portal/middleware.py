"""Middleware: bounds on what a request may carry, maintenance mode, the admin's own content policy."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render

GetResponse = Callable[[HttpRequest], HttpResponse]
ADMIN_PREFIX = "/quan-tri/"
HEALTH_PATH = "/suc-khoe/"


class RequestBounds:
    """Answers 400 to addresses no database can be asked about: NUL characters in the path or query."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request)
        return self.get_response(request)


def bad_request(request: HttpRequest) -> HttpResponse:
    """The site's own 400 page; plain text when even the template cannot be rendered."""
    try:
        return render(request, "400.html", status=400)
    except Exception:
        return HttpResponseBadRequest("Yêu cầu không hợp lệ.", content_type="text/plain; charset=utf-8")


class Maintenance:
    """With ``MAINTENANCE_MODE`` on, every public page answers 503 with the maintenance page; staff go on working."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        open_paths = (ADMIN_PREFIX, HEALTH_PATH, settings.STATIC_URL)
        if settings.MAINTENANCE_MODE and not request.path.startswith(open_paths):
            response = render(request, "maintenance.html", status=503)
            response["Retry-After"] = "3600"
            return response
        return self.get_response(request)


class AdminContentSecurityPolicy:
    """Wagtail's admin renders a few inline scripts: only there they are allowed; other hosts never."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(ADMIN_PREFIX) and not hasattr(response, "_csp_update"):
            inline = {
                "script-src": ["'unsafe-inline'"],
                "style-src": ["'unsafe-inline'"],
                "img-src": ["blob:"],
                "frame-src": ["'self'", "blob:"],
            }
            response._csp_update = inline  # type: ignore[attr-defined]
        return response
