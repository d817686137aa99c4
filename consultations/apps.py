"""Public consultations on drafts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    """Consultation pages, submissions, moderation, answers."""

    name = "consultations"
    verbose_name = _("Consultations")

    def ready(self) -> None:
        """Connect the receivers."""
        from consultations import search_receivers
        from consultations.receivers import connect

        connect()
        search_receivers.connect()
