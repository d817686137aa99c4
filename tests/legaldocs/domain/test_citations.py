"""Citations: every form of domain.md 4.6, what "này" means where it stands, and real texts."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.domain.citations import find_citations
from legaldocs.domain.structure import parse, walk

FRAME = """Điều 1. Phạm vi
1. Khoản một.
2. {}
a) Điểm a.
b) Điểm b.
Điều 2. Hiệu lực
1. Khoản một.
Điều 5. Khác
Đoạn."""


def cited(sentence: str) -> list[tuple[str, list[tuple[str | None, str | None]]]]:
    """Text and targets of each citation in khoản 2 Điều 1 of a small decree."""
    return [
        (citation.text, [(target.number, target.eid) for target in citation.targets])
        for citation in find_citations(parse(FRAME.format(sentence)))
        if citation.provision_eid == "art_1__cl_2"
    ]


@pytest.mark.parametrize(
    ("sentence", "text", "targets"),
    [
        (
            "Theo điểm e khoản 1 Điều 10 Nghị định số 43/2011/NĐ-CP ngày 13 tháng 6 năm 2011 của Chính phủ.",
            "điểm e khoản 1 Điều 10 Nghị định số 43/2011/NĐ-CP",
            [("43/2011/NĐ-CP", "art_10__cl_1__point_e")],
        ),
        (
            "Điều 13 của Luật số 64/2025/QH15.",
            "Điều 13 của Luật số 64/2025/QH15",
            [("64/2025/QH15", "art_13")],
        ),
        (
            "Các khoản 1, 2 và 3 Điều 19 quy định.",
            "Các khoản 1, 2 và 3 Điều 19",
            [("", "art_19__cl_1"), ("", "art_19__cl_2"), ("", "art_19__cl_3")],
        ),
        (
            "Tại các điểm a, b, c và d khoản 1 Điều 40.",
            "các điểm a, b, c và d khoản 1 Điều 40",
            [("", f"art_40__cl_1__point_{letter}") for letter in "abcd"],
        ),
        (
            "Tại điểm a và điểm b khoản 1 Điều 3.",
            "điểm a và điểm b khoản 1 Điều 3",
            [("", "art_3__cl_1__point_a"), ("", "art_3__cl_1__point_b")],
        ),
        (
            "Quy định từ điểm c đến điểm e khoản 2 Điều này.",
            "từ điểm c đến điểm e khoản 2 Điều này",
            [("", f"art_1__cl_2__point_{letter}") for letter in "cdđe"],
        ),
        (
            "Quy định từ Điều 5 đến Điều 8.",
            "từ Điều 5 đến Điều 8",
            [("", "art_5"), ("", "art_6"), ("", "art_7"), ("", "art_8")],
        ),
        ("Theo khoản 1 Điều này.", "khoản 1 Điều này", [("", "art_1__cl_1")]),
        ("Theo điểm b khoản này.", "điểm b khoản này", [("", "art_1__cl_2__point_b")]),
        ("Theo khoản này.", "khoản này", [("", "art_1__cl_2")]),
        ("Theo khoản 1 thì khác.", "khoản 1", [("", "art_1__cl_1")]),
        ("Nghị định này quy định.", "Nghị định này", [("", None)]),
        ("Điều 5 Nghị định này.", "Điều 5 Nghị định này", [("", "art_5")]),
        ("Điều 5 của Luật này.", "Điều 5 của Luật này", [("", "art_5")]),
        (
            "Tại khoản 1, điểm a khoản 2 và khoản 3 Điều này.",
            "khoản 1, điểm a khoản 2 và khoản 3 Điều này",
            [("", "art_1__cl_1"), ("", "art_1__cl_2__point_a"), ("", "art_1__cl_3")],
        ),
        (
            "Tại khoản 1 Điều 5, Điều 6 và khoản 2 Điều 7 của Luật Đất đai số 31/2024/QH15.",
            "khoản 1 Điều 5, Điều 6 và khoản 2 Điều 7 của Luật Đất đai số 31/2024/QH15",
            [("31/2024/QH15", "art_5__cl_1"), ("31/2024/QH15", "art_6"), ("31/2024/QH15", "art_7__cl_2")],
        ),
        (
            "Tại các điều 5, 6 và 7 của Nghị định số 64-CP.",
            "các điều 5, 6 và 7 của Nghị định số 64-CP",
            [("64-CP", "art_5"), ("64-CP", "art_6"), ("64-CP", "art_7")],
        ),
        (
            "Điều 21, 22 của Luật Công nghệ thông tin.",
            "Điều 21, 22 của Luật Công nghệ thông tin",
            [(None, "art_21"), (None, "art_22")],
        ),
        ("Điều 5 khoản 1 điểm đ.", "Điều 5 khoản 1 điểm đ", [("", "art_5__cl_1__point_đ")]),
        ("Khoản 1, Điều 5, Nghị định số 64-CP.", "Khoản 1, Điều 5, Nghị định số 64-CP", [("64-CP", "art_5__cl_1")]),
        (
            "Khoản 3a Điều 5a và điểm đ1 khoản 8a Điều 9.",
            "Khoản 3a Điều 5a và điểm đ1 khoản 8a Điều 9",
            [("", "art_5a__cl_3a"), ("", "art_9__cl_8a__point_đ1")],
        ),
        ("Chương II Luật này.", "Chương II Luật này", [("", "chp_II")]),
        ("Mục 2 Chương III của Nghị định này.", "Mục 2 Chương III của Nghị định này", [("", "chp_III__sec_2")]),
        ("Phụ lục I ban hành kèm theo Nghị định này.", "Phụ lục I ban hành kèm theo Nghị định này", [("", "annex_I")]),
        ("Theo Mẫu số 43 Phụ lục I Nghị định này.", "Mẫu số 43 Phụ lục I Nghị định này", [("", "annex_I__form_43")]),
        ("Theo điểm a khoản 2 Điều 5 Mục này.", "điểm a khoản 2 Điều 5 Mục này", [("", "art_5__cl_2__point_a")]),
        ("Quy định tạiĐiều 5.", "Điều 5", [("", "art_5")]),
        ("Quy định tạikhoản 1 Điều 2của Luật này.", "khoản 1 Điều 2của Luật này", [("", "art_2__cl_1")]),
        ("Theo điểm 2.1 khoản 2 Điều 9.", "điểm 2.1 khoản 2 Điều 9", [("", "art_9__cl_2__point_2-1")]),
        ("Luật Đất đai năm 2024 và khác.", "Luật Đất đai năm 2024", [("31/2024/QH15", None)]),
        ("Luật Đất đai 2013 và khác.", "Luật Đất đai 2013", [("45/2013/QH13", None)]),
        ("theo Bộ luật dân sự và khác.", "Bộ luật dân sự", [(None, None)]),
        ("Luật Hôn nhân và gia đình.", "Luật Hôn nhân và gia đình", [(None, None)]),
        ("Luật Phòng, chống tham nhũng quy định.", "Luật Phòng, chống tham nhũng", [(None, None)]),
        ("Điều 70 Hiến pháp năm 2013.", "Điều 70 Hiến pháp năm 2013", [(None, "art_70")]),
        ("Điều 3 Hiệp định TRIPS.", "Điều 3 Hiệp định TRIPS", [(None, "art_3")]),
        (
            "Điều 3 Quy chế ban hành kèm theo Quyết định số 12/2020/QĐ-TTg.",
            "Điều 3 Quy chế ban hành kèm theo Quyết định số 12/2020/QĐ-TTg",
            [("12/2020/QĐ-TTg", "annex_1__art_3")],
        ),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức số 52/2019/QH14.",
            "Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức số 52/2019/QH14",
            [("52/2019/QH14", None)],
        ),
    ],
)
def test_reads_every_form_of_citation(sentence, text, targets):
    assert cited(sentence) == [(text, targets)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Luật sư, các điều kiện, khoản 10.000 đồng, khoản 3 triệu đồng.",
        "Theo thang điểm 10, đạt 5 điểm trong mục tiêu, phần lớn, chương trình.",
        "Khoản 9 không có ở đây.",
        "Mẫu số 01/TNDN và QCVN 102:2016/BTTTT.",
    ],
)
def test_sees_no_citation_where_there_is_none(sentence):
    assert cited(sentence) == []


def test_documents_in_a_list_are_separate_citations():
    assert cited("Nghị định số 64-CP, Luật Đất đai năm 2013 và Thông tư số 02/2020/TT-BNV.") == [
        ("Nghị định số 64-CP", [("64-CP", None)]),
        ("Luật Đất đai năm 2013", [("45/2013/QH13", None)]),
        ("Thông tư số 02/2020/TT-BNV", [("02/2020/TT-BNV", None)]),
    ]


def test_a_law_cited_by_name_takes_the_number_of_the_legal_bases():
    text = "Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;\nĐiều 1. Phạm vi\nTheo Luật Tổ chức Chính phủ."
    found = [c for c in find_citations(parse(text)) if c.provision_eid == "art_1"]
    assert [target.number for target in found[0].targets] == ["63/2025/QH15"]
    assert found[0].targets[0].name == "Luật Tổ chức Chính phủ"


AMENDING = """Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 43/2011/NĐ-CP
1. Sửa đổi khoản 2 Điều 5 như sau:
“2. Thực hiện theo khoản 1 Điều này, Điều 7 và Nghị định này.”
2. Bãi bỏ điểm a khoản 1 Điều 9.
Điều 2. Hiệu lực
Nghị định này có hiệu lực; Điều 1 được áp dụng ngay."""


def test_in_an_amending_article_a_bare_mention_means_the_amended_document():
    targets = {
        (citation.text, target.number, target.eid)
        for citation in find_citations(parse(AMENDING))
        for target in citation.targets
    }
    assert ("khoản 2 Điều 5", "43/2011/NĐ-CP", "art_5__cl_2") in targets
    assert ("điểm a khoản 1 Điều 9", "43/2011/NĐ-CP", "art_9__cl_1__point_a") in targets
    assert ("Điều 1", "", "art_1") in targets


def test_in_quoted_wording_this_means_the_amended_document_and_article():
    quoted = {
        citation.text: [(target.number, target.eid) for target in citation.targets]
        for citation in find_citations(parse(AMENDING))
        if "quote" in citation.provision_eid
    }
    assert quoted["Nghị định này"] == [("43/2011/NĐ-CP", None)]
    assert ("43/2011/NĐ-CP", "art_5__cl_1") in [target for targets in quoted.values() for target in targets]
    assert ("43/2011/NĐ-CP", "art_7") in [target for targets in quoted.values() for target in targets]


def test_the_heading_that_gives_the_document_its_number_is_no_citation():
    assert not [c for c in find_citations(parse("Số: 02/CT-BNV\nCHỈ THỊ\nĐiều 1. Phạm vi\nĐoạn.")) if c.targets]


PIECES = st.sampled_from(
    ["Điều ", "khoản ", "điểm ", "1", "a", "đ", ", ", " và ", " đến ", "từ ", "các ", "này", " Luật ", "Nghị định số ",
     "43/2011/NĐ-CP", "Đất đai", "\n", "Chương II", "“", "”", ". ", "Sửa đổi ", "Phụ lục I", " của ", "năm 2024", "Mục "]
)  # fmt: skip


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join)))
@settings(deadline=None)
def test_any_text_can_be_searched_and_every_span_is_true(text):
    structure = parse(text)
    texts = {node.eid: node.text for node, _ in walk(structure)}
    for citation in find_citations(structure):
        assert 0 <= citation.start < citation.end
        assert texts[citation.provision_eid][citation.start : citation.end] == citation.text
        assert citation.targets


@pytest.mark.parametrize(
    "unit",
    [
        "khoản 1, ",
        "điểm a khoản 1 Điều 1, ",
        "Luật A ",
        "Điều 1 đến ",
        "1, ",
        "Luật Đất đai, ",
        "các khoản 1-200 các Điều 1-200. ",
    ],
)
def test_finding_citations_takes_linear_time(unit):
    structure = parse("Điều 1. X\n" + unit * (200_000 // len(unit)))
    started = time.perf_counter()
    find_citations(structure)
    assert time.perf_counter() - started < 4


def test_mentions_in_the_laws_lead_to_provisions_that_exist(corpus_dir: Path):
    """Of the mentions of a law's own articles, nearly all must resolve; the rest are errors of the texts."""
    resolved = missing = 0
    for path in sorted((corpus_dir / "laws").glob("*.txt"))[:20]:
        structure = parse(path.read_text())
        eids = {node.eid for node, _ in walk(structure)}
        for citation in find_citations(structure):
            for target in citation.targets:
                if target.number == "" and target.eid:
                    resolved += target.eid in eids
                    missing += target.eid not in eids
    assert resolved > 1000
    assert missing / resolved < 0.02


def test_no_mention_of_an_article_is_left_out(corpus_dir: Path):
    """Every "Điều 10" and every number with "số" in running text of the laws lies in some citation."""
    total = left_out = 0
    for path in sorted((corpus_dir / "laws").glob("*.txt"))[:20]:
        structure = parse(path.read_text())
        spans: dict[str, list[tuple[int, int]]] = {}
        for citation in find_citations(structure):
            spans.setdefault(citation.provision_eid, []).append((citation.start, citation.end))
        for node, _ in walk(structure):
            for match in re.finditer(r"(?:Điều|khoản) \d+|Luật này|Điều này", node.text):
                total += 1
                left_out += not any(start <= match.start() < end for start, end in spans.get(node.eid, []))
    assert total > 1500
    assert left_out / total < 0.01


@pytest.mark.parametrize(
    ("text", "span", "eids"),
    [
        ("theo Biểu số 2 Phụ lục II kèm theo Nghị định này;", "Biểu số 2 Phụ lục II kèm theo Nghị định này", ["annex_II__form_2"]),
        ("theo biểu mẫu số 05 Phụ lục I ban hành kèm theo Thông tư này", "biểu mẫu số 05 Phụ lục I ban hành kèm theo Thông tư này", ["annex_I__form_05"]),
        ("theo Mẫu số 01 quy định tại Phụ lục kèm theo Nghị định này:", "Mẫu số 01 quy định tại Phụ lục kèm theo Nghị định này", ["form_01"]),
        ("theo các Mẫu số 18, 19 tại Phụ lục ban hành kèm theo Thông tư này", "các Mẫu số 18, 19 tại Phụ lục ban hành kèm theo Thông tư này", ["form_18", "form_19"]),
        ("theo Mẫu số 3 được quy định tại Phụ lục IV kèm theo Nghị định này", "Mẫu số 3 được quy định tại Phụ lục IV kèm theo Nghị định này", ["annex_IV__form_3"]),
    ],
)  # fmt: skip
def test_forms_of_annexes_are_cited_with_their_annex(text, span, eids):
    (found,) = find_citations(parse(f"Điều 1. Tên\n{text}"))
    assert found.text == span
    assert [target.eid for target in found.targets] == eids


def test_a_law_that_amends_a_law_by_name_is_one_document():
    found = find_citations(
        parse(
            "Điều 1. Tên\nTheo Luật Kinh doanh bảo hiểm, Luật sửa đổi bổ sung Luật Kinh doanh bảo hiểm và văn bản khác."
        )
    )
    assert [citation.text for citation in found] == [
        "Luật Kinh doanh bảo hiểm",
        "Luật sửa đổi bổ sung Luật Kinh doanh bảo hiểm",
    ]


def test_a_doubled_word_before_a_number_belongs_to_the_mention():
    (found,) = find_citations(parse("Điều 1. Tên\nSửa Thông tư số số 34/2015/TT-BGTVT."))
    assert found.text == "Thông tư số số 34/2015/TT-BGTVT"


@pytest.mark.parametrize("text", ["Biểu thuế suất 5 %.", "biểu quyết 2/3 tổng số", "biểu mẫu kèm theo 3 bản"])
def test_words_that_only_look_like_forms_are_none(text):
    assert find_citations(parse(f"Điều 1. Tên\n{text}")) == []
