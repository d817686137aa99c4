"""Issuing bodies: names, codes, periods and successors."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.domain.issuers import (
    ISSUERS,
    find_issuer,
    find_issuers,
    issuer_by_code,
    issuers_from_symbol,
    successors_of,
)


@pytest.mark.parametrize("issuer", ISSUERS, ids=lambda issuer: issuer.code)
def test_every_body_is_found_by_its_name_code_and_aliases(issuer):
    assert find_issuer(issuer.name) is issuer
    assert find_issuer(issuer.name.upper()) is issuer
    assert issuer_by_code(issuer.code) is issuer
    assert all(find_issuer(alias) is issuer for alias in issuer.aliases)


def test_codes_are_unique_and_successors_exist():
    codes = [issuer.code for issuer in ISSUERS]
    assert len(set(codes)) == len(codes)
    for issuer in ISSUERS:
        assert all(code in codes for code in issuer.successors)
        assert not issuer.valid_until or issuer.successors, issuer.code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BỘ LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI\n--------", "BLĐTBXH"),
        ("Toà án nhân dân tối cao", "TANDTC"),
        ("Bộ Văn hoá, Thể thao và Du lịch", "BVHTTDL"),
        ("Uỷ ban Thường vụ Quốc hội", "UBTVQH"),
        ("bo giao duc va dao tao", "BGDĐT"),
        ("Bộ Giáo Dục và Ðào Tạo", "BGDĐT"),
        ("BGD&ĐT", "BGDĐT"),
        ("Bộ Công Thương.", "BCT"),
        ("Bộ trưởng Bộ Nội vụ", "BNV"),
        ("CHÍNH PHỦ NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CP"),
        ("Bộ Thông tin và Truyền thông Quy định về việc xây dựng văn bản", "BTTTT"),
    ],
)
def test_finds_a_body_however_it_is_written(text, code):
    found = find_issuer(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["", "Sở Nội vụ", "Công ty A", "Bộ Tài chính và Bộ Y tế", "của Chính phủ", "Bộ"])
def test_misses_what_is_no_single_body(text):
    assert find_issuer(text) is None


def test_finds_each_of_several_bodies():
    found = find_issuers("Bộ Giáo dục và Đào tạo và Bộ Lao động - Thương binh và Xã hội")
    assert [issuer.code for issuer in found] == ["BGDĐT", "BLĐTBXH"]


@pytest.mark.parametrize(
    ("symbol", "codes"),
    [
        ("BTC-BCA-BQP", ["BTC", "BCA", "BQP"]),
        ("CP", ["CP"]),
        ("QH15", ["QH"]),
        ("UBTVQH14", ["UBTVQH"]),
        ("BGD&ĐT", ["BGDĐT"]),
        ("BNV-VP", ["BNV"]),
        ("TTg", ["TTg"]),
        ("XYZ", []),
    ],
)
def test_reads_bodies_from_the_symbol_of_a_number(symbol, codes):
    assert [issuer.code for issuer in issuers_from_symbol(symbol)] == codes


@pytest.mark.parametrize(
    ("code", "today"),
    [
        ("BLĐTBXH", ["BNV"]),
        ("BKHĐT", ["BTC"]),
        ("BNNPTNT", ["BNNMT"]),
        ("BTNMT", ["BNNMT"]),
        ("BGTVT", ["BXD"]),
        ("BTTTT", ["BKHCN"]),
        ("UBDT", ["BDTTG"]),
        ("BTS", ["BNNMT"]),
        ("BVHTT", ["BVHTTDL", "BKHCN"]),
        ("BNV", ["BNV"]),
    ],
)
def test_follows_a_body_to_the_one_that_answers_today(code, today):
    issuer = issuer_by_code(code)
    assert issuer is not None
    assert [successor.code for successor in successors_of(issuer, date(2026, 11, 23))] == today
    assert successors_of(issuer, date(2004, 1, 1))


def test_a_body_keeps_its_name_while_it_stands():
    labour = issuer_by_code("BLĐTBXH")
    assert labour is not None
    assert successors_of(labour, date(2012, 9, 11)) == [labour]
    assert labour.existed_on(date(2025, 2, 28))
    assert not labour.existed_on(date(2025, 3, 1))


def test_every_issuer_of_the_codified_law_is_known(corpus_dir: Path):
    names = set()
    with gzip.open(corpus_dir / "phap-dien-2026-01.jsonl.gz", "rt") as lines:
        names = {json.loads(line).get("issuer") or "" for line in lines} - {""}
    assert len(names) > 200
    assert {name for name in names if not find_issuers(name)} == set()


@given(st.text(max_size=100))
def test_any_text_can_be_asked_for_its_issuer(text):
    find_issuer(text)
    find_issuers(text)
    issuers_from_symbol(text)
