"""Deadline and end of one consultation (``/quan-tri/tiep-thu/<id>/thoi-han/``): extending it, recording what became of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from consultations.errors import ConsultationError
from consultations.models import ConsultationPage, ConsultationState
from consultations.permissions import may_move
from consultations.services.closing import extend_deadline, finish
from consultations.staff.access import consultation_or_404, may_see_answers, staff_view
from consultations.states import accepts_comments, effective_state, may_become
from consultations.typed_text import clean_line

ENDS = (ConsultationState.ENACTED, ConsultationState.ARCHIVED)
EXTENDED, FINISHED = "consultations.extend", "consultations.finish"


class ExtensionForm(forms.Form):
    """A later deadline and why; both are shown in public."""

    closes_at = forms.DateTimeField(
        label=gettext_lazy("New deadline"),
        input_formats=["%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y", "%d-%m-%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(format="%d/%m/%Y %H:%M", attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Day and hour, for example 30/11/2026 17:00. Later than the present deadline."),
        error_messages={
            "required": gettext_lazy("Type the new deadline."),
            "invalid": gettext_lazy("This is no day and hour. Type it like 30/11/2026 17:00."),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for the extension"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Shown in public beside the deadline."),
        error_messages={
            "required": gettext_lazy("Give the reason: it is shown in public."),
            "max_length": gettext_lazy("At most 500 characters are shown in public; please shorten the reason."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs.pop("maxlength", None)  # refused with a sentence, not cut by the browser

    def clean_reason(self) -> str:
        """One paragraph without control characters."""
        reason = clean_line(self.cleaned_data["reason"])
        if not reason:
            raise forms.ValidationError(self.fields["reason"].error_messages["required"])
        return reason


@staff_view(may_see_answers)
@require_http_methods(["GET", "HEAD", "POST"])
def period(request: HttpRequest, pk: int) -> HttpResponse:
    """The period with its log; the forms for those who may move the consultation."""
    consultation = consultation_or_404(pk)
    if request.method != "POST":
        return _page(request, consultation, ExtensionForm())
    if not may_move(request.user):
        raise PermissionDenied
    if request.POST.get("action") == "finish":
        return _finish(request, consultation)
    return _extend(request, consultation)


def _extend(request: HttpRequest, consultation: ConsultationPage) -> HttpResponse:
    form = ExtensionForm(request.POST)
    if form.is_valid():
        try:
            with transaction.atomic():
                extension = extend_deadline(
                    consultation_id=consultation.pk,
                    closes_at=form.cleaned_data["closes_at"],
                    reason=form.cleaned_data["reason"],
                    decided_by=request.user.get_full_name() or request.user.get_username(),  # type: ignore[union-attr]
                    now=timezone.now(),
                )
                log(
                    consultation,
                    EXTENDED,
                    user=request.user,
                    data={"moved": str(extension), "reason": extension.reason},
                )
        except ConsultationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The deadline was extended; the reason is shown on the public page."))
            return redirect("consultation_period", consultation.pk)
    return _page(request, consultation, form, status=422)


def _finish(request: HttpRequest, consultation: ConsultationPage) -> HttpResponse:
    state = request.POST.get("state", "")
    try:
        with transaction.atomic():
            moved = finish(consultation_id=consultation.pk, state=state)
            log(moved, FINISHED, user=request.user, data={"state": state})
    except ConsultationError as error:
        messages.error(request, str(error))
    else:
        label = ConsultationState(state).label
        messages.success(request, _("The consultation is now recorded as “%(state)s”.") % {"state": label})
    return redirect("consultation_period", consultation.pk)


def _page(
    request: HttpRequest, consultation: ConsultationPage, form: ExtensionForm, *, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    state = effective_state(consultation, now)
    context = {
        "consultation": consultation,
        "now": now,
        "state": state,
        "state_label": ConsultationState(state).label,
        "extensions": consultation.extensions.all(),
        "form": form,
        "may_move": may_move(request.user),
        "may_extend": accepts_comments(consultation, now),
        "ends": [(end.value, end.label) for end in ENDS if may_become(state, end)],
    }
    return render(request, "consultations/staff/period.html", context, status=status)
