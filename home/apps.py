"""The portal around the corpus and the consultations."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Home page, sections, navigation, contact, compliance."""

    name = "home"
    verbose_name = _("Portal pages")

    def ready(self) -> None:
        """Connect what keeps menus and footers true."""
        from home import receivers

        receivers.connect()
        post_migrate.connect(_frames_after_migrate, sender=self, dispatch_uid="home.frames")


def _frames_after_migrate(using: str, **_kwargs: Any) -> None:
    from home.navigation import refresh_frames

    refresh_frames()
