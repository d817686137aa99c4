"""Answers (``/quan-tri/tiep-thu/``): clauses beside their comments, one answer for many, publishing, reports."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.errors import ConsultationError
from consultations.models import Comment, ConsultationPage, Response
from consultations.permissions import may_answer, may_publish_answers
from consultations.provision_paths import GENERAL, ProvisionPath, provision_paths
from consultations.services import answering
from consultations.staff.access import consultation_or_404, ids_of, may_see_answers, staff_view
from consultations.staff.forms import AnswerForm
from consultations.staff.letters import letters_of
from consultations.states import effective_state
from legaldocs.models import Provision

PAGE_SIZE = 100
GENERAL_KEY = "chung"


@staff_view(may_see_answers)
@require_safe
def answer_index(request: HttpRequest) -> HttpResponse:
    """All consultations with how far their answers are; those with missing answers first."""
    rows = list(
        ConsultationPage.objects.exclude(state="planned")
        .select_related("document", "receiving_unit")
        .order_by("closes_at")
    )
    progress = answering.progress_of(rows)
    now = timezone.now()
    items = [
        {
            "consultation": row,
            "progress": progress[row.pk],
            "state": effective_state(row, now),
            "label": _state_label(row, now),
        }
        for row in rows
    ]
    items.sort(key=lambda item: (item["state"] != "summarizing", item["state"] != "open"))
    return render(request, "consultations/staff/answer_index.html", {"items": items, "now": now})


def _state_label(row: ConsultationPage, now: Any) -> str:
    from consultations.models import ConsultationState

    return str(ConsultationState(effective_state(row, now)).label)


def _paths(consultation: ConsultationPage) -> dict[int, ProvisionPath]:
    posted = set(consultation.posted_expressions.order_by("sort_order", "pk").values_list("expression_id", flat=True))
    return provision_paths(posted)


def _clauses(consultation: ConsultationPage, paths: dict[int, ProvisionPath]) -> list[dict[str, Any]]:
    """One row per clause that was commented on: "Chung" first, then document order."""
    rows = (
        answering.needing_answer(consultation)
        .order_by()
        .values("provision_id")
        .annotate(total=Count("pk"), answered=Count("pk", filter=Q(response__isnull=False)))
    )
    counted = {row["provision_id"]: row for row in rows}
    clauses = []
    for pk in [None, *paths]:
        if pk in counted:
            path = paths.get(pk) if pk else None
            clauses.append(
                {
                    "key": str(pk) if pk else GENERAL_KEY,
                    "label": path.label if path else GENERAL,
                    "heading": path.heading if path else "",
                    "total": counted[pk]["total"],
                    "answered": counted[pk]["answered"],
                    "missing": counted[pk]["total"] - counted[pk]["answered"],
                }
            )
    return clauses


def _chosen_clause(request: HttpRequest, clauses: list[dict[str, Any]]) -> dict[str, Any] | None:
    key = request.GET.get("dieu", "")
    chosen = next((clause for clause in clauses if clause["key"] == key), None)
    return (
        chosen or next((clause for clause in clauses if clause["missing"]), None) or (clauses[0] if clauses else None)
    )


@staff_view(may_see_answers)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_board(request: HttpRequest, pk: int) -> HttpResponse:
    """One consultation: clauses left, comments and answers of the chosen clause right."""
    return _board(request, consultation_or_404(pk), None)


@staff_view(may_see_answers)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_edit(request: HttpRequest, pk: int, response_id: int) -> HttpResponse:
    """Change an answer that was given."""
    consultation = consultation_or_404(pk)
    response = Response.objects.filter(pk=response_id, consultation=consultation).select_related("author").first()
    if response is None:
        raise Http404
    return _board(request, consultation, response)


def _board(request: HttpRequest, consultation: ConsultationPage, response: Response | None) -> HttpResponse:
    paths = _paths(consultation)
    clauses = _clauses(consultation, paths)
    clause = _chosen_clause(request, clauses)
    if response is not None:
        own = response.comments.order_by("pk").first()
        key = (str(own.provision_id) if own.provision_id else GENERAL_KEY) if own else ""
        if "dieu" not in request.GET:
            clause = next((item for item in clauses if item["key"] == key), clause)
    here = int(clause["key"]) if clause and clause["key"].isdecimal() else None
    comments = answering.needing_answer(consultation).filter(provision_id=here) if clause else Comment.objects.none()
    comments = comments.select_related("submission__organization", "response").order_by("response__pk", "text", "pk")
    form = AnswerForm(request.POST or None, initial=_initial(response, paths, here), paths=paths, here=here)
    ticked = set(ids_of(request.POST.getlist("comment"))) if request.method == "POST" else set()
    conflict: Response | None = None
    problem = ""
    if request.method == "POST":
        if not may_answer(request.user) or (
            response and response.published_at and not may_publish_answers(request.user)
        ):
            raise PermissionDenied
        if request.POST.get("all_unanswered"):
            ticked |= set(comments.filter(response__isnull=True).values_list("pk", flat=True))
        outcome = _save(request, consultation, response, form, ticked)
        if isinstance(outcome, Response):
            messages.success(request, _("The answer has been saved."))
            target = reverse("answer_board", args=[consultation.pk])
            return redirect(f"{target}?dieu={clause['key']}" if clause else target)
        conflict, problem, form = outcome
    elif response is not None:
        ticked = set(response.comments.values_list("pk", flat=True))
    page = Paginator(_order(comments, response), PAGE_SIZE).get_page(request.GET.get("page"))
    letters = letters_of(row.submission_id for row in page.object_list if row.submission.organization_id)
    for row in page.object_list:
        row.letters = letters.get(row.submission_id, [])
    context = {
        "consultation": consultation,
        "progress": answering.progress_of([consultation])[consultation.pk],
        "state": effective_state(consultation, timezone.now()),
        "clauses": clauses,
        "clause": clause,
        "wording": _wording(here),
        "groups": _groups(page.object_list, ticked),
        "page": page,
        "answers": _answers(consultation, here, paths) if clause else [],
        "form": form,
        "response": response,
        "versions": response.versions.select_related("author") if response else [],
        "conflict": conflict,
        "problem": problem,
        "hidden_ticks": sorted(ticked - {comment.pk for comment in page.object_list}),
        "may_answer": may_answer(request.user)
        and not (response and response.published_at and not may_publish_answers(request.user)),
        "may_publish": may_publish_answers(request.user),
    }
    failed = request.method == "POST"
    return render(
        request, "consultations/staff/answer_board.html", context, status=(409 if conflict else 422) if failed else 200
    )


def _initial(response: Response | None, paths: dict[int, ProvisionPath], here: int | None) -> dict[str, Any]:
    if response is None:
        return {"version": 0}
    changed = paths.get(response.changed_provision_id or 0)
    return {
        "decision": response.decision,
        "text": response.text,
        "resulting_wording": response.resulting_wording,
        "changed_label": changed.label if changed and changed.id != here else "",
        "version": response.version,
    }


def _order(comments: Any, response: Response | None) -> list[Comment]:
    """The unanswered first, then those of the answer being changed, then the others."""
    own = response.pk if response else 0
    return sorted(comments, key=lambda c: (c.response_id not in (None, own), c.text, c.pk))


def _save(
    request: HttpRequest, consultation: ConsultationPage, response: Response | None, form: AnswerForm, ticked: set[int]
) -> Response | tuple[Response | None, str, AnswerForm]:
    if not form.is_valid():
        return None, "", form
    changed = Provision.objects.filter(pk=form.changed_id).first() if form.changed_id else None
    draft = answering.AnswerDraft(
        decision=form.cleaned_data["decision"],
        text=form.cleaned_data["text"],
        resulting_wording=form.cleaned_data["resulting_wording"],
        changed_provision=changed,
    )
    try:
        return answering.save_answer(
            consultation=consultation,
            comment_ids=ticked,
            draft=draft,
            user=request.user,
            response_id=response.pk if response else None,
            version=form.cleaned_data["version"] or 0,
        )
    except answering.StaleAnswer as stale:
        data = form.data.copy()
        data["version"] = str(stale.current.version)
        return stale.current, "", AnswerForm(data, paths=form.paths, here=form.here)
    except answering.NoComments:
        return None, _("Tick at least one comment that this answer is for."), form
    except answering.CommentsTaken as taken:
        text = ngettext(
            "%(count)d of the ticked comments has been given another answer meanwhile. It is listed below with its answer; untick it or change that answer.",
            "%(count)d of the ticked comments have been given another answer meanwhile. They are listed below with their answer; untick them or change that answer.",
            len(taken.comment_ids),
        )
        ticked -= set(taken.comment_ids)
        return None, text % {"count": len(taken.comment_ids)}, form
    except ValidationError as error:
        return None, " ".join(error.messages), form


def _wording(provision_id: int | None) -> list[Provision]:
    provision = Provision.objects.filter(pk=provision_id).first() if provision_id else None
    return list(Provision.objects.subtree(provision).order_by("order")[:200]) if provision else []


def _groups(comments: list[Any], ticked: set[int]) -> list[dict[str, Any]]:
    """Identical words next to each other under one head."""
    groups: list[dict[str, Any]] = []
    for comment in comments:
        comment.ticked = comment.pk in ticked
        says = (
            comment.text,
            comment.change,
            comment.proposed_wording,
            comment.reason,
            comment.stance,
            comment.response_id,
        )
        if groups and groups[-1]["says"] == says:
            groups[-1]["comments"].append(comment)
        else:
            groups.append({"says": says, "first": comment, "comments": [comment]})
    return groups


def _answers(consultation: ConsultationPage, here: int | None, paths: dict[int, ProvisionPath]) -> list[Any]:
    answers = list(
        Response.objects.filter(consultation=consultation, comments__provision_id=here)
        .annotate(served=Count("comments"))
        .select_related("author")
        .order_by("pk")
    )
    for answer in answers:
        answer.changed_path = paths.get(answer.changed_provision_id or 0)
    return answers


@staff_view(may_publish_answers)
@require_POST
def publish_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the answers ready so far, or all of them and declare the consultation answered."""
    consultation = consultation_or_404(pk)
    try:
        if request.POST.get("action") == "close":
            answering.publish_all_and_close(consultation=consultation)
            messages.success(request, _("All answers are public; the consultation is answered."))
        else:
            count = answering.publish_answers(consultation=consultation)
            text = ngettext("%(count)d answer published.", "%(count)d answers published.", count)
            messages.success(request, text % {"count": count})
    except ConsultationError as error:
        messages.error(request, str(error))
    return redirect("answer_board", consultation.pk)
