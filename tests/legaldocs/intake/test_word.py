"""DOCX to text: automatic numbers, tables, tracked changes, notes, and packages that want to do harm."""

from __future__ import annotations

import io
import zipfile

import pytest

from legaldocs.domain.reading import read_text
from legaldocs.domain.tree import walk
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.limits import Limits
from legaldocs.intake.word import read_word
from legaldocs.intake.word_numbering import formatted
from tests.legaldocs.intake.word_files import W, cell, docx, level_xml, numbering, paragraph, table

DECREE_LEVELS = (
    level_xml(0, "decimal", "Điều %1."),
    level_xml(1, "decimal", "%2."),
    level_xml(2, "lowerLetter", "%3)"),
)


def read(body: str, **parts: str) -> list[str]:
    named = {f"word/{name}.xml": content for name, content in parts.items()}
    return read_word(docx(body, parts=named)).text.split("\n")


def test_numbers_of_word_at_three_levels_are_printed_and_restart_under_each_parent():
    body = "".join(
        paragraph(text, level=level)
        for level, text in [
            (0, "Phạm vi điều chỉnh"),
            (1, "Nghị định này quy định:"),
            (2, "Việc thứ nhất;"),
            (2, "Việc thứ hai."),
            (1, "Nghị định này không áp dụng đối với:"),
            (2, "Bí mật nhà nước."),
            (0, "Đối tượng áp dụng"),
            (1, "Cơ quan nhà nước."),
        ]
    )
    text = "\n".join(read(body, numbering=numbering(*DECREE_LEVELS)))
    assert text.split("\n") == [
        "Điều 1. Phạm vi điều chỉnh",
        "1. Nghị định này quy định:",
        "a) Việc thứ nhất;",
        "b) Việc thứ hai.",
        "2. Nghị định này không áp dụng đối với:",
        "a) Bí mật nhà nước.",
        "Điều 2. Đối tượng áp dụng",
        "1. Cơ quan nhà nước.",
    ]
    eids = [node.eid for node, _ in walk(read_text(text).structure)]
    assert "art_1__cl_1__point_b" in eids
    assert "art_2__cl_1" in eids


def test_a_level_that_prints_its_parents_prints_them_with_their_counts():
    levels = (level_xml(0, "upperRoman", "%1."), level_xml(1, "decimal", "%1.%2.", more="<w:isLgl/>"))
    body = paragraph("Một", level=0) + paragraph("Hai", level=0) + paragraph("Con", level=1)
    assert read(body, numbering=numbering(*levels)) == ["I. Một", "II. Hai", "2.1. Con"]


def test_a_list_that_starts_anew_begins_with_its_own_start():
    lists = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = (
        paragraph("a", level=0)
        + paragraph("b", level=0)
        + paragraph("c", level=0, list_id=2)
        + paragraph("d", level=0, list_id=2)
    )
    lines = read(body, numbering=numbering(level_xml(0, "decimal", "%1."), lists=lists))
    assert lines == ["1. a", "2. b", "5. c", "6. d"]


def test_a_level_told_never_to_restart_counts_on():
    levels = (level_xml(0, "decimal", "%1."), level_xml(1, "lowerLetter", "%2)", more='<w:lvlRestart w:val="0"/>'))
    body = paragraph("A", level=0) + paragraph("x", level=1) + paragraph("B", level=0) + paragraph("y", level=1)
    assert read(body, numbering=numbering(*levels)) == ["1. A", "a) x", "2. B", "b) y"]


def test_numbering_is_inherited_from_the_style_and_from_the_style_it_is_based_on():
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Khoan"><w:basedOn w:val="Dieu"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="KhoanCon"><w:basedOn w:val="Khoan"/></w:style></w:styles>'
    )
    body = paragraph("Tên", style="Dieu") + paragraph("một", style="Khoan") + paragraph("hai", style="KhoanCon")
    assert read(body, numbering=numbering(*DECREE_LEVELS), styles=styles) == ["Điều 1. Tên", "1. một", "2. hai"]


def test_a_paragraph_can_switch_the_number_of_its_style_off():
    styles = f'<w:styles {W}><w:style w:type="paragraph" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    body = (
        paragraph("một", style="S") + paragraph("không số", style="S", level=0, list_id=0) + paragraph("hai", style="S")
    )
    assert read(body, numbering=numbering(level_xml(0, "decimal", "%1.")), styles=styles) == [
        "1. một",
        "không số",
        "2. hai",
    ]


@pytest.mark.parametrize(
    ("number", "kind", "printed"),
    [
        (4, "lowerLetter", "d"),
        (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"),
        (14, "upperRoman", "XIV"),
        (9, "lowerRoman", "ix"),
        (3, "decimalZero", "03"),
        (7, "decimal", "7"),
        (7, "bullet", ""),
    ],
)
def test_number_formats_print_as_word_prints_them(number, kind, printed):
    assert formatted(number, kind) == printed


def test_a_bullet_of_a_symbol_font_becomes_a_dash():
    assert read(paragraph("việc", level=0), numbering=numbering(level_xml(0, "bullet", "\uf0b7"))) == ["- việc"]


def test_tables_stay_in_place_as_pipe_rows_with_merged_cells_left_empty():
    body = (
        paragraph("Trước bảng")
        + table(
            [cell("STT"), cell("Nội dung", span=2)],
            [cell("1", merge="restart"), cell("Một | gạch"), cell("x")],
            [cell("ẩn", merge="continue"), cell("Hai"), cell("y")],
        )
        + paragraph("Sau bảng")
    )
    assert [line for line in read(body) if line] == [
        "Trước bảng",
        "| STT | Nội dung |  |",
        r"| 1 | Một \| gạch | x |",
        "|  | Hai | y |",
        "Sau bảng",
    ]


def test_a_table_inside_a_cell_is_written_inside_that_cell():
    inner = table([cell("trong"), cell("lòng")], [cell("hai"), cell("ba")])
    rows = [line for line in read(table([cell("ngoài", inner=inner), cell("bên")], [cell("a"), cell("b")])) if line]
    assert rows == ["| trong; lòng hai; ba ngoài | bên |", "| a | b |"]


def test_the_header_table_of_a_document_is_read_as_lines_and_not_as_a_table():
    body = table(
        [cell("BỘ NỘI VỤ"), cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")],
        [cell("Số: 02/CT-BNV"), cell("Hà Nội, ngày 11 tháng 9 năm 2012")],
    )
    assert read(body) == [
        "BỘ NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 02/CT-BNV",
        "Hà Nội, ngày 11 tháng 9 năm 2012",
    ]


def test_tracked_changes_are_accepted():
    raw = (
        '<w:r><w:t xml:space="preserve">Mức phạt </w:t></w:r><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>'
        "<w:ins><w:r><w:t>mới</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>đi</w:t></w:r></w:moveFrom>"
    )
    assert read(paragraph(raw=raw)) == ["Mức phạt mới"]


def test_a_paragraph_whose_end_was_deleted_runs_on_into_the_next():
    body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Một </w:t></w:r></w:p>" + paragraph("dòng")
    assert read(body) == ["Một dòng"]


def test_footnotes_stand_at_the_end_with_their_marks():
    notes = f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">{paragraph("Sửa đổi năm 2020.")}</w:footnote></w:footnotes>'
    body = paragraph(
        raw='<w:r><w:t>Điều 5.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t xml:space="preserve"> Tên</w:t></w:r>'
    )
    assert read(body, footnotes=notes) == ["Điều 5. [1] Tên", "[1] Sửa đổi năm 2020."]


def test_the_text_of_a_text_box_is_kept_once():
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:txbxContent>{paragraph('Trong khung')}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{paragraph('Trong khung')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read(paragraph(raw=f"<w:r><w:t>Ngoài khung</w:t></w:r>{box}")) == ["Ngoài khung", "Trong khung"]


def test_headers_footers_field_codes_and_hidden_words_are_left_out():
    raw = (
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
        "<w:r><w:rPr><w:caps/></w:rPr><w:t>luật căn cước</w:t></w:r>"
    )
    assert read(paragraph(raw=raw), header1=f"<w:hdr {W}>{paragraph('Đầu trang')}</w:hdr>") == ["LUẬT CĂN CƯỚC"]


def test_an_entity_bomb_is_refused_by_name():
    bomb = (
        "<!DOCTYPE w [<!ENTITY a 'ha'>"
        + "".join(f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(9))
        + "]>"
    )
    with pytest.raises(UnreadableFile, match="DOCTYPE"):
        read_word(docx(paragraph("&j;"), doctype=bomb))


def test_an_entity_that_reads_a_file_of_the_server_is_refused():
    with pytest.raises(UnreadableFile, match="DOCTYPE"):
        read_word(docx(paragraph("&x;"), doctype='<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(UnreadableFile, match="tỷ lệ nén bất thường"):
        read_word(docx(paragraph("x"), parts={"word/media/bomb.bin": b"\0" * 60_000_000}))


def test_a_package_that_unpacks_to_too_much_is_refused():
    with pytest.raises(UnreadableFile, match="khi giải nén"):
        read_word(docx(paragraph("x" * 5000)), Limits(max_unpacked=1000))


def test_an_encrypted_word_file_is_refused_by_name():
    with pytest.raises(UnreadableFile, match="mật khẩu"):
        read_word(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", docx("")[:-40], docx("<w:p><w:r><w:t>mở")])
def test_a_damaged_package_is_refused_with_advice(data):
    with pytest.raises(UnreadableFile, match="hỏng"):
        read_word(data)


def test_deep_nesting_does_not_exhaust_the_stack():
    body = "<w:sdt><w:sdtContent>" * 120 + paragraph("sâu") + "</w:sdtContent></w:sdt>" * 120
    with pytest.raises(UnreadableFile):
        read_word(docx(body))


def test_a_picture_of_a_text_is_refused():
    with pytest.raises(UnreadableFile, match="không có chữ"):
        read_word(docx(paragraph(raw="<w:r><w:drawing/></w:r>")))


def test_the_bytes_of_a_member_are_bounded_whatever_its_header_says():
    data = bytearray(docx(paragraph("x" * 4000)))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        assert package.getinfo("word/document.xml").file_size > 4000
    with pytest.raises(UnreadableFile):
        read_word(bytes(data), Limits(max_unpacked=500))
