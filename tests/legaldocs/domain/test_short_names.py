"""Short names of documents: announced once, understood from there on, and nothing else."""

from __future__ import annotations

import pytest

from legaldocs.domain.citations import find_citations
from legaldocs.domain.cited_documents import LawNumbers, find_document_mentions
from legaldocs.domain.short_names import ShortNames
from legaldocs.domain.structure import parse

LONG = "Thông tư liên tịch số 06/2018/TTLT-VKSNDTC-TANDTC ngày 21/12/2018 của Viện kiểm sát nhân dân tối cao"


def cited(text: str) -> list[tuple[str, list[tuple[str | None, str | None]]]]:
    return [
        (citation.text, [(target.number, target.eid) for target in citation.targets])
        for citation in find_citations(parse(text))
    ]


@pytest.mark.parametrize(
    "short",
    ["Thông tư liên tịch số 06/2018", "Thông tư liên tịch số 06", "Thông tư liên tịch 06/2018", "Thông tư liên tịch 6"],
)
@pytest.mark.parametrize("announced", ["viết tắt là", "gọi tắt là", "gọi là", "được viết gọn là", "gọi chung là"])
def test_a_short_number_stands_for_the_document_announced(short: str, announced: str) -> None:
    found = cited(
        f"Điều 1. Phạm vi\nTheo {LONG} (sau đây {announced} {short}).\nĐiều 2. Tuổi\nTheo khoản 1 Điều 6 {short}."
    )
    number = "06/2018/TTLT-VKSNDTC-TANDTC"
    assert found[0] == ("Thông tư liên tịch số 06/2018/TTLT-VKSNDTC-TANDTC", [(number, None)])
    assert found[-1] == (f"khoản 1 Điều 6 {short}", [(number, "art_6__cl_1")])


def test_a_short_number_nobody_announced_is_no_document() -> None:
    assert cited(
        f"Điều 1. Phạm vi\nTheo {LONG}.\nĐiều 2. Tuổi\nTheo Thông tư liên tịch số 06/2018 và Nghị định 12."
    ) == [("Thông tư liên tịch số 06/2018/TTLT-VKSNDTC-TANDTC", [("06/2018/TTLT-VKSNDTC-TANDTC", None)])]


def test_the_serial_says_which_of_two_documents_is_meant() -> None:
    found = cited(
        "Điều 1. Phạm vi\nNghị định số 155/2020/NĐ-CP quy định chi tiết Luật Chứng khoán số 54/2019/QH14 (sau đây gọi là "
        "Nghị định 155).\nĐiều 2. Việc khác\nTheo Nghị định 155; theo Điều 3 Nghị định số 155 và Nghị định 156."
    )
    assert found[-2:] == [
        ("Nghị định 155", [("155/2020/NĐ-CP", None)]),
        ("Điều 3 Nghị định số 155", [("155/2020/NĐ-CP", "art_3")]),
    ]


def test_a_type_alone_may_be_the_short_name() -> None:
    found = cited(
        "Điều 1. Phạm vi\nThông tư này hướng dẫn Nghị định số 06/2005/NĐ-CP (sau đây gọi tắt là Nghị định).\n"
        "Điều 2. Điều kiện\nTheo Điều 18 của Nghị định và Điều 6, Khoản 1 (d) thuộc Nghị định."
    )
    assert found[-2:] == [
        ("Điều 18 của Nghị định", [("06/2005/NĐ-CP", "art_18")]),
        ("Điều 6, Khoản 1 (d) thuộc Nghị định", [("06/2005/NĐ-CP", "art_6__cl_1__point_d")]),
    ]


def test_a_type_alone_stays_open_when_several_documents_stand_before_it() -> None:
    names = ShortNames()
    text = "Nghị định số 1/2020/NĐ-CP, Nghị định số 2/2020/NĐ-CP (sau đây gọi chung là Nghị định)"
    names.learn(text, [(0, 24, "1/2020/NĐ-CP"), (26, 50, "2/2020/NĐ-CP")])
    assert names.number_of("Nghị định") is None
    assert list(names.find("Nghị định 1")) == []


def test_what_is_announced_is_no_document_by_itself() -> None:
    laws = LawNumbers(None)
    text = "Nghị định số 12/2020/NĐ-CP (sau đây gọi tắt là Nghị định số 12/2020/NĐ-CP), sau đây gọi là Bên A."
    assert [mention.number for mention in find_document_mentions(text, laws)] == ["12/2020/NĐ-CP"] * 2
    assert list(laws.short.find("Nghị định 12")) == []


@pytest.mark.parametrize("text", ["sau đây gọi là", "(sau đây gọi tắt là Nghị định)", "sau đây viết là Luật số 1", ""])
def test_an_announcement_without_its_document_teaches_nothing(text: str) -> None:
    names = ShortNames()
    names.learn(text, [])
    assert names.number_of("Nghị định") is None
    assert list(names.find("Luật số 1")) == []


def test_a_document_too_far_before_is_not_the_one_announced() -> None:
    names = ShortNames()
    text = "Nghị định số 12/2020/NĐ-CP " + "và việc khác " * 60 + "(sau đây gọi là Nghị định 12)."
    names.learn(text, [(0, 26, "12/2020/NĐ-CP")])
    assert names.number_of("Nghị định 12") is None
