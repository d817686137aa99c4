"""Pages that belong to no app: errors, health."""

from __future__ import annotations

import sys

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.static import serve

from portal.health import examine
from portal.kept_forms import after_a_lost_token
from portal.malware import HeldFile, check_released
from portal.middleware import said_to_program
from portal.storage import OFFICE_FOLDERS, office_storage

AWAY = "Cổng đang tạm thời gián đoạn. Xin thử lại sau ít phút."


def _later(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = "60"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What was typed at a desk, to be sent again; elsewhere the site's 403 page, which says what to do."""
    return after_a_lost_token(request) or render(
        request, "403.html", {"csrf_reason": reason, "desk": _desk(request)}, status=403
    )


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """``/suc-khoe/``: 503 when database or search do not answer; a late clock or worker and a full disk are named beside."""
    findings = examine()
    broken = any(finding.vital and finding.state != "ok" for finding in findings.values())
    well = all(finding.state == "ok" for finding in findings.values())
    body: dict[str, object] = {"status": "error" if broken else "ok" if well else "degraded"}
    for name, finding in findings.items():
        body[name] = finding.state
    details = {name: finding.detail for name, finding in findings.items() if finding.state != "ok" and finding.detail}
    if details:
        body["details"] = details
    return JsonResponse(body, status=503 if broken else 200)


#: Who may open the private files of which folder: those whose work it is.
FOLDER_PERMISSIONS = {
    "van-ban/": ("legaldocs.view_legaldocument",),
    "tiep-nhan/": ("legaldocs.view_intakebatch",),
    "lay-y-kien/": ("legaldocs.view_legaldocument", "consultations.moderate_comment", "consultations.answer_comment"),
}


def office_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """``/quan-tri/tep/…``: a private file of the office, for those whose work it is; others log in first."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse(settings.LOGIN_URL))
    needed = FOLDER_PERMISSIONS.get(f"{path.split('/', 1)[0]}/", ())
    if not request.user.has_perm("wagtailadmin.access_admin") or not any(map(request.user.has_perm, needed)):
        raise PermissionDenied
    storage = office_storage()
    if not path.startswith(OFFICE_FOLDERS) or ".." in path or "\x00" in path or not storage.exists(path):
        raise Http404
    try:
        check_released(path)
    except HeldFile as error:
        raise PermissionDenied(str(error)) from error
    return FileResponse(storage.open(path, "rb"), as_attachment=True, filename=path.rsplit("/", 1)[-1])


def public_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """``/tep/…`` where no web server stands before the portal; a name no disk can hold is not there."""
    try:
        return serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except (OSError, ValueError) as error:
        raise Http404 from error


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 in the site's own look."""
    return said_to_program(request, "Địa chỉ hoặc tham số không hợp lệ.", 400) or render(
        request, "400.html", status=400
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 in the site's own look."""
    return render(request, "403.html", {"desk": _desk(request)}, status=403)


def _desk(request: HttpRequest) -> str:
    return "staff" if request.path.startswith("/quan-tri/") else "agency"


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 in the site's own look."""
    return said_to_program(request, "Không có địa chỉ này.", 404) or render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 in the site's own look; without context processors when they are what failed.

    A database that does not answer is no fault of the page: 503, try again in a moment.
    """
    away = isinstance(sys.exc_info()[1], (OperationalError, InterfaceError))
    if away and (told := said_to_program(request, AWAY, 503)):
        return _later(told)
    try:
        if away:
            return _later(render(request, "maintenance.html", {"interrupted": True}, status=503))
        told = said_to_program(request, "Hệ thống gặp lỗi. Xin thử lại sau.", 500)
        return told or render(request, "500.html", status=500)
    except Exception:
        return HttpResponse("Hệ thống gặp lỗi. Xin thử lại sau.", status=500, content_type="text/plain; charset=utf-8")
