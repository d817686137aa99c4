"""The notice on the start page of the editors' part for those who run the portal: what does not work, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from portal.health import examine

#: Who is told: those who keep sites and accounts.
PERMISSION = "wagtailcore.change_site"
SECONDS = 30
ADVICE = {
    "worker": _(
        "Background work is not being done: uploaded files are not read, no e-mail goes out. Start the process “worker” (manage.py db_worker) again."
    ),
    "clock": _(
        "The clock does not run: consultations do not open and nothing is published at its time (they still close in time). Start the process “tick” (manage.py tick) again."
    ),
    "disk": _(
        "The disk of the uploaded files is almost full. Free some space or add some, else uploads will be refused."
    ),
    "malware": _("The malware scanner does not answer: uploaded files stay locked until it does. Check ClamAV."),
    "search": _("The search does not answer. Read the log, then run manage.py check_search --mend."),
    "search_index": _("Some public documents are missing from the search. Run manage.py check_search --mend."),
    "search_cluster": _(
        "The search cluster does not answer or lags behind; the database answers instead. Check the cluster, then run manage.py rebuild_search."
    ),
}
OTHERWISE = _("This part does not work as it should. See /suc-khoe/ and the log.")


def troubles() -> list[dict[str, Any]]:
    """What is not well now, with its advice; looked at twice a minute at most."""
    found = cache.get_or_set("health-panel", _states, SECONDS)
    return [{"name": name, "advice": ADVICE.get(name, OTHERWISE)} for name in found or ()]


def _states() -> list[str]:
    return [name for name, finding in examine().items() if finding.state != "ok"]


class HealthPanel(Component):
    """Nothing while all is well."""

    name = "health"
    template_name = "home/staff/health_panel.html"
    order = 5

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """For administrators only."""
        user = parent_context["request"].user
        return {"rows": troubles() if user.has_perm(PERMISSION) else []}
