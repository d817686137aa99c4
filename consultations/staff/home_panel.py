"""What waits today, on the home page of the editors' part: each role sees its own work."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from consultations.models import ConsultationPage, ConsultationState, FeedbackState, RegulationFeedback
from consultations.permissions import may_answer, may_handle_feedback, may_moderate
from consultations.services.answering import progress_of
from consultations.staff.access import may_see_answers
from consultations.staff.moderation_views import waiting_count

SOON = datetime.timedelta(days=3)


class TasksPanel(Component):
    """Comments awaiting moderation, answers missing, consultations about to close."""

    name = "consultation_tasks"
    template_name = "consultations/staff/home_panel.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The tasks of this user."""
        return {
            "tasks": tasks_of(parent_context["request"].user),
            "shown": may_see_tasks(parent_context["request"].user),
        }


def may_see_tasks(user: Any) -> bool:
    """Whether the panel concerns the user at all."""
    return may_moderate(user) or may_see_answers(user)


def tasks_of(user: Any, now: datetime.datetime | None = None) -> list[dict[str, Any]]:
    """Each task with its number and where to do it; nothing that needs nothing done."""
    now = now or timezone.now()
    tasks: list[dict[str, Any]] = []
    if may_moderate(user) and (waiting := waiting_count()):
        text = ngettext("%(count)d comment waits for moderation", "%(count)d comments wait for moderation", waiting)
        tasks.append({"text": text % {"count": waiting}, "url": reverse("moderation"), "note": ""})
    if may_handle_feedback(user):
        rows_waiting = RegulationFeedback.objects.filter(state=FeedbackState.RECEIVED)
        found = rows_waiting.aggregate(count=Count("pk"), first=Min("forward_by"))
        if found["count"]:
            text = ngettext(
                "%(count)d piece of feedback on regulations waits",
                "%(count)d pieces of feedback on regulations wait",
                found["count"],
            )
            note = _("forward by %(day)s what is not ours") % {"day": f"{found['first']:%d/%m/%Y}"}
            tasks.append({"text": text % {"count": found["count"]}, "url": reverse("feedback_index"), "note": note})
    if may_answer(user):
        summarizing = ConsultationPage.objects.filter(state=ConsultationState.SUMMARIZING).order_by("closes_at")
        rows = list(summarizing)
        progress = progress_of(rows)
        for row in rows:
            missing = progress[row.pk].missing
            url = reverse("answer_board", args=[row.pk])
            if missing:
                text = ngettext("%(count)d comment has no answer", "%(count)d comments have no answer", missing)
                tasks.append({"text": text % {"count": missing}, "url": url, "note": row.title})
            else:
                tasks.append({"text": _("All answers are ready to be published"), "url": url, "note": row.title})
    if may_see_tasks(user):
        closing = ConsultationPage.objects.filter(
            state=ConsultationState.OPEN, closes_at__gt=now, closes_at__lte=now + SOON
        ).order_by("closes_at")
        for row in closing:
            url = reverse("answer_board", args=[row.pk]) if may_see_answers(user) else reverse("moderation")
            tasks.append(
                {"text": _("A consultation closes soon"), "url": url, "note": row.title, "closes_at": row.closes_at}
            )
    return tasks
