"""Provisions that share the document named behind the next one."""

from __future__ import annotations

import pytest

from legaldocs.domain.citations import find_citations
from legaldocs.domain.structure import parse

N = "156/2013/TT-BTC"
DOC = f"Thông tư số {N}"


def targets(words: str, articles: int = 5) -> list[list[tuple[str | None, str | None]]]:
    """What a text of so many articles cites in its first."""
    others = "\n".join(f"Điều {number}. Việc\nMột." for number in range(2, articles + 1))
    text = f"Điều 1. Việc\n{words}\n{others}"
    return [[(t.number, t.eid) for t in c.targets] for c in find_citations(parse(text))]


def test_an_article_the_text_does_not_reach_is_of_the_document_behind_the_next() -> None:
    words = f"theo khoản 3 Điều 19 và nộp phí, lệ phí theo quy định tại khoản 2 Điều 26 {DOC}."
    assert targets(words) == [[(N, "art_19__cl_3")], [(N, "art_26__cl_2")]]


def test_an_article_the_text_has_is_its_own() -> None:
    words = f"theo khoản 3 Điều 4 và nộp phí, lệ phí theo quy định tại khoản 2 Điều 26 {DOC}."
    assert targets(words)[0] == [("", "art_4__cl_3")]


def test_an_article_missing_below_the_last_one_stays_its_own() -> None:
    """Codified texts leave articles out."""
    text = f"Điều 1. Việc\ntheo Điều 7 và nộp phí theo quy định tại Điều 26 {DOC}.\nĐiều 9. Hiệu lực\nTừ nay."
    (first, _) = find_citations(parse(text))
    assert [(t.number, t.eid) for t in first.targets] == [("", "art_7")]


@pytest.mark.parametrize("between", [". Phí nộp theo", "; phí nộp theo", " (và phí nộp theo", "\nvà phí nộp theo"])
def test_nothing_is_shared_beyond_the_sentence(between: str) -> None:
    assert targets(f"theo Điều 19{between} Điều 26 {DOC}.")[0] == [("", "art_19")]


def test_a_provision_shares_the_document_of_the_form_beside_it() -> None:
    words = f"sửa đổi, bổ sung khoản 9 Điều 3 và Mẫu số 01 kèm theo {DOC}."
    assert targets(words) == [[(N, "art_3__cl_9")], [(N, "form_01")]]


@pytest.mark.parametrize("joint", [", ", " theo "])
def test_a_form_not_joined_by_and_shares_nothing(joint: str) -> None:
    assert targets(f"quy định tại khoản 9 Điều 3{joint}Mẫu số 01 kèm theo {DOC}.")[0] == [("", "art_3__cl_9")]


def test_nothing_is_shared_with_this_document_or_from_nothing() -> None:
    assert targets("theo Điều 3 và Mẫu số 01 kèm theo Thông tư này.") == [[("", "art_3")], [("", "form_01")]]
    assert targets("theo Điều 19 và phí nộp theo Điều 26.") == [[("", "art_19")], [("", "art_26")]]


@pytest.mark.parametrize(
    ("words", "name", "number"),
    [
        ("Luật sửa đổi, bổ sung một số điều của các Luật về thuế năm 2014.", "71/2014/QH13", "71/2014/QH13"),
        ("Luật sửa đổi, bổ sung một số điều tại các Luật về thuế và", "các Luật về thuế", None),
        ("Luật sửa đổi, bổ sung một số điều của 37 Luật có liên quan đến quy hoạch ngày 20", "đến quy hoạch", None),
        (
            "Luật sửa đổi, bổ sung một số điều của các luật liên quan đến đầu tư xây dựng cơ bản số 38/2009/QH12",
            "38/2009/QH12",
            "38/2009/QH12",
        ),
    ],
)
def test_a_law_amending_many_is_read_to_the_end_of_its_name(words: str, name: str, number: str | None) -> None:
    (citation,) = find_citations(parse(f"Điều 1. Việc\nTheo {words}"))
    assert citation.targets[0].number == number
    assert citation.text.endswith(name) or number == name
    assert citation.text.startswith("Luật sửa đổi, bổ sung một số điều")
