"""Files of a document: signed original, scan, Word, annex, dossier. Bytes are kept as received."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.storage import office_storage


class FileKind(models.TextChoices):
    """What a file is (domain.md 3.3 for the dossier)."""

    ORIGINAL = "original", _("Signed original")
    SCAN = "scan", _("Scan")
    WORD = "word", _("Word file")
    TEXT = "text", _("Text")
    ANNEX = "annex", _("Annex")
    OTHER = "other", _("Other")


def upload_path(instance: DocumentFile, filename: str) -> str:
    """``van-ban/<uuid of the document>/<safe name>``."""
    from legaldocs.domain.text import slugify

    name = PurePosixPath(filename)
    stem = slugify(name.stem)[:80] or "tep"
    return f"van-ban/{instance.document.uuid}/{stem}{name.suffix.lower()[:10]}"


class DocumentFile(models.Model):
    """One file of one document (FRBR manifestation); SHA-256 and size are taken from the bytes on first save."""

    document = models.ForeignKey("legaldocs.LegalDocument", models.CASCADE, related_name="files")
    kind = models.CharField(_("kind"), max_length=12, choices=FileKind, default=FileKind.ORIGINAL)
    title = models.CharField(_("title"), max_length=300, blank=True)
    file = models.FileField(_("file"), storage=office_storage, upload_to=upload_path, max_length=255)
    original_name = models.CharField(_("original name"), max_length=255, blank=True, editable=False)
    media_type = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveBigIntegerField(default=0, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True, editable=False, default="")
    order = models.PositiveSmallIntegerField(default=0)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    signatures = models.JSONField(
        null=True, editable=False, help_text="Digital signatures as last checked; null: not checked yet."
    )
    signatures_checked_at = models.DateTimeField(null=True, editable=False)

    #: Set before saving by who makes the wording of the document from this very file.
    says_the_wording = False

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title or self.original_name or str(self.file.name)

    def save(self, *args: object, **kwargs: object) -> None:
        """Take name, size and hash from the bytes once."""
        if self.file and not self.sha256:
            self.original_name = self.original_name or PurePosixPath(str(self.file.name)).name[:255]
            digest = hashlib.sha256()
            self.file.open("rb")
            for chunk in self.file.chunks():
                digest.update(chunk)
            self.file.seek(0)
            self.sha256 = digest.hexdigest()
            self.size = self.file.size
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def may_be_signed(self) -> bool:
        """Whether it is a file that can bear a digital signature."""
        return self.media_type == "pdf" or str(self.file.name).lower().endswith(".pdf")
