"""Comments as the public reads them: filters, cards with their answers, figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from consultations.changed_clauses import commented_wording, place_changed_clauses
from consultations.clause_figures import clause_rows
from consultations.models import (
    Comment,
    CommentState,
    ConsultationPage,
    Decision,
    PostedExpression,
    Response,
    SenderKind,
    Stance,
    WordingChange,
)
from consultations.presentation import home_url, withheld_by_ground
from consultations.targets import ANCESTORS, comment_label, comment_rows, provision_label
from consultations.wording import changes, wordings_of
from legaldocs.models import Provision

PER_PAGE = 20
ANSWER_CLASS = {
    Decision.ACCEPTED: "accepted",
    Decision.PARTLY: "partly",
    Decision.EXPLAINED: "explained",
    Decision.NOTED: "noted",
}


def crumbs(consultation: ConsultationPage, *more: dict[str, str]) -> list[dict[str, str]]:
    """From the home page down to a page of one consultation."""
    return [
        {"title": _("Home page"), "url": home_url()},
        {"title": _("Consultations"), "url": reverse("consultations:consultation_list")},
        {"title": consultation.title, "url": consultation.get_absolute_url()},
        *more,
    ]


def comments_context(consultation: ConsultationPage, request: HttpRequest) -> dict[str, Any]:
    """Published comments, filtered; figures of stances over the same choice of provision and sender."""
    provision = _chosen_provision(consultation, request)
    question = next((row for row in consultation.questions.all() if str(row.pk) == request.GET.get("cau-hoi")), None)
    stances = [value for value in request.GET.getlist("y-kien") if value in Stance.values]
    kinds = [value for value in request.GET.getlist("nguoi-gui") if value in SenderKind.values]
    whole = request.GET.get("dieu-khoan") == "chung"

    everything = Comment.objects.filter(consultation_id=consultation.pk).published()  # type: ignore[attr-defined]
    about = everything
    if provision is not None:
        below = Provision.objects.subtree(provision).values("pk")
        about = about.filter(provision_id__in=below)
    elif question is not None:
        about = about.filter(question_id=question.pk)
    elif whole:
        about = about.filter(provision=None, question=None)
    rows = about
    if stances:
        rows = rows.filter(stance__in=stances)
    if kinds:
        rows = rows.filter(submission__sender_kind__in=kinds)

    by_stance = dict(
        (about.filter(submission__sender_kind__in=kinds) if kinds else about)
        .order_by()
        .values_list("stance")
        .annotate(n=Count("pk"))
    )
    by_kind = dict(
        (about.filter(stance__in=stances) if stances else about)
        .order_by()
        .values_list("submission__sender_kind")
        .annotate(n=Count("pk"))
    )
    page = Paginator(comment_rows(rows).in_document_order(), PER_PAGE).get_page(request.GET.get("page"))
    chips = _chips(request, provision, question, stances, kinds, whole=whole)
    withheld = withheld_by_ground(consultation)
    return {
        "consultation": consultation,
        "crumbs": crumbs(consultation, {"title": _("Public comments"), "url": ""}),
        "page_obj": page,
        "cards": comment_cards(page, consultation),
        "total": sum(by_stance.get(value, 0) for value in (stances or Stance.values)),
        "published": everything.count(),
        "stance_rows": [{"label": label, "value": by_stance.get(value, 0)} for value, label in Stance.choices],
        "stance_total": sum(by_stance.values()),
        "stance_choices": _choices(Stance.choices, by_stance, stances),
        "kind_choices": _choices(SenderKind.choices, by_kind, kinds),
        "clause_rows": [] if provision or whole or question else clause_rows(consultation, rows),
        "provision_choices": _provision_choices(consultation, provision, whole=whole),
        "chosen_expression": provision.expression_id if provision else "",
        "chips": chips,
        "withheld": withheld,
        "withheld_total": sum(row["value"] for row in withheld),
        "waiting": Comment.objects.filter(consultation_id=consultation.pk, state=CommentState.RECEIVED).count(),
    }


def _choices(choices: Any, counts: dict[str, int], chosen: list[str]) -> list[dict[str, Any]]:
    return [
        {"value": value, "label": label, "count": counts.get(value, 0), "checked": value in chosen}
        for value, label in choices
    ]


def _chosen_provision(consultation: ConsultationPage, request: HttpRequest) -> Provision | None:
    """By anchor in a posted wording (the one named, else the one posted last), or by its number."""
    wanted, version = request.GET.get("dieu-khoan", ""), request.GET.get("ban", "")
    if not wanted or wanted == "chung":
        return None
    rows = Provision.objects.select_related(ANCESTORS).filter(
        expression__postings__consultation_id=consultation.pk, expression__postings__posted_at__isnull=False
    )
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 19:
        return rows.filter(pk=int(wanted)).first()
    if version.isascii() and version.isdigit() and len(version) < 19:
        rows = rows.filter(expression_id=int(version))
    return rows.filter(anchor=wanted[:255]).order_by("-expression__postings__sort_order", "-expression_id").first()


def _provision_choices(
    consultation: ConsultationPage, chosen: Provision | None, *, whole: bool
) -> list[dict[str, Any]]:
    """Articles and annexes of the wordings that have comments, for the filter."""
    postings = PostedExpression.objects.filter(consultation_id=consultation.pk, posted_at__isnull=False)
    rows = (
        Provision.objects.filter(expression_id__in=postings.values("expression_id"), kind__in=["article", "annex"])
        .exclude(eid__contains="quote_")
        .order_by("-expression_id", "order")
        .values_list("pk", "kind", "num", "heading", "marker", "expression_id")
    )
    choices = [{"value": "chung", "label": _("The whole draft"), "selected": whole}]
    newest = None
    for pk, kind, num, heading, marker, expression_id in rows:
        newest = newest or expression_id
        if expression_id != newest:
            continue
        name = f"Điều {num}" if kind == "article" else marker or heading
        label = f"{name}. {heading}" if heading and heading != name else name
        choices.append({"value": str(pk), "label": label[:90], "selected": bool(chosen and chosen.pk == pk)})
    if chosen is not None and not any(choice["selected"] for choice in choices):
        choices.insert(1, {"value": str(chosen.pk), "label": provision_label(chosen), "selected": True})
    return choices


def _chips(
    request: HttpRequest, provision: Any, question: Any, stances: list[str], kinds: list[str], *, whole: bool
) -> list[dict[str, str]]:
    def without(name: str, value: str | None = None) -> str:
        pairs = [
            (key, item)
            for key, items in request.GET.lists()
            for item in items
            if key != "page" and not (key == name and (value is None or item == value))
        ]
        if name == "dieu-khoan":
            pairs = [pair for pair in pairs if pair[0] != "ban"]
        return f"?{urlencode(pairs)}"

    chips = []
    if provision is not None:
        chips.append({"label": provision_label(provision), "url": without("dieu-khoan")})
    if whole:
        chips.append({"label": _("The whole draft"), "url": without("dieu-khoan")})
    if question is not None:
        chips.append({"label": question.text[:60], "url": without("cau-hoi")})
    chips += [{"label": str(Stance(value).label), "url": without("y-kien", value)} for value in stances]
    chips += [{"label": str(SenderKind(value).label), "url": without("nguoi-gui", value)} for value in kinds]
    return chips


def comment_cards(comments: Iterable[Comment], consultation: ConsultationPage) -> list[dict[str, Any]]:
    """Cards of several comments; the wordings their answers changed are read in one query."""
    rows = list(comments)
    before = wordings_of(provisions_of(rows))
    place_changed_clauses((row.response for row in rows if row.response is not None), consultation)
    return [comment_card(row, consultation, before) for row in rows]


def provisions_of(comments: Iterable[Comment]) -> list[Provision]:
    """The provisions commented on, and those the answers changed."""
    found = []
    for comment in comments:
        changed = comment.response.changed_provision if comment.response is not None else None
        found += [provision for provision in (comment.provision, changed) if provision is not None]
    return found


def comment_card(
    comment: Comment, consultation: ConsultationPage, before: Mapping[int, str] | None = None
) -> dict[str, Any]:
    """One comment as ``components/comment_card.html`` shows it; nothing personal beyond a consented name."""
    submission = comment.submission
    wording = (before or {}).get(comment.provision_id or 0, "")
    kind = str(submission.get_sender_kind_display())
    if submission.province:
        kind = f"{kind} · {submission.province}"
    card: dict[str, Any] = {
        "id": comment.pk,
        "stance": comment.stance,
        "stance_label": comment.get_stance_display(),
        "sender_kind": kind,
        "sender_name": submission.public_name,
        "text": comment.text,
        "reason": comment.reason,
        "sent_at": submission.received_at,
        "target": comment_label(comment),
        "target_url": target_url(comment, consultation),
        **proposal(comment.change, comment.proposed_wording, wording),
    }
    if comment.response is not None and comment.response.published_at:
        compared = commented_wording(comment.response, [comment])
        card["answer"] = answer_card(comment.response, consultation, (before or {}).get(compared or 0, ""))
    return card


def proposal(change: str, proposed_wording: str, before: str) -> dict[str, Any]:
    """The proposed wording: what it changes word by word, or as it is where there is nothing to compare it with."""
    if change == WordingChange.DELETE:
        return {"proposed_wording": _("Leave this provision out.")}
    if change == WordingChange.REPLACE and before and proposed_wording:
        return {"changes": changes(before, proposed_wording)}
    return {"proposed_wording": proposed_wording}


def target_url(comment: Comment, consultation: ConsultationPage) -> str:
    """Where the words stand that the comment is about, in the wording it was written on."""
    base = consultation.get_absolute_url()
    if comment.provision is not None:
        return f"{base}?ban={comment.provision.expression_id}#{comment.provision.anchor}"
    return f"{base}#cau-hoi" if comment.question_id else base


def answer_card(response: Response, consultation: ConsultationPage, before: str = "") -> dict[str, Any]:
    """One answer as ``components/answer.html`` shows it, with what changed from ``before`` word by word."""
    card: dict[str, Any] = {
        "kind": ANSWER_CLASS[Decision(response.decision)],
        "kind_label": response.get_decision_display(),
        "text": response.text,
        "answered_on": response.published_at,
        "unit": consultation.receiving_unit.name if consultation.receiving_unit else "",
    }
    if response.changed_provision is not None:
        card["clause"] = provision_label(response.changed_provision)
        card["clause_places"] = getattr(response, "changed_places", [])
    if response.resulting_wording:
        after = response.resulting_wording
        card["changes"] = changes(before, after) if before else [("insert", after)]
    return card
