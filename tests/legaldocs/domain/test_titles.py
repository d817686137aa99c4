"""Texts whose header is unusual: a title in the first line, old titles, a header kept away from the head."""

from __future__ import annotations

from datetime import date

import pytest

from legaldocs.domain.metadata import Metadata
from legaldocs.domain.reading import read_text
from legaldocs.domain.structure import CONCLUSIONS
from legaldocs.domain.types import DocumentType

BODY = "Điều 1. Phạm vi\nVăn bản này quy định phạm vi.\nĐiều 2. Hiệu lực\nVăn bản này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2020."


def facts(text: str) -> Metadata:
    return read_text(text).metadata


def test_a_first_line_with_type_number_and_title_is_read() -> None:
    found = facts(
        f"Nghị định số 43/2011/NĐ-CP Quy định về cung cấp thông tin\nngày ban hành 2011-06-13; Chính phủ; hiệu lực 2011-10-01\n\n{BODY}"
    )
    assert found.type is DocumentType.DECREE
    assert (found.number, found.issuers, found.issued_on) == ("43/2011/NĐ-CP", ["Chính phủ"], date(2011, 6, 13))
    assert found.abstract == "Quy định về cung cấp thông tin"


def test_a_title_line_may_tell_its_date_and_issuer() -> None:
    found = facts(
        f"Thông tư 24/2011/TT-BTTTT ngày 20/9/2011 của Bộ Thông tin và Truyền thông về dữ liệu đặc tả\n{BODY}"
    )
    assert (found.number, found.issued_on) == ("24/2011/TT-BTTTT", date(2011, 9, 20))
    assert found.issuers == ["Bộ Thông tin và Truyền thông"]


def test_what_is_not_known_in_a_line_of_facts_stays_unknown() -> None:
    found = facts(f"Nghị định số 34/2016/NĐ-CP\nngày ban hành None; ; hiệu lực 2021-01-01\n\n{BODY}")
    assert found.issued_on is None
    assert found.issuers == ["Chính phủ"]


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        (
            "CỦA QUỐC HỘI NƯỚC CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM SỐ 16/1999/QH10 VỀ SĨ QUAN QUÂN ĐỘI NHÂN DÂN",
            "SĨ QUAN QUÂN ĐỘI NHÂN DÂN",
        ),
        (
            "THUẾ SỬ DỤNG ĐẤT NÔNG NGHIỆP SỐ 23-L/CTN NGÀY 10/07/1993 CỦA QUỐC HỘI",
            "THUẾ SỬ DỤNG ĐẤT NÔNG NGHIỆP",
        ),
        ("LÝ LỊCH TƯ PHÁP\nCỦA QUỐC HỘI KHÓA XII, KỲ HỌP THỨ 5", "LÝ LỊCH TƯ PHÁP"),
        ("GIAO THÔNG ĐƯỜNG BỘ", "GIAO THÔNG ĐƯỜNG BỘ"),
    ],
)
def test_titles_of_old_laws_lose_number_date_and_issuer(title: str, abstract: str) -> None:
    header = "QUỐC HỘI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 16/1999/QH10\nHà Nội, ngày 21 tháng 12 năm 1999\nLUẬT"
    assert facts(f"{header}\n{title}\n{BODY}").abstract == abstract


def test_the_office_under_the_title_tells_the_issuer_where_no_box_does() -> None:
    text = (
        "SẮC LỆNH\nLUẬT SỐ 102-SL/L-004 NGÀY 20-5-1957 QUY ĐỊNH QUYỀN LẬP HỘI\n"
        f"CHỦ TỊCH NƯỚC VIỆT NAM DÂN CHỦ CỘNG HOÀ\nRA SẮC LỆNH :\n{BODY}"
    )
    found = facts(text)
    assert found.issuers == ["Chủ tịch nước"]
    assert found.abstract == "QUY ĐỊNH QUYỀN LẬP HỘI"


def test_the_formula_tells_the_issuer_where_the_number_is_missing_too() -> None:
    text = f"THÔNG TƯ\nQuy định danh mục\nCăn cứ Luật Lưu trữ;\nBộ trưởng Bộ Nội vụ ban hành Thông tư quy định danh mục.\n{BODY}"
    assert facts(text).issuers == ["Bộ Nội vụ"]


def misplaced(block: str) -> str:
    return (
        "CÔNG BÁO/Số 351/Ngày 27-06-2026\n102\nTHÔNG TƯ\nQuy định danh mục các lĩnh vực\nCăn cứ Luật Lưu trữ số 33/2024/QH15;\n"
        "Theo đề nghị của Vụ trưởng Vụ Tổ chức cán bộ;\nBộ trưởng Bộ Khoa học và Công nghệ ban hành Thông tư.\n"
        f"Điều 1. Phạm vi\nThông tư này quy định danh mục.\n{block}\nCÔNG BÁO/Số 351/Ngày 27-06-2026\n103\n"
        "Điều 2. Hiệu lực\nThông tư này có hiệu lực từ ngày 01 tháng 8 năm 2026."
    )


HEADER = (
    "BỘ KHOA HỌC VÀ CÔNG NGHỆ\nSố: 32/2026/TT-BKHCN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Hà Nội, ngày 11 tháng 6 năm 2026"
)


def test_a_header_printed_after_the_first_page_is_put_at_its_head() -> None:
    document = read_text(misplaced(HEADER))
    found = document.metadata
    assert (found.number, found.issued_on) == ("32/2026/TT-BKHCN", date(2026, 6, 11))
    assert found.issuers == ["Bộ Khoa học và Công nghệ"]
    article = next(node for node in document.structure.nodes if node.eid == "art_1")
    assert article.text == "Thông tư này quy định danh mục."
    for line in HEADER.splitlines():
        assert document.text.count(line) == 1


def test_a_form_with_a_motto_and_no_number_is_not_taken_for_the_header() -> None:
    form = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nĐƠN ĐỀ NGHỊ"
    document = read_text(misplaced(form))
    assert document.metadata.number == ""
    assert document.text.startswith("THÔNG TƯ")


def test_a_text_of_which_only_first_and_last_page_are_legible_knows_its_signer() -> None:
    text = (
        "BỘ TÀI CHÍNH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 19/2026/TT-BTC\n"
        "Hà Nội, ngày 10 tháng 3 năm 2026\nTHÔNG TƯ\nBãi bỏ Thông tư số 338/2016/TT-BTC\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n"
        "Nguyễn Thị Bích Ngọc"
    )
    document = read_text(text)
    assert [signer.name for signer in document.metadata.signers] == ["Nguyễn Thị Bích Ngọc"]
    assert document.metadata.abstract == "Bãi bỏ Thông tư số 338/2016/TT-BTC"
    assert document.structure.nodes[-1].eid == CONCLUSIONS
