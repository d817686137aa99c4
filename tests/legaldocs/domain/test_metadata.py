"""Facts read from header, closing formula and signature block (domain.md 4.4)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from legaldocs.domain.findings import Severity
from legaldocs.domain.metadata import Metadata, Signer, read_metadata
from legaldocs.domain.reading import read_text
from legaldocs.domain.types import DocumentType

DECREE = """CHÍNH PHỦ
Số: 43/2011/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 13 tháng 6 năm 2011
NGHỊ ĐỊNH
Quy định về việc cung cấp thông tin
và dịch vụ công trực tuyến
Căn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;
Điều 1. Phạm vi
1. Nghị định này quy định.
Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 10 năm 2011.
Nơi nhận:
- Ban Bí thư Trung ương Đảng;
- Lưu: VT, KSTT.
TM. CHÍNH PHỦ
THỦ TƯỚNG
Nguyễn Tấn Dũng
"""


def facts(text: str) -> Metadata:
    return read_metadata(text)[0]


def codes(text: str) -> set[str]:
    return {finding.code for finding in read_metadata(text)[1]}


def test_reads_every_box_of_a_decree() -> None:
    metadata, findings = read_metadata(DECREE)
    assert metadata.type is DocumentType.DECREE
    assert (metadata.number, metadata.number_key) == ("43/2011/NĐ-CP", "43/2011/nd-cp")
    assert metadata.issuers == ["Chính phủ"]
    assert (metadata.issued_on, metadata.effective_on) == (date(2011, 6, 13), date(2011, 10, 1))
    assert metadata.abstract == "Quy định về việc cung cấp thông tin và dịch vụ công trực tuyến"
    assert metadata.place == "Hà Nội"
    assert metadata.signers == [Signer("Nguyễn Tấn Dũng", "Thủ tướng", "TM.")]
    assert findings == []


def test_an_abstract_in_capitals_over_several_lines_is_kept_as_printed() -> None:
    text = DECREE.replace(
        "Quy định về việc cung cấp thông tin\nvà dịch vụ", "VỀ VIỆC CUNG CẤP\nTHÔNG TIN VÀ DỊCH VỤ"
    ).replace("công trực tuyến", "CÔNG")
    assert facts(text).abstract == "VỀ VIỆC CUNG CẤP THÔNG TIN VÀ DỊCH VỤ CÔNG"


def test_reads_number_and_closing_formula_of_a_law() -> None:
    text = (
        "QUỐC HỘI   --------\nCỘNG HÒA XÃ   HỘI CHỦ NGHĨA VIỆT NAM   Độc lập - Tự do - Hạnh phúc    -----\nLuật số:   64/2025/QH15\nLUẬT\nBAN HÀNH VĂN BẢN\n"
        "Căn cứ Hiến pháp;\nĐiều 1. A\n1. Luật này có hiệu lực từ ngày 01 tháng 4 năm 2025.\n"
        "Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV, kỳ họp bất thường lần thứ 9 thông qua ngày 19 tháng 02 năm 2025.\n"
        "CHỦ TỊCH QUỐC HỘI\nTrần Thanh Mẫn"
    )
    metadata = facts(text)
    assert (metadata.type, metadata.number, metadata.issuers) == (DocumentType.LAW, "64/2025/QH15", ["Quốc hội"])
    assert (metadata.issued_on, metadata.effective_on) == (date(2025, 2, 19), date(2025, 4, 1))
    assert metadata.signers == [Signer("Trần Thanh Mẫn", "Chủ tịch Quốc hội", "")]


def test_every_issuer_and_signer_of_a_joint_circular_is_read(corpus_dir: Path) -> None:
    path = next((corpus_dir / "cong-bao").glob("thong-tu-lien-tich-so-01-2022*.txt"))
    metadata = read_text(path.read_text(encoding="utf-8")).metadata
    assert metadata.type is DocumentType.JOINT_CIRCULAR
    assert metadata.number == "01/2022/TTLT-VKSNDTC-TANDTC-BCA-BQP-BLĐTBXH"
    assert metadata.issuers == [
        "Viện kiểm sát nhân dân tối cao", "Tòa án nhân dân tối cao", "Bộ Công an", "Bộ Quốc phòng",
        "Bộ Lao động - Thương binh và Xã hội",
    ]  # fmt: skip
    assert [(signer.name, signer.title, signer.authority) for signer in metadata.signers] == [
        ("Nguyễn Trí Tuệ", "Phó Chánh án", "KT."),
        ("Nguyễn Duy Giảng", "Phó Viện trưởng", "KT."),
        ("Nguyễn Duy Ngọc", "Thứ trưởng", "KT."),
        ("Võ Minh Lương", "Thứ trưởng", "KT."),
        ("Nguyễn Thị Hà", "Thứ trưởng", "KT."),
    ]


def test_a_consolidated_text_has_number_date_and_signer_of_its_confirmation(corpus_dir: Path) -> None:
    path = next((corpus_dir / "cong-bao").glob("van-ban-hop-nhat-so-464*.txt"))
    metadata = read_text(path.read_text(encoding="utf-8")).metadata
    assert (metadata.type, metadata.number) == (DocumentType.CONSOLIDATED, "464/VBHN-BLĐTBXH")
    assert metadata.issuers == ["Bộ Lao động - Thương binh và Xã hội"]
    assert metadata.issued_on == date(2025, 2, 10)
    assert metadata.signers == [Signer("Lê Văn Thanh", "Thứ trưởng", "KT.")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Nghị định này có hiệu lực kể từ ngày ký.", date(2011, 6, 13)),
        ("Nghị định này có hiệu lực thi hành từ ngày ký ban hành.", date(2011, 6, 13)),
        ("Nghị định này có hiệu lực thi hành sau 45 ngày, kể từ ngày ký.", date(2011, 7, 28)),
        ("Nghị định này có hiệu lực từ 15/8/2011.", date(2011, 8, 15)),
        ("Nghị định này có hiệu lực thi hành sau 15 ngày kể từ ngày đăng Công báo.", None),
        ("Luật Công nghệ thông tin có hiệu lực từ ngày 01 tháng 01 năm 2007.", None),
        ("Quyết định có hiệu lực thi hành kể từ ngày ký và thay thế Quyết định số 1/QĐ-BNV.", date(2011, 6, 13)),
        ("Những Quyết định có hiệu lực từ ngày ký trước đây được giữ.", None),
    ],
)
def test_the_date_of_effect_is_computed_only_from_what_is_written(sentence: str, expected: date | None) -> None:
    text = DECREE.replace("Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 10 năm 2011.", sentence)
    assert facts(text).effective_on == expected


def test_a_date_of_effect_inside_replacement_text_is_not_that_of_the_document() -> None:
    text = DECREE.replace(
        "1. Nghị định này quy định.",
        "1. Sửa đổi Điều 9 như sau:\n“Điều 9. Hiệu lực\nNghị định này có hiệu lực từ ngày 01 tháng 01 năm 1999.”.",
    )
    assert facts(text).effective_on == date(2011, 10, 1)


def test_authority_prefixes_and_ranks() -> None:
    text = DECREE.replace(
        "TM. CHÍNH PHỦ\nTHỦ TƯỚNG\nNguyễn Tấn Dũng", "TL. BỘ TRƯỞNG\nCHÁNH VĂN PHÒNG\nThượng tướng Trần Văn B"
    )
    assert facts(text).signers == [Signer("Trần Văn B", "Chánh văn phòng", "TL.")]


def test_a_dispatch_has_its_subject_for_abstract() -> None:
    text = "BỘ NỘI VỤ\nSố: 05/BNV-VP\nV/v góp ý dự thảo Nghị định\nvề văn thư\nHà Nội, ngày 03 tháng 02 năm 2012\nKính gửi: Các bộ.\nĐoạn một.\nNơi nhận:\n- Như trên;"
    metadata = facts(text)
    assert metadata.type is DocumentType.DISPATCH
    assert metadata.abstract == "góp ý dự thảo Nghị định về văn thư"
    assert metadata.number == "05/BNV-VP"


def test_header_tables_of_word_files_are_read_cell_by_cell() -> None:
    text = DECREE.replace(
        "CHÍNH PHỦ\nSố: 43/2011/NĐ-CP\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nHà Nội, ngày 13 tháng 6 năm 2011",
        "| CHÍNH PHỦ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc |\n| Số: 43/2011/NĐ-CP | Hà Nội, ngày 13 tháng 6 năm 2011 |",
    )
    metadata = facts(text)
    assert (metadata.number, metadata.issuers, metadata.place) == ("43/2011/NĐ-CP", ["Chính phủ"], "Hà Nội")
    assert metadata.issued_on == date(2011, 6, 13)


def test_a_draft_with_blank_number_and_date_says_what_is_missing() -> None:
    text = DECREE.replace("Số: 43/2011/NĐ-CP", "Số:      /2026/NĐ-CP").replace(
        "ngày 13 tháng 6 năm 2011\nNGHỊ", "ngày    tháng    năm 2026\nNGHỊ"
    )
    metadata = facts(text)
    assert metadata.issued_on is None
    assert metadata.place == "Hà Nội"
    assert {"number-missing", "issued-on-missing"} <= codes(text)


def test_a_secrecy_mark_forbids_publishing() -> None:
    findings = read_metadata("MẬT\n" + DECREE)[1]
    assert any(finding.code == "secrecy-mark" and finding.severity is Severity.ERROR for finding in findings)


def test_symbol_and_header_that_name_different_bodies_are_reported() -> None:
    assert "issuer-conflict" in codes(
        DECREE.replace("43/2011/NĐ-CP", "43/2011/TT-BTC").replace("NGHỊ ĐỊNH", "THÔNG TƯ")
    )


def test_year_of_the_number_and_year_of_issue_must_agree() -> None:
    assert "year-conflict" in codes(DECREE.replace("13 tháng 6 năm 2011", "13 tháng 6 năm 2012"))


def test_effect_before_issue_is_reported() -> None:
    assert "effective-before-issued" in codes(DECREE.replace("01 tháng 10 năm 2011", "01 tháng 10 năm 2010"))


@pytest.mark.parametrize("text", ["", "abc", "Số:", "NGHỊ ĐỊNH", "TM. CHÍNH PHỦ", "Số: ///\nLUẬT\n\n"])
def test_scraps_give_empty_facts_and_findings(text: str) -> None:
    metadata, findings = read_metadata(text)
    assert metadata.number == ""
    assert "number-missing" in {finding.code for finding in findings}
