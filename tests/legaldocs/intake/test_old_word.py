"""DOC, RTF and ODT through LibreOffice: the same words, no network, a profile of its own, an end when it hangs."""

from __future__ import annotations

import io
import shutil
import socket
import subprocess
import zipfile

import pytest

from legaldocs.intake import old_word
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.filetype import FileType
from legaldocs.intake.limits import Deadline
from legaldocs.intake.reader import read_file
from tests.legaldocs.intake.word_files import docx, level_xml, numbering, paragraph

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice chưa được cài")
RTF = rb"{\rtf1\ansi\ansicpg1252\uc1 %s\par}"


def rtf(text: str) -> bytes:
    return RTF % "".join(c if c < "\x80" else f"\\u{ord(c)}?" for c in text).encode()


def odt_with_picture_at(address: str) -> bytes:
    """An OpenDocument text whose picture lies on another machine."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        "<office:body><office:text><text:p>Điều 1. Có ảnh ở nơi khác</text:p><text:p>"
        f'<draw:frame text:anchor-type="as-char" svg:width="5cm" svg:height="5cm"><draw:image xlink:href="{address}" '
        'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
        "</office:text></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


@needs_office
def test_an_old_file_gives_the_words_and_automatic_numbers_of_the_new_one(tmp_path):
    body = paragraph("Phạm vi điều chỉnh", level=0) + paragraph("Cơ quan nhà nước;", level=1) + paragraph("Kết thúc.")
    relation = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>'
    )
    parts = {
        "word/numbering.xml": numbering(level_xml(0, "decimal", "Điều %1."), level_xml(1, "lowerLetter", "%2)")),
        "word/_rels/document.xml.rels": relation,
    }
    (tmp_path / "moi.docx").write_bytes(docx(body, parts=parts))
    for suffix, form in (("doc", "doc:MS Word 97"), ("odt", "odt:writer8")):
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'ho-so').as_uri()}", "--convert-to", form,
             "--outdir", str(tmp_path), str(tmp_path / "moi.docx")], capture_output=True, check=True, timeout=120,
        )  # fmt: skip
        (old,) = read_file(tmp_path / f"moi.{suffix}")
        assert old.ok, old.error
        text = [line for line in old.document.text.split("\n") if line]
        assert text == ["Điều 1. Phạm vi điều chỉnh", "a) Cơ quan nhà nước;", "Kết thúc."], suffix
        assert old.media_type == (FileType.DOC if suffix == "doc" else FileType.ODT).value


@needs_office
def test_nothing_a_file_links_to_is_fetched():
    """A server stands where the document says its picture is: no connection waits in its queue afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        (result,) = read_file("a.odt", data=odt_with_picture_at(f"http://127.0.0.1:{server.getsockname()[1]}/anh.png"))
        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()
    assert result.ok, result.error
    assert "Điều 1. Có ảnh ở nơi khác" in result.document.text


def test_without_libreoffice_the_sender_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(old_word.shutil, "which", lambda name: None)
    (result,) = read_file("a.rtf", data=rtf("Điều 1"))
    assert not result.ok
    assert "chưa cài LibreOffice" in result.error
    assert ".docx" in result.error


def test_a_libreoffice_that_hangs_is_ended_and_its_profile_thrown_away(monkeypatch, tmp_path):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 600\n")
    program.chmod(0o755)
    monkeypatch.setattr(old_word.shutil, "which", lambda name: str(program))
    with pytest.raises(UnreadableFile, match="quá lâu"):
        old_word.to_docx(rtf("Điều 1"), FileType.RTF, deadline=Deadline(0.3))
    assert old_word._kept is None


def test_a_libreoffice_that_fails_is_told_from_one_that_works(monkeypatch, tmp_path):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setattr(old_word.shutil, "which", lambda name: str(program))
    with pytest.raises(UnreadableFile, match="không mở được"):
        old_word.to_docx(rtf("Điều 1"), FileType.RTF)


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("EncryptedPackage", "mật khẩu"),
        ("Workbook", "Excel"),
        ("", "không phải văn bản Word"),
    ],
)
def test_containers_that_hold_no_word_document_are_refused_by_name(inside, words):
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + inside.encode("utf-16-le") + b"\0" * 100
    with pytest.raises(UnreadableFile, match=words):
        old_word.to_docx(data, FileType.DOC)


def test_a_locked_old_word_file_is_refused_by_name():
    block = bytearray(b"\xec\xa5" + b"\0" * 30)
    block[11] = 0x01
    data = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + bytes(block)).ljust(1024, b"\0")
    with pytest.raises(UnreadableFile, match="mật khẩu"):
        old_word.to_docx(data + "WordDocument".encode("utf-16-le"), FileType.DOC)


@needs_office
def test_macros_of_an_old_file_are_named_and_the_text_is_read(tmp_path):
    (tmp_path / "a.docx").write_bytes(docx(paragraph("Điều 1. Văn bản có mã lệnh") + "<w:sectPr/>"))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'ho-so').as_uri()}", "--convert-to",
         "doc:MS Word 97", "--outdir", str(tmp_path), str(tmp_path / "a.docx")], capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    data = (tmp_path / "a.doc").read_bytes() + "_VBA_PROJECT".encode("utf-16-le")
    (result,) = read_file("a.doc", data=data)
    assert result.ok, result.error
    assert "macros" in [finding.code for finding in result.document.findings]
