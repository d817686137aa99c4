"""What follows when an editor publishes a consultation."""

from __future__ import annotations

import logging
from typing import Any

from django.utils import timezone
from wagtail.signals import page_published

from consultations.errors import ConsultationError
from consultations.models import ConsultationPage
from consultations.services.posting import post_further_wordings

logger = logging.getLogger(__name__)


def post_added_wordings(sender: Any, instance: ConsultationPage, **kwargs: Any) -> None:
    """A wording added to an open consultation is posted with the page (Luật 80/2015/QH13 Điều 57 khoản 1).

    Publishing in the admin and by the clock is refused before when a wording may not be posted; what slips through is
    logged, and the compliance page names it.
    """
    try:
        post_further_wordings(consultation_id=instance.pk, now=timezone.now())
    except ConsultationError as error:
        logger.warning("a wording of consultation %s was not posted: %s", instance.pk, error)


def connect() -> None:
    """Called once when the app is ready."""
    page_published.connect(
        post_added_wordings, sender=ConsultationPage, dispatch_uid="consultations.post_added_wordings"
    )
