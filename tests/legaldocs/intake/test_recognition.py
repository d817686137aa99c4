"""Recognition of scans with the real Tesseract: words, numbers, confidence, progress, and a copy instead of the original."""

from __future__ import annotations

import hashlib

import pytest

from legaldocs.domain.types import DocumentType
from legaldocs.intake import reader, recognition
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.extracted import ReadingOptions
from legaldocs.intake.filetype import FileType
from legaldocs.intake.programs import TookTooLong
from legaldocs.intake.reader import read_file
from legaldocs.intake.recognition_plugin import page_row
from tests.legaldocs.intake.pdf_files import pdf
from tests.legaldocs.intake.printed_files import (
    DIRECTIVE,
    directive_page,
    image_file,
    images_of,
    printed,
    scan_of,
    text_at,
)

needs_tesseract = pytest.mark.skipif(not recognition.is_available(), reason="tesseract-ocr-vie chưa được cài")
RECOGNISE = ReadingOptions(recognise=True)


@needs_tesseract
def test_a_scanned_pdf_becomes_a_document_with_its_confidence_said():
    data = scan_of(directive_page())
    told: list[tuple[int, int]] = []
    found = recognition.recognise(data, FileType.PDF, progress=lambda done, total: told.append((done, total)))
    for line in DIRECTIVE[:6]:
        assert line.split(" ")[0] in found.text, line
    assert "02/CT-BNV" in found.text
    assert found.facts["recognised"]["confidence"] > 0.8
    assert [page for page, _ in found.facts["recognised"]["pages"]] == [1]
    assert found.findings[0].code == "text-recognised"
    assert told[-1] == (1, 1)
    (result,) = read_file("quet.pdf", data=data, options=RECOGNISE)
    assert result.ok
    assert result.sha256 == hashlib.sha256(data).hexdigest()
    assert result.document.metadata.type is DocumentType.DIRECTIVE
    assert result.document.metadata.number == "02/CT-BNV"
    assert "text-recognised" in [finding.code for finding in result.document.findings]


@needs_tesseract
def test_an_image_is_recognised_too():
    (result,) = read_file("anh.jpg", data=image_file(directive_page(), "JPEG", quality=70), options=RECOGNISE)
    assert result.ok, result.error
    assert "CHỈ THỊ" in result.document.text
    assert result.facts["recognised"]["confidence"] > 0.8


@needs_tesseract
def test_pages_with_a_text_layer_keep_it_and_only_the_others_are_recognised():
    picture = images_of(directive_page(), 200)[0]

    def draw(document):
        document.image(picture, x=0, y=0, w=210)

    mixed = printed(text_at(25, 30, "Điều 1. Trang này có lớp chữ và chữ của nó không được nhận dạng lại."), draw)
    (plain,) = read_file("a.pdf", data=mixed)
    assert plain.ok
    assert plain.facts["pages_without_text"] == [2]
    (result,) = read_file("a.pdf", data=mixed, options=RECOGNISE)
    assert "Điều 1. Trang này có lớp chữ và chữ của nó không được nhận dạng lại." in result.document.text
    assert "CHỈ THỊ" in result.document.text
    assert [page for page, _ in result.facts["recognised"]["pages"]] == [2]
    codes = [finding.code for finding in result.document.findings]
    assert "pages-without-text" not in codes
    assert "ở 1 trong 2 trang" in next(f.message for f in result.document.findings if f.code == "text-recognised")


@needs_tesseract
def test_a_scan_without_a_word_is_told_so():
    blank = image_file(printed(lambda document: document.rect(10, 10, 100, 100, style="F")), "PNG", dpi=80)
    with pytest.raises(UnreadableFile, match="không thành công"):
        recognition.recognise(blank, FileType.PNG)


def test_without_tesseract_the_sender_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(recognition.shutil, "which", lambda name: None)
    assert not recognition.is_available()
    with pytest.raises(UnreadableFile, match="chưa cài bộ nhận dạng"):
        recognition.recognise(b"%PDF", FileType.PDF)
    (result,) = read_file("a.pdf", data=pdf(["x"], image_only=True), options=RECOGNISE)
    assert (result.ok, result.is_scan) == (False, True)


def test_without_vietnamese_letters_it_is_not_available(monkeypatch, tmp_path):
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho eng\n")
    program.chmod(0o755)
    recognition._has_vietnamese.cache_clear()
    monkeypatch.setattr(recognition.shutil, "which", lambda name: str(program))
    assert not recognition.is_available()
    recognition._has_vietnamese.cache_clear()


def _standing_in(monkeypatch, run):
    monkeypatch.setattr(recognition, "is_available", lambda: True)
    monkeypatch.setattr(recognition, "run", run)


def test_recognition_that_takes_too_long_is_ended_and_named(monkeypatch):
    def run(command, **_):
        raise TookTooLong

    _standing_in(monkeypatch, run)
    with pytest.raises(UnreadableFile, match=r"quá lâu \(1 trang\)"):
        recognition.recognise(pdf(["x"], image_only=True), FileType.PDF)
    with pytest.raises(UnreadableFile, match="quá 60 giây"):
        recognition.recognise(image_file(directive_page(), "PNG", dpi=60), FileType.PNG)


def test_too_many_pages_are_refused_before_work_begins(monkeypatch):
    monkeypatch.setattr(recognition, "MOST_PAGES", 2)
    _standing_in(monkeypatch, lambda command, **_: pytest.fail("work began"))
    with pytest.raises(UnreadableFile, match="3 trang, vượt quá giới hạn 2 trang"):
        recognition.recognise(pdf(["x"], ["y"], ["z"], image_only=True), FileType.PDF)


@pytest.mark.parametrize(("code", "words"), [(8, "mật khẩu"), (1, "không thành công")])
def test_a_failure_of_the_program_is_told_in_words(monkeypatch, code, words):
    import subprocess

    _standing_in(monkeypatch, lambda command, **_: subprocess.CompletedProcess(command, code, b"", b""))
    with pytest.raises(UnreadableFile, match=words):
        recognition.recognise(pdf(["x"], image_only=True), FileType.PDF)


def test_a_broken_pdf_is_refused_before_anything_opens_it():
    if not recognition.is_available():
        pytest.skip("tesseract-ocr-vie chưa được cài")
    with pytest.raises(UnreadableFile, match="hỏng"):
        recognition.recognise(b"%PDF-1.7 nothing", FileType.PDF)


def test_confidence_of_a_page_is_the_mean_over_its_words():
    hocr = "<span title='bbox 1 2 3 4; x_wconf 90'>a</span><span title='x_wconf 70'>b</span>"
    assert page_row(3, hocr) == {"page": 3, "words": 2, "confidence": 0.8}
    assert page_row(1, "") == {"page": 1, "words": 0, "confidence": 0.0}


def test_unsure_and_empty_pages_are_named(monkeypatch):
    from legaldocs.intake.extracted import Extracted

    rows = {1: {"page": 1, "words": 90, "confidence": 0.9}, 2: {"page": 2, "words": 10, "confidence": 0.5},
            3: {"page": 3, "words": 0, "confidence": 0.0}}  # fmt: skip
    found = recognition._marked(Extracted("x"), rows, 3)
    assert [finding.code for finding in found.findings] == [
        "text-recognised",
        "recognition-unsure",
        "recognition-empty",
    ]
    assert "86 %" in found.findings[0].message
    assert "trang 2;" in found.findings[1].message
    assert found.facts["recognised"]["confidence"] == 0.86


def test_reading_without_the_wish_recognises_nothing(monkeypatch):
    monkeypatch.setattr(reader, "recognise", lambda *_: pytest.fail("recognised"))
    (result,) = read_file("a.pdf", data=pdf(["x"], image_only=True))
    assert result.is_scan
