"""The portal around the corpus and the consultations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Home page, sections, navigation, contact, compliance."""

    name = "home"
    verbose_name = _("Portal pages")
