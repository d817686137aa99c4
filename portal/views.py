"""Pages that belong to no app: errors, health."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from portal.health import examine
from portal.malware import HeldFile, check_released
from portal.storage import OFFICE_FOLDERS, office_storage


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The site's 403 page; the person is told to open the form again (what was typed stays in the browser)."""
    return render(request, "403.html", {"csrf_reason": reason}, status=403)


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


def office_file(request: HttpRequest, path: str) -> FileResponse:
    """``/quan-tri/tep/…``: a private file of the office, for those who may enter the admin."""
    if not (request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin")):
        raise PermissionDenied
    storage = office_storage()
    if not path.startswith(OFFICE_FOLDERS) or ".." in path or "\x00" in path or not storage.exists(path):
        raise Http404
    try:
        check_released(path)
    except HeldFile as error:
        raise PermissionDenied(str(error)) from error
    return FileResponse(storage.open(path, "rb"), as_attachment=True, filename=path.rsplit("/", 1)[-1])


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 in the site's own look."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 in the site's own look."""
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 in the site's own look."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 in the site's own look; without context processors when they are what failed."""
    try:
        return render(request, "500.html", status=500)
    except Exception:
        return HttpResponse("Hệ thống gặp lỗi. Xin thử lại sau.", status=500, content_type="text/plain; charset=utf-8")
