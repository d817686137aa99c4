"""``/lay-y-kien/<slug>/tra-loi/``: under each thing commented on, the comments and the answers they were given.

The order is that of the official summary (Mẫu số 10): the whole draft, the provisions as they stand, the questions.
An answer that serves comments on several things stands under each of them and says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.translation import gettext as _

from consultations.changed_clauses import commented_wording, issued_document, place_changed_clauses
from consultations.listing import answer_card, comment_card, crumbs, provisions_of, target_url
from consultations.models import Comment, ConsultationPage, Response
from consultations.presentation import answer_numbers
from consultations.targets import ANCESTORS, comment_label, comment_rows
from consultations.wording import wordings_of

PER_PAGE = 10


class Place(NamedTuple):
    """One answer under one thing that was commented on."""

    provision_id: int | None
    question_id: int | None
    response_id: int

    @property
    def target(self) -> tuple[int | None, int | None]:
        """What was commented on."""
        return self.provision_id, self.question_id


def answers_context(consultation: ConsultationPage, request: HttpRequest, now: datetime.datetime) -> dict[str, Any]:
    """Published answers with the public comments they serve; a fixed number of queries."""
    places = _places(consultation)
    page = Paginator(places, PER_PAGE).get_page(
        request.GET.get("page") or _page_with(places, request.GET.get("tra-loi", ""))
    )
    served = comment_rows(Comment.objects.published()).in_document_order()  # type: ignore[attr-defined]
    answers = (
        Response.objects.filter(consultation_id=consultation.pk)
        .select_related(f"changed_provision__{ANCESTORS}")
        .prefetch_related(Prefetch("comments", queryset=served, to_attr="served"))
        .in_bulk({place.response_id for place in page})
    )
    before = wordings_of(provisions_of(row for response in answers.values() for row in _served(response)))
    place_changed_clauses(answers.values(), consultation)
    return {
        "consultation": consultation,
        "crumbs": crumbs(consultation, {"title": _("Answers"), "url": ""}),
        "page_obj": page,
        "groups": _groups(page, answers, before, consultation),
        "numbers": answer_numbers(consultation),
        "outcome": consultation.outcome,
        "issued": issued_document(consultation),
        "official_url": request.build_absolute_uri(request.path),
    }


def _places(consultation: ConsultationPage) -> list[Place]:
    """Every published answer under everything it answers, in the order of Mẫu số 10; one query."""
    rows = (
        Comment.objects.published()  # type: ignore[attr-defined]
        .filter(consultation_id=consultation.pk, response__published_at__isnull=False)
        .in_document_order()
        .values_list("provision_id", "question_id", "response_id")
    )
    places = dict.fromkeys(Place(*row) for row in rows)
    order = {target: number for number, target in enumerate(dict.fromkeys(place.target for place in places))}
    return sorted(places, key=lambda place: (order[place.target], place.response_id))


def _page_with(places: list[Place], wanted: str) -> int | None:
    """The page on which an answer stands first: its own address stays when answers before it come and go."""
    for number, place in enumerate(places):
        if str(place.response_id) == wanted:
            return number // PER_PAGE + 1
    return None


def _groups(
    page: Iterable[Place],
    answers: Mapping[int, Response],
    before: Mapping[int, str],
    consultation: ConsultationPage,
) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = []
    seen: set[int] = set()
    for place in page:
        response = answers.get(place.response_id)
        here = [row for row in _served(response) if (row.provision_id, row.question_id) == place.target]
        if response is None or not here:
            continue
        if not groups or groups[-1]["target"] != place.target:
            groups.append(_group(place, here[0], before, consultation))
        entry = _entry(place, response, here, before, consultation)
        entry["anchor"] = "" if response.pk in seen else f"tra-loi-{response.pk}"
        seen.add(response.pk)
        groups[-1]["entries"].append(entry)
    return groups


def _group(place: Place, first: Comment, before: Mapping[int, str], consultation: ConsultationPage) -> dict[str, Any]:
    return {
        "target": place.target,
        "label": comment_label(first),
        "question": first.question.text if first.question else "",
        "url": target_url(first, consultation),
        "before": before.get(place.provision_id or 0, ""),
        "entries": [],
    }


def _entry(
    place: Place, response: Response, here: list[Comment], before: Mapping[int, str], consultation: ConsultationPage
) -> dict[str, Any]:
    cards = [comment_card(row, consultation, before) for row in here]
    for card in cards:
        card.pop("answer", None)
    compared = commented_wording(response, here) or commented_wording(response, _served(response))
    return {
        "comments": cards,
        "answer": answer_card(response, consultation, before.get(compared or 0, "")),
        "also": _also(place, response, consultation),
    }


def _also(place: Place, response: Response, consultation: ConsultationPage) -> list[dict[str, str]]:
    """What else the same answer stands under."""
    others = {(row.provision_id, row.question_id): row for row in _served(response)}
    others.pop(place.target, None)
    return [{"label": comment_label(row), "url": target_url(row, consultation)} for row in others.values()]


def _served(response: Response | None) -> list[Comment]:
    return getattr(response, "served", [])
