"""What a printed page adds to a document: stamps of the Gazette, broken lines."""

from __future__ import annotations

import pytest

from legaldocs.domain.reading import read_text
from legaldocs.domain.tree import walk

HEAD = """CÔNG BÁO/Số 143 + 144/Ngày 25-01-2022
11
BỘ MẪU VÀ THỬ NGHIỆM
Số: 36/2021/TT-BMTN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 31 tháng 12 năm 2021
THÔNG TƯ
Quy định mức điều chỉnh tiền lương và thu nhập tháng đã đóng bảo hiểm xã hội
Căn cứ Nghị định số 14/2017/NĐ-CP ngày 17 tháng 02 năm 2017 của Chính phủ
quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Bộ Mẫu và Thử nghiệm{end}
Theo đề nghị của Vụ trưởng Vụ Bảo hiểm xã hội và Vụ trưởng Vụ Pháp chế của Bộ này,
Bộ trưởng Bộ Mẫu và Thử nghiệm ban hành Thông tư quy định mức điều chỉnh tiền lương
và thu nhập tháng đã đóng bảo hiểm xã hội.
Điều 1. Đối tượng áp dụng
1. Người lao động thuộc đối tượng thực hiện chế độ tiền lương do Nhà nước quy định
bắt đầu tham gia bảo hiểm xã hội từ ngày 01 tháng 01 năm 2016 trở đi, hưởng trợ cấp
một lần trong thời gian từ ngày 01 tháng 01 năm 2022 đến ngày 31 tháng 12 năm 2022.
"""
TAIL = """2. Người tham gia bảo hiểm xã hội tự nguyện hưởng lương hưu, trợ cấp một lần khi nghỉ
hưu, bảo hiểm xã hội một lần hoặc bị chết mà thân nhân được hưởng trợ cấp tuất một lần
trong thời gian từ ngày 01 tháng 01 năm 2022 đến ngày 31 tháng 12 năm 2022 theo quy định
tại khoản 2 Điều 4 Nghị định số 134/2015/NĐ-CP và văn bản hướng dẫn thi hành Nghị định đó
cùng các quy định khác của pháp luật về bảo hiểm xã hội có liên quan tới người lao động.
Điều 2. Điều khoản thi hành
Thông tư này có hiệu lực thi hành kể từ ngày 20 tháng 02 năm 2022./.
KT. BỘ TRƯỞNG
THỨ TRƯỞNG
Nguyễn Văn Mẫu
"""
STAMP = [
    "Email: thongtinchinhphu@chinhphu.vn",
    "Cơ quan: Văn phòng Chính phủ",
    "Thời gian ký: 24.02.2022 10:16:46 +07:00",
]


def words(stamp: list[str], end: str = ";") -> str:
    structure = read_text(HEAD.format(end=end) + "\n".join(stamp) + "\n" + TAIL).structure
    return "\n".join(f"{node.marker} {node.heading}\n{node.text}" for node, _ in walk(structure))


@pytest.mark.parametrize(
    "signer",
    [
        ["Người ký: Cổng Thông tin điện tử Chính phủ"],
        ["Người ký: Cổng Thông tin điện tử Chính", "phủ"],
        ["Ký bởi: CÔNG BÁO NƯỚC CỘNG HÒA XÃ HỘI", "CHỦ NGHĨA VIỆT NAM"],
    ],
)
def test_the_stamp_of_the_gazette_goes_whole_though_a_line_of_it_is_broken(signer):
    read = words([*signer, *STAMP])
    assert "thongtinchinhphu" not in read
    assert "ký:" not in read
    assert all(line not in read.split("\n") for line in signer)
    assert "đến ngày 31 tháng 12 năm 2022." in read
    assert "2. \nNgười tham gia bảo hiểm xã hội tự nguyện" in read


def test_a_sentence_after_the_word_for_signer_is_no_stamp():
    read = words(["Người ký: phải ghi rõ họ tên trong sổ đăng ký của cơ quan tiếp nhận hồ sơ."])
    assert "Người ký: phải ghi rõ họ tên" in read


def test_a_line_of_the_law_between_two_stamp_like_lines_is_kept_where_no_time_of_signing_follows():
    read = words(["Người ký: Nguyễn Văn Mẫu", "Chức vụ ghi đầy đủ", "Cơ quan: ghi tên cơ quan"])
    assert "Chức vụ ghi đầy đủ" in read


@pytest.mark.parametrize("end", [";", ","])
def test_the_words_of_enactment_begin_a_line_of_their_own(end):
    lines = words(STAMP, end).split("\n")
    enacted = [line for line in lines if line.startswith("Bộ trưởng Bộ Mẫu và Thử nghiệm ban hành Thông tư quy định")]
    assert len(enacted) == 1
    assert enacted[0].endswith("thu nhập tháng đã đóng bảo hiểm xã hội.")
    assert next(line for line in lines if line.startswith("Theo đề nghị")).endswith("Vụ Pháp chế của Bộ này,")


def test_a_body_that_issues_something_inside_an_article_stays_in_its_sentence():
    sentence = "một lần theo danh mục và mức chi tiết cho từng nhóm đối tượng do pháp luật quy định,\nBộ trưởng Bộ Mẫu ban hành"
    text = (HEAD.format(end=";") + TAIL).replace(
        "một lần trong thời gian từ ngày 01 tháng 01", f"{sentence} từ ngày 01 tháng 01", 1
    )
    lines = [line for node, _ in walk(read_text(text).structure) for line in node.text.split("\n")]
    assert any("do pháp luật quy định, Bộ trưởng Bộ Mẫu ban hành từ ngày 01" in line for line in lines)
