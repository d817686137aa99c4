"""The public summary page and its files, once the consultation has been answered."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from consultations.models import ConsultationPage, ConsultationState
from consultations.reports import wording
from consultations.services.reporting import Summary, summarize

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PUBLIC_STATES = (ConsultationState.ANSWERED, ConsultationState.ENACTED, ConsultationState.ARCHIVED)


def _public_summary(slug: str) -> Summary:
    consultations = ConsultationPage.objects.live().filter(slug=slug, state__in=PUBLIC_STATES)
    default = Locale.objects.filter(language_code="vi").values_list("pk", flat=True)
    consultation = consultations.filter(locale__in=default).first() or consultations.first()
    if consultation is None:
        raise Http404
    return summarize(
        get_object_or_404(consultations.select_related("document", "receiving_unit__parent"), pk=consultation.pk),
        public=True,
    )


@require_safe
def summary_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The summary as a page, from the same rows as the files."""
    summary = _public_summary(slug)
    page = summary.consultation
    return render(
        request,
        "consultations/summary_page.html",
        {
            "summary": summary,
            "page": page,
            "title": wording.TITLE,
            "draft_name": wording.draft_name(summary),
            "sentences": [wording.totals(summary), *(f"- {text}" for text in wording.unit_sentences(summary))],
            "basis": wording.basis(summary),
            "columns": wording.COLUMNS,
            "no_rows": wording.NO_ROWS,
            "agency": [line for line in wording.agency_lines(summary) if line],
            "crumbs": [
                {"title": _("Home"), "url": "/"},
                {"title": _("Consultations"), "url": "/lay-y-kien/"},
                {"title": page.title, "url": page.url},
                {"title": _("Summary of opinions"), "url": ""},
            ],
            "docx_url": reverse("consultations:summary_file", args=[slug, "docx"]),
            "xlsx_url": reverse("consultations:summary_file", args=[slug, "xlsx"]),
        },
    )


@require_safe
def summary_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The same as a file."""
    return report_response(_public_summary(slug), kind)


def report_response(summary: Summary, kind: str) -> HttpResponse:
    """A report as a download; the date printed is that of the answer, or today."""
    from django.utils import timezone

    answered = summary.consultation.answered_at
    on = timezone.localdate(answered) if summary.public and answered else None
    from consultations.reports.docx_report import write_docx  # 20 MB that most processes never need
    from consultations.reports.xlsx_report import write_xlsx

    data = write_docx(summary, on=on) if kind == "docx" else write_xlsx(summary, on=on)
    response = HttpResponse(data, content_type=DOCX_TYPE if kind == "docx" else XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{wording.file_stem(summary)}.{kind}"'
    return response
