"""The notice on the start page of the editors' part: publications that the clock had to hold back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from home.scheduled_publishing import held_back_for


class HeldBackPanel(Component):
    """Shown to who scheduled it and to those who answer for publishing; nothing when nothing waits."""

    name = "held_back"
    template_name = "home/staff/held_back_panel.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """What still waits."""
        return {"rows": held_back_for(parent_context["request"].user)}
