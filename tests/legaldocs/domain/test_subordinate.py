"""Bodies printed under the body above them (NĐ 30/2020/NĐ-CP Phụ lục I): who issues, who signs, what it is about."""

from __future__ import annotations

import pytest

from legaldocs.domain.reading import read_text
from legaldocs.domain.subordinate import subordinate_issuer

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["UBND THÀNH PHỐ HÀ NỘI", "SỞ TÀI CHÍNH"], "SỞ TÀI CHÍNH THÀNH PHỐ HÀ NỘI"),
        (["ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI", "SỞ GIÁO DỤC", "VÀ ĐÀO TẠO"], "SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH LÀO CAI"),
        (["UBND TP. HỒ CHÍ MINH", "SỞ Y TẾ"], "SỞ Y TẾ THÀNH PHỐ HỒ CHÍ MINH"),
        (["UBND TỈNH AN GIANG", "SỞ Y TẾ TỈNH AN GIANG"], "SỞ Y TẾ TỈNH AN GIANG"),
        (["TỔNG CỤC THUẾ", "CỤC THUẾ TP HÀ NỘI"], "CỤC THUẾ THÀNH PHỐ HÀ NỘI"),
        (["BỘ QUỐC PHÒNG", "BỘ TƯ LỆNH BỘ ĐỘI BIÊN PHÒNG"], "BỘ TƯ LỆNH BỘ ĐỘI BIÊN PHÒNG"),
        (["UBND HUYỆN SÓC SƠN", "PHÒNG TƯ PHÁP"], "PHÒNG TƯ PHÁP HUYỆN SÓC SƠN"),
    ],
)
def test_the_lower_of_two_bodies_issues(lines: list[str], name: str) -> None:
    assert subordinate_issuer(lines) == name


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["BỘ TÀI CHÍNH"],
        ["BỘ TÀI CHÍNH", "TỔNG CỤC THUẾ"],
        ["BỘ LAO ĐỘNG - THƯƠNG BINH", "VÀ XÃ HỘI"],
        ["BỘ Y TẾ", "BỘ TÀI CHÍNH"],
        ["NGÂN HÀNG NHÀ NƯỚC", "VIỆT NAM"],
        ["ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NINH"],
        ["VĂN PHÒNG", "CHÍNH PHỦ"],
        ["CHÍNH PHỦ", "VĂN PHÒNG CHÍNH PHỦ"],
        ["ỦY BAN", "THƯỜNG VỤ QUỐC HỘI"],
    ],
)
def test_names_over_several_lines_and_bodies_of_the_register_are_left_to_it(lines: list[str]) -> None:
    assert subordinate_issuer(lines) == ""


def test_a_joint_text_keeps_all_its_bodies() -> None:
    text = (
        f"BỘ Y TẾ\nBỘ TÀI CHÍNH\nBẢO HIỂM XÃ HỘI VIỆT NAM\n{NATION}Số: 41/2014/TTLT-BYT-BTC\nHà Nội, ngày 24 tháng 11 năm "
        "2014\nTHÔNG TƯ LIÊN TỊCH\nHướng dẫn thực hiện bảo hiểm y tế\nCăn cứ Luật Bảo hiểm y tế;\nĐiều 1. Phạm vi\nNội dung."
    )
    assert read_text(text).metadata.issuers[:2] == ["Bộ Y tế", "Bộ Tài chính"]


def test_an_officer_of_the_army_signs_and_the_title_may_begin_as_a_reason() -> None:
    text = (
        f"BỘ QUỐC PHÒNG\nBỘ TƯ LỆNH BỘ ĐỘI BIÊN PHÒNG\n{NATION}Số: 1201/HD-BTL\nHà Nội, ngày 05 tháng 3 năm 2021\n"
        "HƯỚNG DẪN\nThực hiện công tác quản lý cửa khẩu\nCăn cứ Luật Biên phòng Việt Nam, Bộ Tư lệnh hướng dẫn:\n"
        "1. Quản lý cửa khẩu.\n2. Tổ chức thực hiện.\nTƯ LỆNH\nThiếu tướng Lê Đức Thái"
    )
    facts = read_text(text).metadata
    assert facts.abstract == "Thực hiện công tác quản lý cửa khẩu"
    assert [(signer.name, signer.title) for signer in facts.signers] == [("Lê Đức Thái", "Tư lệnh")]


def test_a_reason_with_its_stop_is_no_title() -> None:
    text = (
        f"THỦ TƯỚNG CHÍNH PHỦ\n{NATION}Số: 12/CT-TTg\nHà Nội, ngày 05 tháng 3 năm 2021\nCHỈ THỊ\n"
        "Thực hiện Nghị quyết của Quốc hội;\nCăn cứ Luật Đầu tư công, Thủ tướng Chính phủ chỉ thị:\n1. Các bộ.\n2. Ủy ban."
    )
    assert read_text(text).metadata.abstract == ""


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("đã được Hội đồng nhân dân tỉnh thông qua ngày 14 tháng 7 năm 2023 và có hiệu lực từ ngày 24 tháng 7 năm 2023", "2023-07-24"),
        ("được Hội đồng nhân dân tỉnh thông qua ngày 14 tháng 7 năm 2023, có hiệu lực từ ngày 24 tháng 7 năm 2023", "2023-07-24"),
        ("đã được thông qua ngày 14 tháng 7 năm 2023 và có hiệu lực sau 10 ngày kể từ ngày ký", "2023-07-25"),
        ("đã được Hội đồng nhân dân tỉnh thông qua ngày 14 tháng 7 năm 2023", "None"),
        ("có hiệu lực từ ngày thông qua, ngày 14 tháng 7 năm 2023", "2023-07-15"),
    ],
)  # fmt: skip
def test_the_day_of_effect_stands_behind_the_day_of_passing(words: str, day: str) -> None:
    text = (
        f"HỘI ĐỒNG NHÂN DÂN\nTỈNH LÀO CAI\n{NATION}Số: 07/2023/NQ-HĐND\nLào Cai, ngày 15 tháng 7 năm 2023\nNGHỊ QUYẾT\n"
        "Về phí\nCăn cứ Luật Phí và lệ phí;\nĐiều 1. Phí\nQuy định mức thu.\n"
        f"Điều 2. Thực hiện\nỦy ban nhân dân tỉnh thực hiện. Nghị quyết này {words}./."
    )
    assert str(read_text(text).metadata.effective_on) == day


@pytest.mark.parametrize(
    "name", ["PGS.TS Đoàn Trung Kiên", "GS.TS. Đoàn Trung Kiên", "Thiếu tướng, PGS.TS Đoàn Trung Kiên"]
)
def test_ranks_and_degrees_before_a_name_are_left_out_however_many(name: str) -> None:
    text = (
        f"TRƯỜNG ĐẠI HỌC LUẬT HÀ NỘI\n{NATION}Số: 1/QĐ-ĐHLHN\nHà Nội, ngày 3 tháng 4 năm 2023\nQUYẾT ĐỊNH\nBan hành Quy chế\n"
        f"Căn cứ Luật Giáo dục đại học;\nĐiều 1. Ban hành\nNội dung.\nHIỆU TRƯỞNG\n{name}"
    )
    assert [signer.name for signer in read_text(text).metadata.signers] == ["Đoàn Trung Kiên"]


@pytest.mark.parametrize("first", ["LIÊN TỊCH\nBỘ Y TẾ - BỘ TÀI CHÍNH", "BỘ Y TẾ - BỘ TÀI CHÍNH"])
@pytest.mark.parametrize("kind", ["THÔNG TƯ LIÊN TỊCH", "THÔNG TƯ"])
def test_the_word_joint_over_the_issuers_is_no_type(first: str, kind: str) -> None:
    text = (
        f"{first}\n{NATION}Số: 37/2015/TTLT-BYT-BTC\nHà Nội, ngày 29 tháng 10 năm 2015\n{kind}\nQUY ĐỊNH GIÁ DỊCH VỤ\n"
        "Căn cứ Luật Bảo hiểm y tế;\nĐiều 1. Phạm vi\nNội dung."
    )
    facts = read_text(text).metadata
    assert (facts.type_name, facts.issuers) == ("Thông tư liên tịch", ["Bộ Y tế", "Bộ Tài chính"])
    assert facts.abstract == "QUY ĐỊNH GIÁ DỊCH VỤ"
