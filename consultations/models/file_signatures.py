"""The digital signatures found in files of the consultations, by content."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileSignatures(models.Model):
    """What was found when the bytes with this SHA-256 were last checked: an agency's letter, a file of a dossier.

    Kept by content and apart from the files: a revision of a page holds its dossier as it was and would bring an old
    result back.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    signatures = models.JSONField(default=list, editable=False)
    checked_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("digital signatures of a file")
        verbose_name_plural = _("digital signatures of files")

    def __str__(self) -> str:
        return self.sha256[:16]


def may_be_signed(stored: Any) -> bool:
    """Whether a stored file (a ``FieldFile``) can bear a digital signature."""
    return bool(stored) and str(stored.name).lower().endswith(".pdf")
