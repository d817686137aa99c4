"""What the public pages of consultations show, put together from a bounded number of queries."""

from __future__ import annotations

import datetime
from pathlib import PurePosixPath
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, DateTimeField, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.changed_clauses import issued_document
from consultations.clause_actions import ClauseActions
from consultations.draft_text import draft_text
from consultations.models import (
    Comment,
    CommentState,
    ConsultationPage,
    ConsultationState,
    Decision,
    ModerationDecision,
    PostedExpression,
    Response,
)
from consultations.models.submissions import WithholdingGround
from consultations.services.file_signatures import signature_words
from consultations.states import CLOSED_STATES, accepts_comments, effective_state, steps

PER_PAGE = 20
FILTERS = ("tat-ca", "dang-mo", "da-dong")


# -- the list -------------------------------------------------------------------------------------
def list_context(request: HttpRequest, now: datetime.datetime) -> dict[str, Any]:
    """The list with its three filters, their counts and a page of cards."""
    chosen = request.GET.get("trang-thai", "")
    chosen = chosen if chosen in FILTERS else FILTERS[0]
    live = ConsultationPage.objects.live().public()
    is_open = Q(state=ConsultationState.OPEN, closes_at__gt=now)
    is_closed = Q(state__in=CLOSED_STATES) | Q(state=ConsultationState.OPEN, closes_at__lte=now)
    counts = live.aggregate(all=Count("pk"), open=Count("pk", filter=is_open), closed=Count("pk", filter=is_closed))
    rows = {"dang-mo": live.filter(is_open), "da-dong": live.filter(is_closed)}.get(chosen, live)
    page = Paginator(in_listing_order(rows, now), PER_PAGE).get_page(request.GET.get("page"))
    labels = {"tat-ca": _("All"), "dang-mo": _("Open for comments"), "da-dong": _("Closed")}
    values = dict(zip(FILTERS, (counts["all"], counts["open"], counts["closed"]), strict=True))
    return {
        "crumbs": [{"title": _("Home page"), "url": home_url()}, {"title": _("Consultations"), "url": ""}],
        "page_obj": page,
        "cards": [listing_card(row, now) for row in page],
        "chosen": chosen,
        "counts": counts,
        "tabs": [
            {
                "title": labels[name],
                "url": "?" if name == FILTERS[0] else f"?trang-thai={name}",
                "active": name == chosen,
                "count": values[name],
            }
            for name in FILTERS
        ],
    }


def home_url() -> str:
    """The first page in the language of the request."""
    return reverse("consultations:consultation_list").removesuffix("lay-y-kien/")


def with_published_counts(rows: Any) -> Any:
    """Consultations with ``published_count``, the number of their comments in state published."""
    published = (
        Comment.objects.filter(consultation=OuterRef("pk"), state=CommentState.PUBLISHED)
        .order_by()
        .values("consultation")
        .annotate(total=Count("pk"))
        .values("total")
    )
    return rows.annotate(published_count=Coalesce(Subquery(published), 0))


def in_listing_order(rows: Any, now: datetime.datetime) -> Any:
    """Open ones first, the nearest deadline on top; then what closed last."""
    is_open = Q(state=ConsultationState.OPEN, closes_at__gt=now)
    is_planned = Q(state=ConsultationState.PLANNED)
    rank = Case(
        When(is_open, then=Value(0)), When(is_planned, then=Value(1)), default=Value(2), output_field=IntegerField()
    )
    soonest = Case(When(is_open, then=F("closes_at")), default=Value(None), output_field=DateTimeField())
    rows = with_published_counts(rows.for_listing().prefetch_related("questions"))
    return rows.annotate(rank=rank, soonest=soonest).order_by(
        "rank", F("soonest").asc(nulls_last=True), F("closes_at").desc(nulls_last=True), "-pk"
    )


def listing_card(row: ConsultationPage, now: datetime.datetime) -> dict[str, Any]:
    """One card of the list."""
    audiences = list(dict.fromkeys(question.audience for question in row.questions.all() if question.audience))
    state = effective_state(row, now)
    return {
        "url": row.get_absolute_url(),
        "title": row.title,
        "closes_at": row.closes_at,
        "opens_at": row.opens_at,
        "state": state,
        "state_label": ConsultationState(state).label,
        "comment_count": row.published_count,
        "asked": ", ".join(audiences),
        "summary": row.summary,
    }


# -- one consultation ------------------------------------------------------------------------------
def consultation_context(
    consultation: ConsultationPage, request: HttpRequest, now: datetime.datetime, *, preview: bool = False
) -> dict[str, Any]:
    """Everything of điểm i khoản 1 Điều 10 NĐ 43/2011, and where the consultation stands."""
    state = effective_state(consultation, now)
    is_open = accepts_comments(consultation, now)
    postings = _postings(consultation, preview=preview)
    current = _chosen_posting(postings, request.GET.get("ban", ""))
    numbers = comment_numbers(consultation)
    context: dict[str, Any] = {
        "consultation": consultation,
        "crumbs": [
            {"title": _("Home page"), "url": home_url()},
            {"title": _("Consultations"), "url": reverse("consultations:consultation_list")},
            {"title": consultation.title, "url": ""},
        ],
        "state": state,
        "state_label": ConsultationState(state).label,
        "is_open": is_open,
        "is_planned": state == ConsultationState.PLANNED,
        "steps": steps(consultation, now),
        "numbers": numbers,
        "comments_url": reverse("consultations:comment_list", args=[consultation.slug]),
        "answers_url": reverse("consultations:answer_list", args=[consultation.slug]),
        "whole_url": reverse("consultations:comment_whole", args=[consultation.slug]),
        "basket_url": reverse("consultations:basket", args=[consultation.slug]),
        "postings": postings,
        "current": current,
        "is_latest": bool(postings) and current is postings[-1],
        "files": dossier(consultation) if not context_is_planned(state, preview) else [],
        "questions": _questions(consultation, numbers),
        "invitations": list(consultation.invitations.select_related("organization")) if consultation.pk else [],
        "extensions": list(consultation.extensions.all()) if consultation.pk else [],
        "answers": answer_numbers(consultation),
        "issued": issued_document(consultation),
        "answered": state in {ConsultationState.ANSWERED, ConsultationState.ENACTED, ConsultationState.ARCHIVED},
    }
    if current is not None:
        text = draft_text(current.expression)
        answers = clause_answers(consultation) if context["answers"]["total"] else {}
        actions = ClauseActions(
            consultation, current.expression_id, numbers["by_provision"], is_open=is_open, answers=answers
        )
        context |= {"law_html": text.html(actions), "contents_html": text.contents}
    context["official_url"] = request.build_absolute_uri(consultation.get_absolute_url())
    return context


def context_is_planned(state: str, preview: bool) -> bool:
    """Before posting, the public sees neither draft nor dossier."""
    return state == ConsultationState.PLANNED and not preview


def _postings(consultation: ConsultationPage, *, preview: bool) -> list[PostedExpression]:
    if not consultation.pk:
        return []
    rows = PostedExpression.objects.filter(consultation_id=consultation.pk)
    if not preview:
        rows = rows.filter(posted_at__isnull=False)
    rows = rows.select_related("expression").defer(
        "expression__source_text", "expression__findings", "expression__outline"
    )
    return list(rows.order_by("sort_order", "pk"))


def _chosen_posting(postings: list[PostedExpression], wanted: str) -> PostedExpression | None:
    """The wording asked for, else the one posted last."""
    for posting in postings:
        if str(posting.expression_id) == wanted:
            return posting
    return postings[-1] if postings else None


def comment_numbers(consultation: ConsultationPage) -> dict[str, Any]:
    """Published comments in all, by provision and by question; those being checked and those withheld. One query."""
    rows = (
        Comment.objects.filter(consultation_id=consultation.pk)
        .order_by()
        .values_list("state", "provision_id", "question_id")
        .annotate(total=Count("pk"))
    )
    numbers: dict[str, Any] = {
        "published": 0,
        "received": 0,
        "withheld": 0,
        "whole": 0,
        "by_provision": {},
        "by_question": {},
    }
    for state, provision_id, question_id, total in rows:
        if state in numbers:
            numbers[state] += total
        if state != CommentState.PUBLISHED:
            continue
        if provision_id:
            numbers["by_provision"][provision_id] = total
        elif question_id:
            numbers["by_question"][question_id] = total
        else:
            numbers["whole"] += total
    return numbers


def withheld_by_ground(consultation: ConsultationPage) -> list[dict[str, Any]]:
    """How many comments are not shown, by the ground last given for each."""
    last = ModerationDecision.objects.filter(comment=OuterRef("pk"), state=CommentState.WITHHELD).order_by(
        "-decided_at", "-pk"
    )
    rows = (
        Comment.objects.filter(consultation_id=consultation.pk, state=CommentState.WITHHELD)
        .annotate(ground=Subquery(last.values("ground")[:1]))
        .order_by()
        .values_list("ground")
        .annotate(total=Count("pk"))
    )
    names = dict(WithholdingGround.choices)
    return [{"label": names.get(ground, _("Ground not stated")), "value": total} for ground, total in rows]


def answer_numbers(consultation: ConsultationPage) -> dict[str, Any]:
    """Published answers by decision, counted in comments answered."""
    rows = dict(
        Response.objects.filter(consultation_id=consultation.pk, published_at__isnull=False)
        .order_by()
        .values_list("decision")
        .annotate(total=Count("comments", filter=Q(comments__state=CommentState.PUBLISHED)))
    )
    return {
        "total": sum(rows.values()),
        "rows": [{"label": choice.label, "value": rows.get(choice.value, 0)} for choice in Decision],
    }


def clause_answers(consultation: ConsultationPage) -> dict[int, list[tuple[int, str]]]:
    """Published answers by the provision that was commented on: key and decision. One query."""
    rows = (
        Comment.objects.filter(
            consultation_id=consultation.pk,
            state=CommentState.PUBLISHED,
            provision__isnull=False,
            response__published_at__isnull=False,
        )
        .order_by("provision_id", "response_id")
        .values_list("provision_id", "response_id", "response__decision")
        .distinct()
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for provision_id, response_id, decision in rows:
        found.setdefault(provision_id or 0, []).append((response_id or 0, str(Decision(decision).label)))
    return found


def dossier(consultation: ConsultationPage) -> list[dict[str, Any]]:
    """Files of the dossier with kind, size, type, SHA-256 and what their digital signatures prove."""
    rows = [row for row in consultation.dossier_files.all() if row.file]
    words = signature_words(row.sha256 for row in rows) if rows else {}
    return [
        {
            "url": reverse("consultations:dossier_file", args=[row.pk]),
            "title": row.title,
            "extension": PurePosixPath(row.file.name or "").suffix.lstrip("."),
            "size": row.size,
            "sha256": row.sha256,
            "note": row.get_kind_display(),
            "signatures": words.get(row.sha256, []),
        }
        for row in rows
    ]


def _questions(consultation: ConsultationPage, numbers: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "audience": row.audience,
            "text": row.text,
            "url": reverse("consultations:comment_question", args=[consultation.slug, row.pk]) if row.pk else "",
            "count": numbers["by_question"].get(row.pk, 0),
            "count_url": reverse("consultations:comment_list", args=[consultation.slug]) + f"?cau-hoi={row.pk}",
        }
        for row in consultation.questions.all()
    ]
