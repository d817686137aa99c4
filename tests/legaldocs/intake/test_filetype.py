"""What a file is, by its content: names lie, two kinds in one file are refused, what acts by itself is named."""

from __future__ import annotations

import io
import zipfile

import pytest

from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.filetype import FileType, active_content, sniff
from legaldocs.intake.reader import read_file
from tests.legaldocs.intake.pdf_files import pdf
from tests.legaldocs.intake.word_files import docx, paragraph

PDF = pdf(["A line of some length for this page of the file"])
WORD = docx(paragraph("Điều 1"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in members.items():
            package.writestr(name.replace("__", "."), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, FileType.PDF),
        (b"\xef\xbb\xbf\r\n" + PDF, FileType.PDF),
        (WORD, FileType.DOCX),
        (OLE, FileType.DOC),
        (rb"{\rtf1 a}", FileType.RTF),
        (b"\x1f\x8b\x08", FileType.GZIP),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), FileType.ODT),
        (zipped(a__txt=b"x"), FileType.ZIP),
        (zipped(a__pdf=PDF), FileType.ZIP),
        (b"\xff\xd8\xff\xe0", FileType.JPEG),
        (b"\x89PNG\r\n\x1a\n", FileType.PNG),
        (b"II*\x00", FileType.TIFF),
        (b"MM\x00*", FileType.TIFF),
        ("Điều 1".encode(), FileType.TEXT),
        (b"BMNN so 1", FileType.TEXT),
        (b"", FileType.TEXT),
    ],
)
def test_the_first_bytes_tell_the_kind(data, kind):
    assert sniff(data) is kind


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"MZ\x90", "chương trình"),
        (b"\x7fELF", "chương trình"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"GIF89a", "GIF"),
        (b"RIFF\0\0\0\0WEBP", "RIFF"),
        (b"BM\x10\0\0\0\0\0\0\0", "BMP"),
        (b"%!PS-Adobe", "PostScript"),
        (zipped(**{"[Content_Types]__xml": b"x", "xl/workbook__xml": b"x"}), "Excel"),
        (zipped(**{"[Content_Types]__xml": b"x", "ppt/presentation__xml": b"x"}), "PowerPoint"),
        (b"PK\x03\x04 broken", "hỏng"),
    ],
)
def test_what_holds_no_text_is_refused_by_name(data, words):
    with pytest.raises(UnreadableFile, match=words):
        sniff(data)


@pytest.mark.parametrize(
    "data",
    [
        PDF + zipped(a__txt=b"x"),
        b"<html>" + PDF,
        b"#!/bin/sh\n" + PDF,
        b"\xff\xd8\xff\xe0" + b"0" * 100 + zipped(a__txt=b"x"),
    ],
)
def test_a_file_of_two_kinds_is_refused(data):
    with pytest.raises(UnreadableFile, match="vừa là"):
        sniff(data)
    (result,) = read_file("a.pdf", data=data)
    assert not result.ok


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (docx(paragraph("x"), parts={"word/vbaProject.bin": b"x"}), FileType.DOCX, "macro"),
        (docx(paragraph("x"), parts={"word/activeX/activeX1.bin": b"x"}), FileType.DOCX, "macro"),
        (OLE + "_VBA_PROJECT".encode("utf-16-le"), FileType.DOC, "macro"),
        (PDF + b"<< /S /JavaScript >>", FileType.PDF, "mã lệnh"),
        (PDF + b"<< /S /Launch >>", FileType.PDF, "mã lệnh"),
        (b"broken", FileType.DOCX, "hỏng"),
        (WORD, FileType.DOCX, ""),
        (PDF, FileType.PDF, ""),
        (OLE, FileType.DOC, ""),
    ],
)
def test_what_could_act_by_itself_is_named(data, kind, words):
    found = active_content(data, kind)
    assert words in found
    assert bool(found) == bool(words)


def test_a_name_that_lies_changes_nothing():
    (result,) = read_file("van-ban.pdf", data=WORD)
    assert (result.ok, result.media_type) == (True, FileType.DOCX.value)
    (result,) = read_file("van-ban.docx", data=PDF)
    assert (result.ok, result.media_type) == (True, FileType.PDF.value)
    (result,) = read_file("van-ban.txt", data=b"MZ\x90\0")
    assert not result.ok
