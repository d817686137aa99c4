"""Marks of emphasis: what an editor types, what is kept of it, and what is never taken for one."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.domain.emphasis import escaped, marked, remarked, spans_of, strip_marks, without_marks
from legaldocs.domain.fidelity import blocking_findings, report_of
from legaldocs.domain.reading import read_text
from legaldocs.domain.structure import parse, plain_text, to_text, walk

LAW = """Điều 3. Giải thích *từ ngữ*
1. *Giao dịch điện tử* là giao dịch theo **khoản 2 Điều 5** của Luật này.
2. Gồm:
a) __Chữ ký số__ và \\*dấu sao\\*;
b) “***Tem*** điện tử”.
| Tên | Mức |
|---|---|
| *Phí* cấp mới | 1 \\| 2 |
"""


@pytest.mark.parametrize(
    ("typed", "words", "spans"),
    [
        ("1. *Căn cước* là", "1. Căn cước là", [(3, 11, "i")]),
        ("**a** *b* __c__", "a b c", [(0, 1, "b"), (2, 3, "i"), (4, 5, "u")]),
        ("***a*** b", "a b", [(0, 1, "b"), (0, 1, "i")]),
        ("**a *b* c**.", "a b c.", [(0, 5, "b"), (2, 3, "i")]),
        ("***a** b* c", "a b c", [(0, 1, "b"), (0, 3, "i")]),
        ("**a *b*** c", "a b c", [(0, 3, "b"), (2, 3, "i")]),
        ("“*a*”, (**b**)", "“a”, (b)", [(1, 2, "i"), (6, 7, "b")]),
        ("\\*a\\* *b*", "*a* b", [(4, 5, "i")]),
    ],
)
def test_marks_are_taken_out_and_remembered(typed, words, spans):
    assert strip_marks(typed) == (words, spans)


@pytest.mark.parametrize(
    "plain",
    [
        "(*) Ghi chú (*)", "* Mục", "A*B*C", "2 * 3 * 4", "***", "_____", "Họ tên: ____ Số: ____", "__/__/20__", "ngày__tháng__",
        "(1)*[(2)+(3)+(4)*(5)]", "*Lưu ý: xem (*)", "* a *", "a_b_c", "*a | b*", "một * hai", "*", "**", "5*", "x^(n)_(i)",
    ],
)  # fmt: skip
def test_signs_of_legal_texts_are_no_marks(plain):
    assert strip_marks(plain) == (plain, [])
    assert escaped(plain) == plain


def test_a_mark_does_not_run_over_the_end_of_its_line_or_cell():
    assert without_marks("*một\nhai*") == "*một\nhai*"
    assert without_marks("| *a | b* |") == "| *a | b* |"
    assert without_marks("| *a* | **b** |") == "| a | b |"


def test_a_plain_text_that_looks_marked_is_escaped_and_reads_as_itself():
    line = "*Ghi chú* và __dòng__"
    assert escaped(line) == "\\*Ghi chú\\* và \\_\\_dòng\\_\\_"
    assert without_marks(escaped(line)) == line


SIGNS = st.text(alphabet="ab đ *_\\|\n(“”).,1", max_size=60)


@settings(max_examples=400, deadline=None)
@given(SIGNS)
def test_no_text_loses_more_than_its_marks(text):
    plain, spans = strip_marks(text)
    assert plain.replace("*", "").replace("_", "").replace("\\", "") == text.replace("*", "").replace("_", "").replace(
        "\\", ""
    )
    assert plain.count("\n") == text.count("\n")
    assert all(0 <= start < end <= len(plain) and plain[start:end].strip() for start, end, _ in spans)


@settings(max_examples=400, deadline=None)
@given(SIGNS)
def test_escaping_keeps_every_sign(text):
    assert without_marks(escaped(text)) == text
    assert strip_marks(escaped(text))[1] == []


@settings(max_examples=400, deadline=None)
@given(SIGNS)
def test_what_is_written_with_marks_reads_the_same(text):
    plain, spans = strip_marks(text)
    again = marked(plain, spans)
    assert strip_marks(again)[0] == plain
    assert strip_marks(again)[1] in (spans, [])


@settings(max_examples=200, deadline=None)
@given(SIGNS)
def test_a_structure_with_marks_prints_and_parses_to_itself(text):
    printed = to_text(parse(f"Điều 1. Tên\n1. {text}\n2. Khoản hai."))
    assert to_text(parse(printed)) == printed


def nodes(text: str):
    return {node.eid: node for node, _ in walk(parse(text))}


def test_emphasis_stands_on_the_node_whose_words_it_marks():
    found = nodes(LAW)
    assert found["art_3"].heading == "Giải thích từ ngữ"
    assert spans_of(found["art_3"].emphasis, heading=True) == [(11, 17, "i")]
    clause = found["art_3__cl_1"]
    assert clause.text == "Giao dịch điện tử là giao dịch theo khoản 2 Điều 5 của Luật này."
    assert [(clause.text[a:b], style) for a, b, style in spans_of(clause.emphasis)] == [
        ("Giao dịch điện tử", "i"),
        ("khoản 2 Điều 5", "b"),
    ]
    assert found["art_3__cl_2__point_a"].text == "Chữ ký số và *dấu sao*;"
    assert found["art_3__cl_2__point_b"].text == "“Tem điện tử”."
    assert sorted(spans_of(found["art_3__cl_2__point_b"].emphasis)) == [(1, 4, "b"), (1, 4, "i")]
    table = next(node for node in found.values() if node.kind == "table")
    assert [table.text[a:b] for a, b, _ in spans_of(table.emphasis)] == ["Phí"]


def test_a_provision_begins_with_its_number_also_when_that_is_marked():
    found = nodes("**Điều 1.** *Tên*\n**1.** Khoản một\n***a)*** điểm a\nb) điểm *b*")
    assert set(found) == {"art_1", "art_1__cl_1", "art_1__cl_1__point_a", "art_1__cl_1__point_b"}
    assert found["art_1__cl_1"].emphasis == ""


def test_words_numbers_and_addresses_are_those_of_the_text_without_marks():
    plain = without_marks(LAW)
    assert plain_text(parse(LAW)) == plain_text(parse(escaped(plain))) == plain.rstrip("\n")
    assert [(n.eid, n.text, n.line) for n, _ in walk(parse(LAW))] == [
        (n.eid, n.text, n.line) for n, _ in walk(parse(escaped(plain)))
    ]
    assert read_text(LAW, marked=True).citations == read_text(plain).citations != []


def test_the_structure_prints_its_marks():
    assert to_text(parse(LAW)) == LAW.rstrip("\n")
    assert to_text(parse(to_text(parse(LAW)))) == to_text(parse(LAW))


def test_emphasis_survives_the_cleaning_of_a_text():
    text = "CÔNG BÁO/Số 1 + 2/Ngày 01-01-2020\n\nĐiều 1. Tên\n1. *Căn cước* là\u200b thông tin.\n\n\n2. Khoản **hai**."
    read = read_text(text, marked=True)
    assert read.text.split("\n")[-3:] == ["1. *Căn cước* là thông tin.", "", "2. Khoản **hai**."]


def test_a_line_that_was_joined_keeps_the_emphasis_of_its_parts():
    plain, spans = strip_marks("*một*\nhai ba bốn năm *sáu\nbảy*\ntám chín mười *mười một*")
    assert remarked(["một", "hai ba bốn năm *sáu bảy*", "tám chín mười mười một"], plain, spans)[0] == "*một*"
    assert remarked(["tám chín mười mười một"], plain, spans) == ["tám chín mười *mười một*"]


def test_marks_never_change_what_the_report_says():
    plain = "Điều 1. Tên điều\n1. Khoản một theo Luật số 1/2020/QH14.\n3. Khoản ba bị cắt"
    typed = "Điều 1. Tên điều\n1. *Khoản* một theo **Luật số 1/2020/QH14.**\n3. Khoản ba *bị cắt*"
    said = [[(f.code, f.line) for f in report_of(read_text(text, marked=True)).findings] for text in (plain, typed)]
    assert said[0] == said[1]
    assert [f.code for f in blocking_findings(typed)] == [f.code for f in blocking_findings(plain)]


def test_a_file_that_knows_no_marks_keeps_its_stars():
    read = read_text("Điều 1. Tên\n1. *Ghi chú* của bảng.")
    assert read.structure.nodes[0].children[0].text == "*Ghi chú* của bảng."
    assert parse(read.text).nodes[0].children[0].text == "*Ghi chú* của bảng."


def test_the_real_texts_have_no_sign_that_reads_as_a_mark(corpus_dir):
    for path in [*corpus_dir.glob("laws/*.txt"), *corpus_dir.glob("cong-bao/*.txt"), *corpus_dir.glob("rules/*.txt")]:
        text = path.read_text(encoding="utf-8", errors="replace")
        assert escaped(text) == text, path.name


def test_stored_codified_articles_have_no_sign_that_reads_as_a_mark(corpus_dir):
    with gzip.open(corpus_dir / "phap-dien-2026-01.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if "*" in line or "__" in line:
                for article in json.loads(line)["articles"]:
                    assert escaped(article["text"]) == article["text"]
