"""The fidelity report: what is counted, what is doubtful, in which order; nothing invented about sound texts."""

from __future__ import annotations

import datetime
import time

import pytest

from legaldocs.domain.calendar_check import MOST, check_calendar, check_cited_years
from legaldocs.domain.facts_check import FileFacts, KnownFacts, check_facts, check_file, check_record
from legaldocs.domain.fidelity import counts_of, ordered, report_of
from legaldocs.domain.findings import Finding, Severity, fingerprints
from legaldocs.domain.metadata import Metadata
from legaldocs.domain.reading import read_text
from legaldocs.domain.structure import parse
from legaldocs.domain.tree import Kind
from legaldocs.domain.types import DocumentType
from legaldocs.domain.wholeness import check_wholeness

DECREE = """CHÍNH PHỦ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 12/2020/NĐ-CP
Hà Nội, ngày 05 tháng 02 năm 2020
NGHỊ ĐỊNH
Quy định về việc thử nghiệm nhập văn bản

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi điều chỉnh
1. Nghị định này quy định việc thử nghiệm.
2. Nghị định này gồm:
a) Phần một;
b) Phần hai.

Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 4 năm 2020.

TM. CHÍNH PHỦ
THỦ TƯỚNG
Nguyễn Văn Thử
"""


def codes(text: str, **facts) -> list[str]:
    return [finding.code for finding in report_of(read_text(text), **facts).findings]


def test_a_sound_decree_has_its_units_counted_and_nothing_to_remark():
    report = report_of(read_text(DECREE), file=FileFacts("12-2020-ND-CP.docx"), today=datetime.date(2026, 11, 23))
    assert report.findings == []
    assert report.summary() == "1 chương, 2 điều, 2 khoản, 2 điểm"
    assert report.metadata.number == "12/2020/NĐ-CP"
    assert report.lines > 15
    assert report.characters > 400


def test_what_stands_in_a_quotation_is_counted_apart():
    structure = parse("Điều 1. Sửa đổi\n1. Sửa đổi Điều 5 như sau:\n“Điều 5. Mới\n1. Khoản mới.\n2. Khoản nữa.”\n")
    counts = {count.kind: count for count in counts_of(structure)}
    assert (counts[Kind.ARTICLE].total, counts[Kind.ARTICLE].within) == (2, 1)
    assert (counts[Kind.CLAUSE].total, counts[Kind.CLAUSE].within) == (3, 2)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Chương I\nCHUNG\nDòng lạc ở đây không thuộc điều nào.\nĐiều 1. Tên\nNội dung.", "line-outside", 3),
        ("Điều 1. Tên\n1. Gồm các việc:\n2. Việc khác.", "list-missing", 2),
        ("Điều 1. Tên\n1. Nội dung.\nĐiều 2.\nĐiều 3. Tên\n1. Nội dung.", "article-empty", 3),
        ("Điều 1. Tên\n| a | b |\n| c |\n| d | e |\n", "table-ragged", 3),
    ],
)
def test_what_found_no_place_or_has_no_content_is_named_with_its_line(text, code, line):
    found = {finding.code: finding.line for finding in check_wholeness(text, parse(text))}
    assert found.get(code) == line, found


def test_a_list_that_follows_a_table_or_a_quotation_is_no_missing_list():
    for text in (
        "Điều 1. Tên\n1. Bảng sau:\n| a | b |\n| c | d |\n",
        "Điều 1. Sửa đổi\n1. Sửa Điều 5 như sau:\n“Điều 5. Mới\n1. Khoản.”\n",
        "Điều 1. Tên\n1. Gồm:\na) Một;\nb) Hai.",
    ):
        assert "list-missing" not in [f.code for f in check_wholeness(text, parse(text))]


def test_characters_that_are_not_in_the_tree_are_an_error(monkeypatch):
    text = "Điều 1. Tên\nNội dung."
    structure = parse(text)
    structure.nodes[0].text = "Nội"
    (finding,) = check_wholeness(text, structure)
    assert (finding.code, finding.severity) == ("characters-lost", Severity.ERROR)
    assert finding.message.startswith("5 ký tự")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("ngày 31 tháng 02 năm 2020", "date-impossible"),
        ("ngày 12 tháng 13 năm 2020", "date-impossible"),
        ("ngày 29/02/2019", "date-impossible"),
        ("ngày 00-05-2019", "date-impossible"),
        ("ngày 05 tháng 06 năm 0201", "year-impossible"),
        ("từ năm 2911 đến nay", "year-impossible"),
    ],
)
def test_days_and_years_that_cannot_be_are_named(words, code):
    (finding,) = check_calendar(f"Điều 1.\nTrước {words}, cơ quan thực hiện.", datetime.date(2020, 2, 5))
    assert (finding.code, finding.line) == (code, 2)


@pytest.mark.parametrize(
    "words",
    ["ngày 29 tháng 02 năm 2020", "ngày 30/04/1975", "đến năm 2045", "năm 1858", "mỗi năm 5000 đồng", "năm 12.000 tấn",
     "12/2020/NĐ-CP", "tỷ lệ 30/32/1234/5"],
)  # fmt: skip
def test_days_years_and_figures_that_can_be_are_left_alone(words):
    assert check_calendar(f"Điều 1. {words}.", datetime.date(2020, 2, 5)) == []


def test_many_impossible_days_give_a_bounded_list():
    text = "\n".join("ngày 31 tháng 02 năm 2020" for _ in range(200))
    assert len(check_calendar(text, None)) == MOST


def test_a_document_cited_before_it_was_made_is_named_unless_the_text_is_consolidated():
    text = DECREE.replace("việc thử nghiệm.", "việc thử nghiệm theo Nghị định số 15/2032/NĐ-CP.")
    assert "cited-later" in codes(text)
    assert "cited-later" not in codes(text, known=KnownFacts(document_type="van-ban-hop-nhat"))
    assert check_cited_years("Nghị định số 15/2032/NĐ-CP", None, "") == []
    assert check_cited_years("Số: 15/2032/NĐ-CP", datetime.date(2031, 12, 31), "15/2032/nd-cp") == []


def test_a_number_of_another_type_than_the_text_is_a_contradiction():
    facts = Metadata(type=DocumentType.CIRCULAR, type_name="Thông tư", number="12/2020/NĐ-CP")
    assert [f.code for f in check_facts(facts)] == ["type-conflict"]
    joint = Metadata(type=DocumentType.JOINT_CIRCULAR, type_name="Thông tư liên tịch", number="12/2010/TTLT-BTC-BNV")
    assert check_facts(joint) == []


@pytest.mark.parametrize(
    ("issued", "effective", "code"),
    [
        ((1920, 1, 1), None, "issue-year-impossible"),
        ((2027, 1, 1), None, "issue-date-future"),
        ((2011, 6, 13), (2101, 8, 1), "effect-far-from-issue"),
    ],
)
def test_dates_that_contradict_each_other_or_the_calendar(issued, effective, code):
    facts = Metadata(issued_on=datetime.date(*issued), effective_on=datetime.date(*effective) if effective else None)
    assert [f.code for f in check_facts(facts, datetime.date(2026, 11, 23))] == [code]


@pytest.mark.parametrize(
    ("file", "conflict"),
    [
        (FileFacts("12-2020-ND-CP.docx"), False),
        (FileFacts("012_2020_NĐ-CP (bản ký).pdf"), False),
        (FileFacts("nghi-dinh-so-12-2020-nd-cp-44712.txt"), False),
        (FileFacts("scan0001.pdf"), False),
        (FileFacts("van ban 2020.pdf"), False),
        (FileFacts("21-2020-ND-CP.docx"), True),
        (FileFacts("ban-ky.pdf", title="Nghị định 13/2020/NĐ-CP"), True),
        (FileFacts("ban-ky.pdf", title="Microsoft Word - 12-2020.doc"), False),
        (FileFacts("ban-ky.pdf", created_on=datetime.date(2015, 1, 1)), True),
        (FileFacts("ban-ky.pdf", created_on=datetime.date(2019, 6, 1)), False),
        (FileFacts("ban-ky.pdf", created_on=datetime.date(2024, 1, 1)), False),
    ],
)
def test_a_file_that_speaks_of_another_document_is_named(file, conflict):
    facts = Metadata(number="12/2020/NĐ-CP", issued_on=datetime.date(2020, 2, 5))
    assert [f.code for f in check_file(facts, file)] == (["file-conflict"] if conflict else [])


def test_the_record_is_compared_with_the_text_and_silence_is_no_contradiction():
    facts = read_text(DECREE).metadata
    same = KnownFacts(
        "nghi-dinh", "012/2020/ND-CP", datetime.date(2020, 2, 5), datetime.date(2020, 4, 1), ("CHÍNH PHỦ",)
    )
    assert check_record(facts, same) == []
    assert check_record(facts, KnownFacts()) == []
    other = KnownFacts("thong-tu", "13/2020/NĐ-CP", datetime.date(2020, 2, 6), datetime.date(2020, 4, 2), ("Bộ Y tế",))
    assert [f.code for f in check_record(facts, other)] == ["record-conflict"] * 5
    assert check_record(facts, KnownFacts(document_type="lạ")) == []


def test_what_the_text_leaves_out_is_not_asked_for_where_the_record_has_it():
    body = "Điều 1. Tên\n1. Khoản một.\n2. Khoản hai.\n"
    alone = codes(body)
    assert {"number-missing", "type-missing", "issuer-missing", "issued-on-missing"} <= set(alone)
    known = KnownFacts("nghi-dinh", "12/2020/NĐ-CP", datetime.date(2020, 2, 5), None, ("Chính phủ",), "Về việc thử")
    assert not {"abstract-missing"} & set(codes(body, known=known))
    assert not {"number-missing", "type-missing", "issuer-missing", "issued-on-missing"} & set(codes(body, known=known))


def test_findings_come_once_in_the_order_of_their_lines_and_rated_by_their_code():
    rows = ordered(
        [
            Finding("numbering-gap", "b", 9),
            Finding("broken-characters", "một", 4, Severity.WARNING),
            Finding("broken-characters", "hai", 4, Severity.ERROR),
            Finding("record-conflict", "x"),
            Finding("record-conflict", "y"),
            Finding("text-empty", "z", 1, Severity.ERROR),
        ]
    )
    assert [(f.code, f.message, f.severity.value) for f in rows] == [
        ("record-conflict", "x", "warning"),
        ("record-conflict", "y", "warning"),
        ("text-empty", "z", "error"),
        ("broken-characters", "một", "error"),
        ("numbering-gap", "b", "warning"),
    ]


def test_a_fingerprint_stays_with_its_line_and_changes_with_it():
    lines = ["Điều 1. Tên", "3. Khoản ba.", "x", "3. Khoản ba."]
    findings = [
        Finding("numbering-gap", "m", 2),
        Finding("numbering-gap", "m", 4),
        Finding("year-conflict", "Năm 2011"),
    ]
    first = fingerprints(findings, lines)
    assert len(set(first)) == 3
    moved = fingerprints(
        [Finding("numbering-gap", "khác lời", 3), Finding("numbering-gap", "m", 5), findings[2]], ["", *lines]
    )
    assert moved == first
    changed = fingerprints(findings, [lines[0], "3. Khoản ba sửa.", *lines[2:]])
    assert changed[0] != first[0]
    assert changed[2] == first[2]
    assert fingerprints([Finding("year-conflict", "Năm 2012")], lines) != first[2:]
    assert fingerprints([Finding("text-cut", "m", 99)], lines) == fingerprints([Finding("text-cut", "m", 0)], lines)


def test_an_empty_text_is_an_error_and_gives_a_report():
    report = report_of(read_text(""))
    assert [f.code for f in report.errors] == ["text-empty"]
    assert (report.lines, report.summary()) == (0, "")


@pytest.mark.parametrize(
    "text", ["\x00", "|" * 5000, "Điều 1.\n" * 3000, "ngày 99 tháng 99 năm 9999 " * 2000, "“" * 5000, "đ" * 50_000]
)
def test_no_text_breaks_the_report(text):
    began = time.process_time()
    report_of(read_text(text), file=FileFacts(text[:300], text[:300]))
    assert time.process_time() - began < 5


def test_the_file_named_after_another_law_is_found_in_the_collection(corpus_dir):
    path = next((corpus_dir / "laws").glob("Luat-thue-tieu-thu-dac-biet-2008-26-2008-QH12-*.txt"))
    read = read_text(path.read_text(encoding="utf-8"))
    (finding,) = [f for f in report_of(read, file=FileFacts(path.name)).findings if f.code == "file-conflict"]
    assert "27/2008/QH12" in finding.message


def test_laws_in_full_text_raise_few_findings_and_no_error(corpus_dir):
    noisy = []
    for path in sorted((corpus_dir / "laws").glob("*.txt")):
        report = report_of(read_text(path.read_text(encoding="utf-8")), file=FileFacts(path.name))
        assert not report.errors
        about_text = [
            f for f in report.findings if f.line and f.code not in ("signature-missing", "number-repeated-in-annex")
        ]
        if len(about_text) > 6:
            noisy.append(path.name)
    assert noisy in (
        [],
        ["Luat-Binh-dang-gioi-2006-73-2006-QH11-15866.txt"],
    )  # that file lost the heads of many articles
