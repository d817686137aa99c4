"""Forms of citation that unseen articles showed the reader not to know (``reference/README.md``), each by its cause."""

from __future__ import annotations

from datetime import date

import pytest

from legaldocs.domain.citations import find_citations
from legaldocs.domain.cited_documents import LawNumbers, find_document_mentions
from legaldocs.domain.numbers import find_numbers, parse_number
from legaldocs.domain.reading import read_text
from legaldocs.domain.structure import parse

Cited = list[tuple[str, list[tuple[str | None, str | None]]]]


def cited(text: str, on: date | None = None) -> Cited:
    return [
        (citation.text, [(target.number, target.eid) for target in citation.targets])
        for citation in find_citations(parse(text), on)
    ]


def laws_named(text: str, on: date | None = None) -> list[str | None]:
    return [
        mention.number for mention in find_document_mentions(text, LawNumbers(on)) if mention.name.startswith("Luật")
    ]


@pytest.mark.parametrize(
    "act", ["thông báo", "hướng dẫn", "kế hoạch", "kết luận", "lệnh", "công văn", "đề án", "quy trình"]
)
def test_a_noun_written_small_is_no_document(act: str) -> None:
    assert cited(f"Điều 1. Việc\nViệc {act} này được thực hiện trong 05 ngày.") == []
    assert cited(f"Điều 1. Việc\n{act.capitalize()} này có hiệu lực.") == [(f"{act.capitalize()} này", [("", None)])]


def test_a_law_written_small_is_still_one() -> None:
    assert cited("Điều 1. Việc\nnhững điều trong luật này, nghị định này") == [
        ("luật này", [("", None)]),
        ("nghị định này", [("", None)]),
    ]


@pytest.mark.parametrize(
    ("text", "printed", "number"),
    [
        ("Thông tư số 07/2017/TT BLĐTBXH ngày 10/3/2017", "07/2017/TT BLĐTBXH", "07/2017/TT-BLĐTBXH"),
        ("Nghị định số 15/2020/NĐ CP về việc", "15/2020/NĐ CP", "15/2020/NĐ-CP"),
        ("Nghị quyết số 20/2015/NQ QUY ĐỊNH VỀ PHÍ", "20/2015/NQ", "20/2015/NQ"),
        ("Thông tư số 07/2017/TT ngày 10/3/2017", "07/2017/TT", "07/2017/TT"),
    ],
)
def test_a_space_may_stand_for_the_dash_before_a_body(text: str, printed: str, number: str) -> None:
    ((start, end, found),) = find_numbers(text)
    assert (text[start:end], found.normal) == (printed, number)
    parsed = parse_number(printed)
    assert parsed is not None
    assert parsed.normal == number


def test_behind_a_comma_a_clause_lies_in_the_article_before_it() -> None:
    assert cited("Điều 1. Việc\nTheo Điều 8, Khoản 1 Nghị định số 6/2005/NĐ-CP.") == [
        ("Điều 8, Khoản 1 Nghị định số 6/2005/NĐ-CP", [("6/2005/NĐ-CP", "art_8__cl_1")])
    ]


def test_behind_a_comma_a_clause_with_its_own_article_is_another_provision() -> None:
    assert cited("Điều 1. Việc\nTheo Điều 18, Khoản 4 Điều 22 Thông tư số 26/2016/TT-BYT.") == [
        (
            "Điều 18, Khoản 4 Điều 22 Thông tư số 26/2016/TT-BYT",
            [("26/2016/TT-BYT", "art_18"), ("26/2016/TT-BYT", "art_22__cl_4")],
        )
    ]


@pytest.mark.parametrize(
    ("mention", "eid"),
    [
        ("Điều 20(1)", "art_20__cl_1"),
        ("Khoản 2 (d) Điều 6", "art_6__cl_2__point_d"),
        ("Điều 6, Khoản 1 (d)", "art_6__cl_1__point_d"),
    ],
)
def test_brackets_hold_the_smaller_provision(mention: str, eid: str) -> None:
    assert cited(f"Điều 1. Việc\nTheo {mention} Nghị định số 6/2005/NĐ-CP.")[0][1] == [("6/2005/NĐ-CP", eid)]


def test_an_enumeration_in_brackets_is_no_provision() -> None:
    assert cited("Điều 1. Việc\nTheo Điều 5 (1 bản chính) của Nghị định số 6/2005/NĐ-CP.")[0][1][0][1] == "art_5"


def test_annexes_at_the_end_of_a_list_stand_beside_its_articles() -> None:
    number = "66/2014/TT-BGTVT"
    assert cited(f"Điều 1. Việc\nBãi bỏ Điều 5, Điều 6, Phụ lục I, II Thông tư số {number}.") == [
        (
            f"Điều 5, Điều 6, Phụ lục I, II Thông tư số {number}",
            [(number, "art_5"), (number, "art_6"), (number, "annex_I"), (number, "annex_II")],
        )
    ]


def test_one_article_before_one_annex_lies_in_it() -> None:
    assert cited("Điều 1. Việc\nTheo Điều 5, Phụ lục I Thông tư số 66/2014/TT-BGTVT.")[0][1] == [
        ("66/2014/TT-BGTVT", "annex_I__art_5")
    ]


def test_provisions_share_the_document_behind_words_to_be_struck() -> None:
    number = "66/2014/TT-BGTVT"
    found = cited(f"Điều 1. Việc\nBãi bỏ Điều 5 và cụm từ “theo chuyến” tại khoản 1 Điều 13 Thông tư số {number}.")
    assert [targets for _, targets in found] == [[(number, "art_5")], [(number, "art_13__cl_1")]]


def test_sections_share_the_document_of_the_articles_they_hold() -> None:
    number = "126/2014/NĐ-CP"
    found = cited(
        f"Điều 1. Việc\nBãi bỏ Mục 1 Chương III gồm các điều từ Điều 19 đến Điều 20 của Nghị định số {number}."
    )
    assert [targets for _, targets in found] == [
        [(number, "chp_III__sec_1")],
        [(number, "art_19"), (number, "art_20")],
    ]


def test_nothing_is_shared_with_this_document() -> None:
    found = cited("Điều 1. Việc\nTheo Điều 1 và cụm từ “a” tại khoản 1 Điều 13 Nghị định này.")
    assert [number for _, targets in found for number, _ in targets] == ["", ""]


def test_the_line_of_a_heading_without_place_is_no_citation() -> None:
    text = "Điều 3. Việc\n1. Hỗ trợ Quỹ.\nĐiều 2.\nQuyết định này có hiệu lực.\nĐiều 11\nBộ trưởng thi hành."
    assert cited(text) == [("Quyết định này", [("", None)])]


def test_a_law_told_in_passing_is_not_taken_for_the_one_in_force() -> None:
    """The body names the old law with its number: the name alone is the law of the day or stays open."""
    text = "giấy phép theo Luật Khám bệnh, chữa bệnh số 40/2009/QH12, và Điều 28 Luật Khám bệnh, chữa bệnh"
    assert laws_named(text, date(2025, 1, 1)) == ["40/2009/QH12", None]
    assert laws_named(text, date(2012, 1, 1)) == ["40/2009/QH12", "40/2009/QH12"]


def test_a_law_of_the_legal_bases_is_the_one_meant() -> None:
    laws = LawNumbers(date(2025, 1, 1))
    find_document_mentions("Căn cứ Luật Khám bệnh, chữa bệnh số 40/2009/QH12;", laws)
    laws.end_bases()
    (mention,) = find_document_mentions("theo Luật Khám bệnh, chữa bệnh", laws)
    assert mention.number == "40/2009/QH12"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Nghị định số 96/2021/NĐ-CP quy định chi tiết Luật Khám bệnh, chữa bệnh", "40/2009/QH12"),
        ("Nghị định số 96/2024/NĐ-CP quy định chi tiết Luật Khám bệnh, chữa bệnh", "15/2023/QH15"),
        ("Nghị định số 96/2023/NĐ-CP quy định chi tiết Luật Khám bệnh, chữa bệnh", None),
        ("Nghị định số 58/2017/NĐ-CP ngày 10 tháng 5 năm 2017 quy định chi tiết Luật Đấu giá tài sản", "01/2016/QH14"),
        ("Thông tư số 21/2007/TT-BLĐTBXH ngày 08 tháng 10 năm 2007 của Bộ\nLao động hướng dẫn Luật Công đoàn", None),
    ],
)
def test_a_law_in_a_title_is_the_law_of_the_day_or_year_of_that_title(text: str, number: str | None) -> None:
    assert laws_named(text, date(2025, 1, 1)) == [number]


def test_a_line_does_not_end_behind_the_word_ministry() -> None:
    """ "của Bộ" / "Lao động": the paper ended, not the sentence."""
    body = "\n".join(
        f"{number}. Thông tư số 2{number}/2007/TT-BLĐTBXH ngày 08 tháng 10 năm 2007 của Bộ\n"
        "Lao động - Thương binh và Xã hội hướng dẫn chi tiết một số điều của Luật về hợp\n"
        "đồng lao động và các văn bản có liên quan khác do cơ quan có thẩm quyền ban hành;"
        for number in range(1, 8)
    )
    document = read_text(f"Điều 1. Các văn bản\n{body}")
    assert "của Bộ Lao động - Thương binh" in document.text
    assert "của Bộ\n" not in document.text


def test_annexes_joined_by_and_share_the_document_of_the_articles_before_them() -> None:
    number = "38/2015/TT-NHNN"
    found = cited(
        f"Điều 1. Việc\nBãi bỏ khoản 7, khoản 14 Điều 1 và Phụ lục số 3a, Phụ lục số 22 ban hành kèm theo Thông tư số {number}."
    )
    assert [targets for _, targets in found] == [
        [(number, "art_1__cl_7"), (number, "art_1__cl_14"), (number, "annex_3a"), (number, "annex_22")]
    ]


@pytest.mark.parametrize("joint", [" và ", ", "])
def test_one_article_and_one_annex_are_beside_each_other_only_behind_and(joint: str) -> None:
    found = cited(f"Điều 1. Việc\nTheo Điều 5{joint}Phụ lục I ban hành kèm theo Thông tư số 1/2015/TT-BYT.")
    beside = [("1/2015/TT-BYT", "art_5"), ("1/2015/TT-BYT", "annex_I")]
    assert found[0][1] == (beside if joint == " và " else [("1/2015/TT-BYT", "annex_I__art_5")])


def test_a_provision_shares_the_document_behind_the_next_form() -> None:
    number = "21/2011/TT-BTP"
    found = cited(
        "Điều 1. Việc\nBãi bỏ Mẫu số 01/BC được quy định tại điểm a khoản 2 Điều 9 và Mẫu số 02/BC được quy định tại khoản 1 "
        f"Điều 10 Thông tư số {number}."
    )
    assert [targets for _, targets in found if targets[0][1] and "art" in targets[0][1]] == [
        [(number, "art_9__cl_2__point_a")],
        [(number, "art_10__cl_1")],
    ]
