"""Where a consultation stands and which steps it may take: the one state machine.

planned → open → summarizing → answered → enacted → archived. Closing follows the clock: from ``closes_at`` on a
consultation counts as closed even before the tick has stored it. Who moves it: ``consultations.services.closing``.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _

from consultations.errors import IllegalTransition
from consultations.models import ConsultationPage, ConsultationState

PLANNED, OPEN, SUMMARIZING = ConsultationState.PLANNED, ConsultationState.OPEN, ConsultationState.SUMMARIZING
ANSWERED, ENACTED, ARCHIVED = ConsultationState.ANSWERED, ConsultationState.ENACTED, ConsultationState.ARCHIVED

TRANSITIONS: dict[str, frozenset[str]] = {
    PLANNED: frozenset({OPEN}),
    OPEN: frozenset({SUMMARIZING}),
    SUMMARIZING: frozenset({ANSWERED}),
    ANSWERED: frozenset({ENACTED, ARCHIVED}),
    ENACTED: frozenset({ARCHIVED}),
    ARCHIVED: frozenset(),
}
CLOSED_STATES = frozenset({SUMMARIZING, ANSWERED, ENACTED, ARCHIVED})


def may_become(state: str, target: str) -> bool:
    """Whether the step exists."""
    return target in TRANSITIONS.get(state, frozenset())


def require_step(consultation: ConsultationPage, target: str) -> None:
    """Raise ``IllegalTransition`` where the step does not exist."""
    if not may_become(consultation.state, target):
        raise IllegalTransition(
            f"Không thể chuyển “{consultation.title}” từ “{ConsultationState(consultation.state).label}” "
            f"sang “{ConsultationState(target).label}”."
        )


def accepts_comments(consultation: Any, now: datetime.datetime) -> bool:
    """Open at that moment: stored as open, begun and not yet past the closing moment."""
    return bool(
        consultation.state == OPEN
        and consultation.opens_at
        and consultation.closes_at
        and consultation.opens_at <= now < consultation.closes_at
    )


def effective_state(consultation: Any, now: datetime.datetime) -> str:
    """The state as the public must see it at that moment: an open consultation past its closing moment is closed."""
    if consultation.state == OPEN and consultation.closes_at and consultation.closes_at <= now:
        return SUMMARIZING
    return str(consultation.state)


def steps(consultation: Any, now: datetime.datetime) -> list[dict[str, Any]]:
    """The four public steps with their dates, as ``components/steps.html`` shows them."""
    from portal.templatetags.portal_tags import vi_date

    state = effective_state(consultation, now)
    reached = {PLANNED: -1, OPEN: 0, SUMMARIZING: 1, ANSWERED: 2, ENACTED: 3, ARCHIVED: 4}[ConsultationState(state)]
    answered = consultation.answered_at
    rows = [
        (_("Open for comments"), _period(consultation)),
        (_("Comments being summarized"), ""),
        (_("Answered"), vi_date(answered) if answered else ""),
        (_("Document issued"), ""),
    ]
    if state == ARCHIVED and not _was_enacted(consultation):
        rows[-1] = (_("Archived"), "")
    return [
        {
            "label": label,
            "note": note,
            "state": "done" if index < reached else "current" if index == reached else "next",
        }
        for index, (label, note) in enumerate(rows)
    ]


def _was_enacted(consultation: Any) -> bool:
    return bool(consultation.document_id and consultation.document.stage == "issued")


def _period(consultation: Any) -> str:
    from portal.templatetags.portal_tags import vi_date

    if not consultation.opens_at or not consultation.closes_at:
        return ""
    return f"{vi_date(consultation.opens_at)} – {vi_date(consultation.closes_at)}"
