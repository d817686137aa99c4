"""The step of a workflow in which the editorial board approves; what breaks a blocker rule cannot be approved."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupApprovalTask


class EditorialApprovalTask(GroupApprovalTask):
    """Approval by groups. While a blocker rule fails only "request changes" is offered, so nothing slips through."""

    class Meta:
        verbose_name = _("approval by the editorial board")
        verbose_name_plural = _("approvals by the editorial board")

    def get_actions(self, obj: Any, user: Any) -> list[Any]:
        """The actions a reviewer may take."""
        from home.publish_guard import failures_of

        actions = super().get_actions(obj, user)
        if actions and failures_of(obj):
            return [action for action in actions if action[0] != "approve"]
        return actions
