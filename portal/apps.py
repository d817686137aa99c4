"""The kernel app: owns no tables."""

import logging

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


class PortalConfig(AppConfig):
    """Wiring and shared kernel of the portal."""

    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        """Compile message catalogues that are older than their sources; a read-only installation brings its own."""
        from portal import messages

        try:
            messages.compile_catalogues()
        except OSError:
            logger.warning("message catalogues could not be compiled", exc_info=True)
