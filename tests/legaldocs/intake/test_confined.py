"""The process that reads strangers' files: bounded in time and memory, restarted after a crash, never confused."""

from __future__ import annotations

import io
import json
import os
import signal
import threading
import zipfile

import pytest

from legaldocs.intake import confined
from legaldocs.intake.confined import ConfinedReader, UnexpectedFailure
from legaldocs.intake.confined_worker import answer, serve
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.extracted import Changes, ReadingOptions
from legaldocs.intake.filetype import FileType
from legaldocs.intake.limits import Limits
from legaldocs.intake.reader import read_file
from tests.legaldocs.intake.pdf_files import pdf
from tests.legaldocs.intake.word_files import docx, paragraph

LONG = "A line of some length for this page of the file"
LIMITS = Limits(seconds=10)
WORD = docx(paragraph("Điều 1. Phạm vi"))


@pytest.fixture
def reader():
    made = ConfinedReader()
    yield made
    made.stop()


def read(
    reader: ConfinedReader, data: bytes = WORD, kind: FileType = FileType.DOCX, limits: Limits = LIMITS, **options
):
    return reader.read(data, kind, limits, ReadingOptions(**options))


def test_files_of_each_kind_are_read_one_after_the_other_by_one_process(reader):
    assert read(reader).text == "Điều 1. Phạm vi"
    first = reader._process.pid
    assert read(reader, pdf([LONG]), FileType.PDF).text == LONG
    assert reader._process.pid == first


def test_findings_facts_and_options_cross_the_pipe(reader):
    changed = docx(paragraph(raw='<w:ins w:author="Lan"><w:r><w:t>mới</w:t></w:r></w:ins><w:r><w:t> cũ</w:t></w:r>'))
    found = read(reader, changed, changes=Changes.REJECTED)
    assert found.text == "cũ"
    assert found.facts["changes"]["read_as"] == "rejected"
    assert [finding.code for finding in found.findings] == ["tracked-changes"]


def test_a_refusal_keeps_its_sentence_and_that_it_is_a_scan(reader):
    with pytest.raises(UnreadableFile, match="hỏng"):
        read(reader, b"PK\x03\x04 not a package")
    with pytest.raises(UnreadableFile) as refusal:
        read(reader, pdf(["x"], ["y"], image_only=True), FileType.PDF)
    assert (refusal.value.is_scan, refusal.value.pages) == (True, 2)


def test_a_crash_names_the_file_and_the_next_file_is_read(reader):
    read(reader)
    os.kill(reader._process.pid, signal.SIGSEGV)
    reader._process.wait()
    assert read(reader).text == "Điều 1. Phạm vi"

    def kill_soon():
        os.kill(reader._process.pid, signal.SIGKILL)

    reader._process.send_signal(signal.SIGSTOP)  # it hangs in the middle of a file
    threading.Timer(0.3, kill_soon).start()
    with pytest.raises(UnreadableFile, match="dừng đột ngột"):
        read(reader)
    assert read(reader).text == "Điều 1. Phạm vi"


def test_a_file_that_takes_too_long_is_ended_and_named(reader, monkeypatch):
    monkeypatch.setattr(confined, "GRACE", 0.2)
    read(reader)
    reader._process.send_signal(signal.SIGSTOP)
    with pytest.raises(UnreadableFile, match="quá 1 giây"):
        read(reader, limits=Limits(seconds=1))
    assert read(reader).text == "Điều 1. Phạm vi"


def test_a_file_that_needs_too_much_memory_is_named(reader, monkeypatch):
    monkeypatch.setattr(confined, "MEMORY", 400 * 1024 * 1024)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        with zipfile.ZipFile(io.BytesIO(WORD)) as source:
            for name in source.namelist():
                if name != "word/document.xml":
                    package.writestr(name, source.read(name))
        start, _, end = source_document().partition(b"@@")
        package.writestr(
            "word/document.xml",
            start + b"".join(b"<w:p><w:r><w:t>%d</w:t></w:r></w:p>" % n for n in range(1_500_000)) + end,
        )
    with pytest.raises(UnreadableFile, match="bộ nhớ"):
        read(reader, out.getvalue(), limits=Limits(seconds=60, max_ratio=100_000))
    assert read(reader).text == "Điều 1. Phạm vi"


def source_document() -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx("@@"))) as package:
        return package.read("word/document.xml")


def test_a_process_makes_room_for_a_fresh_one_after_many_files(reader, monkeypatch):
    monkeypatch.setattr(confined, "MOST_FILES", 2)
    pids = []
    for _ in range(4):
        read(reader)
        pids.append(reader._process.pid)
    assert len(set(pids)) == 2


def test_threads_share_one_process_without_mixing_answers(reader):
    files = {n: docx(paragraph(f"Văn bản {n}")) for n in range(12)}
    found: dict[int, str] = {}

    def work(number: int) -> None:
        found[number] = read(reader, files[number]).text

    threads = [threading.Thread(target=work, args=(number,)) for number in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: f"Văn bản {number}" for number in files}


def test_a_forked_process_begins_its_own(reader):
    read(reader)
    reader._owner = -1  # as after a fork: the process belongs to another one
    other = reader._process
    assert read(reader).text == "Điều 1. Phạm vi"
    assert reader._process is not other
    other.kill()
    other.wait()


def test_what_nobody_foresaw_is_logged_with_its_trace_and_told_in_words(monkeypatch, caplog):
    def fail(*_):
        raise UnexpectedFailure("Traceback: KeyError")

    monkeypatch.setattr(confined.reader, "read", fail)
    (result,) = read_file("a.docx", data=WORD)
    assert not result.ok
    assert "ngoài dự kiến" in result.error
    assert "KeyError" in caplog.text


def test_the_worker_answers_every_header_in_order():
    header = {"kind": FileType.DOCX.value, "changes": "accepted", "size": len(WORD), "limits": {}}
    source = io.BytesIO((json.dumps(header).encode() + b"\n" + WORD) * 2)
    target = io.BytesIO()
    serve(source, target)
    target.seek(0)
    for _ in range(2):
        data = target.read(int(target.readline()))
        assert json.loads(data)["text"] == "Điều 1. Phạm vi"


def test_a_failure_inside_the_worker_becomes_a_trace():
    assert "KeyError" in answer({"kind": FileType.DOCX.value}, WORD)["trace"]
