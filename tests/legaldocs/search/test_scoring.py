"""The exact score: what puts one candidate before another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from legaldocs.search.plan import Plan, Term
from legaldocs.search.reading import COLUMNS, PART, ROW, Unit, padded
from legaldocs.search.scoring import Scorer

PLAN = Plan(
    terms=(Term((("mu", "bao", "hiem"),), 5.0), Term((("xe", "may"), ("xe", "gan", "may")), 3.0)),
    near=((("doi", "mu"), 2.0),),
)


def document(**values: Any) -> list[Any]:
    known = {"id": 1, "document_type": "thong-tu", "number": "1/2020/TT-BX", "title": "", "abstract": "Về giao thông",
             "status": "in_force"}  # fmt: skip
    return [{**known, **values}.get(column, "") for column in COLUMNS]


def unit(heading: str, *rows: str) -> Unit:
    words = [
        f"Điều 5.{PART}{heading}{PART}{rows[0] if rows else ''}",
        *(f"{n}.{PART}{PART}{r}" for n, r in enumerate(rows[1:], 1)),
    ]
    facts = [
        PART.join([str(n), "clause", str(n), f"art_5__cl_{n}", f"dieu-5--khoan-{n}", str(n), str(n)])
        for n in range(len(words))
    ]
    return Unit(ROW.join(words), ROW.join(facts))


def score(*args: Any, of: Plan = PLAN) -> float:
    return Scorer(of).score(*args)


def test_the_heading_counts_more_than_the_text():
    headed = unit("Đội mũ bảo hiểm khi đi xe máy", "Nội dung khác hẳn, viết cho đủ độ dài của một điều bình thường.")
    inside = unit("Nội dung khác hẳn", "Đội mũ bảo hiểm khi đi xe máy, viết cho đủ độ dài của một điều bình thường.")
    assert score(document(), headed) > score(document(), inside) > 0


def test_a_synonym_counts_like_the_word_itself():
    one, other = unit("Quy tắc", "Người đi xe máy phải đội mũ."), unit("Quy tắc", "Người đi xe gắn máy phải đội mũ.")
    assert score(document(), one) == pytest.approx(score(document(), other), rel=0.02)


def test_words_in_one_clause_count_more_than_words_apart():
    together = unit("Quy tắc", "Không có gì.", "Người đi xe máy không đội mũ bảo hiểm bị phạt.")
    apart = unit("Quy tắc", "Người đi xe máy.", "Không có mũ bảo hiểm bị phạt.")
    assert score(document(), together) > score(document(), apart)


def test_a_document_that_bears_the_question_as_its_name_comes_before_its_articles():
    plan = Plan(terms=(Term((("nuoc", "thai"),), 4.0), Term((("chan", "nuoi"),), 4.0)))
    named = document(abstract="Quy chuẩn về nước thải chăn nuôi")
    article = unit("Nước thải chăn nuôi", "Nước thải chăn nuôi là nước thải từ chăn nuôi. Nước thải chăn nuôi được xả.")
    assert score(named, None, of=plan) > score(named, article, of=plan)


def test_what_is_expired_comes_after_what_is_in_force_and_higher_law_first():
    text = unit("Quy tắc", "Người đi xe máy phải đội mũ bảo hiểm, viết cho đủ độ dài của một điều bình thường.")
    usual = score(document(), text)
    assert score(document(status="expired"), text) < usual < score(document(document_type="luat"), text)


def test_a_bare_chapter_counts_less_than_an_article_of_the_same_heading():
    bare = unit("Mũ bảo hiểm")
    article = unit("Mũ bảo hiểm", "Nội dung của điều này nói về những việc khác và dài hơn bốn mươi chữ.")
    assert score(document(), bare) < score(document(), article)


def test_nothing_of_the_plan_is_nothing():
    assert score(document(), unit("Khác", "Không liên quan.")) == 0.0


def test_syllables_are_whole_words():
    plan = Plan(terms=(Term((("phi",),), 3.0),))
    assert score(document(), unit("Khác", "Phía nam, phiên họp."), of=plan) == 0.0
    assert score(document(), unit("Khác", "Mức phí, lệ phí."), of=plan) > 0


def test_the_best_row_is_the_one_that_holds_most():
    text = unit("Quy tắc", "Xe máy.", "Xe máy và mũ bảo hiểm.", "Mũ.")
    assert Scorer(PLAN).best_row(text, 100) == 1
    assert text.row(1).anchor == "dieu-5--khoan-1"
    assert [row.order for row in text.rows()] == [0, 1, 2]


def test_padding_keeps_rows_apart_and_signs_away():
    assert padded(f"(Đất){ROW}“đai”") == f"  dat {ROW}  dai "


def test_the_law_of_the_field_comes_before_another():
    field = replace(PLAN, laws=((1, 1.0),))
    text = unit("Đội mũ bảo hiểm", "Người đi xe máy")
    assert score(document(id=1), text, of=field) > score(document(id=2), text, of=field)
    assert score(document(id=2), text, of=field) == score(document(id=2), text)


def test_a_law_that_a_newer_one_of_the_name_replaced_counts_as_expired():
    text = unit("Đội mũ bảo hiểm")
    older = replace(PLAN, older=frozenset({1}))
    assert score(document(id=1), text, of=older) == score(document(id=1, status="expired"), text)


def test_of_a_sentence_a_chapter_answers_less_than_its_article():
    sentence = replace(PLAN, natural=True)
    article = unit("Đội mũ bảo hiểm", "Người đi xe máy phải đội mũ bảo hiểm theo quy định của pháp luật")
    chapter = Unit(article.words, article.facts.replace("clause", "chapter"))
    assert score(document(), chapter, of=sentence) < score(document(), article, of=sentence)


ASKED = Plan(
    terms=(Term((("thoi", "han"),), 2.0), Term((("bao", "hanh"),), 4.0)),
    whole=("thoi", "han", "bao", "hanh"),
)


def test_a_heading_that_says_the_question_word_for_word_comes_before_higher_law_that_only_has_its_words():
    same = unit("Thời hạn bảo hành", "Là mười hai tháng kể từ ngày bàn giao cho người mua.")
    scattered = unit("Bảo hành hàng hóa và thời hạn khiếu nại về bảo hành", "Thời hạn bảo hành do các bên thỏa thuận.")
    assert score(document(), same, of=ASKED) > score(document(document_type="luat"), scattered, of=ASKED)
    without = replace(ASKED, whole=())
    assert score(document(), same, of=without) < score(document(document_type="luat"), scattered, of=without)


def test_of_headings_that_say_the_question_the_one_that_says_little_else_comes_first():
    same, longer = (
        unit("Thời hạn bảo hành", "Một năm."),
        unit("Thời hạn bảo hành công trình xây dựng dân dụng", "Một năm."),
    )
    gains = [
        score(document(), text, of=ASKED) - score(document(), text, of=replace(ASKED, whole=()))
        for text in (same, longer)
    ]
    assert gains[0] > gains[1] > 0


@pytest.mark.parametrize(
    "heading", ["Thời hạn bảo hành", "THỜI HẠN BẢO HÀNH", "Thời hạn, bảo hành", "Thời hạn bảo hành."]
)
def test_the_question_is_found_in_a_heading_whatever_its_marks(heading):
    text = unit(heading, "Một năm.")
    assert score(document(), text, of=ASKED) > score(document(), text, of=replace(ASKED, whole=()))


@pytest.mark.parametrize("heading", ["Thời hạn bảo hànhs", "Thời hạn của bảo hành", "Bảo hành thời hạn"])
def test_words_that_are_not_the_question_word_for_word_gain_nothing(heading):
    text = unit(heading, "Thời hạn bảo hành là một năm.")
    assert score(document(), text, of=ASKED) == score(document(), text, of=replace(ASKED, whole=()))


@pytest.mark.parametrize(
    "name",
    [
        "Về thời hạn bảo hành",
        "Về việc thời hạn bảo hành",
        "Quy định về thời hạn bảo hành",
        "Quy định chi tiết về thời hạn bảo hành",
        "Ban hành thời hạn bảo hành",
        "Thông tư hướng dẫn về thời hạn bảo hành",
    ],
)
def test_the_words_by_which_names_begin_are_not_counted_against_a_document(name):
    plain = score(document(abstract="Thời hạn bảo hành"), None, of=ASKED)
    assert score(document(abstract=name), None, of=ASKED) == pytest.approx(plain, rel=0.01)
    assert score(document(abstract=f"{name} của hàng hóa nhập khẩu"), None, of=ASKED) < plain


def test_a_decree_called_by_the_question_comes_before_an_article_of_a_law_that_has_it_among_others():
    article = unit("Quyền về thời hạn bảo hành", "Một năm.")
    named = score(document(document_type="nghi-dinh", abstract="Về thời hạn bảo hành"), None, of=ASKED)
    assert named > score(document(document_type="bo-luat"), article, of=ASKED)


REGISTER = Plan(
    terms=(Term((("dang", "ky"), ("dang", "ki")), 1.2), Term((("tam", "tru"),), 4.7)),
    whole=("dang", "ki", "tam", "tru"),
)
BODY = "Người đến nơi ở mới làm việc này tại cơ quan đăng ký cư trú trong thời hạn được quy định."


@pytest.mark.parametrize("verb", ["Xóa", "Hủy", "Thu hồi", "Chấm dứt", "Đình chỉ", "Từ chối"])
def test_a_heading_about_the_end_of_what_is_asked_comes_behind_its_like(verb):
    ending, other = (
        unit(f"{verb} đăng ký tạm trú", BODY),
        unit(f"{'Lệ phí' if ' ' in verb else 'Sổ'} đăng ký tạm trú", BODY),
    )
    assert score(document(), ending, of=REGISTER) < score(document(), other, of=REGISTER)


def test_who_asks_for_the_end_gets_it():
    asked = replace(REGISTER, whole=("xoa", *REGISTER.whole))
    ending, other = unit("Xóa đăng ký tạm trú", BODY), unit("Sổ đăng ký tạm trú", BODY)
    assert score(document(), ending, of=asked) > score(document(), other, of=asked)


@pytest.mark.parametrize("heading", ["Đăng ký tạm trú", "Đăng kí tạm trú"])
def test_the_two_ways_to_write_i_make_one_heading(heading):
    text = unit(heading, BODY)
    assert score(document(), text, of=REGISTER) > score(document(), text, of=replace(REGISTER, whole=()))
