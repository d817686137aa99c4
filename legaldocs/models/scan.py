"""Uploaded content that the malware scanner has judged, or has still to judge."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScanState(models.TextChoices):
    """What is known of the content of a file."""

    WAITING = "waiting", _("Waiting to be scanned for malware")
    CLEAN = "clean", _("Scanned, nothing found")
    INFECTED = "infected", _("Malware found")


class ScannedContent(models.Model):
    """One content by its SHA-256, once it had to wait for the scanner.

    A file whose content is not here, or is clean, may be opened; every other stays where it is, opened by nobody.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=8, choices=ScanState, default=ScanState.WAITING)
    signature = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)
    storage = models.CharField(max_length=10, default="office")
    path = models.CharField(max_length=255)
    original_name = models.CharField(max_length=255)
    received_at = models.DateTimeField(auto_now_add=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("scanned content")
        verbose_name_plural = _("scanned contents")
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["state"], name="scanned_content_state")]

    def __str__(self) -> str:
        return f"{self.original_name}: {self.get_state_display()}"
