"""Reading an uploaded file again in another way: tracked changes rejected or accepted, a scan recognised."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from legaldocs.intake.extracted import Changes
from legaldocs.models import IntakeItem
from legaldocs.models.intake import IntakeState
from legaldocs.permissions import may_import
from legaldocs.services import recognising
from legaldocs.services.receiving import NotReviewable
from legaldocs.staff.access import staff_view


@staff_view(may_import)
@require_POST
def intake_changes(request: HttpRequest, batch: int, item: int) -> HttpResponse:
    """``changes``: ``accepted`` or ``rejected``; ``drop``: corrections made since may go."""
    row = get_object_or_404(IntakeItem, pk=item, batch_id=batch)
    wanted = request.POST.get("changes", "")
    changes = Changes(wanted) if wanted in list(Changes) else Changes.ACCEPTED
    try:
        read = recognising.read_with_changes(
            item_id=row.pk, changes=changes, drop_corrections=bool(request.POST.get("drop"))
        )
    except NotReviewable as error:
        messages.error(request, str(error))
        return redirect("corpus:intake_item", batch=batch, item=item)
    if read.state != IntakeState.READ:
        messages.error(request, f"{read.original_name}: {read.error}")
        return redirect("corpus:intake_batch", batch=batch)
    if changes is Changes.REJECTED:
        messages.success(request, _("Read again with all tracked changes rejected."))
    else:
        messages.success(request, _("Read again with all tracked changes accepted."))
    return redirect("corpus:intake_item", batch=batch, item=item)


@staff_view(may_import)
@require_POST
def intake_recognise(request: HttpRequest, batch: int, item: int) -> HttpResponse:
    """Have the worker recognise the pages of a scan."""
    row = get_object_or_404(IntakeItem, pk=item, batch_id=batch)
    try:
        recognising.ask_for_recognition(item_id=row.pk, drop_corrections=bool(request.POST.get("drop")))
    except NotReviewable as error:
        messages.error(request, str(error))
        return redirect("corpus:intake_item" if row.state == IntakeState.READ else "corpus:intake_batch", *_where(row))
    messages.success(request, _("The pages are being recognised in the background. This page follows by itself."))
    return redirect("corpus:intake_batch", batch=batch)


def _where(row: IntakeItem) -> list[int]:
    return [row.batch_id, row.pk] if row.state == IntakeState.READ else [row.batch_id]
