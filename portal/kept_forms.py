"""A log-in that ran out while somebody was typing: what the form sent comes back and can be sent once more.

Nothing is stored. The typed values travel signed in the page; after the log-in (in another tab, by the ordinary page with
its limits on wrong tries) they are shown again with a fresh token, and the person presses “Send again”.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

SALT = "portal.kept-forms"
DAY = 86_400
DESKS = ("/quan-tri/", "/co-quan/")
#: Their forms are the log-in itself, or hold nothing worth keeping.
OPEN_VIEWS = {
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
    "consultations:agency_login",
    "consultations:agency_logout",
}
NEVER_KEPT = ("csrfmiddlewaretoken", "password", "pin", "otp")


class KeptForms:
    """Answers a form sent to a desk without a log-in with the typed text, where the person can log in and send it again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Runs after the token was checked: a forged form is refused before."""
        if request.method != "POST" or not request.path.startswith(DESKS) or _from_a_script(request):
            return None
        match = request.resolver_match
        if match is None or match.view_name in OPEN_VIEWS or request.user.is_authenticated:
            return None
        return _page(request, request.get_full_path(), _pairs(request.POST), list(request.FILES), status=401)


def after_a_lost_token(request: HttpRequest) -> HttpResponse | None:
    """A form of a desk whose token is out of date (its owner logged in anew in another tab): the typed text again.

    Only for forms that came from a page of this site, as the browser says: what another site sends is not shown.
    """
    if request.method != "POST" or not request.path.startswith(DESKS) or _from_a_script(request):
        return None
    match = request.resolver_match
    if match is None or match.view_name in OPEN_VIEWS:
        return None
    if not _from_here(request):
        return None
    status = 403 if request.user.is_authenticated else 401
    return _page(request, request.get_full_path(), _pairs(request.POST), list(request.FILES), status=status)


@csrf_exempt  # it changes nothing: it shows what this portal itself signed, with a token for the form that does
@never_cache
@sensitive_post_parameters("kept")
@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    """``/gui-lai/``: back from the log-in, with what had been typed.

    Only from a page of this site: else another site could lay a form of its own making before somebody who is logged in.
    """
    if not _from_here(request):
        raise PermissionDenied
    try:
        path, pairs, files = signing.loads(request.POST.get("kept", ""), salt=SALT, max_age=DAY)
    except (signing.BadSignature, ValueError, TypeError):
        return HttpResponseRedirect(reverse("consultations:agency_home"))
    return _page(request, path, pairs, files, status=200 if request.user.is_authenticated else 401)


def _from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent it."""
    return request.headers.get("origin", "") == f"{request.scheme}://{request.get_host()}"


def _from_a_script(request: HttpRequest) -> bool:
    return request.headers.get("x-requested-with") == "XMLHttpRequest" or "text/html" not in request.headers.get(
        "accept", ""
    )


def _pairs(data: QueryDict) -> list[list[str]]:
    return [
        [name, str(value)]
        for name, values in data.lists()
        if not any(part in name.lower() for part in NEVER_KEPT)
        for value in values
    ]


def _page(request: HttpRequest, path: str, pairs: list[list[str]], files: list[str], *, status: int) -> HttpResponse:
    login = "consultations:agency_login" if path.startswith("/co-quan/") else settings.LOGIN_URL
    context = {
        "path": path,
        "pairs": pairs,
        "typed": [value for _, value in pairs if _worth_reading(value)],
        "files": files,
        "login_url": reverse(login),
        "kept": signing.dumps([path, pairs, files], salt=SALT, compress=True) if status == 401 else "",
        "lost_token": status == 403,
        "back_again": request.path == reverse("send_again"),
    }
    response = render(request, "kept_form.html", context, status=status)
    response["Cache-Control"] = "no-store, private, max-age=0"
    return response


def _worth_reading(value: str) -> bool:
    """Words of a person, not the inner values of a form."""
    return len(value.split()) > 1 and not value.lstrip().startswith(("{", "["))
