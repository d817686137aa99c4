"""One door for every file: types told from content, archives opened, nothing raised."""

from __future__ import annotations

import io
import shutil
import zipfile

import pytest

from legaldocs.intake.filetype import FileType
from legaldocs.intake.limits import Limits
from legaldocs.intake.reader import read_file
from tests.legaldocs.intake.pdf_files import pdf
from tests.legaldocs.intake.word_files import docx, paragraph

TEXT = "QUỐC HỘI\n-------\nLuật số: 26/2023/QH15\nLUẬT\nCĂN CƯỚC\nĐiều 1. Phạm vi điều chỉnh\nLuật này quy định về căn cước.".encode()


def archive(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "."), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (TEXT, FileType.TEXT),
        (docx(paragraph("Điều 1. Tên của điều này")), FileType.DOCX),
        (pdf(["Dieu 1. A line of some length"]), FileType.PDF),
    ],
)
def test_the_type_is_told_from_content_whatever_the_name(data, kind):
    (result,) = read_file("giấy tờ.xyz", data=data)
    assert result.ok
    assert result.media_type == kind.value
    assert len(result.sha256) == 64
    assert result.size == len(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "ảnh bị hỏng"),
        (b"GIF89a" + b"0" * 50, "ảnh GIF"),
        (b"Rar!\x1a\x07\x00" + b"0" * 50, "RAR"),
        (b"MZ" + b"\0" * 50, "chương trình"),
        (archive(**{"[Content_Types]__xml": b"x", "xl/workbook__xml": b"x"}), "Excel"),
        (b"", "rỗng"),
    ],
)
def test_files_of_other_kinds_are_refused_by_name(data, words):
    (result,) = read_file("x.docx", data=data)
    assert not result.ok
    assert words in result.error


def test_an_archive_gives_a_result_for_each_file_in_it():
    results = read_file(
        "gói.zip", data=archive(a__txt=TEXT, b__png=b"\x89PNG1234", c__docx=docx(paragraph("Điều 1. Tên điều")))
    )
    assert [(r.path, r.ok) for r in results] == [
        ("gói.zip/a.txt", True),
        ("gói.zip/b.png", False),
        ("gói.zip/c.docx", True),
    ]


def test_an_archive_inside_an_archive_is_refused():
    (result,) = read_file("gói.zip", data=archive(trong__zip=archive(a__txt=TEXT)))
    assert "Tệp nén nằm trong tệp nén" in result.error


def test_an_empty_archive_is_refused():
    (result,) = read_file("gói.zip", data=archive())
    assert "không có tệp nào" in result.error


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    assert "Không tìm thấy" in read_file(tmp_path / "không có.txt")[0].error
    assert not read_file(tmp_path)[0].ok


def test_a_file_beyond_the_limit_is_refused_without_being_loaded(tmp_path):
    path = tmp_path / "lớn.txt"
    path.write_bytes(b"x" * 5000)
    assert "vượt quá giới hạn" in read_file(path, limits=Limits(max_bytes=1000))[0].error


def test_a_bulk_file_gives_a_result_for_each_line(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text(
        '{"number":"1/2020/QH14","type":"Luật","title":"Luật X","articles":[{"num":"1","heading":"A","text":"B"}]}\n{',
        encoding="utf-8",
    )
    results = read_file(path)
    assert [(r.ok, r.line) for r in results] == [(True, 1), (False, 2)]


def test_a_failure_nobody_foresaw_is_a_result_too(monkeypatch):
    monkeypatch.setattr("legaldocs.intake.reader.read_text", lambda text: 1 / 0)
    (result,) = read_file("x.txt", data=TEXT)
    assert not result.ok
    assert "ngoài dự kiến" in result.error


def test_old_word_without_libreoffice_says_what_to_do(monkeypatch):
    monkeypatch.setattr("legaldocs.intake.old_word.shutil.which", lambda name: None)
    (result,) = read_file("x.rtf", data=b"{\\rtf1 hello}")
    assert "LibreOffice" in result.error


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_rtf_is_read_through_libreoffice():
    (result,) = read_file(
        "x.rtf", data=b"{\\rtf1\\ansi Dieu 1. Pham vi dieu chinh cua van ban nay\\par 1. Mot khoan\\par}"
    )
    assert result.ok, result.error
    assert "Dieu 1. Pham vi" in result.document.text
