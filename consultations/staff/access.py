"""Who may open which screen of the editors' part."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from consultations.models import ConsultationPage
from consultations.permissions import may_answer, may_export, may_publish_answers

BIGGEST_ID = 2**63 - 1
SEES_PERSONAL_DATA = "consultations.view_personaldata"


def may_see_answers(user: Any) -> bool:
    """Officers who write, publish or export answers."""
    return may_answer(user) or may_publish_answers(user) or may_export(user)


def may_see_personal_data(user: Any) -> bool:
    """Names and contact of senders: only by its own permission."""
    return user.is_active and user.has_perm(SEES_PERSONAL_DATA)


def staff_view(allowed: Callable[[Any], bool]) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Only for users for whom ``allowed`` holds; others with access to the admin get its refusal page."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        @never_cache
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not allowed(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def consultation_or_404(pk: int) -> ConsultationPage:
    """The consultation with what every screen shows; a number no database holds is simply not found."""
    if pk > BIGGEST_ID:
        raise Http404
    return get_object_or_404(ConsultationPage.objects.select_related("document", "receiving_unit__parent"), pk=pk)


def ids_of(values: list[str]) -> list[int]:
    """Row numbers out of a form; what is none is left out."""
    return [int(value) for value in values[:5000] if value.isdecimal() and len(value) < 19]
