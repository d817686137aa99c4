"""The editor of a wording (``/quan-tri/van-ban/<pk>/loi-van/<expression>/``): text, report, saving, publishing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from legaldocs.errors import LegalDocsError, NotPublishable
from legaldocs.models import Expression
from legaldocs.permissions import may_edit_wordings, may_publish_wordings, may_see_documents
from legaldocs.services import drafting
from legaldocs.staff.access import document_crumbs, staff_view, wording_or_404
from legaldocs.staff.changes import compare
from legaldocs.staff.report_panel import decide, fact_rows, panel_context, panel_html, wants_decision, wording_report

REPORT = "#bao-cao"


@staff_view(may_see_documents)
@require_http_methods(["GET", "HEAD", "POST"])
def wording_edit(request: HttpRequest, pk: int, expression: int) -> HttpResponse:
    """``action`` is ``save``, ``autosave``, ``check`` (nothing stored) or ``publish``; ``settle`` names a finding."""
    wording = wording_or_404(pk, expression)
    if request.method != "POST":
        return _editor(request, wording)
    if not may_edit_wordings(request.user):
        raise PermissionDenied
    action = request.POST.get("action", "check")
    text = drafting.typed_text(request.POST.get("text", ""))
    if wants_decision(request):
        return _decide(request, wording, text)
    if action == "check":
        return _answer(request, wording, text, base=request.POST.get("version", ""))
    if action == "publish" and not may_publish_wordings(request.user):
        raise PermissionDenied
    try:
        return _store(request, wording, text, action)
    except drafting.WordingConflict as conflict:
        return _conflict(request, wording, text, conflict)
    except NotPublishable as error:
        return _not_published(request, wording, text, error)
    except LegalDocsError as error:
        return _refused(request, wording, text, str(error))


def _store(request: HttpRequest, wording: Expression, text: str, action: str) -> HttpResponse:
    how: dict[str, Any] = {
        "expression_id": wording.pk,
        "text": text,
        "base_version": request.POST.get("version", ""),
        "user": request.user,
        "overwrite": "overwrite" in request.POST,
    }
    if action == "autosave":
        earlier = request.POST.get("autosaved", "")
        kept = drafting.save_wording(**how, autosaved=int(earlier) if earlier.isdecimal() and len(earlier) < 19 else 0)
        return JsonResponse(_told(text) | {"autosaved": kept.latest_revision_id})
    if action == "publish":
        drafting.publish_wording(**how)
    else:
        drafting.save_wording(**how)
    if _wants_json(request):
        return _answer(request, wording, text, base=drafting.version_of(text))
    messages.success(
        request, _("The wording is now public.") if action == "publish" else _("The draft has been saved.")
    )
    return redirect("corpus:wording_edit", pk=wording.document_id, expression=wording.pk)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _told(text: str) -> dict[str, Any]:
    return {"version": drafting.version_of(text), "saved_at": timezone.localtime().strftime("%H:%M:%S")}


def _answer(request: HttpRequest, wording: Expression, text: str, base: str) -> HttpResponse:
    """What a check or a save found, without a new page when the editor's module asks."""
    if not _wants_json(request):
        return _editor(request, wording, text=text, version=base, unsaved=True)
    judged = wording_report(wording, text)
    report = panel_html(request, judged, text, may_settle=may_edit_wordings(request.user))
    return JsonResponse(_told(text) | {"version": base, "report": report, "open": len(judged.open)})


def _decide(request: HttpRequest, wording: Expression, text: str) -> HttpResponse:
    """Settle a finding of the text as it stands in the editor, or ask again; the text itself is not stored."""
    error = ""
    try:
        done = decide(request, wording_report(wording, text), text, document=wording.document)
    except LegalDocsError as problem:
        done, error = "", str(problem)
    if _wants_json(request):
        judged = wording_report(wording, text)
        report = panel_html(request, judged, text, may_settle=True)
        told = {"report": report, "open": len(judged.open), "message": done}
        return JsonResponse(told | ({"error": error} if error else {}), status=409 if error else 200)
    (messages.error if error else messages.success)(request, error or done)
    if text == drafting.current_text(wording):
        return redirect(reverse("corpus:wording_edit", args=[wording.document_id, wording.pk]) + REPORT)
    return _editor(request, wording, text=text, version=request.POST.get("version", ""), unsaved=True)


def _not_published(request: HttpRequest, wording: Expression, text: str, error: NotPublishable) -> HttpResponse:
    """The draft is kept, the wording stays as it was for visitors, and each reason is named with its line."""
    base = request.POST.get("version", "")
    try:
        drafting.save_wording(
            expression_id=wording.pk,
            text=text,
            base_version=base,
            user=request.user,
            overwrite="overwrite" in request.POST,
        )
    except drafting.WordingConflict as conflict:
        return _conflict(request, wording, text, conflict)
    items = format_html_join("", "<li>{}</li>", ((reason,) for reason in error.rules))
    messages.error(
        request, format_html("{}<ul>{}</ul>", _("Not published; your text has been kept as a draft:"), items)
    )
    wording = wording_or_404(wording.document_id, wording.pk)
    return _editor(request, wording, status=409)


def _refused(request: HttpRequest, wording: Expression, text: str, message: str) -> HttpResponse:
    if _wants_json(request) or request.POST.get("action") == "autosave":
        return JsonResponse({"error": message}, status=409)
    messages.error(request, f"{message} Nội dung vừa gõ vẫn còn ở dưới.")
    return _editor(request, wording, text=text, version=request.POST.get("version", ""), unsaved=True, status=409)


def _conflict(request: HttpRequest, wording: Expression, text: str, conflict: drafting.WordingConflict) -> HttpResponse:
    """Both texts, neither lost: the editor joins them, or keeps one on purpose."""
    if _wants_json(request) or request.POST.get("action") == "autosave":
        return JsonResponse({"conflict": True, "error": str(conflict)}, status=409)
    index = reverse("corpus:wording_index", args=[wording.document_id])
    context = {
        "document": wording.document,
        "wording": wording,
        "text": text,
        "current": conflict.current,
        "version": drafting.version_of(conflict.current),
        "revision": conflict.revision,
        "comparison": compare(conflict.current, text),
        "wanted": "publish" if request.POST.get("action") == "publish" else "save",
        "header_title": _("Two editors wrote at the same time"),
        "header_icon": "warning",
        "breadcrumbs_items": document_crumbs(
            wording.document, (index, _("Wordings")), ("", _("Two editors wrote at the same time"))
        ),
    }
    return render(request, "legaldocs/staff/wording_conflict.html", context, status=409)


def _editor(
    request: HttpRequest,
    wording: Expression,
    *,
    text: str | None = None,
    version: str | None = None,
    unsaved: bool = False,
    status: int = 200,
) -> HttpResponse:
    stored = drafting.current_text(wording)
    shown = stored if text is None else text
    may_edit = may_edit_wordings(request.user)
    held_by_other = wording.locked and wording.locked_by_id != request.user.pk
    judged = wording_report(wording, shown)
    index = reverse("corpus:wording_index", args=[wording.document_id])
    context: dict[str, Any] = panel_context(judged, shown, may_settle=may_edit) | {
        "document": wording.document,
        "wording": wording,
        "text": shown,
        "version": drafting.version_of(stored) if version is None else version,
        "unsaved": unsaved,
        "may_edit": may_edit,
        "may_write": may_edit and not wording.is_posted and not held_by_other,
        "may_publish": may_publish_wordings(request.user),
        "may_break": request.user.has_perm("legaldocs.unlock_expression"),
        "held_by_other": held_by_other,
        "facts": fact_rows(judged.report.metadata, wording),
        "file_url": reverse("corpus:file_index", args=[wording.document_id]),
        "files": wording.document.files.all()[:5],
        "header_title": wording.name,
        "header_icon": "edit",
        "breadcrumbs_items": document_crumbs(wording.document, (index, _("Wordings")), ("", wording.name)),
    }
    return render(request, "legaldocs/staff/wording_edit.html", context, status=status)
