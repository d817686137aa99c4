"""Moderation (``/quan-tri/gop-y/``): a list beside one comment, decisions, undo."""

from __future__ import annotations

import datetime
import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from consultations.models import Comment, CommentState, ModerationDecision, PersonalData
from consultations.permissions import may_moderate
from consultations.personal_data import find_personal_data
from consultations.provision_paths import GENERAL, provision_paths
from consultations.services import moderating
from consultations.staff.access import ids_of, may_see_personal_data, staff_view
from consultations.staff.forms import FilterForm, WithholdForm
from consultations.staff.letters import letters_of
from legaldocs.domain.text import search_tokens

PAGE_SIZE = 50
OVERTAKEN = _lazy(
    "Somebody else decided on this comment after you opened the page. Their decision stands; read it below before you change it."
)
FILTERS = ("consultation", "state", "sender", "provision", "page")


def waiting_count() -> int:
    """Comments that wait for a moderator."""
    return Comment.objects.filter(state=CommentState.RECEIVED).count()


def _filtered(request: HttpRequest) -> tuple[FilterForm, QuerySet[Any], QuerySet[Any]]:
    form = FilterForm(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    base = Comment.objects.all()
    if chosen.get("consultation"):
        base = base.filter(consultation=chosen["consultation"])
    if chosen.get("sender"):
        base = base.filter(submission__sender_kind=chosen["sender"])
    wanted = search_tokens(chosen.get("provision") or "")
    if wanted:
        if wanted == search_tokens(GENERAL):
            base = base.filter(provision__isnull=True)
        else:
            # The clause and everything below it; only clauses that were commented on have to be named.
            rows = base.filter(provision__isnull=False).order_by().values_list("provision__expression_id", flat=True)
            paths = provision_paths(set(rows))
            ids = [
                path.id
                for path in paths.values()
                if (tokens := search_tokens(path.label)) == wanted or tokens.startswith(f"{wanted} ")
            ]
            commented = set(base.order_by().values_list("provision_id", flat=True)) & set(ids)
            base = base.filter(provision_id__in=commented)
    state = chosen.get("state") or CommentState.RECEIVED
    shown = base if state == "all" else base.filter(state=state)
    return form, base, shown


@staff_view(may_moderate)
@require_safe
def moderation(request: HttpRequest) -> HttpResponse:
    """The list, and the chosen comment (else the first)."""
    return _render(request)


def _render(request: HttpRequest, withhold_form: WithholdForm | None = None, status: int = 200) -> HttpResponse:
    form, base, shown = _filtered(request)
    shown = shown.select_related("submission__organization", "provision", "consultation").order_by(
        "submission__received_at", "pk"
    )
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    comments = list(page.object_list)
    wanted = (ids_of([request.GET.get("chon", "")]) or [0])[0]
    current = next((c for c in comments if c.pk == wanted), None)
    if current is None and wanted:
        current = (
            Comment.objects.select_related("submission__organization", "provision", "consultation")
            .filter(pk=wanted)
            .first()
        )
    current = current or (comments[0] if comments else None)
    paths = provision_paths(
        {c.provision.expression_id for c in [*comments, *([current] if current else [])] if c.provision}
    )
    for comment in comments:
        _describe(comment, paths)
    counts = dict(base.order_by().values_list("state").annotate(Count("pk")))
    chosen_state = form.cleaned_data.get("state") or "received"
    context = {
        "page": page,
        "comments": comments,
        "current": _describe(current, paths) if current else None,
        "filter_form": form,
        "state_tabs": [
            {
                "value": value,
                "label": label,
                "count": sum(counts.values()) if value == "all" else counts.get(value, 0),
                "active": value == chosen_state,
                "url": _address(request, state=value, page=None, chon=None),
            }
            for value, label in form.fields["state"].choices
        ],
        "withhold_form": withhold_form or WithholdForm(),
        "opened_at": f"{timezone.now().timestamp():.6f}",
        "undo_batch": _undo_batch(request),
        "query": _query(request),
        "list_query": urlencode([(name, request.GET[name]) for name in FILTERS if request.GET.get(name)]),
        **(_detail(request, current) if current else {}),
    }
    return render(request, "consultations/staff/moderation.html", context, status=status)


def _describe(comment: Any, paths: dict[int, Any]) -> Any:
    comment.path = paths.get(comment.provision_id)
    comment.place = comment.path.label if comment.path else GENERAL
    comment.traces = [
        trace for text in (comment.text, comment.proposed_wording, comment.reason) for trace in find_personal_data(text)
    ]
    return comment


def _detail(request: HttpRequest, comment: Any) -> dict[str, Any]:
    decisions = comment.decisions.select_related("decided_by")
    siblings = Comment.objects.filter(submission_id=comment.submission_id).exclude(pk=comment.pk)
    details: dict[str, Any] = {"decisions": decisions, "siblings": siblings.count(), "personal": None}
    if comment.submission.organization_id:
        details["letters"] = letters_of([comment.submission_id]).get(comment.submission_id, [])
    if may_see_personal_data(request.user):
        details["personal"] = PersonalData.objects.filter(submission_id=comment.submission_id).first()
        details["personal_allowed"] = True
    return details


def _undo_batch(request: HttpRequest) -> dict[str, Any] | None:
    try:
        batch = uuid.UUID(request.GET.get("hoan-tac", ""))
    except ValueError:
        return None
    decisions = ModerationDecision.objects.filter(batch=batch, decided_by=request.user)
    first = decisions.first()
    if first is None:
        return None
    return {"id": batch, "count": decisions.count(), "published": first.state == CommentState.PUBLISHED}


def _seen(request: HttpRequest) -> datetime.datetime | None:
    """When the page was opened whose button was pressed."""
    try:
        return datetime.datetime.fromtimestamp(float(request.POST.get("seen", "")), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _query(request: HttpRequest) -> str:
    return urlencode([(name, request.GET[name]) for name in (*FILTERS, "chon") if request.GET.get(name)])


def _address(request: HttpRequest, **changes: Any) -> str:
    query = {name: request.GET[name] for name in FILTERS if request.GET.get(name)} | changes
    kept = {name: value for name, value in query.items() if value}
    return f"{reverse('moderation')}?{urlencode(kept)}" if kept else reverse("moderation")


def _next_after(request: HttpRequest, decided: list[int]) -> str | None:
    """The comment of the list that follows the one just decided."""
    __, __, shown = _filtered(request)
    order = shown.order_by("submission__received_at", "pk").values_list("pk", flat=True)
    here = decided[-1] if len(decided) == 1 else None
    if here is None:
        return None
    ids = list(order[:2000])
    if here in ids:
        after = ids[ids.index(here) + 1 :]
        return str(after[0]) if after else None
    return None


@staff_view(may_moderate)
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Publish the chosen comments, or withhold one with ground and note. The filters stand in the address."""
    ids = ids_of(request.POST.getlist("comment"))
    if not ids:
        messages.warning(request, _("Choose at least one comment."))
        return redirect(_address(request))
    following = _next_after(request, ids)
    if request.POST.get("action") == "withhold":
        form = WithholdForm(request.POST)
        if not form.is_valid():
            return _render(request, form, status=422)
        batch = moderating.withhold(
            comment_ids=ids,
            ground=form.cleaned_data["ground"],
            note=form.cleaned_data["note"],
            user=request.user,
            seen=_seen(request),
        )
        if batch.overtaken:
            messages.warning(request, OVERTAKEN)
            return _render(request, form, status=409)
        text = ngettext("%(count)d comment withheld.", "%(count)d comments withheld.", len(batch.changed))
    else:
        batch = moderating.publish(comment_ids=ids, user=request.user, seen=_seen(request))
        text = ngettext("%(count)d comment published.", "%(count)d comments published.", len(batch.changed))
    if batch.overtaken:
        messages.warning(request, OVERTAKEN)
        following = str(batch.overtaken[0])
    if not batch.changed and not batch.overtaken:  # else the bar with "undo" says it
        messages.warning(request, text % {"count": 0})
    if batch.skipped:
        skipped = ngettext(
            "%(count)d comment was already decided this way or has been withdrawn.",
            "%(count)d comments were already decided this way or have been withdrawn.",
            len(batch.skipped),
        )
        messages.info(request, skipped % {"count": len(batch.skipped)})
    return redirect(_address(request, chon=following, **({"hoan-tac": str(batch.id)} if batch.changed else {})))


@staff_view(may_moderate)
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Add the reverse of one's own last decisions."""
    try:
        batch = uuid.UUID(request.POST.get("batch", ""))
    except ValueError:
        batch = None
    if batch is None or not ModerationDecision.objects.filter(batch=batch, decided_by=request.user).exists():
        messages.error(request, _("There is nothing to undo."))
        return redirect(_address(request))
    result = moderating.undo(batch=batch, user=request.user)
    text = ngettext("%(count)d decision undone.", "%(count)d decisions undone.", len(result.changed))
    messages.success(request, text % {"count": len(result.changed)})
    if result.skipped:
        messages.warning(request, _("Comments decided again in the meantime were left as they are."))
    return redirect(_address(request, chon=str(result.changed[0]) if result.changed else None))
