"""Editing of a document in the admin: nothing half, nothing lost, no way to publish past a blocker rule."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import DatabaseError, IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, WorkflowActionView

from legaldocs.compliance import blocking_failures
from legaldocs.models import LegalDocument
from legaldocs.staff.access import EDIT_URL, LIST_URL
from legaldocs.staff.text_and_files import text_and_files

TAKEN = "Văn bản cùng số, ký hiệu, cơ quan và ngày ban hành vừa được người khác lưu. Nội dung vừa nhập vẫn còn ở dưới; hãy kiểm tra rồi lưu lại."
APPROVALS = ("approve", "locked-approve")


def refusal(document: LegalDocument) -> str:
    """Why the document may not be published, as a message; empty when it may."""
    failures = blocking_failures(document)
    if not failures:
        return ""
    items = format_html_join("", "<li>{}</li>", ((failure,) for failure in failures))
    return format_html(
        "Chưa công khai được; nội dung vừa nhập đã được lưu thành bản nháp. Quy định chưa đạt:<ul>{}</ul>", items
    )


class DocumentScreen:
    """The form of a document: named for a screen reader, and what another editor stored between check and save is an
    error of the form, never a server error."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's header draws the page's h1 from ``title``, which the screens of snippets leave out."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"title": context.get("header_title", "")}

    def form_valid(self, form: Any) -> HttpResponse:
        """Save; a constraint of the database that breaks now is said beside the number."""
        try:
            with transaction.atomic():
                response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
                return response
        except IntegrityError:
            if self.view_name == "create":  # type: ignore[attr-defined]
                form.instance.pk = None
                self.object = None
            form.add_error("number", TAKEN)
            self.produced_error_code = "validation_error"
            self.produced_error_message = TAKEN
            return self.form_invalid(form)  # type: ignore[attr-defined,no-any-return]


class DocumentCreateView(DocumentScreen, CreateView):
    """A new document."""

    def get_initial_form_instance(self) -> LegalDocument:
        """Not public before someone publishes it."""
        return LegalDocument(live=False)


class DocumentEditView(DocumentScreen, EditView):
    """The facts of a document; its text and files are one click away."""

    object: Any
    partials_template_name = "legaldocs/staff/document_partials.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A form that has just saved itself for the first time gets its panel of text and files, too."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | text_and_files(self.object) if self.hydrate_create_view else context

    @property
    def header_buttons(self) -> list[Any]:
        """Text, files, public page."""
        pk = self.object.pk
        buttons = [
            HeaderButton(_("Text"), url=reverse("corpus:wording_index", args=[pk]), icon_name="edit"),
            HeaderButton(_("Files"), url=reverse("corpus:file_index", args=[pk]), icon_name="download"),
        ]
        if self.object.live:
            buttons.append(HeaderButton(_("Public page"), url=self.live_object.get_absolute_url(), icon_name="view"))
        return buttons

    def workflow_action_action(self) -> HttpResponse | None:
        """Approval publishes: a blocker rule stops it, what was typed is saved."""
        if self.workflow_action in APPROVALS and (message := refusal(self.object)):
            messages.error(self.request, message)
            return redirect(self.get_edit_url())
        answer: HttpResponse | None = super().workflow_action_action()
        return answer


class DocumentWorkflowActionView(WorkflowActionView):
    """Approval from the list of tasks."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The same door with the same guard."""
        if self.action_name in APPROVALS and (message := refusal(self.object)):
            messages.error(request, message)
            url = reverse(EDIT_URL, args=[self.object.pk])
            if "application/json" in request.headers.get("Accept", ""):
                return JsonResponse({"step": "error", "redirect": url})
            return redirect(url)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


class DocumentDeleteView(DeleteView):
    """Only what nothing points at and nobody was ever shown may go."""

    def form_valid(self, form: Any) -> HttpResponse:
        """What the database holds fast is said in words."""
        try:
            with transaction.atomic():
                answer: HttpResponse = super().form_valid(form)
                return answer
        except DatabaseError:
            messages.error(self.request, "Không xóa được: còn dữ liệu khác dựa vào văn bản này.")
            return redirect(reverse(EDIT_URL, args=[self.object.pk]))


def refuse_deletion(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """A public document is taken down first; what was posted for consultation, or what others refer to, stays."""
    for document in instances:
        if isinstance(document, LegalDocument) and (reason := why_it_stays(document)):
            messages.error(request, f"{document.citation_name}: {reason}")
            return redirect(reverse(EDIT_URL, args=[document.pk]) if len(instances) == 1 else reverse(LIST_URL))
    return None


def why_it_stays(document: LegalDocument) -> str:
    """Why a document cannot be deleted, or an empty string."""
    if document.live:
        return "văn bản đang công khai. Hãy ngừng công khai trước khi xóa."
    if document.expressions.posted().exists():
        return "có dự thảo đã đăng lấy ý kiến, phải giữ lại cùng các ý kiến góp ý."
    count = document.incoming_relations.count()
    if count:
        return f"{count} văn bản khác có quan hệ với văn bản này. Hãy bỏ các quan hệ đó trước."
    return ""
