"""The corpus of legal documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LegaldocsConfig(AppConfig):
    """Documents, expressions, provisions, relations, organizations."""

    name = "legaldocs"
    verbose_name = _("Legal documents")

    def ready(self) -> None:
        """Follow Wagtail's publishing signals; what the search keeps is forgotten when it changes."""
        from legaldocs import receivers
        from legaldocs.search import forgetting

        receivers.connect()
        forgetting.connect(self)
