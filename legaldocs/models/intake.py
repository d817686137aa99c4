"""Files an editor uploaded for reading: what was read, what was corrected, what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.storage import office_storage


class IntakeBatch(models.Model):
    """One upload of one or many files by one editor."""

    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.pk} — {self.created_at:%d/%m/%Y %H:%M}"


class IntakeState(models.TextChoices):
    """Where one uploaded file stands."""

    HELD = "held", _("Waiting to be scanned for malware")
    WAITING = "waiting", _("Waiting to be read")
    SCAN = "scan", _("Waiting for text recognition")
    READ = "read", _("Read")
    FAILED = "failed", _("Could not be read")
    IMPORTED = "imported", _("Saved as a document")
    DISCARDED = "discarded", _("Discarded")


class IntakeItem(models.Model):
    """One uploaded file: its bytes, the text read from it, the metadata as read and as corrected by the editor."""

    batch = models.ForeignKey(IntakeBatch, models.CASCADE, related_name="items")
    file = models.FileField(storage=office_storage, upload_to="tiep-nhan/%Y/%m/", max_length=255)
    original_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, db_index=True, default="")
    state = models.CharField(max_length=10, choices=IntakeState, default=IntakeState.WAITING)
    error = models.TextField(blank=True)
    error_line = models.PositiveIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)
    metadata = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    outline = models.JSONField(default=list)
    pages_done = models.PositiveIntegerField(default=0)
    pages_total = models.PositiveIntegerField(default=0)
    document = models.ForeignKey(
        "legaldocs.LegalDocument", models.SET_NULL, null=True, blank=True, related_name="intake_items"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.original_name

    @property
    def recognised_percent(self) -> int | None:
        """How sure the machine was that recognised the text from a scan, in per cent; None for every other text."""
        recognised = (self.metadata.get("reading") or {}).get("recognised")
        return round(recognised["confidence"] * 100) if recognised else None
