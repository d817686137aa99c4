"""Middleware: bounds on what a request may carry, refusals with a page, maintenance mode, the admin's own content policy."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.utils.datastructures import MultiValueDictKeyError

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]
ADMIN_PREFIX = "/quan-tri/"
API_PREFIX = "/api/"
HEALTH_PATH = "/suc-khoe/"
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


class RequestBounds:
    """Answers 400 to what no database can be asked about: NUL characters, and in the admin keys that are no numbers."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request)
        if request.method not in METHODS:
            return not_allowed(request, HttpResponseNotAllowed(METHODS))
        response = self.get_response(request)
        if response.status_code == 405 and (request.path.startswith(API_PREFIX) or _is_empty(response)):
            return not_allowed(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A form of the admin whose hidden fields were tampered with or left out: Wagtail takes them as they come."""
        if not request.path.startswith(ADMIN_PREFIX) or not _is_impossible_key(exception):
            return None
        logger.warning("an impossible key at %s", request.path, exc_info=exception)
        return bad_request(request)


def _is_impossible_key(exception: Exception) -> bool:
    if isinstance(exception, ValueError):
        return "expected a number but got" in str(exception)
    if isinstance(exception, OverflowError | DataError | ValidationError | MultiValueDictKeyError):
        return True
    return isinstance(exception, AttributeError | KeyError) and _in_a_form_of_wagtail(exception)


def _in_a_form_of_wagtail(exception: Exception) -> bool:
    """Some of its forms go on with a field that was left out."""
    step = exception.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    module = str(step.tb_frame.f_globals.get("__name__", "")) if step is not None else ""
    return module.startswith("wagtail.") and ".forms" in module


def _is_empty(response: HttpResponse) -> bool:
    return not response.streaming and not response.content


def said_to_program(request: HttpRequest, sentence: str, status: int) -> JsonResponse | None:
    """A refusal as JSON, as everything else of the API is; None where a person reads."""
    if not request.path.startswith(API_PREFIX):
        return None
    return JsonResponse({"detail": sentence}, status=status, json_dumps_params={"ensure_ascii": False})


def bad_request(request: HttpRequest) -> HttpResponse:
    """The site's own 400 page; plain text when even the template cannot be rendered."""
    if told := said_to_program(request, "Địa chỉ hoặc tham số không hợp lệ.", 400):
        return told
    try:
        return render(request, "400.html", status=400)
    except Exception:
        return HttpResponseBadRequest("Yêu cầu không hợp lệ.", content_type="text/plain; charset=utf-8")


def not_allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A 405 that says what to do: it meets people who reload the address of a form or come back to it after a log-in."""
    try:
        told = said_to_program(request, "Giao diện lập trình chỉ để đọc: dùng phương thức GET.", 405)
        page = told or render(request, "405.html", status=405)
    except Exception:
        return response
    page["Allow"] = response.get("Allow", "")
    return page


class NoBodyForHead:
    """A HEAD is answered with the headers of the GET and nothing else; gunicorn writes a warning for each one that is not."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "HEAD" and not response.streaming and response.content:
            length = len(response.content)
            response.content = b""
            response["Content-Length"] = str(length)
        return response


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
