"""Whether a marker is believed where it stands: articles alone on their line, with some before them missing."""

from __future__ import annotations

import pytest

from legaldocs.domain.structure import parse
from legaldocs.domain.tree import Kind, walk

FIRST = "Điều 1.\nBan hành kèm theo Thông tư này Danh mục giống cây trồng"


def articles(text: str) -> list[str]:
    return [node.num for node, _ in walk(parse(text)) if node.kind is Kind.ARTICLE]


@pytest.mark.parametrize("end", [".", ";", ":", " kèm theo.doc", " dài 20 mm", "\nHình 2"])
def test_an_article_without_heading_after_missing_ones_is_an_article(end):
    structure = parse(f"{FIRST}{end}\nĐiều 4.\nThông tư này có hiệu lực sau 45 ngày.\nĐiều 5.\n1. Vụ trưởng thi hành.")
    read = [(node.num, node.text) for node, _ in walk(structure) if node.kind is Kind.ARTICLE]
    assert [number for number, _ in read] == ["1", "4", "5"]
    assert read[1][1] == "Thông tư này có hiệu lực sau 45 ngày."
    assert "numbering-gap" in {finding.code for finding in structure.findings}


@pytest.mark.parametrize("end", [" theo quy định tại", " của các", ",", " tại khoản 2", " và", " -"])
def test_a_mention_broken_off_its_sentence_is_no_article(end):
    assert articles(f"{FIRST}{end}\nĐiều 4.\nThông tư này có hiệu lực sau 45 ngày.") == ["1"]


def test_a_mention_after_which_the_sentence_goes_on_is_no_article():
    assert articles(f"{FIRST}.\nĐiều 4.\nđược áp dụng như sau.") == ["1"]


def test_an_article_that_was_there_before_is_not_opened_again_by_its_bare_number():
    assert articles(f"{FIRST}.\nĐiều 2.\nThi hành.\nĐiều 1.\nBãi bỏ.") == ["1", "2"]


def test_a_bare_number_at_the_very_end_opens_nothing():
    assert articles(f"{FIRST}.\nĐiều 4.") == ["1"]
