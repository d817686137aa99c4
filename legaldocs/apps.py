"""The corpus of legal documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LegaldocsConfig(AppConfig):
    """Documents, expressions, provisions, relations, organizations."""

    name = "legaldocs"
    verbose_name = _("Legal documents")

    def ready(self) -> None:
        """Follow Wagtail's publishing signals."""
        from legaldocs import receivers

        receivers.connect()
