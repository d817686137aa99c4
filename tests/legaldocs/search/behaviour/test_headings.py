"""Who types a heading or a name as it stands means it: it comes before higher law and longer texts that have its words too."""

from __future__ import annotations

import unicodedata

import pytest

from legaldocs.search.answers import answer
from tests.legaldocs.search.behaviour.conftest import first, publish, rows, settle
from tests.legaldocs.search.behaviour.texts import Text, day

LONG = "Việc này do các bên thỏa thuận theo quy định của pháp luật và được ghi rõ trong hợp đồng đã ký giữa hai bên. "
TRADE = Text(
    "luat",
    "77/2019/QH14",
    "Luật Thử hàng",
    "BH-QH",
    day("20/11/2019"),
    f"Điều 7. Bảo hành hàng hóa và thời hạn khiếu nại về bảo hành\n1. Thời hạn bảo hành được ghi trên phiếu.\n2. {LONG}\n"
    f"Điều 8. Quyền đặt lại tên hàng đã bán\n1. Đặt lại tên hàng đã bán là quyền của người bán.\n2. {LONG}\n",
    "Luật Thử hàng",
)
GUIDE = Text(
    "thong-tu",
    "77/2020/TT-BTC",
    "Hướng dẫn kiểm tra hàng",
    "BH-BTC",
    day("02/03/2020"),
    f"Điều 3. Thời hạn bảo hành\n1. Tính từ ngày bàn giao.\n2. {LONG}\nĐiều 4. Thông báo kết quả kiểm tra hàng\n{LONG}\n"
    f"Điều 5. Kết quả kiểm tra\n{LONG}\n",
)
NAMING = Text(
    "nghi-dinh",
    "78/2020/NĐ-CP",
    "Quy định về đặt lại tên hàng đã bán",
    "BH-CP",
    day("02/04/2020"),
    f"Điều 1. Phạm vi điều chỉnh\nNghị định này quy định về đặt lại tên hàng đã bán.\nĐiều 2. Nguyên tắc\n{LONG}\n",
)


@pytest.fixture
def shelf(editable):
    for text in (TRADE, GUIDE, NAMING):
        publish(text)
    settle()


@pytest.mark.parametrize(
    "question",
    [
        "thời hạn bảo hành",
        "thoi han bao hanh",
        "THỜI HẠN BẢO HÀNH",
        unicodedata.normalize("NFD", "Thời hạn bảo hành"),
        "  thời hạn, bảo hành ",
        "thời hạn bảo hành là gì",
    ],
)
def test_a_heading_as_it_stands_comes_before_a_law_that_has_its_words_apart(shelf, question):
    assert first(question) == ("77/2020/TT-BTC", "art_3")
    assert ("77/2019/QH14", "art_7") in [(number, eid.split("__")[0]) for number, eid in rows(question) if eid]


@pytest.mark.parametrize(
    "question", ["kết quả kiểm tra", "ket qua kiem tra", "Điều kết quả kiểm tra", "kết quả kiểm tra là thế nào"]
)
def test_the_heading_that_says_little_else_comes_before_one_that_holds_it(shelf, question):
    found = [(number, eid.split("__")[0]) for number, eid in rows(question) if eid]
    assert found.index(("77/2020/TT-BTC", "art_5")) < found.index(("77/2020/TT-BTC", "art_4"))


@pytest.mark.parametrize(
    "question", ["đặt lại tên hàng đã bán", "dat lai ten hang da ban", "quy định về đặt lại tên hàng đã bán"]
)
def test_the_decree_of_that_name_comes_before_an_article_of_a_law(shelf, question):
    assert first(question) == ("78/2020/NĐ-CP", None)


@pytest.mark.parametrize("question", ["thời hạn bảo hành", "kết quả kiểm tra", "đặt lại tên hàng đã bán"])
def test_a_heading_typed_as_it_stands_is_never_said_to_be_near_only(shelf, question):
    found = answer(question)
    assert not found.relaxed
    assert not found.partial


def test_an_exclusion_beside_a_heading_still_excludes(shelf):
    assert ("77/2020/TT-BTC", "art_3") not in rows("thời hạn bảo hành -ghi")


def test_words_of_a_heading_in_another_order_are_still_found(shelf):
    found = [(number, (eid or "").split("__")[0]) for number, eid in rows("bảo hành thời hạn")]
    assert ("77/2020/TT-BTC", "art_3") in found[:3]
