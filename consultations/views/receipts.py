"""Receipts: looked up by code, shown without anything personal, sent by e-mail on request."""

from __future__ import annotations

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from consultations import rate_limit, receipts
from consultations.emails import send_receipt
from consultations.errors import TooManyRequests
from consultations.forms import ReceiptEmailForm, ReceiptForm
from consultations.guards import guarded
from consultations.listing import comment_cards
from consultations.models import CommentState, ModerationDecision, Submission
from consultations.models.submissions import WithholdingGround
from consultations.presentation import home_url
from consultations.states import effective_state, steps
from consultations.targets import comment_rows
from consultations.views.commenting import storage_key, token_lost_message


@guarded
@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    """``/tra-cuu-bien-nhan/``: the code is posted, so it stands in no address and no log."""
    if request.method != "POST":
        code = receipts.normalise(request.GET.get("ma"))
        return _lookup_page(request, ReceiptForm(initial={"code": receipts.grouped(code)} if code else None))
    form = ReceiptForm(request.POST)
    submission, status = _look_up(request, form)
    return receipt_page(request, submission) if submission else _lookup_page(request, form, status=status)


def _look_up(request: HttpRequest, form: ReceiptForm) -> tuple[Submission | None, int]:
    """The submission of the posted code; wrong codes are counted, and after ten the address must wait."""
    now, who = timezone.now(), rate_limit.client_address(request)
    valid = form.is_valid()
    if request.token_lost:  # type: ignore[attr-defined]
        form.add_error(None, token_lost_message())
        return None, 403
    if not valid:
        return None, 200
    try:
        rate_limit.require_below("receipt", who, rate_limit.WRONG_CODES, now)
    except TooManyRequests as error:
        minutes = -(-error.retry_after // 60)
        form.add_error(
            None,
            _("Too many wrong codes from your network. Please try again in %(minutes)s minutes.")
            % {"minutes": minutes},
        )
        return None, 429
    found = Submission.objects.filter(receipt_code=form.cleaned_data["code"]).first()
    if found is None:
        rate_limit.count("receipt", who, now)
        form.add_error(
            "code", _("There is no receipt with this code. Please compare it with your receipt, sign by sign.")
        )
    return found, 200


def _lookup_page(request: HttpRequest, form: ReceiptForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "crumbs": [{"title": _("Home page"), "url": home_url()}, {"title": _("Look up a receipt"), "url": ""}],
    }
    return render(request, "consultations/receipt_lookup.html", context, status=status)


def receipt_page(
    request: HttpRequest,
    submission: Submission,
    *,
    just_sent: bool = False,
    email_form: ReceiptEmailForm | None = None,
    emailed: str = "",
    status: int = 200,
) -> HttpResponse:
    """Code, what happens next, each comment with its state and its answer."""
    now, consultation = timezone.now(), submission.consultation
    rows = list(comment_rows(submission.comments.order_by("position", "pk")))
    cards = comment_cards(rows, consultation)
    withheld = _withheld(rows)
    for row, card in zip(rows, cards, strict=True):
        card["state"], card["state_label"] = row.state, row.get_state_display()
        card["ground"], card["note"] = withheld.get(row.pk, ("", ""))
    address = receipt_address(request, submission.receipt_code)
    context: dict[str, Any] = {
        "submission": submission,
        "consultation": consultation,
        "code": submission.receipt_code,
        "grouped": receipts.grouped(submission.receipt_code),
        "address": address,
        "qr_url": segno.make(address, error="m").svg_data_uri(border=4, scale=4, light="#fff"),
        "just_sent": just_sent,
        "cards": cards,
        "steps": steps(consultation, now),
        "state": effective_state(consultation, now),
        "sealed_hash": submission.sealed_hash,
        "email_form": email_form or ReceiptEmailForm(initial={"code": submission.receipt_code}),
        "emailed": emailed,
        "forget_keys": [storage_key(consultation, _target_key(row)) for row in rows] if just_sent else [],
        "crumbs": [
            {"title": _("Home page"), "url": home_url()},
            {"title": _("Look up a receipt"), "url": reverse("consultations:receipt_lookup")},
            {"title": _("Receipt"), "url": ""},
        ],
    }
    return render(request, "consultations/receipt.html", context, status=status)


def _target_key(row: Any) -> str:
    if row.provision_id:
        return f"p{row.provision_id}"
    return f"q{row.question_id}" if row.question_id else "chung"


def _withheld(rows: list[Any]) -> dict[int, tuple[str, str]]:
    """The ground, and the moderator's note to the sender, last given for each comment that is not published."""
    withheld = [row.pk for row in rows if row.state == CommentState.WITHHELD]
    if not withheld:
        return {}
    names = dict(WithholdingGround.choices)
    decisions = ModerationDecision.objects.filter(comment_id__in=withheld, state=CommentState.WITHHELD)
    return {
        comment_id: (str(names.get(ground, "")), note)
        for comment_id, ground, note in decisions.order_by("decided_at", "pk").values_list(
            "comment_id", "ground", "note"
        )
    }


def receipt_address(request: HttpRequest, code: str) -> str:
    """The address in the QR code and the e-mail: the look-up page with the code filled in."""
    site = Site.find_for_request(request)
    root = (
        site.root_url if site and site.hostname not in {"localhost", ""} else f"{request.scheme}://{request.get_host()}"
    )
    return f"{root}{reverse('consultations:receipt_lookup')}?{urlencode({'ma': receipts.grouped(code)})}"


@guarded
@require_http_methods(["GET", "HEAD", "POST"])
def email_receipt(request: HttpRequest) -> HttpResponse:
    """Send the receipt to an address that is used once and not kept."""
    if request.method != "POST":
        return _lookup_page(request, ReceiptForm())
    form = ReceiptEmailForm(request.POST)
    lookup_form = ReceiptForm({"code": request.POST.get("code", "")})
    submission, status = _look_up(request, lookup_form)
    if submission is None:
        return _lookup_page(request, lookup_form, status=status)
    if not form.is_valid():
        return receipt_page(request, submission, email_form=form)
    now, who, email = timezone.now(), rate_limit.client_address(request), form.cleaned_data["email"]
    try:
        for purpose, key in (("email-from", who), ("email-for", submission.receipt_code)):
            rate_limit.require_below(purpose, key, rate_limit.EMAILS, now)
            rate_limit.count(purpose, key, now)
    except TooManyRequests:
        form.add_error("email", _("The receipt was e-mailed several times already. Please try again in ten minutes."))
        return receipt_page(request, submission, email_form=form, status=429)
    if not send_receipt(submission=submission, email=email, address=receipt_address(request, submission.receipt_code)):
        form.add_error("email", _("The e-mail could not be sent now. Please write the code down, or try again later."))
        return receipt_page(request, submission, email_form=form, status=503)
    return receipt_page(request, submission, emailed=email)
