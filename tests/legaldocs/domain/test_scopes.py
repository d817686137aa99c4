"""Whether a marker is believed where it stands: articles alone on their line, with some before them missing."""

from __future__ import annotations

import pytest

from legaldocs.domain.structure import parse
from legaldocs.domain.tree import Kind, walk

FIRST = "Điều 1.\nBan hành kèm theo Thông tư này Danh mục giống cây trồng"


def articles(text: str) -> list[str]:
    return [node.num for node, _ in walk(parse(text)) if node.kind is Kind.ARTICLE]


@pytest.mark.parametrize("end", [".", ";", ":", " kèm theo.doc", " dài 20 mm", "\nHình 2"])
def test_an_article_without_heading_after_missing_ones_is_an_article(end):
    structure = parse(f"{FIRST}{end}\nĐiều 4.\nThông tư này có hiệu lực sau 45 ngày.\nĐiều 5.\n1. Vụ trưởng thi hành.")
    read = [(node.num, node.text) for node, _ in walk(structure) if node.kind is Kind.ARTICLE]
    assert [number for number, _ in read] == ["1", "4", "5"]
    assert read[1][1] == "Thông tư này có hiệu lực sau 45 ngày."
    assert "numbering-gap" in {finding.code for finding in structure.findings}


@pytest.mark.parametrize("end", [" theo quy định tại", " của các", ",", " tại khoản 2", " và", " -"])
def test_a_mention_broken_off_its_sentence_is_no_article(end):
    assert articles(f"{FIRST}{end}\nĐiều 4.\nThông tư này có hiệu lực sau 45 ngày.") == ["1"]


def test_a_mention_after_which_the_sentence_goes_on_is_no_article():
    assert articles(f"{FIRST}.\nĐiều 4.\nđược áp dụng như sau.") == ["1"]


def test_an_article_that_was_there_before_is_not_opened_again_by_its_bare_number():
    assert articles(f"{FIRST}.\nĐiều 2.\nThi hành.\nĐiều 1.\nBãi bỏ.") == ["1", "2"]


def test_a_bare_number_at_the_very_end_opens_nothing():
    assert articles(f"{FIRST}.\nĐiều 4.") == ["1"]


def test_an_article_whose_number_stands_twice_alone_on_its_line_is_read_twice():
    structure = parse(f"{FIRST}.\nĐiều 1.\nCăn cứ phân hạng đất.\nĐiều 2.\nThi hành.")
    assert [node.eid for node in structure.nodes] == ["art_1", "art_1_2", "art_2"]
    assert "number-repeated" in {finding.code for finding in structure.findings}


FORM = "Điều 7. Thẩm quyền\nCục cấp giấy.\nNơi nhận:\n- Lưu.\nMẪU SỐ 07\n(Ban hành kèm theo Thông tư số 49/2015/TT-BYT)\nTên: …"


def test_an_article_with_its_heading_behind_a_form_goes_on_with_the_document():
    nodes = parse(f"{FORM}\nĐiều 8. Cấp lại giấy tiếp nhận\n1. Trường hợp mất.\nĐiều 9. Thi hành\nXong.").nodes
    assert [node.eid for node in nodes if node.kind is Kind.ARTICLE] == ["art_7", "art_8", "art_9"]


@pytest.mark.parametrize(
    "lines",
    [
        "Điều 1. Cấp giấy cho ông bà\nĐiều 8. Trách nhiệm\nÔng bà chịu trách nhiệm.",  # articles of the form itself
        "Điều 8. được áp dụng như sau\nMột.",
        "Điều 8.\nMột.",
        "Điều 9. Trách nhiệm\nMột.",
    ],
)
def test_an_article_that_a_form_names_does_not_lead_back(lines):
    nodes = parse(f"{FORM}\n{lines}").nodes
    assert [node.eid for node in nodes if node.kind is Kind.ARTICLE] == ["art_7"]


def test_a_regulation_printed_in_the_article_that_issues_it_is_an_annex_and_the_decision_goes_on_behind_it():
    text = (
        "Điều 1. Thành lập\nThành lập Quỹ.\nĐiều 2. Điều lệ\nBan hành kèm theo Điều lệ.\nĐIỀU LỆ\nTổ chức của Quỹ\n"
        "(Ban hành kèm theo Quyết định số 47/2013/QĐ-TTg)\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Địa vị\n1. Quỹ là.\n"
        "Điều 2. Tên gọi\nTên.\nĐiều 3. Chức năng\nMột.\nĐiều 4. Nhiệm vụ\nHai.\nĐiều 3. Hiệu lực\nTừ ngày ký.\n"
        "Điều 4. Thi hành\nBộ trưởng thi hành."
    )
    eids = [node.eid for node, _ in walk(parse(text)) if node.kind is Kind.ARTICLE]
    assert eids == [
        "art_1", "art_2", "annex_1__art_1", "annex_1__art_2", "annex_1__art_3", "annex_1__art_4", "art_3", "art_4",
    ]  # fmt: skip


def test_a_technical_regulation_printed_in_the_last_article_is_an_annex_not_its_clauses():
    text = (
        "Điều 3.\nCục trưởng thi hành Thông tư này.\nQUY CHUẨN KỸ THUẬT QUỐC GIA - CƠ SỞ NHỎ LẺ\nLời nói đầu:\n"
        "Quy chuẩn do Cục biên soạn.\nI. QUY ĐỊNH CHUNG\n1. Phạm vi điều chỉnh\n2. Đối tượng áp dụng\n"
        "II. QUY ĐỊNH VỀ KỸ THUẬT\n1. Yêu cầu về địa điểm\nĐiều 4. Hiệu lực\n1. Từ ngày ký."
    )
    nodes = parse(text).nodes
    assert [node.eid for node in nodes] == ["art_3", "annex_1", "art_4"]
    assert [child.kind for child in nodes[0].children] == []
    assert [child.num for child in nodes[1].children if child.kind is Kind.SECTION] == ["I", "II"]


def test_a_title_in_capitals_that_no_first_article_follows_opens_no_annex():
    text = "Điều 1. Một\nBan hành:\nDANH MỤC THUỐC\n(Ban hành kèm theo Thông tư này)\n1. Một.\nĐiều 2. Hai\nXong."
    assert [node.eid for node in parse(text).nodes] == ["art_1", "art_2"]


def test_an_article_goes_on_behind_forms_that_have_articles_of_their_own():
    text = (
        "Điều 9. Mẫu giấy phép\n1. Theo các phụ lục sau.\nPHỤ LỤC 6\nGIẤY CHỨNG NHẬN\nĐiều 1. Cấp giấy\nCấp cho.\n"
        "Điều 2. Điều kiện\nPhải thực hiện.\nĐiều 10. Mẫu đơn đề nghị\n1. Đơn.\nĐiều 11. Hiệu lực\nTừ ngày ký."
    )
    eids = [node.eid for node, _ in walk(parse(text)) if node.kind is Kind.ARTICLE]
    assert eids == ["art_9", "annex_6__art_1", "annex_6__art_2", "art_10", "art_11"]
