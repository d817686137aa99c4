"""Reports for the drafting unit: the summary, the list of agencies, the copies of the opinions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from consultations.permissions import may_export
from consultations.reports import wording
from consultations.reports.views import report_response
from consultations.services.dossier import opinion_entries
from consultations.services.packaging import bytes_entry, stream_zip
from consultations.services.reporting import summarize
from consultations.staff.access import consultation_or_404, may_see_answers, may_see_personal_data, staff_view
from consultations.staff.letters import letters_by_agency


@staff_view(may_export)
@require_safe
def summary_report(request: HttpRequest, pk: str, kind: str) -> HttpResponse:
    """Mẫu số 10 as it stands now, with what has not been answered or published yet."""
    return report_response(summarize(consultation_or_404(int(pk))), kind)


@staff_view(may_see_answers)
@require_safe
def agencies(request: HttpRequest, pk: int) -> HttpResponse:
    """Invited agencies: replied or not, agreeing or not, in time or late."""
    consultation = consultation_or_404(pk)
    context = {
        "consultation": consultation,
        "summary": summarize(consultation),
        "replies": letters_by_agency(consultation),
    }
    return render(request, "consultations/staff/agencies.html", context)


@staff_view(may_export)
@require_safe
def opinions_archive(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Copies of the opinions with the summary, for appraisal (domain.md 3.3). Unpublished names only by permission."""
    consultation = consultation_or_404(pk)
    summary = summarize(consultation)
    stem = wording.file_stem(summary)

    def entries():  # type: ignore[no-untyped-def]
        from consultations.reports.docx_report import write_docx  # 20 MB that most processes never need
        from consultations.reports.xlsx_report import write_xlsx

        yield bytes_entry(f"{stem}.docx", write_docx(summary), kind="tong_hop")
        yield bytes_entry(f"{stem}.xlsx", write_xlsx(summary), kind="tong_hop")
        yield from opinion_entries(consultation, with_names=may_see_personal_data(request.user))

    pieces = stream_zip(entries(), {"title": consultation.title, "opinions": summary.total})
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, f"ban-chup-y-kien-{consultation.slug}.zip"[:120])
    return response
