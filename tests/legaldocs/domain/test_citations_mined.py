"""Forms found by looking at every place of the corpus where a unit and a number stood and no citation covered them."""

from __future__ import annotations

from datetime import date

import pytest

from legaldocs.domain.citations import find_citations
from legaldocs.domain.cited_documents import LawNumbers, find_document_mentions
from legaldocs.domain.law_names import LAW_NUMBERS, NAMES_ALONE
from legaldocs.domain.structure import parse
from legaldocs.domain.text import search_tokens

N = "12/2020/TT-BTC"
DOC = f"Thông tư số {N}"
Cited = list[tuple[str, list[tuple[str | None, str | None]]]]


def cited(words: str, on: date | None = None) -> Cited:
    text = f"Điều 1. Việc\n1. Một.\na) Hai;\nb) Ba:\nb1) Bốn;\nb2) Năm, {words}"
    return [(c.text, [(t.number, t.eid) for t in c.targets]) for c in find_citations(parse(text), on)]


def only(words: str, on: date | None = None) -> tuple[str, list[str | None]]:
    """The one mention, and the provisions of the one document it names."""
    ((text, targets),) = cited(words, on)
    return text, [eid for _, eid in targets]


def names(words: str, on: date | None = None) -> list[tuple[str, str | None]]:
    return [(" ".join(m.name.split()), m.number) for m in find_document_mentions(words, LawNumbers(on))]


@pytest.mark.parametrize(
    ("mention", "eids"),
    [
        (
            "điểm a, tiết b1 điểm b và tiết c1 điểm c khoản 5 Điều 3",
            ["art_3__cl_5__point_a", "art_3__cl_5__point_b1", "art_3__cl_5__point_c1"],
        ),
        ("tiết a2 và a3 điểm a Điều 1", ["art_1__point_a2", "art_1__point_a3"]),
        ("tiết b điểm 2 khoản 3 Điều 1", ["art_1__cl_3__point_2"]),
        ("tiết c khoản 3 Điều 5", ["art_5__cl_3"]),
        ("tiết 1.1 và 1.2, điểm 1, mục II", ["sec_II__point_1"]),
        ("điểm b tiết 1.1 khoản 1 Điều 4", ["art_4__cl_1__point_b"]),
        ("tiết d.4, điểm d, khoản 1, Điều 9", ["art_9__cl_1__point_d"]),
    ],
)
def test_a_tiet_is_the_point_of_its_letter_and_number_or_a_part_of_what_holds_it(mention: str, eids: list[str]) -> None:
    assert only(f"{mention} {DOC}.") == (f"{mention} {DOC}", eids)


@pytest.mark.parametrize("mention", ["tiết b1 điểm này", "tiết b1 khoản này", "tiết b1 điểm b khoản 1 Điều này"])
def test_a_tiet_of_this_provision_stands_here(mention: str) -> None:
    assert only(f"{mention}.") == (mention, ["art_1__cl_1__point_b1"])


@pytest.mark.parametrize(
    "words", ["quy định chi tiết Chương II của văn kiện", "tại tiết 1.2 nêu trên", "Tiết 3 buổi học"]
)
def test_a_detail_and_a_tiet_alone_cite_nothing(words: str) -> None:
    assert [text for text, _ in cited(words) if "tiết" in text.lower()] == []


@pytest.mark.parametrize(
    ("mention", "eids"),
    [
        ("các khoản 1,2 và 4 Điều 6", ["art_6__cl_1", "art_6__cl_2", "art_6__cl_4"]),
        ("khoản 2,3,4,5 Điều 7", [f"art_7__cl_{number}" for number in (2, 3, 4, 5)]),
        ("Điều 4,5,6", ["art_4", "art_5", "art_6"]),
        ("điểm c khoản 6.2", ["cl_6-2__point_c"]),
        ("Khoản 6.2 Mục 6", ["sec_6__cl_6-2"]),
        ("các điểm 1a, 1b và điểm 4b Điều 4", ["art_4__point_1a", "art_4__point_1b", "art_4__point_4b"]),
        ("điểm C khoản 2 Điều 4", ["art_4__cl_2__point_c"]),
        ("Điểm c), Khoản 2, Điều 4", ["art_4__cl_2__point_c"]),
        ("Phụ lục IA, Phụ lục IIB ban hành kèm theo", ["annex_ia", "annex_iib"]),
    ],
)
def test_numbers_as_they_are_really_printed(mention: str, eids: list[str]) -> None:
    assert only(f"{mention} {DOC}.") == (f"{mention} {DOC}", eids)


@pytest.mark.parametrize("words", ["khoản 1,5 tỷ đồng", "khoản 2,5% doanh thu", "khoản 1.000.000 đồng"])
def test_an_amount_is_no_clause(words: str) -> None:
    assert cited(f"một {words}.") == []


@pytest.mark.parametrize(
    ("mention", "eids"),
    [
        ("Mẫu số 07 Phụ lục ban hành kèm theo", ["form_07"]),
        ("Mẫu số 04 Phụ lục kèm theo", ["form_04"]),
        ("Mẫu số 02 của Phụ lục ban hành theo", ["form_02"]),
        ("Mẫu số 05 tại Phụ lục của", ["form_05"]),
        ("Mẫu 3 quy định tại Phụ lục ban hành kèm theo", ["form_3"]),
        ("Mẫu 5B tại Phụ lục ban hành kèm theo", ["form_5b"]),
        ("mẫu 06, mẫu 07 Phụ lục I ban hành kèm theo", ["annex_I__form_06", "annex_I__form_07"]),
        ("Mẫu số 31 Phụ lục IA ban hành kèm theo", ["annex_ia__form_31"]),
        ("Mẫu 02 - Phụ lục I ban hành kèm theo", ["annex_I__form_02"]),
        ("mẫu 1m Phụ lục 2 của", ["annex_2__form_1m"]),
        ("Mẫu 2.9-QT tại Phụ lục II ban hành kèm theo", ["annex_II__form_2-9-qt"]),
        ("Mẫu C1.1-PĐX tại Phụ lục I ban hành kèm theo", ["annex_I__form_c1-1-pđx"]),
        ("mẫu số 37/TB-ĐKT (nếu có) ban hành kèm theo", ["form_37-tb-đkt"]),
        ("Mẫu số 01 - XLĐ ban hành kèm theo", ["form_01-xlđ"]),
        ("mẫu số 05/BTTTT ban hành kèm", ["form_05-btttt"]),
        ("Mẫu biểu số 03 ban hành kèm theo", ["form_03"]),
        (
            "mẫu biểu số 08 đến mẫu biểu số 11 phụ lục 1 ban hành kèm theo",
            [f"annex_1__form_{n}" for n in ("08", "09", "10", "11")],
        ),
    ],
)
def test_a_form_is_cited_with_its_annex_and_document(mention: str, eids: list[str]) -> None:
    assert only(f"theo {mention} {DOC}.") == (f"{mention} {DOC}", eids)


@pytest.mark.parametrize("words", ["Mẫu 3 của hợp đồng", "theo mẫu 2 bản", "biểu 5 cột"])
def test_a_form_without_so_and_without_annex_is_none(words: str) -> None:
    assert cited(f"{words}.") == []


@pytest.mark.parametrize(
    ("words", "mention", "eid"),
    [
        (f"theo phụ lục IThông tư số {N}", f"phụ lục IThông tư số {N}", "annex_I"),
        (f"tại Chương VIThông tư số {N}", f"Chương VIThông tư số {N}", "chp_VI"),
        ("tại khoản 1 Điều nàymà nộp", "khoản 1 Điều này", "art_1__cl_1"),
    ],
)
def test_a_lost_space_does_not_hide_a_provision(words: str, mention: str, eid: str) -> None:
    assert only(words) == (mention, [eid])


@pytest.mark.parametrize(
    ("words", "name", "number"),
    [
        ("khoản 5 Điều 41 Pháp lệnh xử lý vi phạm hành chính và chế độ", "Pháp lệnh xử lý vi phạm hành chính", None),
        ("Pháp lệnh Phòng, chống lụt, bão năm 1993", "Pháp lệnh Phòng, chống lụt, bão", None),
        ("Pháp lệnh thú y hết hiệu lực", "Pháp lệnh thú y", None),
        ("Pháp lệnh về phí và lệ phí số 38/2001/PL-UBTVQH10", "Pháp lệnh về phí và lệ phí", "38/2001/PL-UBTVQH10"),
        ("Luật khuyến khích đầu tư trong nước (sửa đổi) số 03/1998/QH10", "Luật khuyến khích đầu tư trong nước", "03/1998/QH10"),
        ("Luật Quản lý thuếvàĐiều 10", "Luật Quản lý thuế", None),
        ("Luật TTTM hướng dẫn", "Luật TTTM", None),
        ("Luật Thuế TNDN trong năm", "Luật Thuế TNDN", None),
        ("Bộ luật phòng chống Doping thế giới.", "Bộ luật phòng chống Doping thế giới", None),
        (
            "Pháp lệnh Chi phí giám định, định giá; chi phí cho người làm chứng, người phiên dịch trong tố tụng và",
            "Pháp lệnh Chi phí giám định, định giá; chi phí cho người làm chứng, người phiên dịch trong tố tụng",
            None,
        ),
        ("Luật sửa đổi, bổ sung một số Điều của Luật Thuế giá trị gia tăng.", "Luật sửa đổi, bổ sung một số Điều của Luật Thuế giá trị gia tăng", None),
    ],
)  # fmt: skip
def test_a_name_is_read_to_its_end_and_no_further(words: str, name: str, number: str | None) -> None:
    assert names(words)[0] == (name, number)


@pytest.mark.parametrize(
    ("name", "on", "number"),
    [
        ("Luật Thuế thu nhập doanh nghiệp", date(2008, 6, 1), "09/2003/QH11"),
        ("Luật Thuế thu nhập doanh nghiệp", date(2009, 1, 1), "14/2008/QH12"),
        ("Luật Thanh tra", date(2011, 6, 30), "22/2004/QH11"),
        ("Luật Thanh tra", date(2011, 7, 1), "56/2010/QH12"),
        ("Luật Tổ chức Quốc hội", date(2015, 12, 31), "30/2001/QH10"),
        ("Pháp lệnh về thú y", date(2008, 1, 1), "18/2004/PL-UBTVQH11"),
    ],
)
def test_a_law_named_alone_is_the_one_of_the_day(name: str, on: date, number: str) -> None:
    assert names(name, on) == [(name, number)]


def test_an_abbreviation_a_text_announces_for_a_law_is_that_law() -> None:
    laws = LawNumbers(None)
    find_document_mentions("Luật Trọng tài thương mại số 54/2010/QH12 (sau đây gọi tắt là Luật TTTM) về", laws)
    long = "Luật Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam số 47/2014/QH13"
    find_document_mentions(f"{long} (sau đây gọi là Luật Xuất nhập cảnh)", laws)
    found = find_document_mentions("Điều 3 Luật TTTM và Điều 4 Luật Xuất nhập cảnh trực tiếp gửi hồ sơ", laws)
    assert [(m.name, m.number) for m in found] == [
        ("Luật TTTM", "54/2010/QH12"),
        ("Luật Xuất nhập cảnh", "47/2014/QH13"),
    ]


def test_one_abbreviation_of_two_laws_stays_open() -> None:
    laws = LawNumbers(None)
    told = "Luật Báo chí số 103/2016/QH13 và Luật Xuất bản số 19/2012/QH13 (sau đây gọi chung là Luật Truyền thông)"
    find_document_mentions(told, laws)
    assert [m.number for m in find_document_mentions("theo Luật Truyền thông", laws)] == [None]


def test_an_announced_name_does_not_lengthen_that_of_a_known_law() -> None:
    laws = LawNumbers(date(2016, 1, 1))
    told = "Luật Bảo hiểm y tế số 25/2008/QH12 (sau đây gọi tắt là Luật Bảo hiểm y tế đã được sửa đổi)"
    find_document_mentions(told, laws)
    (mention,) = find_document_mentions("Điều 23 của Luật Bảo hiểm y tế đã được sửa đổi", laws)
    assert (mention.name, mention.number) == ("Luật Bảo hiểm y tế", "25/2008/QH12")


def test_names_without_a_number_are_none_that_has_one() -> None:
    known = {search_tokens(name) for name in LAW_NUMBERS}
    assert not known & {search_tokens(name) for name in NAMES_ALONE}
    assert len(set(NAMES_ALONE)) == len(NAMES_ALONE)
    assert all(names(name)[0][0] == name for name in NAMES_ALONE if "“" not in name)


@pytest.mark.parametrize(
    ("mention", "eid"),
    [
        ("Phụ lục số 01/ĐKHN ban hành kèm theo", "annex_01-đkhn"),
        ("Phụ lục Iđ ban hành kèm theo", "annex_iđ"),
        ("Phụ lục 3đ ban hành kèm theo", "annex_3đ"),
    ],
)
def test_an_annex_may_bear_the_letter_d_with_a_stroke(mention: str, eid: str) -> None:
    assert only(f"theo {mention} {DOC}.") == (f"{mention} {DOC}", [eid])


def test_a_codified_text_amended_since_names_the_law_of_the_documents_beside_it() -> None:
    beside = "theo Luật Xây dựng, Nghị định số 59/2015/NĐ-CP và Nghị định số 42/2017/NĐ-CP"
    assert names(beside, date(2013, 11, 1))[0] == ("Luật Xây dựng", "50/2014/QH13")
    assert names("theo Luật Xây dựng", date(2013, 11, 1)) == [("Luật Xây dựng", "16/2003/QH11")]


def test_a_law_that_changed_in_the_year_of_the_documents_beside_it_stays_open() -> None:
    beside = "theo Luật Đất đai và Nghị định số 15/2014/NĐ-CP"
    assert names(beside, date(2013, 1, 1))[0] == ("Luật Đất đai", None)


@pytest.mark.parametrize("words", ["Bộ luật quốc tế về an ninh tàu biển", "Luật quốc tế về biển"])
def test_an_international_code_is_not_cut_to_its_first_words(words: str) -> None:
    assert names(words) == []


@pytest.mark.parametrize(
    ("mention", "eids"),
    [
        ("Mẫu 5. BBKT tại Phụ lục ban hành kèm theo", ["form_5-bbkt"]),
        ("Mẫu 1b. ĐNCĐ tại Phụ lục ban hành kèm theo", ["form_1b-đncđ"]),
        ("Mẫu 3. GĐKTV/ĐG, Phụ lục I ban hành kèm theo", ["annex_I__form_3-gđktv-đg"]),
        ("Mẫu số 29C hoặc Mẫu số 29Đ Phụ lục ban hành kèm theo", ["form_29c", "form_29đ"]),
    ],
)
def test_a_form_may_bear_its_letters_behind_a_stop(mention: str, eids: list[str]) -> None:
    assert only(f"theo {mention} {DOC}.") == (f"{mention} {DOC}", eids)


@pytest.mark.parametrize(
    ("mention", "eid"),
    [
        ("điểm b.1.4, b.3 khoản này", "art_1__cl_1__point_b"),
        ("điểm a.7 khoản 1 Điều này", "art_1__cl_1__point_a"),
        ("khoản 1.2 Điều này", "art_1__cl_1"),
        ("khoản 11 Điều này", "art_1__cl_11"),
        ("điểm b7 khoản 1 Điều này", "art_1__cl_1__point_b7"),
    ],
)
def test_a_numbered_part_of_a_point_is_that_point_where_the_text_has_no_other(mention: str, eid: str) -> None:
    assert only(f"theo {mention}.") == (mention, [eid])


def test_a_numbered_part_of_a_point_of_another_document_keeps_its_number() -> None:
    assert only(f"theo điểm b.1 khoản 1 Điều 1 {DOC}.")[1] == ["art_1__cl_1__point_b-1"]
