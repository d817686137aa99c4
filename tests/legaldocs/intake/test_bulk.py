"""The bulk form: one document a line; a bad line is named and the rest goes on."""

from __future__ import annotations

import datetime
import gzip
import json

import pytest

from legaldocs.domain.structure import parse
from legaldocs.domain.types import DocumentType
from legaldocs.intake.bulk import BulkArticle, BulkDocument, iter_bulk, own_head
from legaldocs.intake.errors import UnreadableFile

ROW = {
    "number": "57/2020/QH14",
    "type": "Luật",
    "title": "Luật Thanh niên",
    "issued_on": "2020-06-16",
    "issuer": "Quốc hội",
    "effective_on": "2021-01-01",
    "vbpl_id": "142850",
    "articles": [{"num": "1", "heading": "Thanh niên", "text": "Thanh niên là công dân Việt Nam.\n1. Một."}],
}


def lines(*rows: object) -> bytes:
    return "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows).encode()


def read(data: bytes):
    return list(iter_bulk("x.jsonl", data=data))


def test_a_line_becomes_a_document_with_its_text():
    ((number, document),) = read(lines(ROW))
    assert number == 1
    assert isinstance(document, BulkDocument)
    assert (document.type, document.issued_on, document.effective_on) == (
        DocumentType.LAW,
        datetime.date(2020, 6, 16),
        datetime.date(2021, 1, 1),
    )
    assert document.text() == "Điều 1. Thanh niên\nThanh niên là công dân Việt Nam.\n1. Một."
    assert document.extra == {"vbpl_id": "142850"}


def test_gzip_is_told_from_content_and_a_cut_archive_is_named():
    data = gzip.compress(lines(*[{**ROW, "number": f"{n}/2020/QH14", "title": f"Luật {n * 7919}"} for n in range(400)]))
    assert len(read(data)) == 400
    *_, (_, last) = read(data[: len(data) // 2])
    assert isinstance(last, UnreadableFile)
    assert "gzip" in last.reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{", "JSON"),
        ("[]", "đối tượng JSON"),
        ("[" * 100_000, "JSON"),
        ({**ROW, "articles": []}, "articles"),
        ({**ROW, "articles": ["x"]}, "articles"),
        ({**ROW, "type": "Truyện"}, "Loại văn bản"),
        ({**ROW, "type": None}, "type"),
        ({**ROW, "issued_on": "2020-13-45"}, "issued_on"),
        ({**ROW, "number": None, "title": ""}, "number"),
        ({**ROW, "title": {"a": 1}}, "title"),
        ({**ROW, "articles": [{"num": "1", "heading": "", "text": ""}]}, "nội dung"),
    ],
)
def test_a_bad_line_is_named_and_the_next_is_read(row, reason):
    found = read(lines(ROW, row, ROW))
    assert [number for number, _ in found] == [1, 2, 3]
    bad = found[1][1]
    assert isinstance(bad, UnreadableFile)
    assert reason in bad.reason
    assert bad.line == 2
    assert isinstance(found[2][1], BulkDocument)


def test_blank_lines_count_but_are_no_documents():
    assert [number for number, _ in read(b"\n" + lines(ROW) + b"\n\n")] == [2]


def test_bytes_that_are_no_utf8_are_named():
    ((_, bad),) = read(b'{"number": "\xff\xfe"}')
    assert isinstance(bad, UnreadableFile)
    assert "UTF-8" in bad.reason


def document_of(*articles: tuple[str, str, str]) -> BulkDocument:
    rows = [BulkArticle(num, heading, text) for num, heading, text in articles]
    return BulkDocument(1, "1/2020/NĐ-CP", DocumentType.DECREE, "Nghị định", "", "", None, None, rows)


def test_a_head_that_the_source_repeats_stands_once():
    text = document_of(
        ("1", "Phạm vi", "Điều 1. Phạm vi.\nNội dung một.\nĐiều 2. Tổ chức thực hiện"),
        ("2", "Tổ chức thực hiện", "ĐIỀU 2. TỔ CHỨC  THỰC HIỆN\nNội dung hai."),
    ).text()
    assert text == "Điều 1. Phạm vi\nNội dung một.\nĐiều 2. Tổ chức thực hiện\nNội dung hai."
    assert [node.eid for node in parse(text).nodes] == ["art_1", "art_2"]


def test_an_article_that_is_repeated_whole_in_the_one_before_stands_once():
    text = document_of(
        ("1", "Phạm vi", "Một.\nĐiều 2. Thi hành\n1. Khoản một.\n2. Khoản hai."),
        ("2", "Thi hành", "1. Khoản một.\n2. Khoản hai."),
    ).text()
    assert text == "Điều 1. Phạm vi\nMột.\nĐiều 2. Thi hành\n1. Khoản một.\n2. Khoản hai."
    other = document_of(
        ("1", "Phạm vi", "Một.\nĐiều 2. Thi hành\nKhác hẳn."), ("2", "Thi hành", "1. Khoản một.")
    ).text()
    assert "Khác hẳn." in other


@pytest.mark.parametrize("head", ["Điều 2 Thi hành", "Điều 2: Thi hành.", "Điều 2.Thi hành", "Điều  2 .  Thi hành"])
def test_a_repeated_head_is_known_with_or_without_the_stop_behind_its_number(head):
    text = document_of(("1", "Phạm vi", f"Một.\n{head}\n1. Khoản một."), ("2", "Thi hành", "1. Khoản một.")).text()
    assert text == "Điều 1. Phạm vi\nMột.\nĐiều 2. Thi hành\n1. Khoản một."


@pytest.mark.parametrize(
    "line", ["Điều 2. Khác", "Điều 3. Phạm vi", "Phạm vi", "“Điều 1. Phạm vi", "Theo Điều 1. Phạm vi"]
)
def test_a_line_that_is_no_repeated_head_stays(line):
    text = document_of(("1", "Phạm vi", f"{line}\nNội dung."), ("2", "Hai", "Nội dung.")).text()
    assert f"\n{line}\n" in text


def test_an_article_of_one_line_is_never_emptied():
    assert document_of(("1", "Hai", "Điều 2. Hai"), ("2", "Hai", "x")).text().startswith("Điều 1. Hai\nĐiều 2. Hai\n")


def test_several_articles_that_are_repeated_whole_in_the_one_before_stand_once():
    text = document_of(
        ("9", "Thẩm quyền", "Một.\nĐiều 10. Quyền\n1. Hai.\nĐiều 11. Quản lý\nBa."),
        ("10", "Quyền", "1. Hai."),
        ("11", "Quản lý", "Ba."),
        ("12", "Thi hành", "Bốn."),
    ).text()
    assert text == "Điều 9. Thẩm quyền\nMột.\nĐiều 10. Quyền\n1. Hai.\nĐiều 11. Quản lý\nBa.\nĐiều 12. Thi hành\nBốn."


def test_articles_repeated_with_other_words_stay():
    text = document_of(
        ("9", "Một", "Một.\nĐiều 10. Quyền\n1. Hai.\nĐiều 11. Quản lý\nBốn năm."),
        ("10", "Quyền", "1. Hai."),
        ("11", "Quản lý", "Ba."),
    ).text()
    assert text.count("Điều 10. Quyền") == 2
    assert "Bốn năm." in text


@pytest.mark.parametrize("heading", ["Trách nhiệm khấu trừ...", "Thu nhập từ đất"])
def test_an_article_whose_text_begins_with_another_heading_of_it_is_one_article(heading):
    document = document_of(("31", heading, "Điều 31. Trách nhiệm khấu trừ của tổ chức\n1. Một."))
    assert [(n.eid, n.heading) for n in parse(document.text()).nodes] == [
        ("art_31", "Trách nhiệm khấu trừ của tổ chức")
    ]
    assert own_head(document.articles[0]) == "Điều 31. Trách nhiệm khấu trừ của tổ chức"


@pytest.mark.parametrize(
    "text",
    [
        "Điều 31. được áp dụng như sau",
        "Điều 30. Khác hẳn\nMột.",
        "Điều 31. Thu nhập từ đất.\nMột.",
        "Một.\nĐiều 31. Khác",
    ],
)
def test_no_other_line_is_taken_for_the_heading(text):
    assert own_head(document_of(("31", "Thu nhập từ đất", text)).articles[0]) == ""


def test_invisible_hyphens_and_foreign_letters_do_not_hide_a_number():
    row = {**ROW, "articles": [{"num": "1", "heading": "Đầu tư", "text": "\u00ad1. Một.\n2. Hai \u00d0ồng."}]}
    ((_, document),) = read(lines(row))
    assert isinstance(document, BulkDocument)
    assert document.text() == "Điều 1. Đầu tư\n1. Một.\n2. Hai Đồng."


def test_many_articles_are_put_together_in_linear_time():
    text = document_of(*[(str(number), "Tên", f"Điều {number + 1}. Tên\nMột.") for number in range(1, 3000)]).text()
    assert text.count("\n") < 9000
