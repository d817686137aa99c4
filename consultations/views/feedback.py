"""``/phan-anh-kien-nghi/``: feedback and petitions on administrative regulations (Nghị định số 20/2008/NĐ-CP)."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations import rate_limit, receipts
from consultations.errors import TooManyRequests
from consultations.feedback_forms import FeedbackForm
from consultations.forms import ReceiptForm
from consultations.guards import guarded, kept_started, new_once, read_once, read_started, too_fast
from consultations.models import RegulationFeedback
from consultations.services.feedback import FORWARDING_DAYS, FeedbackDraft, find_feedback, receive_feedback
from consultations.views.commenting import token_lost_message

logger = logging.getLogger(__name__)
SENT_KEY = "phan-anh"
OWNER = 0  # one-time tokens of this form belong to no consultation


@guarded
@require_http_methods(["GET", "HEAD", "POST"])
def regulation_feedback(request: HttpRequest) -> HttpResponse:
    """The form. Pressed twice, it is stored once; whatever fails, it comes back with everything typed."""
    if request.method != "POST":
        return _form_page(request, FeedbackForm(initial={"once": new_once(OWNER)}))
    token = read_once(request.POST.get("once", ""), OWNER)
    hurried = too_fast(read_started(request.POST.get("started", "")))
    data = request.POST.copy()
    data["started"] = kept_started(data.get("started", ""))
    data["once"] = data.get("once", "") if token else new_once(OWNER)
    form = FeedbackForm(data)
    valid = form.is_valid()
    if request.token_lost:  # type: ignore[attr-defined]
        form.add_error(None, token_lost_message())
        return _form_page(request, form, status=403)
    already = find_feedback(token) if token else None
    if already is not None:
        return _to_receipt(request, already)
    if not valid:
        return _form_page(request, form)
    if token is None:
        form.add_error(None, _("This page was open for too long. Please check it and press “Send” once more."))
        return _form_page(request, form)
    if hurried:
        form.add_error(
            None, _("That was quicker than a person can write. Please check your text and press “Send” once more.")
        )
        return _form_page(request, form)
    return _store(request, form, token)


def _store(request: HttpRequest, form: FeedbackForm, token: Any) -> HttpResponse:
    now, who = timezone.now(), rate_limit.client_address(request)
    draft = FeedbackDraft(
        content=form.cleaned_data["content"], regulation=form.cleaned_data["regulation"], sender=form.sender_data()
    )
    try:
        rate_limit.require_below("feedback", who, settings.SUBMISSION_RATE_LIMIT, now)
        feedback = receive_feedback(draft=draft, now=now, uuid=token)
        rate_limit.count("feedback", who, now)
    except TooManyRequests as error:
        minutes = -(-error.retry_after // 60)
        message = _(
            "Too much was sent from your network within ten minutes. Please press “Send” again in %(minutes)s minutes."
        )
        form.add_error(None, message % {"minutes": minutes})
        response = _form_page(request, form, status=429)
        response["Retry-After"] = str(error.retry_after)
        return response
    except DatabaseError:
        logger.exception("feedback could not be stored")
        form.add_error(
            None,
            _("The system is busy and could not store your feedback. Nothing was lost: please press “Send” once more."),
        )
        return _form_page(request, form, status=503)
    return _to_receipt(request, feedback)


def _to_receipt(request: HttpRequest, feedback: RegulationFeedback) -> HttpResponse:
    request.session[SENT_KEY] = feedback.receipt_code
    return HttpResponseRedirect(reverse("consultations:feedback_sent"))


def _form_page(request: HttpRequest, form: FeedbackForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "days": FORWARDING_DAYS, "crumbs": [{"title": _("Feedback on regulations"), "url": ""}]}
    return render(request, "consultations/feedback_form.html", context, status=status)


@guarded
@require_http_methods(["GET", "HEAD"])
def feedback_sent(request: HttpRequest) -> HttpResponse:
    """The receipt right after sending."""
    code = request.session.get(SENT_KEY, "")
    feedback = RegulationFeedback.objects.filter(receipt_code=code).first() if code else None
    if feedback is None:
        return HttpResponseRedirect(reverse("consultations:feedback_status"))
    return _status_page(request, feedback, just_sent=True)


@guarded
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_status(request: HttpRequest) -> HttpResponse:
    """Where feedback stands, by its code; the code is posted, so it stands in no address and no log."""
    if request.method != "POST":
        return _lookup_page(request, ReceiptForm())
    form = ReceiptForm(request.POST)
    valid = form.is_valid()
    if request.token_lost:  # type: ignore[attr-defined]
        form.add_error(None, token_lost_message())
        return _lookup_page(request, form, status=403)
    if not valid:
        return _lookup_page(request, form)
    now, who = timezone.now(), rate_limit.client_address(request)
    try:
        rate_limit.require_below("receipt", who, rate_limit.WRONG_CODES, now)
    except TooManyRequests as error:
        message = _("Too many wrong codes from your network. Please try again in %(minutes)s minutes.")
        form.add_error(None, message % {"minutes": -(-error.retry_after // 60)})
        return _lookup_page(request, form, status=429)
    feedback = RegulationFeedback.objects.filter(receipt_code=form.cleaned_data["code"]).first()
    if feedback is None:
        rate_limit.count("receipt", who, now)
        form.add_error(
            "code", _("There is no feedback with this code. Please compare it with your receipt, sign by sign.")
        )
        return _lookup_page(request, form)
    return _status_page(request, feedback)


def _crumbs(title: str) -> list[dict[str, str]]:
    return [
        {"title": _("Feedback on regulations"), "url": reverse("consultations:regulation_feedback")},
        {"title": title, "url": ""},
    ]


def _lookup_page(request: HttpRequest, form: ReceiptForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "crumbs": _crumbs(_("Where your feedback stands"))}
    return render(request, "consultations/feedback_lookup.html", context, status=status)


def _status_page(request: HttpRequest, feedback: RegulationFeedback, *, just_sent: bool = False) -> HttpResponse:
    """Code, state, what was done; the sender's words but nothing of who they are."""
    context = {
        "feedback": feedback,
        "grouped": receipts.grouped(feedback.receipt_code),
        "just_sent": just_sent,
        "crumbs": _crumbs(_("Where your feedback stands")),
    }
    return render(request, "consultations/feedback_status.html", context)
