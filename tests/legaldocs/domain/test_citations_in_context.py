"""What a citation means by where it stands: titles that amend, corrections, annexes with titles, lists over lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from legaldocs.domain.citations import find_citations
from legaldocs.domain.reading import read_text
from legaldocs.domain.structure import parse
from legaldocs.intake.pdf import read_pdf

from .citation_marks import Score, marked_articles, score_all

HEADER = (
    "CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 134/2026/NĐ-CP\n"
    "Hà Nội, ngày 06 tháng 4 năm 2026\nNGHỊ ĐỊNH\n{title}\nCăn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;\n"
)


def cited(text: str) -> list[tuple[str, list[tuple[str | None, str | None]]]]:
    """Text and targets of each citation."""
    return [
        (citation.text, [(target.number, target.eid) for target in citation.targets])
        for citation in find_citations(parse(text))
    ]


def in_articles(title: str, body: str) -> list[tuple[str, list[tuple[str | None, str | None]]]]:
    document = read_text(HEADER.format(title=title) + body)
    return [
        (citation.text, [(target.number, target.eid) for target in citation.targets])
        for citation in document.citations
        if citation.provision_eid.startswith("art_")
    ]


def test_an_instruction_without_a_document_amends_the_one_in_the_title() -> None:
    found = in_articles(
        "Sửa đổi, bổ sung một số điều của Nghị định số 17/2023/NĐ-CP ngày 26 tháng 4 năm 2023 của Chính phủ quy định "
        "chi tiết thi hành Luật Sở hữu trí tuệ",
        "Điều 1. Bãi bỏ một số điểm, khoản\n1. Bãi bỏ khoản 8 Điều 6.\nĐiều 2. Hiệu lực\n1. Khoản 1 Điều 1 có hiệu lực ngay.",
    )
    assert found == [
        ("khoản 8 Điều 6", [("17/2023/NĐ-CP", "art_6__cl_8")]),
        ("Khoản 1 Điều 1", [("", "art_1__cl_1")]),
    ]


def test_a_title_that_names_two_documents_decides_nothing() -> None:
    found = in_articles(
        "Sửa đổi, bổ sung một số điều của Nghị định số 17/2023/NĐ-CP và Nghị định số 18/2023/NĐ-CP",
        "Điều 1. Bãi bỏ một số điểm, khoản\n1. Bãi bỏ khoản 8 Điều 6.",
    )
    assert found == [("khoản 8 Điều 6", [("", "art_6__cl_8")])]


def test_a_correction_is_about_the_document_corrected() -> None:
    found = cited(
        "Điều 1. Đính chính lỗi tại Thông tư số 138/2025/TT-BTC như sau:\nChỉnh sửa cụm từ tại Điều 10.\n"
        "Điều 2. Hiệu lực\nQuyết định này có hiệu lực."
    )
    assert ("Điều 10", [("138/2025/TT-BTC", "art_10")]) in found


def test_an_article_this_document_lacks_is_of_the_document_it_was_cited_from() -> None:
    found = cited(
        "Điều 1. Nội dung\n1. Quy định tại điểm a khoản 2 Điều 38 của Nghị định số 35/2022/NĐ-CP.\n"
        "2. Các bước quy định tại điểm a khoản 2 Điều 38 gồm:\n3. Theo Điều 1."
    )
    assert [targets for _, targets in found] == [
        [("35/2022/NĐ-CP", "art_38__cl_2__point_a")],
        [("35/2022/NĐ-CP", "art_38__cl_2__point_a")],
        [("", "art_1")],
    ]


def test_an_annex_with_its_title_belongs_to_the_document_it_was_issued_with() -> None:
    found = cited(
        "Điều 1. Tên\nSửa đổi mục 192 thuộc Phụ lục IV - Danh mục ngành, nghề đầu tư kinh doanh có điều kiện ban hành "
        "kèm theo Luật Đầu tư số 61/2020/QH14."
    )
    assert found == [
        (
            "mục 192 thuộc Phụ lục IV - Danh mục ngành, nghề đầu tư kinh doanh có điều kiện ban hành kèm theo Luật Đầu tư "
            "số 61/2020/QH14",
            [("61/2020/QH14", "annex_IV__sec_192")],
        )
    ]


def test_forms_in_a_list_need_the_word_once() -> None:
    found = cited("Điều 1. Tên\nTheo các mẫu số 01, 06 và 08 Phụ lục III ban hành kèm theo Nghị định số 17/2023/NĐ-CP.")
    assert [target for _, targets in found for target in targets] == [
        ("17/2023/NĐ-CP", "annex_III__form_01"),
        ("17/2023/NĐ-CP", "annex_III__form_06"),
        ("17/2023/NĐ-CP", "annex_III__form_08"),
    ]


def test_a_form_may_bear_letters() -> None:
    found = cited("Điều 1. Tên\nTheo Mẫu số NA2 ban hành kèm theo Thông tư số 04/2015/TT-BCA.")
    assert found == [("Mẫu số NA2 ban hành kèm theo Thông tư số 04/2015/TT-BCA", [("04/2015/TT-BCA", "form_na2")])]


def test_lines_of_a_list_are_citations_of_their_own() -> None:
    found = cited("Điều 1. Danh mục\nĐồ họa\nPhụ lục 1a\nPhụ lục 1b\nĐiều 2. Hết\nHết.")
    assert [text for text, _ in found] == ["Phụ lục 1a", "Phụ lục 1b"]


@pytest.mark.parametrize("name", ["Luật Phòng, chống HIV/AIDS", "Luật phòng, chống tác hại của rượu bia"])
def test_the_comma_of_prevention_stands_inside_a_name(name: str) -> None:
    (citation,) = find_citations(parse(f"Điều 1. Tên\nTheo khoản 2 Điều 30 {name}."))
    assert citation.text == f"khoản 2 Điều 30 {name}"


def test_another_comma_ends_an_unknown_name() -> None:
    (citation,) = find_citations(parse("Điều 1. Tên\nTheo Điều 3 Luật Xanh, quy chế và thông lệ."))
    assert citation.text == "Điều 3 Luật Xanh"


@pytest.mark.parametrize(
    ("sentence", "text", "targets"),
    [
        (
            "Theo mẫu số 01/TTS ban hành kèm theo Thông tư này.",
            "mẫu số 01/TTS ban hành kèm theo Thông tư này",
            [("", "form_01-tts")],
        ),
        (
            "Theo mẫu số 02/TNĐT ban hành theo Thông tư này.",
            "mẫu số 02/TNĐT ban hành theo Thông tư này",
            [("", "form_02-tnđt")],
        ),
        (
            "Theo Mẫu 09-MTr hoặc Mẫu 10-MTr ban hành kèm theo Thông tư số 61/2012/TT-BCA-C41.",
            "Mẫu 09-MTr hoặc Mẫu 10-MTr ban hành kèm theo Thông tư số 61/2012/TT-BCA-C41",
            [("61/2012/TT-BCA-C41", "form_09-mtr"), ("61/2012/TT-BCA-C41", "form_10-mtr")],
        ),
        (
            "Theo Phụ lục 02/BC ban hành kèm theo Thông tư này.",
            "Phụ lục 02/BC ban hành kèm theo Thông tư này",
            [("", "annex_02-bc")],
        ),
        (
            "Theo Mục II (Danh mục hàng hóa) của Phụ lục II (Danh mục theo giấy phép) ban hành kèm theo Nghị định số "
            "187/2013/NĐ-CP.",
            "Mục II (Danh mục hàng hóa) của Phụ lục II (Danh mục theo giấy phép) ban hành kèm theo Nghị định số "
            "187/2013/NĐ-CP",
            [("187/2013/NĐ-CP", "annex_II__sec_II")],
        ),
    ],
)
def test_forms_and_annexes_keep_their_own_number(sentence: str, text: str, targets: list[tuple[str, str]]) -> None:
    assert cited(f"Điều 1. Tên\n{sentence}") == [(text, targets)]


def test_what_is_excepted_from_a_repeal_belongs_to_the_document_repealed() -> None:
    found = cited(
        "Điều 1. Tên\n1. Các văn bản hết hiệu lực:\na) Nghị định số 105/2014/NĐ-CP ngày 15 tháng 11 năm 2014 của Chính phủ; "
        "riêng quy định tại điểm b khoản 1 Điều 6, Điều 8thì tiếp tục thực hiện."
    )
    assert found[-1][1] == [("105/2014/NĐ-CP", "art_6__cl_1__point_b"), ("105/2014/NĐ-CP", "art_8")]


def test_the_last_law_of_a_list_of_amended_laws_stands_behind_and() -> None:
    found = cited(
        "Điều 1. Tên\nLuật sửa đổi, bổ sung một số điều của Luật Phòng, chống thiên tai và Luật Đê điều; Luật Thủy lợi."
    )
    assert [text for text, _ in found] == [
        "Luật sửa đổi, bổ sung một số điều của Luật Phòng, chống thiên tai và Luật Đê điều",
        "Luật Thủy lợi",
    ]


def test_the_own_words_of_an_amending_article_mean_the_document_in_its_heading() -> None:
    found = cited(
        "Điều 4. Sửa đổi, bổ sung một số điều của Luật Tổ chức Viện kiểm sát số 51/2014/QH13\nSửa đổi, bổ sung Điều 8 như sau:\n"
        "“Điều 8. Tên\n1. Nội dung.”"
    )
    assert ("Điều 8", [("51/2014/QH13", "art_8")]) in found


def test_points_of_this_clause_in_an_article_without_clauses_are_points_of_the_article() -> None:
    found = cited("Điều 1. Tên\nGồm:\na) Một;\nb) Hai;\nc) Không phải quy định tại điểm a và điểm b khoản này.")
    assert found == [("điểm a và điểm b khoản này", [("", "art_1__point_a"), ("", "art_1__point_b")])]


@pytest.mark.parametrize(
    ("day", "number"),
    [("ngày 20 tháng 7 năm 2012", "70/2006/QH11"), ("ngày 31 tháng 12 năm 2020", "54/2019/QH14")],
)
def test_a_law_in_the_title_of_an_older_document_is_the_law_of_its_day(day: str, number: str) -> None:
    text = (
        f"Điều 1. Tên\nThay thế Nghị định số 58/2012/NĐ-CP {day} của Chính phủ quy định chi tiết thi hành một số điều của "
        "Luật Chứng khoán. Theo Luật Chứng khoán."
    )
    found = find_citations(parse(text), date(2021, 6, 1))
    assert [citation.targets[0].number for citation in found[1:]] == [number, "54/2019/QH14"]


def test_at_least_three_hundred_articles_are_marked() -> None:
    rows = marked_articles()
    assert len(rows) >= 740
    assert len({(row["source"], row["article"]) for row in rows}) == len(rows)
    assert sum(len(row["marks"]) for row in rows) > 2200


def test_marked_citations_are_found_and_little_else(corpus_dir: Path) -> None:
    total = Score()
    for score in score_all(corpus_dir).values():
        total.add(score)
    assert total.recall >= 0.998, total.errors
    assert total.precision >= 0.998, total.errors


# -- notes of consolidated texts ------------------------------------------------------------------------
NOTES = """THÔNG TƯ
Về lương

Điều 1. Phạm vi
Lương theo Điều 1.

KT. BỘ TRƯỞNG
Nguyễn Văn Thử
[1] Điều này được bổ sung theo khoản 2 Điều 5 Thông tư số 1/2020/TT-BX.
[2] Điều 11 của Thông tư số 12/2024/TT-BX quy định như sau:
“Điều 11. Hiệu lực thi hành
1. Chế độ tại khoản 3 Điều 1 Thông tư này và “mức” tại Điều 2 được áp dụng.”
[3] Đoạn “quy định tại Điều 1 Thông tư này” được bãi bỏ.
"""


def targets_of(text: str, part: str) -> list[tuple[str, list[tuple[str | None, str | None]]]]:
    return [
        (citation.text, [(target.number, target.eid) for target in citation.targets])
        for citation in read_text(text).citations
        if citation.provision_eid == part
    ]


def test_words_a_note_quotes_speak_of_the_document_the_note_names() -> None:
    found = dict(targets_of(NOTES, "conclusions"))
    assert found["khoản 3 Điều 1 Thông tư này"] == [("12/2024/TT-BX", "art_1__cl_3")]
    assert found["Điều 2"] == [("12/2024/TT-BX", "art_2")]
    assert found["khoản 2 Điều 5 Thông tư số 1/2020/TT-BX"] == [("1/2020/TT-BX", "art_5__cl_2")]


def test_words_quoted_without_a_document_before_them_point_to_none() -> None:
    assert dict(targets_of(NOTES, "conclusions"))["Điều 1 Thông tư này"] == [(None, "art_1")]


def test_quotation_marks_outside_notes_change_nothing() -> None:
    text = NOTES.replace("Lương theo Điều 1.", "Lương theo “mức tại Điều 1 Thông tư này”.")
    assert ("Điều 1 Thông tư này", [("", "art_1")]) in targets_of(text, "art_1")


def test_the_notes_of_a_gazette_text_never_point_at_the_text_itself(corpus_dir) -> None:
    (path,) = (corpus_dir / "cong-bao").glob("van-ban-hop-nhat-so-464-vbhn*.pdf")
    found = targets_of(read_pdf(path.read_bytes()).text, "conclusions")
    assert len(found) > 15
    assert [row for row in found if any(number == "" for number, _ in row[1])] == []
