"""Wordings of a document: the list, a new one, the editor (``/quan-tri/van-ban/<pk>/loi-van/<expression>/``)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from legaldocs.domain.structure import parse
from legaldocs.errors import LegalDocsError
from legaldocs.models import Expression
from legaldocs.permissions import may_edit_wordings, may_publish_wordings, may_see_documents
from legaldocs.services import drafting
from legaldocs.staff.access import document_crumbs, document_or_404, staff_view, wording_or_404
from legaldocs.staff.changes import compare
from legaldocs.staff.finding_rows import finding_rows
from legaldocs.staff.wording_forms import WordingForm

TOO_MANY_FINDINGS = 300


@staff_view(may_see_documents)
@require_safe
def wording_index(request: HttpRequest, pk: int) -> HttpResponse:
    """Every wording of the document, and the way to a new one."""
    document = document_or_404(pk)
    rows = document.expressions.without_text().select_related("latest_revision__user").defer("latest_revision__content")
    context = {
        "document": document,
        "wordings": rows.order_by("kind", "draft_number", "valid_from", "pk"),
        "may_edit": may_edit_wordings(request.user),
        "header_title": _("Wordings"),
        "header_icon": "doc-full",
        "breadcrumbs_items": document_crumbs(document, ("", _("Wordings"))),
    }
    return render(request, "legaldocs/staff/wording_index.html", context)


@staff_view(may_edit_wordings)
@require_http_methods(["GET", "HEAD", "POST"])
def wording_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A new wording: what it is, for which period, in which language."""
    document = document_or_404(pk)
    form = WordingForm(request.POST or None, instance=Expression(document=document, live=False))
    if request.method == "POST" and form.is_valid():
        expression = form.save()
        messages.success(request, _("The wording has been made. Type or paste its text."))
        return redirect("corpus:wording_edit", pk=pk, expression=expression.pk)
    return _facts_page(request, form, _("New wording"))


@staff_view(may_edit_wordings)
@require_http_methods(["GET", "HEAD", "POST"])
def wording_facts(request: HttpRequest, pk: int, expression: int) -> HttpResponse:
    """Kind, number, language, period of a wording."""
    wording = wording_or_404(pk, expression)
    form = WordingForm(request.POST or None, instance=wording)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The properties of the wording have been saved."))
        return redirect("corpus:wording_edit", pk=pk, expression=expression)
    return _facts_page(request, form, _("Properties of the wording"))


def _facts_page(request: HttpRequest, form: WordingForm, title: str) -> HttpResponse:
    document = form.instance.document
    index = reverse("corpus:wording_index", args=[document.pk])
    context = {
        "document": document,
        "form": form,
        "cancel_url": index,
        "header_title": title,
        "header_icon": "doc-full",
        "breadcrumbs_items": document_crumbs(document, (index, _("Wordings")), ("", title)),
    }
    return render(request, "legaldocs/staff/wording_facts.html", context, status=422 if form.errors else 200)


@staff_view(may_see_documents)
@require_http_methods(["GET", "HEAD", "POST"])
def wording_edit(request: HttpRequest, pk: int, expression: int) -> HttpResponse:
    """The editor. Saving is explicit; ``action`` is ``save``, ``check`` (nothing stored) or ``publish``."""
    wording = wording_or_404(pk, expression)
    if request.method != "POST":
        return _editor(request, wording)
    if not may_edit_wordings(request.user):
        raise PermissionDenied
    action = request.POST.get("action", "save")
    text = drafting.typed_text(request.POST.get("text", ""))
    if action == "check":
        return _answer(request, wording, text, base=request.POST.get("version", ""))
    if action == "publish" and not may_publish_wordings(request.user):
        raise PermissionDenied
    store = drafting.publish_wording if action == "publish" else drafting.save_wording
    try:
        store(
            expression_id=wording.pk,
            text=text,
            base_version=request.POST.get("version", ""),
            user=request.user,
            overwrite="overwrite" in request.POST,
        )
    except drafting.WordingConflict as conflict:
        return _conflict(request, wording, text, conflict)
    except LegalDocsError as error:
        return _refused(request, wording, text, str(error))
    if _wants_json(request):
        return _answer(request, wording, text, base=drafting.version_of(text))
    done = _("The wording is now public.") if action == "publish" else _("The draft has been saved.")
    messages.success(request, done)
    return redirect("corpus:wording_edit", pk=pk, expression=expression)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _answer(request: HttpRequest, wording: Expression, text: str, base: str) -> HttpResponse:
    """What a check or a save found, without a new page when the editor's module asks."""
    if not _wants_json(request):
        return _editor(request, wording, text=text, version=base, unsaved=True)
    return JsonResponse(
        {
            "version": base,
            "saved_at": timezone.localtime().strftime("%H:%M:%S"),
            "findings": finding_rows(parse(text).findings, text)[:TOO_MANY_FINDINGS],
        }
    )


def _refused(request: HttpRequest, wording: Expression, text: str, message: str) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"error": message}, status=409)
    messages.error(request, f"{message} Nội dung vừa gõ vẫn còn ở dưới.")
    return _editor(request, wording, text=text, version=request.POST.get("version", ""), unsaved=True, status=409)


def _conflict(request: HttpRequest, wording: Expression, text: str, conflict: drafting.WordingConflict) -> HttpResponse:
    """Both texts, neither lost: the editor joins them, or keeps one on purpose."""
    if _wants_json(request):
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
    may_write = may_edit_wordings(request.user) and not wording.is_posted
    held_by_other = wording.locked and wording.locked_by_id != request.user.pk
    findings = finding_rows(parse(shown).findings, shown)
    index = reverse("corpus:wording_index", args=[wording.document_id])
    context: dict[str, Any] = {
        "document": wording.document,
        "wording": wording,
        "text": shown,
        "version": drafting.version_of(stored) if version is None else version,
        "unsaved": unsaved,
        "may_edit": may_edit_wordings(request.user),
        "may_write": may_write and not held_by_other,
        "may_publish": may_publish_wordings(request.user),
        "may_break": request.user.has_perm("legaldocs.unlock_expression"),
        "held_by_other": held_by_other,
        "findings": findings[:TOO_MANY_FINDINGS],
        "more_findings": max(0, len(findings) - TOO_MANY_FINDINGS),
        "header_title": wording.name,
        "header_icon": "edit",
        "breadcrumbs_items": document_crumbs(wording.document, (index, _("Wordings")), ("", wording.name)),
    }
    return render(request, "legaldocs/staff/wording_edit.html", context, status=status)
