"""Numbers of documents as people type them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.domain.text import fold
from legaldocs.search.question_numbers import TYPE_WORDS, joined, read_number


@pytest.mark.parametrize(
    ("typed", "tokens"),
    [
        ("43/2011/NĐ-CP", "43 2011 nd cp"),
        ("43/2011/nđ-cp", "43 2011 nd cp"),
        ("43/2011/ND-CP", "43 2011 nd cp"),
        ("nd 43 2011", "43 2011"),
        ("43 2011 nd cp", "43 2011 nd cp"),
        ("43/2011", "43 2011"),
        ("NĐ43/2011", "43 2011"),
        ("nd43/2011", "43 2011"),
        ("43-2011-nd-cp", "43 2011 nd cp"),
        ("nghị định số 145 năm 2020", "145 2020"),
        ("16/2012/QH 13", "16 2012 qh13"),
        ("59 2020 qh14", "59 2020 qh14"),
        ("37/2014/TT_BKHCN", "37 2014 tt bkhcn"),
        ("thong tu 26 2017 bgddt", "26 2017 bgddt"),
        ("02/CT-BNV", "02 ct bnv"),
        ("Nghị định số 52/2019/NĐ-CP ngày 14/6/2019", "52 2019 nd cp"),
        ("168/2017", "168 2017"),
        ("043/2011", "43 2011"),
    ],
)
def test_a_number_in_any_spelling_gives_its_parts(typed, tokens):
    assert " ".join(read_number(typed).tokens) == tokens


@pytest.mark.parametrize(
    ("typed", "kind", "serial"),
    [
        ("nghị định 43", "nghi-dinh", "43"),
        ("nghi dinh so 43", "nghi-dinh", "43"),
        ("chi thi 02", "chi-thi", "2"),
        ("tt 15", "thong-tu", "15"),
        ("nđ 100", "nghi-dinh", "100"),
    ],
)
def test_a_serial_after_its_type_is_read(typed, kind, serial):
    read = read_number(typed)
    assert (read.document_type, read.serial, read.tokens) == (kind, serial, ())


@pytest.mark.parametrize(
    "typed",
    ["quyết định ngày 13/6/2011", "tháng 6 năm 2011", "từ 2015 đến 2018", "2015 2018", "luật đất đai 2013", "thông tư năm 2020",
     "lớp 1", "thuế 10%", "điều 5", "", "0/0", "/", "٣/٢٠١١"],
)  # fmt: skip
def test_dates_years_and_other_figures_are_no_numbers(typed):
    read = read_number(typed)
    assert read.tokens == ()
    assert read.serial == ""


def test_words_beside_a_number_stay():
    read = read_number("nghị định 100/2019/NĐ-CP nồng độ cồn")
    assert read.tokens == ("100", "2019", "nd", "cp")
    assert "nồng độ cồn" in read.rest
    assert "100" not in read.rest


@given(st.text(max_size=120))
def test_any_text_is_read(text):
    read = read_number(text)
    assert isinstance(read.rest, str)
    assert all(token.isalnum() for token in read.tokens)


TYPES = {"NĐ": "Nghị định", "TT": "Thông tư", "QĐ": "Quyết định", "NQ": "Nghị quyết", "TTLT": "Thông tư liên tịch"}
SYMBOLS = ("CP", "TTg", "BTC", "BGDĐT", "BTC-BCA", "HĐTP")
#: How people write the parts of a number: serial, year, type, symbol, name of the type (domain.md 4.1 to 4.3).
SPELLINGS = (
    "{s}/{y}/{t}-{o}", "{s}/{y}/{t}–{o}", "{s} / {y} / {t} - {o}", "{s}-{y}-{t}-{o}", "{s}.{y}.{t}.{o}", "{s} {y} {t} {o}",
    "{s}/{y}/{t}_{o}", "{s}/{y}/{t}.{o}", "{s}/{y} {t}-{o}", "số {s}/{y}/{t}-{o}", "Số: {s}/{y}/{t}-{o}", "{n} {s}/{y}/{t}-{o}",
    "{n} số {s}/{y}", "{n} {s} năm {y}", "{t}{s}/{y}", "{t} {s}/{y}", "{t}-{s}/{y}", "{t} số {s}/{y}", "{d} {s}/{y}", "{d}. {s}/{y}",
    "{s}/{y}/{d}-{o}", "{s}/{y}", "{s}/{y}/{t}",
)  # fmt: skip
HANDS = (str, str.lower, str.upper, fold, lambda text: unicodedata.normalize("NFD", text))


@given(
    st.integers(1, 9999), st.integers(1950, 2049), st.sampled_from(sorted(TYPES)), st.sampled_from(SYMBOLS),
    st.sampled_from(SPELLINGS), st.sampled_from(HANDS), st.booleans(),
)  # fmt: skip
def test_every_type_in_every_spelling_is_one_number(serial, year, kind, symbol, spelling, hand, padded):
    written = f"{serial:02d}" if padded else str(serial)
    text = spelling.format(s=written, y=year, t=kind, o=symbol, d=".".join(kind), n=TYPES[kind])
    read = read_number(unicodedata.normalize("NFC", hand(text)))
    if 1900 <= serial < 2100 and not read.tokens:
        return  # two years beside each other are no number
    assert (int(read.tokens[0]), read.tokens[1]) == (serial, str(year))
    if "{n}" in spelling:
        assert read.document_type == TYPE_WORDS[fold(TYPES[kind])]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("N.Đ 123/2020", "NĐ 123/2020"), ("N.Đ. 123/2020", "NĐ 123/2020"), ("n. đ. 123/2020", "nđ 123/2020"),
        ("Q.Đ. 41/2011", "QĐ 41/2011"), ("T.T.L.T 1/2016", "TTLT 1/2016"), ("43/2011/N.Đ-C.P", "43/2011/NĐ-CP"),
        ("t t 15/2012", "tt 15/2012"), ("43/2011/NĐ.CP", "43/2011/NĐ-CP"), ("N.Đ123/2020", "NĐ 123/2020"),
    ],
)  # fmt: skip
def test_abbreviations_spelled_with_dots_are_written_together(typed, meant):
    assert joined(typed) == meant


@pytest.mark.parametrize("typed", ["đ. 41", "Điều 5. Nội dung", "ông N. Đức", "a.b.c", "t t", "", "1.2.3"])
def test_other_dots_stay(typed):
    assert joined(typed) == typed
