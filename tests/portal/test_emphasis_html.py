"""Emphasis drawn as HTML: tags nest, text is escaped, links and cells keep their places."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.emphasis_html import emphasised, node_text
from portal.provision_html import render_provisions


def node(text: str, emphasis: str | None = "", **more: object) -> SimpleNamespace:
    values = {
        "kind": "clause",
        "num": "1",
        "marker": "1.",
        "heading": "",
        "eid": "cl_1",
        "anchor": "khoan-1",
        "children": [],
    }
    return SimpleNamespace(text=text, emphasis=emphasis, **{**values, **more})


@pytest.mark.parametrize(
    ("text", "emphasis", "html"),
    [
        ("Căn cước là", "0-8i", "<em>Căn cước</em> là"),
        ("a <b> & c", "2-5b", "a <strong>&lt;b&gt;</strong> &amp; c"),
        ("một hai ba", "0-7b 4-10i", "<strong>một </strong><strong><em>hai</em></strong><em> ba</em>"),
        ("một", "0-3biu", "<strong><em><u>một</u></em></strong>"),
        ("một", "", "một"),
        ("một", None, "một"),
        ("một", "1-99i", "m<em>ột</em>"),
        ("một", "rubbish", "một"),
        ("một", "h0-3i", "một"),
    ],
)
def test_spans_become_tags(text, emphasis, html):
    assert node_text(node(text, emphasis)) == html


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["b", "i", "u", "bi"]))),
)
def test_tags_always_nest_and_no_word_changes(text, spans):
    html = emphasised(text, spans)
    stack = []
    for closing, name in re.findall(r"<(/?)(strong|em|u)>", html):
        if closing:
            assert stack.pop() == name
        else:
            stack.append(name)
    assert not stack
    assert re.sub(r"</?(?:strong|em|u)>", "", html) == emphasised(text, [])


def test_headings_clauses_and_cells_are_drawn_with_their_emphasis():
    rows = node("| Tên | Mức |\n|---|---|\n| Phí <mới> | 1 \\| 2 |", "26-29b", kind="table", marker="", anchor="bang-1")
    shown = render_provisions([node("Một hai", "h0-3b 4-7i", heading="Tên gọi"), rows])
    assert '<p class="pv-h"><strong>Tên</strong> gọi</p><p>Một <em>hai</em></p>' in shown
    assert "<td><strong>Phí</strong> &lt;mới&gt;</td><td>1 | 2</td>" in shown


def test_a_node_that_knows_no_emphasis_is_drawn_plainly():
    plain = node("Một & hai")
    del plain.emphasis
    assert "<p>Một &amp; hai</p>" in render_provisions([plain])
