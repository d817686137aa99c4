"""The words of a file, read once by a task: what the search finds in files."""

from __future__ import annotations

from django.db import models


class FileTextState(models.TextChoices):
    """What became of reading a file."""

    READ = "read"
    WORDING = "wording", "its document's wording was read from it"
    NO_TEXT = "no_text", "nothing readable in it"
    NEEDS_RECOGNITION = "scan", "a scan; nothing on this machine recognises it yet"
    HELD = "held", "kept closed by the malware scanner"


class FileText(models.Model):
    """The text of one stored file. Derived: it goes with the file and can be read again at any time."""

    file = models.OneToOneField("legaldocs.DocumentFile", models.CASCADE, related_name="read_text", primary_key=True)
    state = models.CharField(max_length=8, choices=FileTextState)
    text = models.TextField(blank=True)
    recognised = models.BooleanField(default=False, help_text="Recognised from an image (OCR): may hold errors.")
    read_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "text of a file"
        verbose_name_plural = "texts of files"
        indexes = [models.Index(fields=["state"], name="file_text_state")]

    def __str__(self) -> str:
        return f"{self.file_id}: {self.state}"
