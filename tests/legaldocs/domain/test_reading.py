"""Whole texts as they come: saved from web pages, printed in the Gazette, cut, in old fonts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from legaldocs.domain.findings import Severity
from legaldocs.domain.reading import clean_text, read_text
from legaldocs.domain.structure import Kind, walk
from legaldocs.domain.types import DocumentType

from .test_metadata import DECREE


def codes(text: str) -> set[str]:
    return {finding.code for finding in read_text(text).findings}


def test_the_seed_directive_is_read_with_every_field_right(corpus_dir: Path) -> None:
    document = read_text((corpus_dir / "chi-thi-02-ct-bnv-2012.txt").read_text(encoding="utf-8"))
    metadata = document.metadata
    assert metadata.type is DocumentType.DIRECTIVE
    assert metadata.type_name == "Chỉ thị"
    assert (metadata.number, metadata.number_key) == ("02/CT-BNV", "2/ct-bnv")
    assert metadata.issuers == ["Bộ Nội vụ"]
    assert (metadata.issued_on, metadata.effective_on) == (date(2012, 9, 11), date(2012, 9, 11))
    assert metadata.place == "Hà Nội"
    assert [signer.name for signer in metadata.signers] == ["Văn Tất Thu"]
    assert metadata.abstract == "VỀ VIỆC TĂNG CƯỜNG SỬ DỤNG VĂN BẢN ĐIỆN TỬ TRONG HOẠT ĐỘNG CỦA BỘ NỘI VỤ"
    assert [finding.code for finding in document.findings] == ["text-cut"]
    assert [node.eid for node, _ in walk(document.structure)] == [
        "preface", "preamble", "cl_1", "cl_1__point_a", "cl_1__point_b", "cl_1__point_c",
    ]  # fmt: skip


def test_the_labels_of_a_web_page_are_not_part_of_the_text(corpus_dir: Path) -> None:
    text = read_text((corpus_dir / "chi-thi-02-ct-bnv-2012.txt").read_text(encoding="utf-8")).text
    assert text.startswith("BỘ NỘI VỤ")
    assert "Lĩnh vực" not in text.splitlines()[0]


WEB = "Nghị định 43/2011/NĐ-CP cung cấp thông tin\n\nSố hiệu 43/2011/NĐ-CP\nNgày ban hành 13/06/2011\nLoại văn bản Nghị định\nCơ quan ban hành Chính phủ\nNgười ký Nguyễn Tấn Dũng\n\n"


def test_a_web_page_that_agrees_with_the_text_raises_no_finding() -> None:
    assert codes(WEB + DECREE) == set()


@pytest.mark.parametrize(
    ("there", "wrong", "field"),
    [
        ("Số hiệu 43/2011/NĐ-CP", "Số hiệu 34/2011/NĐ-CP", "số, ký hiệu"),
        ("Ngày ban hành 13/06/2011", "Ngày ban hành 14/06/2011", "ngày ban hành"),
        ("Loại văn bản Nghị định", "Loại văn bản Thông tư", "loại văn bản"),
        ("Cơ quan ban hành Chính phủ", "Cơ quan ban hành Bộ Tài chính", "cơ quan ban hành"),
        ("Người ký Nguyễn Tấn Dũng", "Người ký Phạm Minh Chính", "người ký"),
    ],
)
def test_where_web_page_and_text_differ_the_text_wins_and_a_finding_says_so(there: str, wrong: str, field: str) -> None:
    document = read_text(WEB.replace(there, wrong) + DECREE)
    conflicts = [finding.message for finding in document.findings if finding.code == "metadata-conflict"]
    assert len(conflicts) == 1
    assert field in conflicts[0]
    assert document.metadata.number == "43/2011/NĐ-CP"
    assert document.metadata.issued_on == date(2011, 6, 13)


def test_a_web_page_in_another_order_with_colons_is_understood() -> None:
    web = "Loại văn bản: Nghị định\nSố hiệu: 43/2011/NĐ-CP\nNgày hiệu lực: 01/10/2011\nSố công báo: 401 + 402\nNgày công báo: 01/07/2011\n"
    document = read_text(web + DECREE)
    assert document.findings == []
    assert document.metadata.gazette is not None
    assert (document.metadata.gazette.number, document.metadata.gazette.published_on) == ("401 + 402", date(2011, 7, 1))


@pytest.mark.parametrize("end", ["[...]", "[…]", "(...)"])
def test_a_mark_of_omission_at_the_end_means_cut(end: str) -> None:
    assert "text-cut" in codes(DECREE.split("Nơi nhận")[0] + end)


def test_a_text_that_stops_in_mid_sentence_is_cut() -> None:
    assert "text-cut" in codes(DECREE.split(" kể từ ngày 01 tháng 10")[0])


def test_a_text_without_signature_is_reported() -> None:
    assert "signature-missing" in codes(DECREE.split("Nơi nhận")[0])


def test_a_text_that_goes_on_in_another_gazette_is_reported() -> None:
    assert "text-continues" in codes(
        "CÔNG BÁO/Số 1 + 2/Ngày 01-7-2025\n3\n" + DECREE.split("Nơi nhận")[0] + "(Xem tiếp Công báo số 3 + 4)"
    )


def test_an_old_font_and_broken_characters_are_errors() -> None:
    assert "legacy-font" in codes("CéNG HOµ X· HéI CHñ NGHÜA ViÖt Nam\n" + DECREE)
    assert "broken-characters" in codes(DECREE.replace("Phạm vi", "Ph\ufffdm vi"))


def test_an_empty_text_is_an_error() -> None:
    finding = read_text(" \n \n").findings[0]
    assert (finding.code, finding.severity) == ("text-empty", Severity.ERROR)


PAGE = """
2
CÔNG BÁO/Số 493 + 494/Ngày 16-03-2025

{}


CÔNG BÁO/Số 493 + 494/Ngày 16-03-2025
3

{}
Người ký: CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ
Email: thongtinchinhphu@chinhphu.vn
Cơ quan: VĂN PHÒNG CHÍNH PHỦ
Thời gian ký: 08.07.2025 14:58:33 +07:00
"""
FIRST = """Điều 1. Phạm vi điều chỉnh
Nghị định này quy định chi tiết và hướng dẫn thi hành một số điều của Luật
Bảo hiểm xã hội về bảo hiểm xã hội bắt buộc và chế độ đối với người lao động
không đủ điều kiện hưởng lương hưu và chưa đủ tuổi hưởng trợ cấp hưu trí xã hội;
điểm 13 của Nghị quyết số 142/2024/QH15 ngày 29 tháng 6 năm 2024 của Quốc
hội về Nghị quyết kỳ họp thứ 7, Quốc hội Khóa XV.
Điều 2. Đối tượng áp dụng của Nghị định này trong trường hợp không đủ điều
kiện hưởng lương hưu
1. Người lao động quy định tại các điểm a, b, c, g, h, i, k, l, m và n khoản 1 và
khoản 2 Điều 2 của Luật Bảo hiểm xã hội được cử đi học, thực tập, công tác theo """
SECOND = """Điều 5 của Luật Bảo hiểm xã hội mà vẫn hưởng tiền lương ở trong nước thì thuộc
đối tượng tham gia bảo hiểm xã hội bắt buộc theo quy định của pháp luật về bảo
hiểm xã hội.
2. Bộ Lao động - Thương binh và Xã hội phối hợp với các cơ quan của Bộ Lao động
- Thương binh và Xã hội trong việc tổ chức thực hiện chính sách bảo hiểm xã hội
bắt buộc gồm:
- Một;
- Hai. """


def test_gazette_pages_become_paragraphs_without_headers_stamps_and_page_numbers() -> None:
    document = read_text(PAGE.format(FIRST, SECOND))
    lines = document.text.splitlines()
    assert not [
        line for line in lines if "CÔNG BÁO" in line or "Email" in line or "+07:00" in line or line in ("2", "3")
    ]
    assert lines[1].endswith(
        "hưu trí xã hội; điểm 13 của Nghị quyết số 142/2024/QH15 ngày 29 tháng 6 năm 2024 của Quốc hội về Nghị quyết kỳ họp thứ 7, Quốc hội Khóa XV."
    )
    articles = [node for node, _ in walk(document.structure) if node.kind is Kind.ARTICLE]
    assert [node.num for node in articles] == ["1", "2"]
    assert (
        articles[1].heading == "Đối tượng áp dụng của Nghị định này trong trường hợp không đủ điều kiện hưởng lương hưu"
    )
    assert articles[1].children[0].text.count("\n") == 0
    assert "theo Điều 5 của Luật" in articles[1].children[0].text
    assert "Bộ Lao động - Thương binh" in articles[1].children[1].text
    assert articles[1].children[1].text.endswith("gồm:\n- Một;\n- Hai.")
    assert document.metadata.gazette is not None
    assert (document.metadata.gazette.number, document.metadata.gazette.published_on) == (
        "493 + 494",
        date(2025, 3, 16),
    )


def test_a_text_with_one_line_a_paragraph_is_left_as_it_is() -> None:
    long = "\n".join(f"{n}. " + "Nội dung của khoản này khá dài " * 12 for n in range(1, 20))
    assert clean_text(long)[0] == long.replace(" \n", "\n").strip()


def test_decomposed_letters_invisible_characters_and_lookalikes_are_repaired() -> None:
    import unicodedata

    dirty = unicodedata.normalize("NFD", DECREE).replace("Điều 1", "Ði\u00adề\u200bu 1")
    assert read_text(dirty).metadata.number == "43/2011/NĐ-CP"
    assert [node.num for node, _ in walk(read_text(dirty).structure) if node.kind is Kind.ARTICLE] == ["1", "2"]


def test_a_head_and_a_signature_without_anything_between_are_reported():
    text = "BỘ TÀI CHÍNH\nSố: 19/2026/TT-BTC\nHà Nội, ngày 10 tháng 3 năm 2026\nTHÔNG TƯ\nBãi bỏ Thông tư số 338/2016/TT-BTC\n\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nNguyễn Thị Bích Ngọc"
    assert "body-missing" in [finding.code for finding in read_text(text).findings]
    whole = text.replace("\n\nKT.", "\nĐiều 1. Bãi bỏ Thông tư số 338/2016/TT-BTC.\nKT.")
    assert "body-missing" not in [finding.code for finding in read_text(whole).findings]
    letter = "BỘ TÀI CHÍNH\nSố: 1/BTC-CST\nHà Nội, ngày 10 tháng 3 năm 2026\nKính gửi: Cục Thuế.\nBộ Tài chính trả lời như sau, đề nghị thực hiện đúng quy định./.\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nNguyễn Thị Bích Ngọc"
    assert "body-missing" not in [finding.code for finding in read_text(letter).findings]
