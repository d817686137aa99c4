"""What Word files hold besides plain paragraphs: every piece is in the text or named in a finding."""

from __future__ import annotations

import re
import zipfile

import pytest

from legaldocs.domain.findings import Severity
from legaldocs.intake.word import read_word
from legaldocs.intake.word_marks import lowered, of_symbol_font, raised
from legaldocs.intake.word_package import lightened
from tests.legaldocs.intake.old_letters import in_tcvn3, in_vni
from tests.legaldocs.intake.word_files import W, docx, paragraph
from tests.legaldocs.intake.word_reading import codes, font, lines, read, rels, run

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


# -- characters -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2", "²"),
        ("-1", "⁻¹"),
        ("n", "ⁿ"),
        ("o", "°"),
        ("x+y", "^(x+y)"),
        ("k", "^k"),
        ("[3]", "[3]"),
        ("(1)", "(1)"),
        (" ", " "),
        ("”", "”"),
    ],
)
def test_raised_characters_are_told_from_the_line(text, printed):
    assert raised(text) == printed


@pytest.mark.parametrize(("text", "printed"), [("2", "₂"), ("đm", "_(đm)"), ("i", "_i"), ("", "")])
def test_lowered_characters_are_told_from_the_line(text, printed):
    assert lowered(text) == printed


def test_areas_and_formulas_typed_with_raised_letters_keep_their_meaning():
    body = paragraph(
        raw=run("100 m")
        + run("2", '<w:vertAlign w:val="superscript"/>')
        + run(" CO")
        + run("2", '<w:vertAlign w:val="subscript"/>')
    )
    assert lines(body) == ["100 m² CO₂"]


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        ("<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>c</m:t></m:r></m:den></m:f>", "(a+b)/c"),
        ("<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>", "x^2"),
        ("<m:sSub><m:e><m:r><m:t>G</m:t></m:r></m:e><m:sub><m:r><m:t>đm</m:t></m:r></m:sub></m:sSub>", "G_đm"),
        ("<m:rad><m:deg/><m:e><m:r><m:t>x+1</m:t></m:r></m:e></m:rad>", "√(x+1)"),
        (
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub><m:r><m:t>i=1</m:t></m:r></m:sub><m:sup><m:r><m:t>n</m:t></m:r></m:sup>'
            "<m:e><m:r><m:t>Q</m:t></m:r></m:e></m:nary>",
            "∑_(i=1)^n Q",
        ),
        ("<m:d><m:e><m:r><m:t>a</m:t></m:r></m:e></m:d>", "(a)"),
        ("<m:eqArr><m:e><m:r><m:t>a=1</m:t></m:r></m:e><m:e><m:r><m:t>b=2</m:t></m:r></m:e></m:eqArr>", "a=1; b=2"),
    ],
)  # fmt: skip
def test_formulas_of_word_are_written_on_one_line(formula, line):
    assert lines(paragraph(raw=f"<m:oMath {MATH}>{formula}</m:oMath>")) == [line]


def test_signs_of_symbol_fonts_become_unicode():
    signs = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r><w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
    assert lines(paragraph(raw=run("x ") + signs + run("\uf061", font("Symbol")))) == ["x ≥□α"]
    assert of_symbol_font(0xF0FE, "Wingdings") == "☑"
    assert of_symbol_font(0x2265, "Cambria Math") == "≥"


def test_boxes_to_tick_and_chosen_lines_of_forms_are_printed():
    box = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="{}"/></w:checkBox></w:ffData></w:fldChar></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    choice = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Nam"/>'
        '<w:listEntry w:val="Nữ"/></w:ddList></w:ffData></w:fldChar></w:r>'
    )
    assert lines(
        paragraph(raw=box.format(1) + end + run(" có ") + box.format(0) + end + run(" không ") + choice + end)
    ) == ["☑ có □ không Nữ"]


def test_a_table_of_contents_is_left_out_by_field_and_by_style():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="MucLuc1"><w:name w:val="toc 1"/></w:style></w:styles>'
    )
    body = (
        f"<w:p>{begin}{run('Điều 1. Phạm vi 3')}</w:p>"
        + paragraph("Điều 2. Đối tượng 4")
        + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        + paragraph("Điều 9. Mục lục kiểu 7", style="MucLuc1")
        + paragraph("Điều 1. Phạm vi")
    )
    found = read(body, styles=styles)
    assert [line for line in found.text.split("\n") if line] == ["Điều 1. Phạm vi"]
    assert codes(found) == ["contents-left-out"]
    assert "3 dòng" in found.findings[0].message


def test_results_of_other_fields_stay():
    body = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF d1</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    assert lines(
        paragraph(raw=run("theo ") + body + run("Điều 5") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    ) == ["theo Điều 5"]


def test_soft_hyphens_go_and_ruby_keeps_its_base():
    body = (
        run("quy\u00adđịnh ")
        + "<w:r><w:ruby><w:rt><w:r><w:t>chú</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>gốc</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    assert lines(paragraph(raw=body)) == ["quyđịnh gốc"]


# -- old fonts ------------------------------------------------------------------------------------
SENTENCE = "Cơ quan nhà nước có trách nhiệm lấy ý kiến của người dân về dự thảo văn bản quy phạm pháp luật."


def test_runs_in_old_fonts_are_converted_by_the_name_of_their_font():
    tcvn3 = in_tcvn3(SENTENCE)
    before, after = tcvn3.split("\u00ad")[0], "\u00ad".join(tcvn3.split("\u00ad")[1:])
    split = f'<w:r><w:rPr>{font(".VnTime")}</w:rPr><w:t xml:space="preserve">{before}</w:t><w:softHyphen/><w:t xml:space="preserve">{after}</w:t></w:r>'
    found = read(
        paragraph(raw=split) + paragraph(raw=run(in_tcvn3("điều khoản"), font(".VnTimeH"))) + paragraph("Số 5")
    )
    assert found.text.split("\n") == [SENTENCE, "ĐIỀU KHOẢN", "Số 5"]
    assert codes(found) == ["legacy-font-converted"]


def test_a_letter_of_vni_spread_over_two_runs_is_one_letter():
    vni = in_vni(SENTENCE)
    cut = vni.index("ö") + 1
    body = paragraph(raw=run(vni[:cut], font("VNI-Times")) + run(vni[cut:], font("VNI-Times")))
    assert lines(body) == [SENTENCE]


def test_the_font_of_a_style_counts_and_a_font_that_lies_does_not():
    styles = (
        f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{font('.VnTime')}</w:rPr></w:rPrDefault></w:docDefaults>"
        f'<w:style w:type="paragraph" w:styleId="V"><w:rPr>{font("VNI-Times")}</w:rPr></w:style></w:styles>'
    )
    assert lines(paragraph(in_vni(SENTENCE), style="V"), styles=styles) == [SENTENCE]
    unicode_text = read(paragraph(SENTENCE) + paragraph(SENTENCE, style="V"), styles=styles)
    assert unicode_text.text.split("\n") == [SENTENCE, SENTENCE]
    assert unicode_text.findings == []


def test_text_in_an_old_font_without_its_name_is_known_by_its_letters():
    found = read(paragraph(in_tcvn3(SENTENCE * 2)))
    assert found.text == SENTENCE * 2
    assert codes(found) == ["legacy-font-converted"]


# -- what is left out -----------------------------------------------------------------------------
def test_headers_and_footers_are_named_unless_they_are_page_numbers_or_stand_in_the_text():
    parts = {
        "_rels__document.xml.rels": rels(("header", "header1.xml", False), ("header", "header2.xml", False), ("footer", "footer1.xml", False)),
        "header1.xml": f"<w:hdr {W}>{paragraph('BẢN SAO Y')}{paragraph('- 2 -')}</w:hdr>",
        "header2.xml": f"<w:hdr {W}>{paragraph('Điều 1. Phạm vi')}</w:hdr>",
        "footer1.xml": f"<w:ftr {W}>{paragraph('Trang 3')}</w:ftr>",
    }  # fmt: skip
    found = read(paragraph("Điều 1. Phạm vi"), **parts)
    assert found.text == "Điều 1. Phạm vi"
    assert codes(found) == ["header-left-out"]
    assert "BẢN SAO Y" in found.findings[0].message
    assert "- 2 -" not in found.findings[0].message


def test_comments_are_named_with_who_wrote_them():
    comments = (
        f'<w:comments {W}><w:comment w:id="1" w:author="Lan">{paragraph("Xem lại mức phạt")}</w:comment></w:comments>'
    )
    found = read(paragraph("Điều 1"), comments=comments)
    assert found.text == "Điều 1"
    (finding,) = found.findings
    assert finding.code == "comments-left-out"
    assert "Lan" in finding.message
    assert "Xem lại mức phạt" in finding.message


def test_pictures_and_embedded_objects_are_named_by_the_words_they_follow():
    picture = (
        '<w:r><w:drawing><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"/></a:graphic></w:drawing></w:r>'
    )
    equation = '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Equation.3"/></w:object></w:r>'
    found = read(paragraph("Mẫu con dấu:") + paragraph(raw=picture) + paragraph(raw=run("Công thức tính: ") + equation))
    assert codes(found) == ["pictures-left-out", "objects-left-out"]
    assert "Mẫu con dấu:" in found.findings[0].message
    assert "Equation.3 ở “Công thức tính:”" in found.findings[1].message


def test_hidden_words_are_counted():
    found = read(paragraph(raw=run("thấy") + run("giấu kín", "<w:vanish/>")))
    assert found.text == "thấy"
    assert codes(found) == ["hidden-text"]


def test_macros_are_named():
    found = read_word(docx(paragraph("Điều 1"), parts={"word/vbaProject.bin": b"x"}))
    assert codes(found) == ["macros"]


def test_links_to_other_machines_are_named_and_those_a_reader_clicks_are_not():
    parts = {
        "_rels__document.xml.rels": rels(
            ("attachedTemplate", "http://xau.example/mau.dotm", True), ("hyperlink", "http://a.example", True)
        )
    }
    found = read(paragraph("Điều 1"), **parts)
    assert codes(found) == ["external-links"]
    assert "http://xau.example/mau.dotm" in found.findings[0].message
    assert "a.example" not in found.findings[0].message


def test_a_document_put_in_whole_which_cannot_be_read_is_an_error():
    found = read(paragraph("Điều 1") + '<w:altChunk xmlns:r="x" r:id="rId9"/>')
    (finding,) = found.findings
    assert (finding.code, finding.severity) == ("part-unread", Severity.ERROR)


def split_runs(words: str, properties: str) -> str:
    """One run a word, as Word leaves them after much editing: the same look written in different ways."""
    runs = []
    for place, word in enumerate(words.split(" ")):
        size = f'<w:sz w:val="{20 + place % 2}"/>'
        runs.append(
            f'<w:r w:rsidR="00{place:06d}"><w:rPr>{properties}{size}<w:lang w:val="vi-VN"/></w:rPr>'
            f'<w:t xml:space="preserve">{word} </w:t></w:r>'
        )
    return "".join(runs)


def test_a_sentence_in_many_runs_reads_as_one():
    plain = docx(paragraph("Điều 1. Phạm vi & đối tượng".replace("&", "&amp;")))
    shredded = docx(paragraph(raw=split_runs("Điều 1. Phạm vi &amp; đối tượng", '<w:rFonts w:ascii="Arial"/>')))
    assert read_word(shredded).text == read_word(plain).text == "Điều 1. Phạm vi & đối tượng"


def test_runs_that_differ_in_what_is_read_stay_apart():
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
    capitals = "<w:r><w:rPr><w:caps/></w:rPr><w:t>abc</w:t></w:r>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
    found = read_word(docx(paragraph(raw=split_runs("diện tích m", "") + raised + capitals + hidden))).text
    assert found == "diện tích m ²ABC"


@pytest.mark.parametrize("inside", ["<![CDATA[<w:sz/>]]>", "<!-- <w:sz/> -->x&lt;w:sz/&gt;"])
def test_text_that_looks_like_markup_is_not_taken_for_it(inside):
    found = read_word(docx(paragraph(raw=f"<w:r><w:t>Điều 1. {inside}</w:t></w:r>"))).text
    assert "<w:sz/>" in found


def test_properties_of_a_tracked_change_are_not_joined_with_their_neighbours():
    changed = '<w:rPr><w:i w:val="0"/><w:rPrChange w:author="a"><w:rPr><w:caps/></w:rPr></w:rPrChange></w:rPr>'
    run = f"<w:r>{changed}<w:t>một </w:t></w:r>"
    assert read_word(docx(paragraph(raw=run * 3 + "<w:r><w:t>hai</w:t></w:r>"))).text == "một một một hai"


def test_lightened_xml_keeps_every_letter(corpus_dir):
    for path in sorted((corpus_dir / "docx").glob("*.docx")):
        with zipfile.ZipFile(path) as package:
            markup = package.read("word/document.xml")
        light = lightened(markup)
        said = [b"".join(re.findall(rb"<w:t(?: [^<>]*)?>([^<]*)</w:t>", xml)) for xml in (markup, light)]
        assert said[0] == said[1], path.name
        assert len(light) < len(markup)


def test_a_raised_rule_of_underscores_stays_a_rule():
    assert raised("_______") == "_______"
    assert lowered("___") == "___"
