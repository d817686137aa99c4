"""Bold, italic and underlined words of Word files: what stands out from its line is marked, the style of a line is not."""

from __future__ import annotations

import pytest

from legaldocs.domain.emphasis import without_marks
from legaldocs.intake.reader import read_file
from legaldocs.intake.word import read_word
from tests.legaldocs.intake.word_files import W, cell, docx, paragraph, table

STYLES = (
    f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Dam"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Nghieng"><w:rPr><w:i/></w:rPr></w:style></w:styles>'
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def line(*runs: str, style: str = "") -> str:
    return read_word(docx(paragraph(raw="".join(runs), style=style), parts={"word/styles.xml": STYLES})).text


BOLD, ITALIC, LINE = "<w:b/>", "<w:i/>", '<w:u w:val="single"/>'


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([run("1. "), run("Căn cước", ITALIC), run(" là thông tin.")], "1. *Căn cước* là thông tin."),
        ([run("1. Căn cước ", ITALIC), run("là thông tin.")], "1. *Căn cước* là thông tin."),
        ([run("1.", BOLD), run(" Khoản một.")], "1. Khoản một."),
        ([run("Điều 5. ", BOLD), run("Phạm vi điều chỉnh", BOLD)], "Điều 5. Phạm vi điều chỉnh"),
        ([run("Điều 5. "), run("Phạm vi", BOLD)], "Điều 5. Phạm vi"),
        ([run("a) "), run("Tên: ", BOLD + ITALIC), run("nội dung")], "a) ***Tên***: nội dung"),
        ([run("Nộp "), run("bản chính", LINE), run(".")], "Nộp __bản chính__."),
        ([run("Nộp "), run("bản chính", '<w:u w:color="FF0000"/>'), run(".")], "Nộp bản chính."),
        ([run("Nộp "), run("bản chính", '<w:b w:val="0"/>'), run(".")], "Nộp bản chính."),
        ([run("một "), run("hai", BOLD), run(" "), run("ba", BOLD), run(" bốn")], "một **hai ba** bốn"),
        ([run("kế ho"), run("ạch", BOLD), run(" năm")], "kế hoạch năm"),
        ([run("một"), run(" ; ", BOLD), run("hai")], "một ; hai"),
        ([run("một ", ITALIC), run("hai ", ITALIC + BOLD), run("ba", ITALIC)], "một **hai** ba"),
        ([run("xem "), run("Nghieng", '<w:rStyle w:val="Nghieng"/>'), run(" này")], "xem *Nghieng* này"),
        ([run("*Ghi chú* và "), run("đậm", BOLD), run(" nhạt")], "\\*Ghi chú\\* và **đậm** nhạt"),
        ([run("*Ghi chú* thường")], "\\*Ghi chú\\* thường"),
        ([run("m"), run("2", '<w:vertAlign w:val="superscript"/>'), run(" "), run("đất", BOLD)], "m² **đất**"),
    ],
)
def test_what_stands_out_from_its_line_is_marked(runs, expected):
    assert line(*runs) == expected


def test_regular_words_in_a_bold_paragraph_do_not_make_the_others_stand_out_wrongly():
    assert line(run("Chương trình ", ""), run("thường", '<w:b w:val="0"/>'), style="Dam") == "**Chương trình** thường"


def test_each_line_of_a_paragraph_is_judged_by_itself():
    found = line(run("Nơi nhận:", ITALIC + BOLD), "<w:r><w:br/></w:r>", run("- Như Điều 3;"))
    assert found == "Nơi nhận:\n- Như Điều 3;"


def test_cells_of_a_table_keep_their_emphasis():
    rows = [
        [cell("Tên"), cell("Mức")],
        [cell("", inner=paragraph(raw=run("Phí ", BOLD) + run("cấp | mới"))), cell("1")],
    ]
    assert "| **Phí** cấp \\| mới | 1 |" in read_word(docx(table(*rows))).text


def test_emphasis_reaches_the_provision_through_the_whole_reading():
    body = paragraph(raw=run("Điều 1. Giải thích", BOLD)) + paragraph(
        raw=run("1. ") + run("Căn cước", ITALIC) + run(" là thông tin.")
    )
    (result,) = read_file("luat.docx", data=docx(body))
    assert result.document is not None
    clause = result.document.structure.nodes[0].children[0]
    assert (clause.text, clause.emphasis) == ("Căn cước là thông tin.", "0-8i")
    assert result.document.text == "Điều 1. Giải thích\n1. *Căn cước* là thông tin."


def test_real_laws_mark_the_terms_they_define(corpus_dir):
    path = corpus_dir / "docx" / "Luật-84-2025-QH15.docx"
    text = read_word(path.read_bytes()).text
    marked = [words for words in text.split("\n") if without_marks(words) != words]
    assert len(marked) == 14
    assert marked[0].startswith("1. *Thanh tra* là hoạt động xem xét")
