"""Uploaded content that the malware scanner has judged, or has still to judge: stored files that are kept closed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScanState(models.TextChoices):
    """What is known of the content of a file."""

    WAITING = "waiting", _("Waiting to be scanned for malware")
    CLEAN = "clean", _("Scanned, nothing found")
    INFECTED = "infected", _("Malware found")


class ScannedContentQuerySet(models.QuerySet["ScannedContent"]):
    """Which stored files may be opened."""

    def unreleased(self) -> ScannedContentQuerySet:
        """Those that wait for the scanner or in which it found something."""
        return self.exclude(state=ScanState.CLEAN)

    def holds(self, path: str) -> bool:
        """Whether a stored file may not be opened."""
        return self.unreleased().filter(path=path).exists()

    def hold(self, *, path: str, storage: str, sha256: str, original_name: str, note: str = "") -> ScannedContent:
        """Keep a stored file closed until the scanner has seen it."""
        values = {
            "storage": storage, "sha256": sha256, "original_name": original_name[-255:], "note": note[:300],
            "state": ScanState.WAITING,
        }  # fmt: skip
        return self.update_or_create(path=path, defaults=values)[0]


class ScannedContent(models.Model):
    """One stored file that could not be scanned when it came.

    A file that is not here, or is clean, may be opened; every other stays where it is, opened by nobody.
    """

    sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=8, choices=ScanState, default=ScanState.WAITING)
    signature = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)
    storage = models.CharField(max_length=10, default="office")
    path = models.CharField(max_length=255, unique=True)
    original_name = models.CharField(max_length=255)
    received_at = models.DateTimeField(auto_now_add=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = ScannedContentQuerySet.as_manager()

    class Meta:
        verbose_name = _("scanned content")
        verbose_name_plural = _("scanned contents")
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["state"], name="scanned_content_state")]

    def __str__(self) -> str:
        return f"{self.original_name}: {self.get_state_display()}"
