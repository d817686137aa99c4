"""What follows when an editor publishes a consultation, and when a file of one is stored."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.signals import page_published

from consultations.errors import ConsultationError
from consultations.models import AgencyReplyFile, ConsultationPage, DossierFile, FileSignatures
from consultations.models.file_signatures import may_be_signed
from consultations.services.file_signatures import source
from consultations.services.posting import post_further_wordings
from consultations.tasks import check_consultation_file
from legaldocs.services.signatures import register_source

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


def check_letter(sender: Any, instance: AgencyReplyFile, **kwargs: Any) -> None:
    """The signatures of an agency's letter are checked once it is stored for good."""
    _check_later("letter", instance)


def check_paper(sender: Any, instance: DossierFile, **kwargs: Any) -> None:
    """The signatures of a file of the dossier are checked once it is stored for good."""
    _check_later("dossier", instance)


def _check_later(kind: str, row: AgencyReplyFile | DossierFile) -> None:
    if may_be_signed(row.file) and row.sha256 and not FileSignatures.objects.filter(pk=row.sha256).exists():
        transaction.on_commit(partial(check_consultation_file.enqueue, kind, row.pk))


def connect() -> None:
    """Called once when the app is ready."""
    register_source(source)
    post_save.connect(check_letter, sender=AgencyReplyFile, dispatch_uid="consultations.letter_stored")
    post_save.connect(check_paper, sender=DossierFile, dispatch_uid="consultations.paper_stored")
    page_published.connect(
        post_added_wordings, sender=ConsultationPage, dispatch_uid="consultations.post_added_wordings"
    )
