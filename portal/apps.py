"""The kernel app: owns no tables."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Wiring and shared kernel of the portal."""

    name = "portal"
    verbose_name = _("Portal")
