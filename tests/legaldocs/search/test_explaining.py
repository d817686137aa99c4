"""Editors see what a question became."""

from __future__ import annotations

from dataclasses import replace

import pytest

from legaldocs.search import explaining, understanding
from legaldocs.search.explaining import _verdict, explain
from legaldocs.search.fields import FieldIndex
from legaldocs.search.nearness import LOOKED_AT
from legaldocs.search.plan import Heard, Plan, Term
from legaldocs.search.terms import TermIndex
from legaldocs.search.vocabulary import tone_placed


def shape(text: str) -> dict[str, str]:
    return {str(name): value for name, value in explain(text).shape}


def test_words_that_mean_something_together_are_shown_with_what_they_stand_for(corpus):
    values = " ; ".join(shape("công ty không trả lương thì nghỉ việc phải báo trước mấy ngày").values())
    assert "nghi … viec … bao … truoc" in values
    assert "don phuong cham dut" in values


def test_the_law_of_the_field_is_shown(corpus, monkeypatch):
    index = FieldIndex(TermIndex.of([("thửa ruộng", "field", "Luật Đất đai")]))
    monkeypatch.setattr(understanding, "shipped_fields", lambda: index)
    assert any("31/2024" in value and "%" in value for value in shape("thửa ruộng bị lấn thì phải làm gì").values())


@pytest.mark.parametrize("text", ["", "hòa giải", "43/2011/NĐ-CP"])
def test_what_was_not_read_is_not_shown(corpus, text):
    assert not any("→" in value or "%" in value for value in shape(text).values())


def test_each_of_the_first_hits_tells_whether_it_says_what_was_asked(corpus):
    run = explain("hòa giải ở cơ sở").runs[0]
    assert run.hits
    assert run.hits[0].verdict.startswith("Nói đúng điều được hỏi")
    assert all(hit.verdict for hit in run.hits[:LOOKED_AT])
    assert not any(hit.verdict for hit in run.hits[LOOKED_AT:])
    assert not any("chỉ là gần nhất" in note for note in run.notes)


def test_a_question_with_near_answers_only_says_so_and_why(corpus, monkeypatch):
    monkeypatch.setattr(explaining, "verdicts", lambda plan, hits, reader: iter([False] * len(hits)))
    monkeypatch.setattr(explaining, "say_it", lambda plan, hits, reader: False)
    run = explain("hòa giải ở cơ sở").runs[0]
    assert "Người đọc được báo rằng các kết quả này chỉ là gần nhất." in run.notes
    assert run.hits[0].verdict.startswith("Chỉ gần với điều được hỏi")


def test_the_share_of_the_question_that_was_heard_is_told_where_it_was_judged(corpus):
    plan = replace(
        Plan(terms=(Term((("hoa", "giai"),), 3.0),)),
        heard=Heard(tuple(map(tone_placed, ("cơ", "sở", "bóng"))), least=0.7),
    )
    assert _verdict(plan, None, "Luật Hòa giải ở cơ sở", says=False) == (
        "Chỉ gần với điều được hỏi; có 67% câu hỏi như đã gõ (cần ít nhất 70%)"
    )
    assert _verdict(replace(plan, heard=None), None, "", says=True) == "Nói đúng điều được hỏi"
