"""Wordings of a document: the list, a new one, what one is (``/quan-tri/van-ban/<pk>/loi-van/``)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from legaldocs.models import Expression
from legaldocs.permissions import may_edit_wordings, may_see_documents
from legaldocs.staff.access import document_crumbs, document_or_404, staff_view, wording_or_404
from legaldocs.staff.wording_forms import WordingForm


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
