"""Feedback on regulations (``/quan-tri/phan-anh-kien-nghi/``): what came in, forwarding within five working days, answering."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from consultations import receipts
from consultations.errors import ConsultationError
from consultations.feedback_forms import FeedbackAnswerForm, ForwardForm
from consultations.models import FeedbackState, RegulationFeedback
from consultations.permissions import may_handle_feedback
from consultations.services.feedback import answer_feedback, forward_feedback
from consultations.staff.access import BIGGEST_ID, staff_view

PAGE_SIZE = 50


@staff_view(may_handle_feedback)
@require_safe
def feedback_index(request: HttpRequest) -> HttpResponse:
    """The list: what waits first, the nearest day on top."""
    state = request.GET.get("state", FeedbackState.RECEIVED)
    state = state if state in FeedbackState.values else ""
    rows = RegulationFeedback.objects.filter(state=state) if state else RegulationFeedback.objects.all()
    rows = (
        rows.order_by("forward_by", "pk") if state == FeedbackState.RECEIVED else rows.order_by("-received_at", "-pk")
    )
    counts = dict(RegulationFeedback.objects.order_by().values_list("state").annotate(n=Count("pk")))
    tabs = [(value, label, counts.get(value, 0)) for value, label in FeedbackState.choices]
    tabs.append(("all", pgettext("feedback", "All"), sum(counts.values())))
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "tabs": [
            {"url": f"?state={value}", "label": label, "count": count, "active": value == (state or "all")}
            for value, label, count in tabs
        ],
        "today": timezone.localdate(),
    }
    return render(request, "consultations/staff/feedback_index.html", context)


@staff_view(may_handle_feedback)
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of feedback with its sender; forward it or answer it."""
    if request.method != "POST":
        return _page(request, _found(pk), ForwardForm(), FeedbackAnswerForm())
    forwarding = request.POST.get("action") == "forward"
    forward = ForwardForm(request.POST if forwarding else None)
    answer = FeedbackAnswerForm(None if forwarding else request.POST)
    form: Any = forward if forwarding else answer
    feedback = _found(pk)
    if form.is_valid():
        try:
            if forwarding:
                forward_feedback(feedback_id=pk, to=form.cleaned_data["to"], user=request.user, now=timezone.now())
                messages.success(request, _("Noted as forwarded; the sender sees it on the status page."))
            else:
                answer_feedback(feedback_id=pk, text=form.cleaned_data["text"], user=request.user, now=timezone.now())
                messages.success(request, _("Answered; the sender sees it on the status page."))
        except ConsultationError as error:
            form.add_error(None, str(error))
            feedback = _found(pk)
        else:
            return redirect("feedback_detail", pk)
    return _page(request, feedback, forward, answer, status=422)


def _found(pk: int) -> RegulationFeedback:
    rows = RegulationFeedback.objects.select_related("sender", "handled_by")
    feedback = rows.filter(pk=pk).first() if pk <= BIGGEST_ID else None
    if feedback is None:
        raise Http404
    return feedback


def _page(
    request: HttpRequest,
    feedback: RegulationFeedback,
    forward: ForwardForm,
    answer: FeedbackAnswerForm,
    *,
    status: int = 200,
) -> HttpResponse:
    waiting = feedback.state == FeedbackState.RECEIVED
    open_ = feedback.state != FeedbackState.ANSWERED
    context = {
        "feedback": feedback,
        "sender": getattr(feedback, "sender", None),
        "grouped": receipts.grouped(feedback.receipt_code),
        "late": waiting and feedback.forward_by < timezone.localdate(),
        "bound": next((form for form in (forward, answer) if form.is_bound), None),
        "forward": forward if waiting or forward.is_bound else None,
        "answer": answer if open_ or answer.is_bound else None,
    }
    return render(request, "consultations/staff/feedback_detail.html", context, status=status)
