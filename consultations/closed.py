"""What somebody sees who writes to a consultation that is not open: the reason, and the text handed back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.listing import crumbs
from consultations.models import ConsultationPage, ConsultationState
from consultations.states import effective_state


def closed_page(request: HttpRequest, consultation: ConsultationPage, lines: list[str]) -> HttpResponse:
    """The page without a form; 409 when something was sent."""
    text = "\n".join(lines).strip()
    context = {
        "consultation": consultation,
        "is_planned": effective_state(consultation, timezone.now()) == ConsultationState.PLANNED,
        "typed": text,
        "crumbs": crumbs(consultation, {"title": _("Your comment"), "url": ""}),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "consultations/closed.html", context, status=status)
