"""Earlier states of a wording: list, comparison, going back; preview; a new draft from a wording; holding it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Revision

from legaldocs.domain.structure import parse
from legaldocs.errors import LegalDocsError
from legaldocs.models import Expression
from legaldocs.permissions import may_edit_wordings, may_see_documents
from legaldocs.services import drafting
from legaldocs.services.settling import history_of
from legaldocs.staff.access import document_crumbs, staff_view, wording_or_404
from legaldocs.staff.changes import compare
from portal.provision_html import render_provisions

PAGE_SIZE = 50
MOST_OF_A_PIECE = 60_000


@staff_view(may_see_documents)
@require_safe
def wording_history(request: HttpRequest, pk: int, expression: int) -> HttpResponse:
    """Who saved what when, newest first."""
    wording = wording_or_404(pk, expression)
    rows = wording.revisions.defer("content").select_related("user").order_by("-created_at", "-pk")
    context = _frame(wording, _("History of the wording")) | {
        "settled": history_of(wording.document),
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("p")),
        "may_edit": may_edit_wordings(request.user) and not wording.is_posted,
    }
    return render(request, "legaldocs/staff/wording_history.html", context)


@staff_view(may_see_documents)
@require_safe
def wording_revision(request: HttpRequest, pk: int, expression: int, revision: int) -> HttpResponse:
    """One earlier state beside what stands now."""
    wording = wording_or_404(pk, expression)
    kept = _revision(wording, revision)
    text = str(kept.content.get("source_text", ""))
    context = _frame(wording, _("Earlier state of the wording")) | {
        "revision": kept,
        "text": text,
        "comparison": compare(text, drafting.current_text(wording)),
        "is_latest": wording.latest_revision_id == kept.pk,
        "may_edit": may_edit_wordings(request.user) and not wording.is_posted,
    }
    return render(request, "legaldocs/staff/wording_revision.html", context)


@staff_view(may_edit_wordings)
@require_POST
def wording_restore(request: HttpRequest, pk: int, expression: int, revision: int) -> HttpResponse:
    """Go on from an earlier state."""
    wording = wording_or_404(pk, expression)
    kept = _revision(wording, revision)
    try:
        drafting.restore_wording(expression_id=wording.pk, revision_id=kept.pk, user=request.user)
    except LegalDocsError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("The earlier state is the newest draft now; what stood before is still in the history.")
        )
    return redirect("corpus:wording_edit", pk=pk, expression=expression)


@staff_view(may_edit_wordings)
@require_POST
def wording_copy(request: HttpRequest, pk: int, expression: int) -> HttpResponse:
    """A new draft with the text of this wording."""
    draft = drafting.new_draft_from(expression=wording_or_404(pk, expression), user=request.user)
    messages.success(request, _("%(name)s has been made with the same text.") % {"name": draft.name})
    return redirect("corpus:wording_edit", pk=pk, expression=draft.pk)


@staff_view(may_edit_wordings)
@require_POST
def wording_hold(request: HttpRequest, pk: int, expression: int) -> HttpResponse:
    """Hold the wording while writing, or give it free."""
    wording = wording_or_404(pk, expression)
    may_break = request.user.has_perm("legaldocs.unlock_expression")
    hold = request.POST.get("hold") == "1"
    if drafting.hold_wording(expression_id=wording.pk, user=request.user, hold=hold, may_break=may_break):
        messages.success(request, _("Only you can save this wording now.") if hold else _("The wording is free again."))
    else:
        messages.error(request, _("Another editor holds this wording."))
    return redirect("corpus:wording_edit", pk=pk, expression=expression)


@staff_view(may_see_documents)
@require_http_methods(["GET", "HEAD", "POST"])
def wording_preview(request: HttpRequest, pk: int, expression: int) -> HttpResponse:
    """The text as visitors would read it; posted, the text as typed and not yet saved; ``manh``: a piece of it alone."""
    wording = wording_or_404(pk, expression)
    text = (
        drafting.typed_text(request.POST.get("text", ""))
        if request.method == "POST"
        else drafting.current_text(wording)
    )
    if "manh" in request.POST:
        return HttpResponse(render_provisions(parse(text[:MOST_OF_A_PIECE]).nodes))
    context = {
        "document": wording.document,
        "wording": wording,
        "body": render_provisions(parse(text).nodes),
        "edit_url": reverse("corpus:wording_edit", args=[pk, expression]),
    }
    return render(request, "legaldocs/staff/wording_preview.html", context)


def _revision(wording: Expression, pk: int) -> Revision:
    found = wording.revisions.select_related("user").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _frame(wording: Expression, title: str) -> dict[str, object]:
    index = reverse("corpus:wording_index", args=[wording.document_id])
    editor = reverse("corpus:wording_edit", args=[wording.document_id, wording.pk])
    return {
        "document": wording.document,
        "wording": wording,
        "header_title": title,
        "header_icon": "history",
        "breadcrumbs_items": document_crumbs(
            wording.document, (index, _("Wordings")), (editor, wording.name), ("", title)
        ),
    }
