"""The text of one file by its kind, read in this process: what the confined reader runs (``confined.py``)."""

from __future__ import annotations

from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.extracted import Extracted, ReadingOptions
from legaldocs.intake.filetype import FileType
from legaldocs.intake.limits import Deadline, Limits
from legaldocs.intake.pdf import read_pdf
from legaldocs.intake.scans import check_image
from legaldocs.intake.word import read_word


def extract_here(content: bytes, kind: FileType, limits: Limits, options: ReadingOptions) -> Extracted:
    """Read a DOCX or PDF; an image is only checked. Raises ``UnreadableFile``."""
    deadline = Deadline(limits.seconds)
    if kind is FileType.DOCX:
        return read_word(content, limits, deadline, options)
    if kind is FileType.PDF:
        return read_pdf(content, limits, deadline)
    if kind in (FileType.PNG, FileType.JPEG, FileType.TIFF):
        return check_image(content, limits)
    raise UnreadableFile("Loại tệp này chưa được hỗ trợ.")
