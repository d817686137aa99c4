"""Text: one normal form, folding, order, slugs and hashes."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from legaldocs.domain.text import Folding, fold, nfc, search_tokens, slugify, sort_key, text_hash

ANY_TEXT = st.text(max_size=200)
VIETNAMESE_TEXT = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyạảấầộữợĐÐƉ ,.;-–“”\u00a0\n0123456789", max_size=200)


@given(ANY_TEXT)
@example("İstanbul ẞ ŉ ﬁ")
@example("\x00\ud800")
@example("ệ\u0301\u0323")
def test_folding_keeps_the_length_of_composed_text(text):
    assert len(fold(nfc(text))) == len(nfc(text))


@given(VIETNAMESE_TEXT)
def test_folding_is_the_same_however_the_letters_are_composed(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(text) == fold(text.upper())


@given(VIETNAMESE_TEXT)
def test_folded_vietnamese_has_only_plain_letters(text):
    assert not any(character.isalpha() and not character.isascii() for character in fold(text))


@given(st.integers(min_value=0, max_value=0x10FFFF).filter(lambda code: not 0xD800 <= code < 0xE000))
def test_the_fast_and_the_slow_way_of_folding_agree(code):
    character = nfc(chr(code))
    assert fold(character) == fold(f"{character} ☃")[:-2]


def test_folding_treats_d_and_its_lookalikes_as_d():
    assert fold("Đường ĐẤT Ðất Ɖất ð") == "duong dat dat dat d"


def test_folding_does_not_depend_on_where_the_tone_stands():
    assert fold("HÒA hoà Ủy Uỷ Thuỷ") == "hoa hoa uy uy thuy"


def test_folding_works_across_the_inner_chunks():
    text = "Điều ≠ " * 5000
    assert fold(text) == "dieu ≠ " * 5000


def test_folding_is_fast(corpus_dir: Path):
    text = nfc("".join(path.read_text() for path in sorted((corpus_dir / "laws").glob("*.txt"))))
    started = time.perf_counter()
    fold(text)
    assert len(text.encode()) / (time.perf_counter() - started) > 30_000_000


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Nghị định số 43/2011/NĐ-CP", "nghi dinh so 43 2011 nd cp"),
        ("  _Đất_đai\u00a0– ", "dat dai"),
        ("", ""),
        ("…", ""),
    ],
)
def test_search_tokens_are_folded_words(text, tokens):
    assert search_tokens(text) == tokens


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Luật Đường bộ", "luat-duong-bo"),
        ("điểm đ", "diem-d"),
        ("  ---  ", ""),
        ("Số 05/2020 & ﬁ²", "so-05-2020-fi2"),
    ],
)
def test_slugs_are_ascii(text, slug):
    assert slugify(text) == slug


@given(ANY_TEXT)
def test_any_text_gives_a_safe_slug(text):
    assert all(character in "abcdefghijklmnopqrstuvwxyz0123456789-" for character in slugify(text))


@given(ANY_TEXT)
def test_any_text_has_a_sort_key_hash_and_tokens(text):
    assert sort_key(text).isascii()
    assert len(text_hash(text)) == 64
    assert "_" not in search_tokens(text)


@pytest.mark.parametrize(
    "ordered",
    [
        ["an", "ăn", "ân", "ba", "ca", "da", "đa", "e", "ê", "ga", "o", "ô", "ơ", "u", "ư", "va", "xa", "ya"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["Bộ Công an", "Bộ Công Thương", "Bộ Dân tộc và Tôn giáo", "Bộ Y tế", "Đài Truyền hình Việt Nam"],
        ["la", "lá", "la bàn", "lan"],
        ["Điều 2", "Điều 9", "Điều 10", "Điều 10a", "Điều 100"],
        ["điểm c", "điểm d", "điểm đ", "điểm e"],
    ],
)
def test_names_sort_in_vietnamese_order(ordered):
    assert all(sort_key(first) < sort_key(second) for first, second in pairwise(ordered))


def test_hash_is_equal_for_equal_wording_only():
    assert text_hash("Điều 1.\n  Phạm vi") == text_hash(unicodedata.normalize("NFD", " Điều 1. Phạm vi "))
    assert text_hash("Điều 1. Phạm vi") != text_hash("Điều 1. phạm vi")


@given(ANY_TEXT | VIETNAMESE_TEXT)
@example("Điều 10, khoản 2 (sửa đổi) – “thuế”")
@example("α, β (γ)")
def test_folding_with_signs_is_folding_and_then_replacing_the_signs(text):
    signs = str.maketrans({"(": " ", ")": " ", "–": " ", "“": " ", ",": None})
    assert Folding(spaces="()–“", dropped=",")(text) == fold(text).translate(signs)


def test_a_sign_outside_the_code_page_is_refused_when_the_folding_is_made():
    with pytest.raises(UnicodeEncodeError):
        Folding(spaces="☃")
