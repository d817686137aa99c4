"""Keeps the stored frames of the pages true: whatever they show changes, they follow."""

from __future__ import annotations

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from home.models import MinistrySettings, Navigation
from home.navigation import refresh_frames


def connect() -> None:
    """Called once when the app is ready."""
    for model in (MinistrySettings, Navigation, Site):
        for signal in (post_save, post_delete):
            signal.connect(refresh_frames, sender=model, dispatch_uid=f"frame.{model.__name__}.{id(signal)}")
    for page_signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        page_signal.connect(refresh_frames, dispatch_uid=f"frame.page.{id(page_signal)}")
    post_delete.connect(refresh_frames, sender=Page, dispatch_uid="frame.page.deleted")
