"""Who may do what with consultations: predicates, asked by views and services of this app."""

from __future__ import annotations

import datetime
from typing import Any

from consultations.states import accepts_comments


def may_comment(consultation: Any, now: datetime.datetime) -> bool:
    """Anyone, without log-in, while the consultation is open (Luật 64/2025/QH15 Điều 6 khoản 1)."""
    return accepts_comments(consultation, now)


def may_moderate(user: Any) -> bool:
    """Publish comments or withhold them with a ground."""
    return user.is_active and user.has_perm("consultations.moderate_comment")


def may_handle_feedback(user: Any) -> bool:
    """Read feedback on regulations with its sender, forward and answer it: moderators and the head of the board."""
    return may_moderate(user)


def may_answer(user: Any) -> bool:
    """Write answers to comments."""
    return user.is_active and user.has_perm("consultations.answer_comment")


def may_move(user: Any) -> bool:
    """Extend the deadline and record the end of a consultation: those who answer it."""
    return may_answer(user)


def may_publish_answers(user: Any) -> bool:
    """Make answers public and declare a consultation answered."""
    return user.is_active and user.has_perm("consultations.publish_response")


def may_export(user: Any) -> bool:
    """Take reports, summary tables and copies of the opinions."""
    return user.is_active and user.has_perm("consultations.export_consultation")
