"""Pages anyone may read and any cache may keep: no cookie, no session, no token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from wagtail import hooks

from consultations.answers_page import answers_context
from consultations.listing import comments_context
from consultations.models import ConsultationIndexPage, ConsultationPage, DossierFile
from portal.malware import opened

MAX_AGE = 60


def cacheable(response: HttpResponse) -> HttpResponse:
    """A minute in any cache: counts may lag that long, the deadline is checked again when something is sent."""
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response


def find_consultation(slug: str) -> ConsultationPage:
    """The published consultation of that address, or 404."""
    found = ConsultationPage.objects.live().filter(slug=slug).for_listing().order_by("pk").first()
    if found is None:
        raise Http404(_("There is no consultation at this address."))
    return found


def _served(page: Any, request: HttpRequest, show: Callable[[], Any]) -> Any:
    """What ``show`` makes, as Wagtail serves a page: access rules (password, log-in, group) and hooks of the editors apply."""

    def chain(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> Any:
        return cacheable(show())

    for wrap in reversed(hooks.get_hooks("on_serve_page")):
        chain = wrap(chain)
    for hook in hooks.get_hooks("before_serve_page"):
        answer = hook(page, request, [], {})
        if isinstance(answer, HttpResponse):
            return answer
    return chain(page, request, [], {})


def _serve(page: Any, request: HttpRequest) -> HttpResponse:
    return _served(page, request, lambda: render(request, page.get_template(request), page.get_context(request)))


def consultation_list(request: HttpRequest) -> HttpResponse:
    """``/lay-y-kien/``: every consultation with its deadline, by state."""
    index = ConsultationIndexPage.objects.live().filter(locale__language_code=request.LANGUAGE_CODE).first()  # type: ignore[attr-defined]
    index = index or ConsultationIndexPage.objects.live().order_by("pk").first()
    if index is None:
        raise Http404
    return _serve(index, request)


def consultation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """``/lay-y-kien/<slug>/``: the draft, the deadline, who receives, and what became of it."""
    return _serve(find_consultation(slug), request)


def comment_list(request: HttpRequest, slug: str) -> HttpResponse:
    """``/lay-y-kien/<slug>/gop-y/``: the published comments with filters, figures and answers."""
    consultation = find_consultation(slug)
    return _served(
        consultation,
        request,
        lambda: render(request, "consultations/comment_list.html", comments_context(consultation, request)),
    )


def answer_list(request: HttpRequest, slug: str) -> HttpResponse:
    """``/lay-y-kien/<slug>/tra-loi/``: per clause the comments, the answer, and what changed."""
    consultation = find_consultation(slug)

    def show() -> HttpResponse:
        context = answers_context(consultation, request, timezone.now())
        return render(request, "consultations/answer_list.html", context)

    return _served(consultation, request, show)


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of a sender, why, how long, and what can be asked for; made to be printed."""
    context = {
        "crumbs": [{"title": _("Personal data in comments"), "url": ""}],
        "days": settings.PERSONAL_DATA_DAYS,
    }
    return cacheable(render(request, "consultations/privacy.html", context))


def dossier_file(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """``/gop-y/ho-so/<id>/``: one file of a published consultation's dossier, bytes as received."""
    found = DossierFile.objects.filter(pk=min(pk, 2**62), consultation__live=True).select_related("consultation")
    row = found.first()
    if row is None or not row.file or not row.file.storage.exists(row.file.name):
        raise Http404

    def show() -> FileResponse:
        try:
            content = opened(row.file)
        except OSError as error:  # lost, or held by the malware scanner
            raise Http404 from error
        return FileResponse(content, as_attachment=True, filename=str(row.file.name).rsplit("/", 1)[-1])

    response = _served(row.consultation, request, show)
    if isinstance(response, FileResponse) and not response.get("Cache-Control", "").count("private"):
        response["Cache-Control"] = "public, max-age=3600"
    return response
