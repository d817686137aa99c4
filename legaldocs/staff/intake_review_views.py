"""Review of one uploaded file: facts and findings beside the text and its structure; save, publish, read again."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from legaldocs import rendering
from legaldocs.domain.structure import parse
from legaldocs.domain.text import nfc
from legaldocs.errors import LegalDocsError
from legaldocs.intake.filetype import FileType
from legaldocs.models import DocumentFile, Expression, IntakeItem, LegalDocument
from legaldocs.models.intake import IntakeState
from legaldocs.permissions import may_import, may_publish_documents, may_publish_wordings
from legaldocs.services import receiving
from legaldocs.services.drafting import typed_text
from legaldocs.services.importing import ImportOutcome, ImportState
from legaldocs.services.provisions import outline_of, place
from legaldocs.services.recognising import has_corrections
from legaldocs.staff.access import EDIT_URL, crumbs, staff_view
from legaldocs.staff.changes import compare
from legaldocs.staff.document_form import twins_of
from legaldocs.staff.intake_forms import ReviewForm
from legaldocs.staff.report_panel import decide, item_report, panel_context, panel_html, wants_decision

WORDS = {
    "part": "Phần",
    "chapter": "Chương",
    "section": "Mục",
    "subsection": "Tiểu mục",
    "article": "Điều",
    "clause": "Khoản",
    "annex": "Phụ lục",
    "form": "Mẫu",
}


def may_publish(user: Any) -> bool:
    """A document and its wording together."""
    return may_publish_documents(user) and may_publish_wordings(user)


@staff_view(may_import)
@require_http_methods(["GET", "HEAD", "POST"])
def intake_item(request: HttpRequest, batch: int, item: int) -> HttpResponse:
    """``action``: ``check`` (nothing stored), ``keep`` and ``autosave`` (corrections only), ``reread``, ``save`` (draft) or
    ``publish``; ``settle`` names a finding."""
    row = get_object_or_404(IntakeItem.objects.select_related("document__issuer", "batch"), pk=item, batch_id=batch)
    if row.state not in (IntakeState.READ, IntakeState.DISCARDED):
        if row.state == IntakeState.IMPORTED and row.document_id:
            messages.info(request, _("This file has been saved as this document."))
            return redirect(EDIT_URL, row.document_id)
        return redirect("corpus:intake_batch", batch=batch)
    if request.method != "POST":
        facts = row.metadata.get("facts", {})
        return _page(request, row, ReviewForm(initial=ReviewForm.initial_of(facts, row.text)), row.text)
    action = request.POST.get("action", "keep")
    if action == "publish" and not may_publish(request.user):
        raise PermissionDenied
    form = ReviewForm(request.POST)
    text = typed_text(request.POST.get("text", ""))
    try:
        if wants_decision(request):
            return _decide(request, row, form, text)
        if action == "check":
            return _checked(request, row, form, text)
        return _keep(request, row, form, text, action)
    except receiving.ReviewConflict as conflict:
        return _conflict(request, row, form, text, conflict)


def _keep(request: HttpRequest, row: IntakeItem, form: ReviewForm, text: str, action: str) -> HttpResponse:
    makes = action in ("save", "publish")
    form.is_valid()
    if form.errors if makes else set(form.errors) - {"document_type", "abstract"}:  # an empty type or abstract may wait
        if action == "autosave":
            return JsonResponse({"error": _("Not saved: see the fields marked below.")}, status=409)
        return _page(request, row, form, text, status=422)
    if makes:
        return _make(request, row, form, text, publish=action == "publish")
    kept = receiving.keep_corrections(
        item_id=row.pk, facts=form.facts(), text=text, read_again=action == "reread", base_version=_base(request)
    )
    if action == "autosave":
        saved = timezone.localtime().strftime("%H:%M:%S")
        return JsonResponse({"version": receiving.review_version(kept), "saved_at": saved})
    messages.success(
        request, _("The text has been read again.") if action == "reread" else _("Your corrections have been kept.")
    )
    return redirect("corpus:intake_item", batch=row.batch_id, item=row.pk)


def _base(request: HttpRequest) -> str:
    return request.POST.get("version", "")[:64]


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _facts(row: IntakeItem, form: ReviewForm) -> dict[str, Any]:
    """The facts as they stand in the form; what is no value yet as it was kept."""
    kept: dict[str, Any] = dict(row.metadata.get("facts", {}))
    if form.is_bound:
        form.is_valid()
        kept |= {name: value for name, value in form.facts().items() if name not in form.errors}
    return kept


def _checked(request: HttpRequest, row: IntakeItem, form: ReviewForm, text: str, **more: Any) -> HttpResponse:
    """The report of what stands in the form; nothing is stored."""
    if not _wants_json(request):
        return _page(request, row, form, text)
    judged = item_report(row, text, _facts(row, form))
    told = {
        "report": panel_html(request, judged, text, may_settle=True),
        "open": len(judged.open),
        "version": _base(request),
    }
    return JsonResponse(told | more, status=409 if "error" in more else 200)


def _decide(request: HttpRequest, row: IntakeItem, form: ReviewForm, text: str) -> HttpResponse:
    """Settle a finding of the text as it stands in the form, or ask again."""
    try:
        done = {"message": decide(request, item_report(row, text, _facts(row, form)), text, item=row)}
    except LegalDocsError as problem:
        done = {"error": str(problem)}
    if not _wants_json(request):
        (messages.error if "error" in done else messages.success)(request, next(iter(done.values())))
    return _checked(request, row, form, text, **done)


def _conflict(
    request: HttpRequest, row: IntakeItem, form: ReviewForm, text: str, conflict: receiving.ReviewConflict
) -> HttpResponse:
    """What stands now beside what was typed; neither is lost, and saving once more is a decision."""
    if _wants_json(request) or request.POST.get("action") == "autosave":
        return JsonResponse({"conflict": True, "error": str(conflict)}, status=409)
    messages.error(request, f"{conflict} Nội dung vừa sửa vẫn còn ở dưới; chỗ khác nhau được nêu ở đầu trang.")
    return _page(request, row, form, text, status=409, current=conflict.item)


def _make(request: HttpRequest, row: IntakeItem, form: ReviewForm, text: str, *, publish: bool) -> HttpResponse:
    try:
        outcome = receiving.make_document(
            item_id=row.pk,
            facts=form.facts(),
            text=text,
            publish=publish,
            user=request.user,
            base_version=_base(request),
        )
    except receiving.ReviewConflict:
        raise
    except LegalDocsError as error:
        messages.error(request, f"{error} Chưa lưu gì vào kho văn bản; nội dung vừa sửa vẫn còn ở dưới.")
        return _page(request, row, form, text, status=409)
    _tell(request, outcome, publish)
    left = row.batch.items.filter(state=IntakeState.READ).order_by("pk").values_list("pk", flat=True).first()
    if left:
        return redirect("corpus:intake_batch", batch=row.batch_id)
    return redirect(EDIT_URL, outcome.document_id)


def _tell(request: HttpRequest, outcome: ImportOutcome, publish: bool) -> None:
    document = LegalDocument.objects.for_listing().get(pk=outcome.document_id)
    link = format_html('<a href="{}">{}</a>', reverse(EDIT_URL, args=[document.pk]), document.citation_name)
    if outcome.state is ImportState.PUBLISHED:
        messages.success(request, format_html("{}: {}", link, _("saved and published.")))
    elif outcome.message:
        level = messages.warning if outcome.state is not ImportState.UNCHANGED else messages.info
        level(request, format_html("{}: {}", link, outcome.message))
    elif publish:
        messages.warning(request, format_html("{}: {}", link, _("saved as a draft; it could not be published.")))
    else:
        messages.success(request, format_html("{}: {}", link, _("saved as a draft.")))


def _page(
    request: HttpRequest,
    row: IntakeItem,
    form: ReviewForm,
    text: str,
    status: int = 200,
    current: IntakeItem | None = None,
) -> HttpResponse:
    structure = parse(nfc(text))
    facts = row.metadata.get("facts", {})
    values = form.data if form.is_bound else {**facts, "text": text}
    built = rendering.build(Expression(), structure.nodes)  # the beginning of a long text: enough to judge by
    batch_url = reverse("corpus:intake_batch", args=[row.batch_id])
    judged = item_report(row, text, _facts(row, form))
    outline = outline_of(place(structure))
    version = _base(request) if form.is_bound and current is None else receiving.review_version(current or row)
    context = panel_context(judged, text, may_settle=True) | {
        "item": row,
        "form": form,
        "facts_fields": [field for field in form if field.name != "text"],
        "text": text,
        "version": version or receiving.review_version(row),
        "comparison": compare(current.text, text) if current is not None else None,
        "outline": [_outline_row(*entry) for entry in outline[:800]],
        "outline_count": len(outline),
        "preview": mark_safe(built.body),
        "preview_is_cut": not built.is_whole,
        "has_pages": row.metadata.get("media_type") == FileType.PDF.value,
        "known_file": _known_file(row),
        "has_corrections": has_corrections(row),
        "twins": twins_of(
            number=str(values.get("number") or "")[:100],
            document_type=str(values.get("document_type") or ""),
            issued_on=_day(values.get("issued_on")),
        ),
        "may_publish": may_publish(request.user),
        "header_title": row.original_name,
        "header_icon": "upload",
        "breadcrumbs_items": crumbs(
            (reverse("corpus:intake_index"), _("Import documents")),
            (batch_url, _("Upload %(number)d") % {"number": row.batch_id}),
            ("", row.original_name),
        ),
    }
    return render(request, "legaldocs/staff/intake_item.html", context, status=status)


def _outline_row(kind: str, num: str, heading: str, eid: str, anchor: str, depth: int) -> dict[str, Any]:
    word = WORDS.get(kind, "")
    name = f"{word} {num}".strip()
    return {"label": f"{name}. {heading}" if name and heading else name or heading, "depth": min(depth, 4)}


def _known_file(row: IntakeItem) -> LegalDocument | None:
    known = DocumentFile.objects.filter(sha256=row.sha256).exclude(sha256="").select_related("document__issuer").first()
    return known.document if known else None


def _day(value: Any) -> str | None:
    try:
        return datetime.date.fromisoformat(str(value)).isoformat()
    except ValueError:
        return None
