"""An editor's word that something the reading doubted stands like this in the original."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legaldocs.domain.findings import Severity

SEVERITY_CHOICES = [
    (Severity.ERROR.value, _("Error")),
    (Severity.WARNING.value, _("Warning")),
    (Severity.INFO.value, _("Note")),
]


class SettledFinding(models.Model):
    """One finding of a document, or of an uploaded file that is not yet a document, settled by an editor.

    ``fingerprint`` is code and words of the line: reading the same text again keeps the finding settled, a change of that
    line brings it back. Rows are never taken away: an undone one says who undid it and when.
    """

    document = models.ForeignKey(
        "legaldocs.LegalDocument", models.CASCADE, null=True, blank=True, related_name="settled_findings"
    )
    item = models.ForeignKey(
        "legaldocs.IntakeItem", models.CASCADE, null=True, blank=True, related_name="settled_findings"
    )
    fingerprint = models.CharField(max_length=64)
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=10, choices=SEVERITY_CHOICES, default=Severity.WARNING.value)
    message = models.TextField(blank=True)
    line = models.PositiveIntegerField(null=True, blank=True, help_text="The line when it was settled.")
    excerpt = models.CharField(max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("settled finding")
        verbose_name_plural = _("settled findings")
        ordering = ["-settled_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False, item__isnull=True) | Q(document__isnull=True, item__isnull=False),
                name="settled_of_document_or_file",
            ),
            models.UniqueConstraint(
                fields=["document", "fingerprint"], condition=Q(undone_at__isnull=True), name="settled_once_document"
            ),
            models.UniqueConstraint(
                fields=["item", "fingerprint"], condition=Q(undone_at__isnull=True), name="settled_once_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.message[:80]}"

    @property
    def who(self) -> str:
        """The editor who settled it."""
        return name_of(self.settled_by)

    @property
    def who_undid(self) -> str:
        """The editor who took the settling back."""
        return name_of(self.undone_by)


def name_of(user: object | None) -> str:
    """The full name of an account, or its user name."""
    if user is None:
        return "—"
    full: str = user.get_full_name()  # type: ignore[attr-defined]
    return full or str(user)
