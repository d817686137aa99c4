"""Registers the consultation screens with Wagtail's admin; no logic here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from consultations.permissions import may_handle_feedback, may_moderate
from consultations.staff import urls
from consultations.staff.access import may_see_answers
from consultations.staff.home_panel import TasksPanel, may_see_tasks
from consultations.staff.period_views import EXTENDED, FINISHED
from consultations.viewsets import AgencyOfficerViewSet


class GuardedMenuItem(MenuItem):
    """Shown to those for whom ``allowed`` holds."""

    def __init__(self, *args: Any, allowed: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.allowed = allowed

    def is_shown(self, request: HttpRequest) -> bool:
        """By permission."""
        return bool(self.allowed(request.user))


@hooks.register("register_admin_urls")
def staff_urls() -> list[Any]:
    return list(urls.urlpatterns)


@hooks.register("register_admin_menu_item")
def moderation_item() -> MenuItem:
    return GuardedMenuItem(
        _("Moderation"), reverse("moderation"), name="moderation", icon_name="comment", order=210, allowed=may_moderate
    )


@hooks.register("register_admin_menu_item")
def answers_item() -> MenuItem:
    return GuardedMenuItem(
        _("Answers"), reverse("answer_index"), name="answers", icon_name="form", order=211, allowed=may_see_answers
    )


@hooks.register("register_admin_menu_item")
def feedback_item() -> MenuItem:
    return GuardedMenuItem(
        _("Feedback on regulations"),
        reverse("feedback_index"),
        name="regulation-feedback",
        icon_name="mail",
        order=212,
        allowed=may_handle_feedback,
    )


@hooks.register("register_admin_viewset")
def officer_viewset() -> AgencyOfficerViewSet:
    return AgencyOfficerViewSet("agency_officers", url_prefix="can-bo-co-quan")


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action(EXTENDED, _("Extend the deadline"), _("Deadline extended"))
    actions.register_action(FINISHED, _("End the consultation"), _("Consultation ended"))


@hooks.register("construct_homepage_panels")
def tasks_panel(request: HttpRequest, panels: list[Any]) -> None:
    if may_see_tasks(request.user):
        panels.insert(0, TasksPanel())
