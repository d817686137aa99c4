"""What waits in the corpus, on the home page of the editors' part: each role sees its own work."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from legaldocs.models import IntakeItem, LegalDocument, Relation
from legaldocs.models.intake import IntakeState
from legaldocs.permissions import may_edit_documents, may_import, may_review_relations, may_see_documents
from legaldocs.staff.access import EDIT_URL, LIST_URL
from portal.working_days import working_days_between

#: Own documents stand on the portal within 2 working days of their date (điểm c khoản 1 Điều 17 NĐ 43/2011).
DAYS = 2
OVERDUE_SHOWN = 5


class CorpusPanel(Component):
    """Drafts, imports, proposed relations, overdue publications."""

    name = "corpus_tasks"
    template_name = "legaldocs/staff/home_panel.html"
    order = 40

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The tasks of this user."""
        user = parent_context["request"].user
        return {"tasks": tasks_of(user), "overdue": overdue(timezone.localdate()) if may_edit_documents(user) else []}


def tasks_of(user: Any) -> list[dict[str, Any]]:
    """Each task with its number and where to do it; nothing that needs nothing done."""
    tasks: list[dict[str, Any]] = []
    if may_see_documents(user):
        documents = reverse(LIST_URL)
        drafts = LegalDocument.objects.filter(live=False).count()
        _add(
            tasks,
            drafts,
            ngettext("%(count)d document not yet published", "%(count)d documents not yet published", drafts),
            f"{documents}?live=false",
        )
        changed = LegalDocument.objects.filter(live=True, has_unpublished_changes=True).count()
        text = ngettext(
            "%(count)d document with unpublished changes", "%(count)d documents with unpublished changes", changed
        )
        _add(tasks, changed, text, f"{documents}?live=true&has_unpublished_changes=true")
    if may_import(user):
        imports = reverse("corpus:intake_index")
        read = IntakeItem.objects.filter(state=IntakeState.READ).count()
        _add(
            tasks,
            read,
            ngettext("%(count)d imported file to review", "%(count)d imported files to review", read),
            imports,
        )
        waiting = IntakeItem.objects.filter(state=IntakeState.WAITING).count()
        _add(
            tasks,
            waiting,
            ngettext("%(count)d file waits to be read", "%(count)d files wait to be read", waiting),
            imports,
        )
        failed = IntakeItem.objects.filter(state=IntakeState.FAILED).count()
        _add(
            tasks,
            failed,
            ngettext("%(count)d file could not be read", "%(count)d files could not be read", failed),
            imports,
        )
    if may_review_relations(user):
        proposed = Relation.objects.filter(is_confirmed=False).count()
        text = ngettext("%(count)d proposed relation to confirm", "%(count)d proposed relations to confirm", proposed)
        _add(tasks, proposed, text, reverse("corpus:relation_index"))
    return tasks


def _add(tasks: list[dict[str, Any]], count: int, text: str, url: str) -> None:
    if count:
        tasks.append({"text": text % {"count": count}, "url": url, "count": count})


def overdue(today: datetime.date) -> list[dict[str, Any]]:
    """Own issued documents that are still not public, the longest waiting first."""
    rows = LegalDocument.objects.filter(
        owned=True,
        live=False,
        stage="issued",
        secrecy="none",
        is_sample=False,
        issued_on__lt=today - datetime.timedelta(days=DAYS),
    )
    found = []
    for document in rows.for_listing().order_by("issued_on", "pk")[: OVERDUE_SHOWN * 2]:
        used = working_days_between(document.issued_on, today)
        if used > DAYS:
            text = ngettext("%(days)d working day since its date", "%(days)d working days since its date", used) % {
                "days": used
            }
            found.append({"name": document.citation_name, "url": reverse(EDIT_URL, args=[document.pk]), "text": text})
    return found[:OVERDUE_SHOWN]
