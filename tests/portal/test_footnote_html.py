"""Notes of consolidated texts: marks lead to them and they lead back, no character is changed."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.footnote_html import has_marks, link_notes, notes_of, without_marks
from portal.provision_html import render_provisions

NOTES = {1: "[1] Điểm này được sửa đổi.", 2: "[2] Điều này được bổ sung.\n“Điều 9. Như sau”"}
BODY = "<h3>Điều 3a. Lương [2]</h3><p>b) Lương [1] và [1]; xem [7].</p>"
END = "<p>KT. BỘ TRƯỞNG</p><p>[1] Điểm này được sửa đổi.</p><p>[2] Điều này được bổ sung.</p><p>“Điều 9. Như sau”</p>"


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_notes_are_counted_from_the_last_line_that_begins_with_one():
    text = "Số 5\n[1] không phải\nlời văn\n[1] Một.\ntiếp\n[2] Hai.\n[4] của Hai\n[3] Ba."
    assert notes_of(text) == {1: "[1] Một.\ntiếp", 2: "[2] Hai.\n[4] của Hai", 3: "[3] Ba."}


@pytest.mark.parametrize(
    "text", ["", "Điều 1", "[2] Hai.", "xem [1] ở trên", "[1]", "[1] ", "a\n[1]  \nb", "[1]   Ba dấu cách"]
)
def test_a_text_without_notes_has_none(text):
    assert notes_of(text) == {}


def test_a_mark_leads_to_its_note_and_the_note_back_to_the_first_mark():
    html = link_notes(BODY + END, NOTES)
    assert html.count('href="#chu-thich-1"') == 2
    assert html.count('id="noi-chu-thich-1"') == 1
    assert '<p class="pv-footnote" id="chu-thich-2"><a href="#noi-chu-thich-2"' in html
    assert "<aside" not in html
    assert plain(html) == plain(BODY + END)
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {name[1:] for name in re.findall(r'href="(#[^"]+)"', html)} <= set(ids)


def test_a_number_in_brackets_that_names_no_note_stays_what_it_is():
    assert "xem [7]." in link_notes(BODY + END, NOTES)


def test_a_mark_inside_another_link_stays_words():
    html = link_notes('<p><a href="/x/">Luật [1]</a> và [1]</p>' + END, NOTES)
    assert '<a href="/x/">Luật [1]</a>' in html
    assert html.count('href="#chu-thich-1"') == 1


def test_a_note_nobody_marks_has_no_way_back():
    html = link_notes("<p>Lương [2]</p>" + END, NOTES)
    assert '<p class="pv-footnote" id="chu-thich-1">[1] Điểm' in html
    assert "#noi-chu-thich-1" not in html


def test_a_clause_that_begins_with_a_mark_is_not_taken_for_the_note():
    html = link_notes("<p>[1] Khoản này như sau.</p>" + END, NOTES)
    assert html.index('href="#chu-thich-1"') < html.index('id="chu-thich-1"')
    assert "Khoản này như sau." in html


def test_on_the_page_of_one_article_the_notes_it_names_stand_below():
    html = link_notes("<h3>Điều 3a. Lương [2]</h3>", {**NOTES, 2: "[2] Sửa <b>đổi</b>.\nDòng hai"})
    assert '<aside class="pv pv-footnotes" aria-label="Chú thích">' in html
    assert "Sửa &lt;b&gt;đổi&lt;/b&gt;." in html
    assert "<p>Dòng hai</p>" in html
    assert "Điểm này" not in html
    assert link_notes("<p>Không có gì</p>", NOTES) == "<p>Không có gì</p>"


def test_a_text_without_notes_is_left_alone():
    assert link_notes(BODY, {}) == BODY
    assert without_marks("Điều 1. Lương [3]", {}) == "Điều 1. Lương [3]"


def test_a_clause_that_begins_with_a_mark_is_no_note_where_the_notes_are_missing():
    html = "<p>[1] Khoản này như sau.</p><p>Khác.</p>"
    assert link_notes(html, notes_of("[1] Khoản này như sau.")) == html


@given(st.lists(st.sampled_from(["[1]", "[1] ", "[2] a", "[1] b", "[3]", " ", "\n", "x", "[12] "]), max_size=12))
def test_no_text_breaks_the_reading_of_notes(pieces):
    text = "".join(pieces)
    html = "".join(f"<p>{line}</p>" for line in text.split("\n") if line.strip())
    notes = notes_of(text)
    linked = link_notes(html, notes)
    assert plain(linked) == plain(html)
    ids = re.findall(r' id="([^"]+)"', linked)
    assert len(ids) == len(set(ids))


def test_a_contents_list_shows_names_without_marks():
    assert without_marks("<a>Điều 3a. Lương [2]</a><a>Mẫu [9]</a>", NOTES) == "<a>Điều 3a. Lương</a><a>Mẫu [9]</a>"


def test_marks_are_seen_before_anything_is_asked():
    assert has_marks("<p>Lương [3]</p>")
    assert not has_marks("<p>Lương (3) [abc]</p>")


def test_what_the_renderer_writes_is_what_is_looked_for():
    node = SimpleNamespace(
        kind="paragraph", num="", marker="", heading="", eid="conclusions", anchor="ket", children=[], emphasis=None,
        text="Nơi nhận\n[1] Điểm này được sửa đổi.\n[2] Điều này được bổ sung.",
    )  # fmt: skip
    html = link_notes("<p>Lương [1]</p>" + render_provisions([node]), notes_of(node.text))
    assert '<p class="pv-footnote" id="chu-thich-1">' in html
    assert "<aside" not in html
