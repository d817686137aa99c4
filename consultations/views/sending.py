"""From the basket to the receipt: who you are, the review exactly as others will see it, sending once."""

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

from consultations import rate_limit
from consultations.basket import Basket
from consultations.closed import closed_page
from consultations.errors import ConsultationClosed, InvalidSubmission, TooManyRequests
from consultations.forms import SenderForm
from consultations.guards import guarded, new_once, read_once, read_sender, sign_sender, too_fast
from consultations.listing import crumbs
from consultations.models import Channel, ConsultationPage, SenderKind, Submission
from consultations.permissions import may_comment
from consultations.services.submitting import NewComment, Sender, find_sent, receive_submission
from consultations.views.commenting import basket_lines, basket_rows, token_lost_message
from consultations.views.receipts import receipt_page
from consultations.views.showing import find_consultation

logger = logging.getLogger(__name__)
SENT_KEY = "bien-nhan"


@guarded
@require_http_methods(["GET", "HEAD", "POST"])
def sender(request: HttpRequest, slug: str) -> HttpResponse:
    """Who you are. A valid form answers with the review; personal data is kept nowhere until it is sent."""
    consultation = find_consultation(slug)
    basket = Basket(request, consultation)
    basket.take_from(request.POST.get("basket", ""))
    if not may_comment(consultation, timezone.now()):
        return closed_page(request, consultation, basket_lines(consultation, basket.items, request.POST.dict()))
    if not basket.items:
        return HttpResponseRedirect(reverse("consultations:basket", args=[slug]))
    if request.method != "POST":
        return _sender_page(request, consultation, basket, SenderForm(initial={"sender_kind": ""}))
    if "change" in request.POST:  # back from the review, with what had been given
        given = read_sender(request.POST.get("sender", "")) or {}
        return _sender_page(request, consultation, basket, SenderForm(initial=given))
    form = SenderForm(request.POST)
    if form.is_valid() and not request.token_lost:  # type: ignore[attr-defined]
        return _review_page(request, consultation, basket, form.sender_data())
    if request.token_lost:  # type: ignore[attr-defined]
        form.add_error(None, token_lost_message())
    return _sender_page(request, consultation, basket, form, status=403 if request.token_lost else 200)  # type: ignore[attr-defined]


@guarded
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Store what was reviewed. Pressed twice, it is stored once; whatever fails, the review comes back with its text."""
    consultation = find_consultation(slug)
    basket = Basket(request, consultation)
    given = read_sender(request.POST.get("sender", ""))
    if request.method != "POST":
        return HttpResponseRedirect(reverse("consultations:basket", args=[slug]))
    basket.take_from(request.POST.get("basket", ""), always=True)
    token = read_once(request.POST.get("once", ""), consultation.pk)
    if request.token_lost:  # type: ignore[attr-defined]
        return _refused(request, consultation, basket, given, token_lost_message(), status=403)
    already = find_sent(consultation_id=consultation.pk, uuid=token) if token else None
    if already is not None:
        return _to_receipt(request, basket, already)
    if not basket.items or given is None:
        return _refused(
            request,
            consultation,
            basket,
            given,
            _("This page was open for too long. Please check your comments and go on from here."),
        )
    if token is None:
        return _refused(
            request,
            consultation,
            basket,
            given,
            _("This page was open for too long. Please check and press “Send” once more."),
        )
    if too_fast(basket.started):
        return _refused(
            request,
            consultation,
            basket,
            given,
            _("That was quicker than a person can read. Please check your comments and press “Send” once more."),
        )
    return _store(request, consultation, basket, given, token)


def _store(
    request: HttpRequest, consultation: ConsultationPage, basket: Basket, given: dict[str, Any], token: Any
) -> HttpResponse:
    now, who = timezone.now(), rate_limit.client_address(request)
    try:
        rate_limit.require_below("submission", who, settings.SUBMISSION_RATE_LIMIT, now)
        submission = receive_submission(
            consultation_id=consultation.pk,
            channel=Channel.WEB,
            sender=_sender(given),
            comments=[_new_comment(item) for item in basket.items],
            now=now,
            uuid=token,
        )
        rate_limit.count("submission", who, now)
    except ConsultationClosed:
        return closed_page(request, consultation, basket_lines(consultation, basket.items, given))
    except TooManyRequests as error:
        minutes = -(-error.retry_after // 60)
        message = _(
            "Too many comments were sent from your network within ten minutes. Please press “Send” again in %(minutes)s minutes; everything you wrote is kept on this page."
        )
        response = _refused(request, consultation, basket, given, message % {"minutes": minutes}, status=429)
        response["Retry-After"] = str(error.retry_after)
        return response
    except InvalidSubmission:
        logger.warning("a reviewed submission was refused", exc_info=True)
        return _refused(
            request,
            consultation,
            basket,
            given,
            _("One of the comments cannot be sent as it is. Please open it with “Change”, check it and save it again."),
        )
    except DatabaseError:
        logger.exception("a submission could not be stored")
        return _refused(
            request,
            consultation,
            basket,
            given,
            _("The system is busy and could not store your comments. Nothing was lost: please press “Send” once more."),
            status=503,
        )
    return _to_receipt(request, basket, submission)


@guarded
@require_http_methods(["GET", "HEAD"])
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """The receipt right after sending."""
    consultation = find_consultation(slug)
    code = request.session.get(SENT_KEY, {}).get(str(consultation.pk), "")
    submission = Submission.objects.filter(receipt_code=code, consultation_id=consultation.pk).first() if code else None
    if submission is None:
        return HttpResponseRedirect(reverse("consultations:receipt_lookup"))
    return receipt_page(request, submission, just_sent=True)


def _to_receipt(request: HttpRequest, basket: Basket, submission: Submission) -> HttpResponse:
    basket.clear()
    codes = request.session.get(SENT_KEY, {})
    codes[str(submission.consultation_id)] = submission.receipt_code
    request.session[SENT_KEY] = codes
    return HttpResponseRedirect(reverse("consultations:sent", args=[submission.consultation.slug]))


def _sender(given: dict[str, Any]) -> Sender:
    return Sender(
        kind=given["sender_kind"],
        full_name=given["full_name"],
        email=given["email"],
        phone=given["phone"],
        address=given["address"],
        province=given["province"],
        publish_name=given["publish_name"],
    )


def _new_comment(item: dict[str, Any]) -> NewComment:
    return NewComment(
        stance=item["stance"],
        text=item["text"],
        change=item["change"],
        proposed_wording=item["proposed_wording"],
        reason=item["reason"],
        provision_id=item["provision"],
        question_id=item["question"],
        expression_id=item["expression"],
    )


def _sender_page(
    request: HttpRequest, consultation: ConsultationPage, basket: Basket, form: SenderForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "consultation": consultation,
        "form": form,
        "count": len(basket),
        "signed": basket.signed(),
        "crumbs": crumbs(consultation, {"title": _("About you"), "url": ""}),
    }
    return render(request, "consultations/sender_form.html", context, status=status)


def _review_page(
    request: HttpRequest,
    consultation: ConsultationPage,
    basket: Basket,
    given: dict[str, Any],
    *,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    kind = str(SenderKind(given["sender_kind"]).label)
    if given["province"]:
        kind = f"{kind} · {given['province']}"
    cards = [
        {
            **row,
            "sender_kind": kind,
            "sender_name": given["full_name"] if given["publish_name"] else "",
            "sent_at": timezone.now(),
        }
        for row in basket_rows(consultation, basket.items)
    ]
    for card in cards:
        card.pop("id")
    context = {
        "consultation": consultation,
        "cards": cards,
        "given": given,
        "signed": basket.signed(),
        "sender_signed": sign_sender(given),
        "once": _kept_once(request, consultation) or new_once(consultation.pk),
        "errors": [{"message": error, "anchor": "gui"}] if error else [],
        "crumbs": crumbs(consultation, {"title": _("Review and send"), "url": ""}),
    }
    return render(request, "consultations/review.html", context, status=status)


def _kept_once(request: HttpRequest, consultation: ConsultationPage) -> str:
    """The token of the page that was refused, so that a sending that succeeded unseen is found again."""
    value = request.POST.get("once", "")
    return value if read_once(value, consultation.pk) else ""


def _refused(
    request: HttpRequest,
    consultation: ConsultationPage,
    basket: Basket,
    given: dict[str, Any] | None,
    error: str,
    *,
    status: int = 200,
) -> HttpResponse:
    """The review again, or the step before it that is missing; always with the text."""
    if not may_comment(consultation, timezone.now()):
        return closed_page(request, consultation, basket_lines(consultation, basket.items, given))
    if not basket.items:
        return HttpResponseRedirect(reverse("consultations:basket", args=[consultation.slug]))
    if given is None:
        return _sender_page(request, consultation, basket, SenderForm(), status=status)
    return _review_page(request, consultation, basket, given, error=error, status=status)
