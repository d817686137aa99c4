"""Editors see what a question became."""

from __future__ import annotations

import pytest

from legaldocs.search import understanding
from legaldocs.search.explaining import explain
from legaldocs.search.fields import FieldIndex
from legaldocs.search.terms import TermIndex


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
