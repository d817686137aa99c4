"""Tracked changes of Word files, accepted or rejected, and automatic numbers as Word prints them."""

from __future__ import annotations

from legaldocs.intake.extracted import Changes, ReadingOptions
from tests.legaldocs.intake.word_files import cell, level_xml, numbering, paragraph, table
from tests.legaldocs.intake.word_reading import lines, read, run

REJECTED = ReadingOptions(changes=Changes.REJECTED)

CHANGED = (
    run("Mức phạt ")
    + '<w:del w:author="Lan"><w:r><w:delText>cũ</w:delText></w:r></w:del>'
    + '<w:ins w:author="Minh"><w:r><w:t>mới</w:t></w:r></w:ins>'
)


def test_tracked_changes_are_read_accepted_or_rejected_and_said_so():
    accepted, rejected = read(paragraph(raw=CHANGED)), read(paragraph(raw=CHANGED), REJECTED)
    assert (accepted.text, rejected.text) == ("Mức phạt mới", "Mức phạt cũ")
    assert accepted.facts["changes"] == {"read_as": "accepted", "added": 1, "taken": 1, "authors": ["Minh", "Lan"]} or (
        accepted.facts["changes"]["authors"] == ["Lan", "Minh"]
    )
    assert rejected.facts["changes"]["read_as"] == "rejected"
    (finding,) = accepted.findings
    assert finding.code == "tracked-changes"
    assert "1 chỗ thêm, 1 chỗ bỏ" in finding.message
    assert "chấp nhận" in finding.message
    assert "từ chối mọi thay đổi" in rejected.findings[0].message


def test_a_file_without_tracked_changes_has_no_such_fact():
    found = read(paragraph("Mức phạt"))
    assert (found.facts, found.findings) == ({}, [])


def test_an_inserted_paragraph_end_is_gone_when_rejected():
    body = "<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:r><w:t>Một </w:t></w:r></w:p>" + paragraph("dòng")
    assert lines(body) == ["Một", "dòng"]
    assert lines(body, REJECTED) == ["Một dòng"]


def test_a_deleted_paragraph_takes_its_automatic_number_away():
    deleted = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>bỏ đi</w:delText></w:r></w:del></w:p>"
    )
    body = paragraph("một", level=0) + deleted + paragraph("hai", level=0)
    part = numbering(level_xml(0, "decimal", "%1."))
    assert lines(body, numbering=part) == ["1. một", "2. hai"]
    assert lines(body, REJECTED, numbering=part) == ["1. một", "2. bỏ đi", "3. hai"]


def test_rejecting_brings_back_the_numbering_a_paragraph_had():
    change = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:pPrChange><w:pPr/></w:pPrChange></w:pPr>'
        "<w:r><w:t>đoạn</w:t></w:r></w:p>"
    )
    part = numbering(level_xml(0, "decimal", "%1."))
    assert lines(change, numbering=part) == ["1. đoạn"]
    assert lines(change, REJECTED, numbering=part) == ["đoạn"]


def test_rows_of_a_table_follow_the_choice():
    rows = (
        "<w:tbl><w:tr>" + cell("a") + cell("b") + "</w:tr><w:tr><w:trPr><w:del/></w:trPr>" + cell("cũ") + cell("x")
        + "</w:tr><w:tr><w:trPr><w:ins/></w:trPr>" + cell("mới") + cell("y") + "</w:tr></w:tbl>"
    )  # fmt: skip
    assert lines(rows) == ["| a | b |", "| mới | y |"]
    assert lines(rows, REJECTED) == ["| a | b |", "| cũ | x |"]


# -- numbers --------------------------------------------------------------------------------------
def test_an_empty_numbered_paragraph_counts_as_word_counts_it():
    part = numbering(level_xml(0, "decimal", "%1."))
    assert lines(paragraph("a", level=0) + paragraph("", level=0) + paragraph("c", level=0), numbering=part) == [
        "1. a", "2.", "3. c",
    ]  # fmt: skip


def test_a_column_of_automatic_numbers_is_kept_in_the_table():
    part = numbering(level_xml(0, "decimal", "%1"))
    number = "<w:tc><w:tcPr/>" + paragraph("", level=0) + "</w:tc>"
    body = table([cell("STT"), cell("Tên")], [number, cell("Một")], [number, cell("Hai")])
    assert lines(body, numbering=part) == ["| STT | Tên |", "| 1 | Một |", "| 2 | Hai |"]


def test_levels_under_several_parents_and_own_formats_print_as_word_prints_them():
    part = numbering(
        level_xml(0, "upperRoman", "Chương %1"),
        level_xml(1, "decimal", "Điều %2.", more='<w:lvlRestart w:val="0"/>'),
        level_xml(2, "decimal", "%2.%3)"),
        level_xml(3, "lowerLetter", "%2.%3.%4)"),
    )
    body = "".join(
        paragraph(text, level=level)
        for level, text in [(0, "A"), (1, "a"), (2, "x"), (3, "p"), (3, "q"), (0, "B"), (1, "b"), (2, "y"), (3, "r")]
    )
    assert lines(body, numbering=part) == [
        "Chương I A", "Điều 1. a", "1.1) x", "1.1.a) p", "1.1.b) q", "Chương II B", "Điều 2. b", "2.1) y", "2.1.a) r",
    ]  # fmt: skip
