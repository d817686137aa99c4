"""What files say about themselves: Word and PDF properties, damaged and hostile ones."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest

from legaldocs.intake.file_facts import MOST, file_facts


def package(core: str, name: str = "docProps/core.xml") -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, core)
    return kept.getvalue()


CORE = (
    '<cp:coreProperties><dc:title>Nghị định 12/2020 &amp; phụ lục</dc:title>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">2020-02-03T08:00:00Z</dcterms:created></cp:coreProperties>'
)  # fmt: skip


def test_a_word_file_says_its_title_and_the_day_it_was_made():
    facts = file_facts("a.docx", package(CORE))
    assert (facts.name, facts.title) == ("a.docx", "Nghị định 12/2020 & phụ lục")
    assert facts.created_on == datetime.date(2020, 2, 3)


def test_a_pdf_says_the_same_in_each_of_its_spellings():
    wide = "Quyết định số 5".encode("utf-16-be").hex().encode()
    escaped = b"\\376\\377" + b"".join(b"\\%03o" % byte for byte in "Số 7".encode("utf-16-be"))
    for written, title in [
        (b"/Title (Microsoft Word - 12.doc)", "Microsoft Word - 12.doc"),
        (b"/Title(a \\(b\\) c)", "a (b) c"),
        (b"/Title <FEFF" + wide + b">", "Quyết định số 5"),
        (b"/Title (" + escaped + b")", "Số 7"),
    ]:
        facts = file_facts("a.pdf", b"%PDF-1.7\n1 0 obj<<" + written + b" /CreationDate (D:20200203080000+07'00')>>")
        assert (facts.title, facts.created_on) == (title, datetime.date(2020, 2, 3))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"PK\x03\x04" + b"\xff" * 500,
        package(CORE)[:60],
        package(CORE, "other.xml"),
        package("<dc:title>" + "a" * 100),
        package("<dcterms:created>2020-13-45T00:00:00Z</dcterms:created>"),
        b"%PDF-1.4",
        b"%PDF /Title (" + b"(" * 100_000,
        b"%PDF /Title (" + b"\\" * 100_000,
        b"%PDF /Title <" + b"0" * 100_000,
        b"%PDF /CreationDate (D:99999999)",
        b"%PDF /Title (\\999\\8)",
        "Điều 1.".encode(),
    ],
)
def test_damaged_and_hostile_files_say_nothing_and_raise_nothing(data):
    facts = file_facts("x", data)
    assert facts.created_on is None
    assert len(facts.title) <= MOST


def test_a_title_is_one_bounded_line():
    facts = file_facts("a.docx", package("<dc:title>" + "một hai\n" * 200 + "</dc:title>"))
    assert len(facts.title) == MOST
    assert "\n" not in facts.title


def test_the_word_files_of_the_collection_are_read(corpus_dir):
    made = [
        file_facts(path.name, path.read_bytes()).created_on for path in sorted((corpus_dir / "docx").glob("*.docx"))
    ]
    assert any(made)
