"""Who may enter the agency desk, and what an officer may see there: only what their own organization is asked about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from consultations.models import AgencyInvitation, AgencyOfficer, AgencyReply, ConsultationPage
from legaldocs.models import Organization

BIGGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Desk:
    """One officer's view of one consultation."""

    officer: AgencyOfficer
    invitation: AgencyInvitation
    consultation: ConsultationPage
    reply: AgencyReply | None

    @property
    def organization(self) -> Organization:
        """The officer's organization."""
        return self.officer.organization


def officer_of(user: Any) -> AgencyOfficer | None:
    """The officer behind an account, if it acts for an organization."""
    if not user.is_authenticated or not user.is_active:
        return None
    return AgencyOfficer.objects.select_related("organization").filter(user=user).first()


def safe_next(request: HttpRequest) -> str:
    """Where to go after logging in: an address of the desk on this host, never another site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    home = reverse("consultations:agency_home")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=False) and wanted.startswith(home):
        return wanted
    return home


def desk_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for officers: others are sent to the log-in page, accounts without an organization are refused."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        officer = officer_of(request.user)
        if officer is None:
            if request.user.is_authenticated:
                raise PermissionDenied
            return redirect(reverse("consultations:agency_login", query={"next": request.get_full_path()}))
        return view(request, officer, *args, **kwargs)

    return guarded


def consultation_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For one consultation the officer's organization is invited to; any other does not exist for them (404)."""

    @desk_view
    @wraps(view)
    def guarded(request: HttpRequest, officer: AgencyOfficer, consultation_id: int, **kwargs: Any) -> HttpResponse:
        if max([consultation_id, *kwargs.values()]) > BIGGEST_ID:
            raise Http404
        invitation = (
            AgencyInvitation.objects.filter(
                organization=officer.organization, consultation_id=consultation_id, consultation__live=True
            )
            .select_related("consultation__document", "consultation__receiving_unit", "organization")
            .first()
        )
        if invitation is None or invitation.consultation.state == "planned":
            raise Http404
        reply = (
            AgencyReply.objects.filter(consultation=invitation.consultation, organization=officer.organization)
            .select_related("edited_by", "sent_by", "submission")
            .first()
        )
        return view(request, Desk(officer, invitation, invitation.consultation, reply), **kwargs)

    return guarded
