"""A publication by the clock asks the same rules as one by hand: what a rule holds back stays as it is, and people are told."""

from __future__ import annotations

import datetime
import logging
import smtplib
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from home.publish_guard import failures_of

logger = logging.getLogger(__name__)
BLOCKED = "home.schedule_blocked"
HEAD = "Trưởng ban biên tập"
PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled", "wagtail.publish.schedule", "wagtail.workflow.approve")
DAYS = 30
MOST_SHOWN = 10
TIMEOUT = 10


def hold_back_blocked(now: datetime.datetime | None = None) -> list[str]:
    """Take the moment off every due revision that a blocker rule stands against; answers their names. Idempotent."""
    held = []
    due = Revision.objects.filter(approved_go_live_at__lt=now or timezone.now()).select_related("user")
    for revision in due.order_by("approved_go_live_at", "pk"):
        try:
            instance = revision.as_object()
            failures = failures_of(instance)
        except Exception:
            logger.exception("a scheduled revision could not be looked at: %s", revision.pk)
            continue
        if failures:
            held.append(_hold(revision, instance, failures))
    return held


def _hold(revision: Revision, instance: Any, failures: list[str]) -> str:
    planned = revision.approved_go_live_at
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    name = str(instance)[:200]
    data = {"reasons": failures, "planned": planned.isoformat() if planned else "", "editor": revision.user_id}
    log(instance, BLOCKED, data=data)
    _tell(name, instance, failures, planned, revision.user)
    return name


def _tell(name: str, instance: Any, failures: list[str], planned: datetime.datetime | None, editor: Any) -> None:
    """By e-mail to who scheduled it and to the heads; the notice on their start page stands even where no mail goes out."""
    heads = get_user_model().objects.filter(groups__name=HEAD, is_active=True)
    people = [*heads, *([editor] if editor is not None and editor.is_active else [])]
    addresses = sorted({person.email for person in people if person.email})
    url = AdminURLFinder().get_edit_url(instance) or ""
    base = getattr(settings, "WAGTAILADMIN_BASE_URL", "").rstrip("/")
    with translation.override("vi"):
        context = {"name": name, "failures": failures, "planned": planned, "address": f"{base}{url}" if url else ""}
        subject = " ".join((_("Not published as scheduled: %(name)s") % {"name": name}).split())[:180]
        body = render_to_string("emails/schedule_blocked.txt", context)
    for address in addresses:
        message = EmailMessage(subject=subject, body=body, to=[address], connection=get_connection(timeout=TIMEOUT))
        try:
            message.send()
        except (OSError, smtplib.SMTPException, ValueError):
            logger.exception("the notice of a publication held back could not be e-mailed")


def held_back_for(user: Any) -> list[dict[str, Any]]:
    """What the clock held back in the last days and nobody has published since: of this user, or of all for the heads."""
    since = timezone.now() - datetime.timedelta(days=DAYS)
    sees_all = user.has_perm("home.view_compliance")
    rows: list[dict[str, Any]] = []
    seen: set[tuple[str, str]] = set()
    finder = AdminURLFinder(user)
    for model in (ModelLogEntry, PageLogEntry):
        entries = model.objects.filter(action=BLOCKED, timestamp__gte=since).order_by("-timestamp")
        for entry in entries.select_related("content_type")[: MOST_SHOWN * 5]:
            key = (str(entry.content_type_id), str(entry.object_id))
            if key in seen or not (sees_all or entry.data.get("editor") == user.pk):
                continue
            seen.add(key)
            row = _still_held(model, entry, finder)
            if row:
                rows.append(row)
    return rows[:MOST_SHOWN]


def _still_held(model: Any, entry: Any, finder: AdminURLFinder) -> dict[str, Any] | None:
    later = model.objects.filter(action__in=PUBLISHED, timestamp__gt=entry.timestamp, content_type=entry.content_type)
    same = {"page_id" if model is PageLogEntry else "object_id": entry.object_id}
    if later.filter(**same).exists():
        return None
    instance = entry.content_type.model_class()._base_manager.filter(pk=entry.object_id).first()
    return instance and {
        "name": str(instance),
        "url": finder.get_edit_url(instance) or "",
        "planned": datetime.datetime.fromisoformat(entry.data["planned"]) if entry.data.get("planned") else None,
        "reasons": entry.data.get("reasons", []),
    }
