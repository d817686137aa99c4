"""What a document says it does to others: amended, replaced, repealed, in whole or in part."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.domain.acting import find_acts
from legaldocs.domain.citations import find_citations
from legaldocs.domain.reading import read_text
from legaldocs.domain.structure import parse


def acts(text: str, number: str = "1/2024/NĐ-CP", **kwargs) -> list[tuple[str, str, str, str]]:
    structure = parse(text)
    found = find_acts(structure, find_citations(structure), number=number, **kwargs)
    return [(act.kind.value, act.number, act.target_eid, act.source_eid) for act in found]


def closing(words: str, **kwargs) -> list[tuple[str, str, str]]:
    text = f"Điều 1. Phạm vi\nNghị định này quy định việc thử.\nĐiều 2. Hiệu lực thi hành\n1. Khoản một.\n2. {words}"
    return [row[:3] for row in acts(text, **kwargs)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "Nghị định này thay thế Nghị định số 5/2015/NĐ-CP ngày 1 tháng 2 năm 2015.",
            [("replaces", "5/2015/NĐ-CP", "")],
        ),
        (
            "Nghị định này có hiệu lực từ ngày 01/01/2024 và thay thế Nghị định số 5/2015/NĐ-CP.",
            [("replaces", "5/2015/NĐ-CP", "")],
        ),
        (
            "Bãi bỏ Nghị định số 5/2015/NĐ-CP, Nghị định số 6/2016/NĐ-CP và Quyết định số 7/2017/QĐ-TTg.",
            [("repeals", "5/2015/NĐ-CP", ""), ("repeals", "6/2016/NĐ-CP", ""), ("repeals", "7/2017/QĐ-TTg", "")],
        ),
        (
            "Bãi bỏ khoản 1 và khoản 2 Điều 5 Nghị định số 5/2015/NĐ-CP.",
            [("repeals_part", "5/2015/NĐ-CP", "art_5__cl_1"), ("repeals_part", "5/2015/NĐ-CP", "art_5__cl_2")],
        ),
        (
            "Nghị định số 5/2015/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành.",
            [("repeals", "5/2015/NĐ-CP", "")],
        ),
        ("Hủy bỏ Quyết định số 7/2017/QĐ-TTg.", [("annuls", "7/2017/QĐ-TTg", "")]),
        (
            "Nghị định này thay thế Nghị định số 5/2015/NĐ-CP; bãi bỏ Điều 3 Nghị định số 6/2016/NĐ-CP.",
            [("replaces", "5/2015/NĐ-CP", ""), ("repeals_part", "6/2016/NĐ-CP", "art_3")],
        ),
        (
            "Bãi bỏ Nghị định số 5/2015/NĐ-CP, trừ trường hợp quy định tại Nghị định số 6/2016/NĐ-CP.",
            [("repeals", "5/2015/NĐ-CP", "")],
        ),
        (
            "Bãi bỏ Nghị định số 5/2015/NĐ-CP đã được sửa đổi, bổ sung theo Nghị định số 6/2016/NĐ-CP.",
            [("repeals", "5/2015/NĐ-CP", "")],
        ),
        ("Thay thế Mẫu số 02 và Mẫu số 03 Nghị định số 5/2015/NĐ-CP.", [("replaces_part", "5/2015/NĐ-CP", "")]),
        ("Bãi bỏ một số nội dung của Nghị định số 5/2015/NĐ-CP.", [("repeals_part", "5/2015/NĐ-CP", "")]),
        ("Thay thế cụm từ “a” bằng cụm từ “b” tại Điều 3 Nghị định số 5/2015/NĐ-CP.", []),
        ("Khoản này được bãi bỏ theo quy định tại Nghị định số 5/2015/NĐ-CP.", []),
        ("Thực hiện theo Nghị định số 5/2015/NĐ-CP.", []),
        ("Trường hợp Nghị định số 5/2015/NĐ-CP được thay thế thì áp dụng văn bản mới.", []),
        ("Bãi bỏ Điều 5 Luật số 31/2024/QH15.", []),  # a decree acts on no law
        ("Nghị định này thay thế Nghị định số 1/2024/NĐ-CP.", []),  # itself
    ],
)
def test_closing_articles_say_what_ends(words, found):
    assert closing(words) == found


def test_a_lead_in_is_said_of_the_list_below_it():
    words = (
        "Các văn bản sau đây hết hiệu lực kể từ ngày Nghị định này có hiệu lực:\n"
        "a) Nghị định số 5/2015/NĐ-CP ngày 1 tháng 2 năm 2015 quy định chi tiết Luật Đất đai;\n"
        "b) Điều 4 Nghị định số 6/2016/NĐ-CP."
    )
    assert closing(words) == [("repeals", "5/2015/NĐ-CP", ""), ("repeals_part", "6/2016/NĐ-CP", "art_4")]


def test_an_article_whose_heading_is_the_instruction_speaks_for_its_clauses():
    text = "Điều 1. Bãi bỏ toàn bộ văn bản\n1. Thông tư số 5/2015/TT-BNV.\n2. Thông tư số 6/2016/TT-BNV.\nĐiều 2. Hiệu lực\nĐoạn."
    assert acts(text, number="9/2024/TT-BNV") == [
        ("repeals", "5/2015/TT-BNV", "", "art_1__cl_1"),
        ("repeals", "6/2016/TT-BNV", "", "art_1__cl_2"),
    ]


@pytest.mark.parametrize(
    ("abstract", "found"),
    [
        ("Sửa đổi, bổ sung một số điều của Nghị định số 5/2015/NĐ-CP", ["5/2015/NĐ-CP"]),
        (
            "Sửa đổi, bổ sung một số điều của Nghị định số 5/2015/NĐ-CP và Nghị định số 6/2016/NĐ-CP",
            ["5/2015/NĐ-CP", "6/2016/NĐ-CP"],
        ),
        ("Sửa đổi, bổ sung Nghị định số 5/2015/NĐ-CP quy định chi tiết Nghị định số 6/2016/NĐ-CP", ["5/2015/NĐ-CP"]),
        ("Sửa đổi nhiệm vụ trong Chương trình thực hiện Nghị quyết số 66-NQ/TW", []),
        ("Quy định chi tiết Nghị định số 5/2015/NĐ-CP", []),
    ],
)
def test_the_title_names_what_is_amended(abstract, found):
    rows = acts("Điều 1. Phạm vi\nĐoạn.", abstract=abstract)
    assert rows == [("amends", number, "", "") for number in found]


def test_headings_of_articles_name_what_they_amend():
    text = "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 5/2015/NĐ-CP\n1. Sửa đổi Điều 2 như sau:\n“Điều 2. Hai\nĐoạn.”."
    assert acts(text) == [("amends", "5/2015/NĐ-CP", "", "art_1")]


def test_quoted_wording_acts_on_nothing():
    text = (
        "Điều 1. Sửa đổi Điều 9 của Nghị định số 5/2015/NĐ-CP như sau:\n"
        "“Điều 9. Hiệu lực\nNghị định này thay thế Nghị định số 3/2003/NĐ-CP.”."
    )
    assert all(row[1] != "3/2003/NĐ-CP" for row in acts(text))


def test_a_document_amended_and_then_replaced_is_replaced():
    text = "Điều 1. Hiệu lực\nNghị định này thay thế Nghị định số 5/2015/NĐ-CP."
    abstract = "Sửa đổi, bổ sung một số điều của Nghị định số 5/2015/NĐ-CP"
    assert [row[0] for row in acts(text, abstract=abstract)] == ["replaces"]


WORDS = st.sampled_from(
    [
        "thay thế",
        "bãi bỏ",
        "hết hiệu lực",
        "Nghị định số 5/2015/NĐ-CP",
        "này",
        "Điều 5",
        "khoản 1",
        "trừ",
        "và",
        ",",
        ";",
        ".",
        ":",
        "\n",
        "Điều 2. Khác",
        "1. ",
        "a) ",
        "“",
        "”",
        "một số",
    ]
)


@given(st.lists(WORDS, max_size=60), st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_words_are_read_without_failing(words, abstract):
    structure = parse(" ".join(words))
    found = find_acts(structure, find_citations(structure), number="x", abstract=abstract, on=datetime.date(2020, 1, 1))
    assert len({(act.number, act.target_eid) for act in found}) == len(found)
    assert all(act.number for act in found)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("thong-tu-so-15-2023-tt-bkhdt-40920", [("replaces", "07/2018/TT-BKHĐT"), ("repeals", "1731/QĐ-BKHĐT"), ("repeals", "768/QĐ-BKHĐT")]),
        ("nghi-dinh-so-151-2026-nd-cp-469523", [("replaces", "08/2020/NĐ-CP")]),
        ("thong-tu-so-04-2024-tt-bldtbxh-41844", [("replaces", "01/2018/TT-BLĐTBXH")]),
        ("thong-tu-so-02-2025-tt-bkhdt-43809", [("repeals", "03/2019/TT-BKHĐT")]),
        ("nghi-dinh-so-140-2026-nd-cp-469402", [("repeals", "25/2017/NĐ-CP")]),
        ("nghi-dinh-so-74-2025-nd-cp-44712", [("amends", "70/2015/NĐ-CP"), ("repeals", "85/2016/TTLT-BQP-BYT-BTC")]),
    ],
)  # fmt: skip
def test_gazette_documents_say_what_they_end(corpus_dir, name, found):
    path = corpus_dir / "cong-bao" / f"{name}.txt"
    if not path.exists():
        pytest.skip(f"{path.name} is not among the texts")
    read = read_text(path.read_text(encoding="utf-8", errors="replace"))
    facts = read.metadata
    rows = find_acts(read.structure, read.citations, number=facts.number, abstract=facts.abstract, on=facts.issued_on)
    whole = [(act.kind.value, act.number) for act in rows if not act.kind.value.endswith("_part")]
    assert whole == found
