"""Passages: cut from the original, words marked where they stand, nothing of the text obeyed as markup."""

from __future__ import annotations

import re
import unicodedata

import pytest
from django.utils.html import strip_tags

from legaldocs.search.answers import answer


def marks(question):
    """What is marked in the first answer."""
    return re.findall(r"<mark>(.*?)</mark>", answer(question).results[0].snippet)


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("thu hồi đất thật cần thiết", "thu hồi đất"),
        ("thu hoi dat that can thiet", "thu hồi đất"),
        (unicodedata.normalize("NFD", "thu hồi đất thật cần thiết"), "thu hồi đất"),
        ("THU HỒI ĐẤT THẬT CẦN THIẾT", "thu hồi đất"),
    ],
)
def test_marks_stand_on_the_words_as_printed(library, question, marked):
    found = unicodedata.normalize("NFC", " ".join(marks(question))).lower()
    assert all(word in found for word in marked.split())


@pytest.mark.parametrize("question", ["hoà giải đối thoại", "hòa giải đối thoại"])
def test_a_text_in_the_old_tone_placement_is_marked_as_printed(library, question):
    snippets = " ".join(str(result.snippet) for result in answer(question).results)
    assert re.search(r"<mark>[^<]*hoà giải", snippets)


def test_a_passage_is_part_of_the_original(library):
    for result in answer("người lao động", page_size=50).results:
        if result.provision is None:
            continue
        whole = re.sub(r"\s+", " ", unicodedata.normalize("NFC", f"{result.provision.heading} {result.provision.text}"))
        shown = strip_tags(str(result.snippet)).replace("&amp;", "&").strip(" …").replace("\xa0", " ")
        assert re.sub(r"\s+", " ", shown) in whole or not result.provision.text


def test_only_whole_words_are_marked(library):
    assert all(not re.search(r"\w<mark>|</mark>\w", str(result.snippet)) for result in answer("an").results)


def test_a_phrase_is_marked_in_one_piece(library):
    found = marks('"chiến lược quy hoạch"')
    assert any("Chiến lược, quy hoạch" in mark for mark in found), found


def test_excluded_words_are_not_marked(library):
    assert not any("viên" in mark for mark in marks("phạm vi điều chỉnh -viên"))


def test_markup_in_a_text_is_shown_and_never_obeyed(library):
    snippet = next(str(r.snippet) for r in answer("hop thu bo gov vn", page_size=50).results)
    assert "<b>" not in snippet
    assert not re.search(r"<(?!/?mark>)", snippet)


def test_ampersands_are_escaped_once(library):
    body = " ".join(f"{r.title} {r.snippet}" for r in answer("biểu mẫu C/O mẫu D giá trị").results)
    assert "&amp;amp;" not in body


def test_a_long_text_is_cut_around_the_words(editable):
    from legaldocs.services.publishing import publish_expression
    from tests.legaldocs.search.behaviour.conftest import settle

    expression = editable["31/2024/QH15"].expressions.get()
    expression.source_text += (
        "Điều 90. Dài\n" + "Chữ đệm trước. " * 200 + "Ở giữa có quặng bô xít. " + "Chữ đệm sau. " * 200 + "\n"
    )
    publish_expression(expression=expression)
    settle()
    snippet = str(answer("quặng bô xít").results[0].snippet)
    assert "quặng bô xít" in re.sub(r"</?mark>", "", snippet)
    assert len(strip_tags(snippet)) < 400
    assert snippet.startswith("…")
    assert snippet.endswith("…")


def test_every_answer_has_an_address_that_opens(library, client):
    for result in answer("quy định", page_size=30).results:
        assert client.get(result.url.partition("#")[0]).status_code == 200


@pytest.mark.parametrize(
    "question", ["nghỉ hằng năm", "khoản 2 điều 5 luật đất đai", "thư điện tử công vụ", "mẫu đơn đăng ký dự thi"]
)
def test_the_fragment_of_an_address_is_on_its_page(library, client, question):
    page, _, fragment = answer(question).results[0].url.partition("#")
    assert f'id="{fragment}"' in client.get(page).content.decode()
