"""A file that cannot be looked into is refused in words, and the log says why."""

from __future__ import annotations

import io
import logging
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from consultations.services.replying import DOCX, PDF, media_type_of
from tests.consultations.agency.conftest import PDF as LETTER
from tests.consultations.agency.conftest import docx_bytes

BROKEN_ARCHIVE = b"PK\x03\x04" + b"\x00" * 200


class Unreadable(SimpleUploadedFile):
    """A file whose disk fails in the middle."""

    def read(self, *arguments):
        raise OSError("đĩa hỏng")


@pytest.mark.parametrize(
    ("upload", "reason"),
    [
        (SimpleUploadedFile("thu.docx", BROKEN_ARCHIVE), "BadZipFile"),
        (SimpleUploadedFile("thu.docx", docx_bytes()[:-30]), "BadZipFile"),
        (Unreadable("thu.pdf", LETTER), "đĩa hỏng"),
    ],
    ids=["broken archive", "cut off", "failing disk"],
)
def test_what_cannot_be_looked_into_is_of_no_type_and_the_log_says_why(caplog, upload, reason):
    with caplog.at_level(logging.WARNING, logger="consultations.services.replying"):
        assert media_type_of(upload) == ""
    (record,) = caplog.records
    assert reason in record.getMessage()
    assert record.exc_info
    assert "thu" not in record.getMessage()
    assert upload.tell() == 0


@pytest.mark.parametrize(
    ("content", "expected"),
    [(LETTER, PDF), (docx_bytes(), DOCX), (b"", ""), (b"chi la chu", ""), (b"PK\x03\x04"[:3], "")],
)
def test_what_can_be_looked_into_leaves_no_line_in_the_log(caplog, content, expected):
    assert media_type_of(SimpleUploadedFile("thu", content)) == expected
    assert caplog.records == []


def test_an_archive_of_something_else_is_simply_refused(caplog):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("bang-tinh.xml", "<x/>")
    assert media_type_of(SimpleUploadedFile("bang.docx", buffer.getvalue())) == ""
    assert caplog.records == []
