"""Files and images of Wagtail's own libraries: judged by their content and by the malware scanner before they are kept.

They are served without a view of ours, so what the scanner has not seen is not kept at all.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from portal import malware


def _checked(upload: Any) -> Any:
    if upload is None or not hasattr(upload, "chunks") or getattr(upload, "_committed", False):
        return upload
    verdict = malware.scan(upload.chunks())
    upload.seek(0)
    if verdict.judgement is malware.Judgement.INFECTED:
        raise ValidationError(
            _("Malware was found in the file (%(name)s); it was not kept.") % {"name": verdict.signature}
        )
    if verdict.judgement is malware.Judgement.UNKNOWN:
        raise ValidationError(
            _("The malware scanner does not answer, so the file was not kept. Try again in a few minutes.")
        )
    return upload


class ScannedDocumentForm(BaseDocumentForm):
    """A file of the library."""

    def clean_file(self) -> Any:
        """Refuse what is infected, and what nobody could scan."""
        return _checked(self.cleaned_data.get("file"))


class ScannedImageForm(BaseImageForm):
    """An image of the library."""

    def clean_file(self) -> Any:
        """Refuse what is infected, and what nobody could scan."""
        return _checked(self.cleaned_data.get("file"))
