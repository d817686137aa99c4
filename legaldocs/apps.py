"""The corpus of legal documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LegaldocsConfig(AppConfig):
    """Documents, expressions, provisions, relations, organizations."""

    name = "legaldocs"
    verbose_name = _("Legal documents")

    def ready(self) -> None:
        """Follow Wagtail's publishing signals; what the search keeps is forgotten when it changes; held files stay closed."""
        from legaldocs import receivers
        from legaldocs.models import ScannedContent
        from legaldocs.search import forgetting
        from legaldocs.search.files import FileContents
        from legaldocs.search.providers import register
        from portal import malware

        receivers.connect()
        register(FileContents())
        forgetting.connect(self)
        malware.holds_files(ScannedContent.objects.holds)
