"""What must hold for every text, legal or not: nothing lost, nothing twice, nothing slow, no exception."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.domain import building
from legaldocs.domain.emphasis import without_marks
from legaldocs.domain.reading import clean_text, read_text
from legaldocs.domain.structure import parse, plain_text, to_text, walk

MARKERS = [
    "Phần thứ nhất", "PHẦN II", "Chương I", "CHƯƠNG II. QUY ĐỊNH", "Chương I", "Mục 1. CHUNG", "Tiểu mục 2", "Điều 1.",
    "Điều 1. Phạm vi", "Điều 2. Ban hành kèm theo Nghị định này Quy chế.", "Điều 5a. Bổ sung", "Điều 3", "Điều 9 của Luật",
    "ĐIỀU 4: TÊN", "1. Khoản một:", "2. Khoản hai.", "1a. Khoản", "3.", "1.1. Tiết", "4) Kiểu cũ", "1- Kiểu cũ",
    "a) Điểm a;", "b) Điểm b.", "đ) Điểm đ;", "đ1) Điểm chèn;", "f) Lạ", "a. Điểm", "i) La Mã", "ii) La Mã", "- Gạch;", "+ Cộng.",
    "I. MỤC TIÊU", "II. NHIỆM VỤ", "A. PHẦN CHUNG", "“Điều 57. Nội dung", "“1. Khoản mới", "nội dung thay thế.”.", "”", "“",
    '"Điều 5. Cũ', 'xong".', "3. Sửa đổi Điều 7 như sau: “Điều 7. Tên mới", "Sửa đổi như sau:", "| a | b |", "|---|---|", "| c | d |",
    "PHỤ LỤC I", "PHỤ LỤC", "Phụ lục II DANH MỤC", "Phụ lục I ban hành kèm theo", "Mẫu số 01", "MẪU SỐ 02", "Biểu số 3",
    "QUY CHẾ", "(Ban hành kèm theo Quyết định số 1/QĐ-BNV)", "TÊN VIẾT HOA", "DANH MỤC NGÀNH NGHỀ", "Nơi nhận:", "- Lưu: VT.",
    "TM. CHÍNH PHỦ", "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Nguyễn Văn A", "(Đã ký)", "CHỦ TỊCH QUỐC HỘI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Luật này được Quốc hội thông qua ngày 1 tháng 1 năm 2020.", "NGHỊ ĐỊNH", "Số: 43/2011/NĐ-CP", "Căn cứ Luật Tổ chức Chính phủ;",
    "XÁC THỰC VĂN BẢN HỢP NHẤT", "Số: 4/VBHN-BTC", "CHÚ THÍCH CỦA VĂN BẢN HỢP NHẤT", "Hà Nội, ngày 1 tháng 2 năm 2012", "CÔNG BÁO/Số 1 + 2/Ngày 01-7-2025", "12", "",
    "   ", "[...]", "Một câu thường.", "một dòng thường", "Đoạn kết thúc bằng hai chấm:", "a) Một; b) Hai; c) Ba.", "1. Một. 2. Hai.", "1, Một việc.", "2) Hai việc.", "5: Năm việc.", "3Thành phần", "3.49 Tham gia.",
    "|", "“2. Hai.”", "i) Sáu.", "b. Bảy.", "4. Tên: ……", "05. Phụ lục.doc", "QUY CHUẨN KỸ THUẬT QUỐC GIA", "I. QUY ĐỊNH CHUNG",
    "Số hiệu 02/CT-BNV", "Ngày ban hành 11/09/2012", "Loại văn bản Chỉ thị",
]  # fmt: skip
legal_lines = st.lists(st.sampled_from(MARKERS), max_size=40).map("\n".join)
joined_lines = st.lists(st.lists(st.sampled_from(MARKERS), min_size=1, max_size=3).map(" ".join), max_size=20).map(
    "\n".join
)
any_text = st.text(max_size=400)
mixed = st.lists(st.one_of(st.sampled_from(MARKERS), st.text(max_size=30)), max_size=30).map("\n".join)
texts = st.one_of(legal_lines, joined_lines, any_text, mixed)


def without_spaces(text: str) -> str:
    return "".join(text.split())


def shape(text: str) -> list[tuple[str, str, str, str, str, str, str]]:
    return [(n.kind, n.num, n.marker, n.heading, n.text, n.eid, n.anchor) for n, _ in walk(parse(text))]


@given(texts)
@settings(max_examples=1500, deadline=None)
def test_printing_and_parsing_again_gives_the_same_tree(text: str) -> None:
    printed = to_text(parse(text))
    assert shape(printed) == [
        (n.kind, n.num, n.marker, n.heading, n.text, n.eid, n.anchor) for n, _ in walk(parse(text))
    ]
    assert to_text(parse(printed)) == printed


@given(texts)
@settings(max_examples=1500, deadline=None)
def test_no_character_but_spaces_is_lost_or_moved(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    structure = parse(text)
    assert without_spaces(plain_text(structure)) == without_spaces(without_marks(composed))
    if "\\" not in text:  # an escape that is not needed is not printed again
        assert without_spaces(to_text(structure)) == without_spaces(composed)


@given(texts)
@settings(max_examples=800, deadline=None)
def test_eids_and_anchors_name_one_provision_each(text: str) -> None:
    nodes = [node for node, _ in walk(parse(text))]
    assert len({node.eid for node in nodes}) == len(nodes)
    assert len({node.anchor for node in nodes}) == len(nodes)
    assert all(node.eid and node.anchor for node in nodes)


@given(texts)
@settings(max_examples=500, deadline=None)
def test_reading_any_text_never_raises_and_findings_name_lines_that_exist(text: str) -> None:
    document = read_text(text)
    lines = document.text.count("\n") + 1
    assert all(finding.line is None or 1 <= finding.line <= lines for finding in document.findings)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    once = clean_text(text)[0]
    if not clean_text(text)[1].notes:
        assert without_spaces(clean_text(once)[0]) in without_spaces(once)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_provisions_stand_in_the_order_of_their_lines(text: str) -> None:
    printed = to_text(parse(text))
    lines = [node.line for node, _ in walk(parse(printed)) if node.kind != "paragraph"]
    assert lines == sorted(lines)


def test_effort_grows_with_the_length_of_the_text(monkeypatch) -> None:
    """Recognising lines is the unit of work: twice the text, twice the calls, whatever the text is made of."""
    calls = 0
    original = building.recognise

    def counted(line: str):
        nonlocal calls
        calls += 1
        return original(line)

    monkeypatch.setattr(building, "recognise", counted)
    for sample in (
        "“Điều 1. Mở\n",
        "PHỤ LỤC\n",
        "a) x.\nđoạn\n",
        "QUY CHẾ\nTÊN\n",
        "Điều 1. X\n1. Y\na) Z;\n",
        "TM. CHÍNH PHỦ\n",
    ):
        counts = []
        for size in (200, 400, 800):
            calls = 0
            parse("Điều 1. X\n1. Sửa như sau:\n" + sample * size)
            counts.append(calls)
        assert counts[2] - counts[1] <= 2.2 * (counts[1] - counts[0]) + 8, sample
