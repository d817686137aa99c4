"""Số, ký hiệu: every form of domain.md 4.3, every pitfall, and anything at all."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from legaldocs.domain.numbers import find_numbers, number_key, number_slug, parse_number


@pytest.mark.parametrize(
    ("printed", "pattern", "year", "type_symbol", "issuer_symbol", "key"),
    [
        ("43/2011/NĐ-CP", "qppl", 2011, "NĐ", "CP", "43/2011/nd-cp"),
        ("15/2012/TT-BNV", "qppl", 2012, "TT", "BNV", "15/2012/tt-bnv"),
        ("64/2025/QH15", "quoc_hoi", 2025, "", "QH15", "64/2025/qh15"),
        ("351/2017/UBTVQH14", "quoc_hoi", 2017, "", "UBTVQH14", "351/2017/ubtvqh14"),
        ("06/2025/L-CTN", "qppl", 2025, "L", "CTN", "6/2025/l-ctn"),
        ("66.14/2026/NQ-CP", "qppl", 2026, "NQ", "CP", "66.14/2026/nq-cp"),
        ("105/NQ-CP", "hanh_chinh", None, "NQ", "CP", "105/nq-cp"),
        ("01/2025/NQLT/CP-UBTVQH", "lien_tich", 2025, "NQLT", "CP-UBTVQH", "1/2025/nqlt-cp-ubtvqh"),
        ("20/2020/QĐ-TTg", "qppl", 2020, "QĐ", "TTg", "20/2020/qd-ttg"),
        ("1628/QĐ-TTg", "hanh_chinh", None, "QĐ", "TTg", "1628/qd-ttg"),
        ("01/2013/TTLT-BNV-BTC", "lien_tich", 2013, "TTLT", "BNV-BTC", "1/2013/ttlt-bnv-btc"),
        ("24/2015/TTLB-BYT-BGTVT", "lien_tich", 2015, "TTLB", "BYT-BGTVT", "24/2015/ttlb-byt-bgtvt"),
        ("02/CT-BNV", "hanh_chinh", None, "CT", "BNV", "2/ct-bnv"),
        ("03/VBHN-VPQH", "hop_nhat", None, "VBHN", "VPQH", "3/vbhn-vpqh"),
        ("05/BNV-VP", "cong_van", None, "", "BNV-VP", "5/bnv-vp"),
        ("66-NQ/TW", "dang", None, "NQ", "TW", "66/nq-tw"),
        ("107/2003/QĐ-BTC", "qppl", 2003, "QĐ", "BTC", "107/2003/qd-btc"),
        ("64-CP", "cu", None, "", "CP", "64/cp"),
        ("41-LCT/HĐNN8", "cu", None, "", "LCT/HĐNN8", "41/lct-hdnn8"),
        ("102-SL/L-004", "cu", None, "", "SL/L-004", "102/sl-l-004"),
        ("89-TC/TCT", "cu", None, "", "TC/TCT", "89/tc-tct"),
        ("06/TC-TCDN", "hanh_chinh", None, "TC", "TCDN", "6/tc-tcdn"),
        ("108/TC", "cong_van", None, "", "TC", "108/tc"),
        ("105/TCĐT", "cong_van", None, "", "TCĐT", "105/tcdt"),
        ("27/CP", "cong_van", None, "", "CP", "27/cp"),
        ("128/NQ", "cong_van", None, "", "NQ", "128/nq"),
        ("26-NQ", "cu", None, "", "NQ", "26/nq"),
        ("115-TTg", "cu", None, "", "TTg", "115/ttg"),
        ("37/LCT-HĐNN8", "cong_van", None, "", "LCT-HĐNN8", "37/lct-hdnn8"),
        ("195/1999/QĐ", "thieu_cq", 1999, "QĐ", "", "195/1999/qd"),
        ("01/2006/CT-CA", "qppl", 2006, "CT", "CA", "1/2006/ct-ca"),
        ("270B-NQ/HĐNN8", "dang", None, "NQ", "HĐNN8", "270b/nq-hdnn8"),
        ("3-LCT/HĐNN7", "cu", None, "", "LCT/HĐNN7", "3/lct-hdnn7"),
    ],
)
def test_reads_every_form_of_number(printed, pattern, year, type_symbol, issuer_symbol, key):
    number = parse_number(printed)
    assert number is not None
    assert (number.display, number.normal) == (printed, printed)
    assert (number.pattern, number.year, number.type_symbol, number.issuer_symbol) == (
        pattern,
        year,
        type_symbol,
        issuer_symbol,
    )
    assert number.key == number_key(printed) == key


@pytest.mark.parametrize(
    "text",
    [
        "02/2009/TTL",  # typing error for TTLT
        "08/20227TT-BYT",
        "12/2017/",
        "Không số",
        "",
        " ",
        "/2026/NĐ-CP",
        "…/2026/NĐ-CP",
        "Nghị định",
        "13/6/2011",
        "43",
        "43/2011",
        "1" * 5000,
    ],
)
def test_refuses_what_is_no_number(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("22/2021/QD-TTg", "22/2021/QĐ-TTg"),
        ("43/2011/ND-CP", "43/2011/NĐ-CP"),
        ("43/2011/N\u00d0-CP", "43/2011/NĐ-CP"),  # eth
        ("43/2011/N\u0189-CP", "43/2011/NĐ-CP"),
        ("127/2018/nđ-cp", "127/2018/NĐ-CP"),
        ("20/2020/qđ-ttg", "20/2020/QĐ-TTg"),
        ("146/2010/TTLT-BLĐTBXH\u00ad-BTC", "146/2010/TTLT-BLĐTBXH-BTC"),
        ("01/2013/TTLT--VKSTC-BCA", "01/2013/TTLT-VKSTC-BCA"),
        ("43/2011/NĐ\u2013CP", "43/2011/NĐ-CP"),
        ("43/2011/NĐ\u00a0- CP", "43/2011/NĐ-CP"),
        ("01 /2018/TT-VPCP", "01/2018/TT-VPCP"),
        ("18/2022/NQ- HĐND", "18/2022/NQ-HĐND"),
        ("số111/2008/QĐ-BTC", "111/2008/QĐ-BTC"),
        ("Số: 02/CT-BNV", "02/CT-BNV"),
        ("42/2022/NĐCP", "42/2022/NĐ-CP"),
        ("50/2022/NĐ_CP", "50/2022/NĐ-CP"),
        ("01/2016/NQ.HĐTP", "01/2016/NQ-HĐTP"),
        ("89/2014TT-BTC", "89/2014/TT-BTC"),
        ("19-2016/NQ-CP", "19/2016/NQ-CP"),
        ("146/2010/TTLT/BTC-BCA-BQP", "146/2010/TTLT/BTC-BCA-BQP"),
        ("13/2003/QĐ/BGD&ĐT", "13/2003/QĐ/BGD&ĐT"),
        ("111/1998/TT/BTC", "111/1998/TT/BTC"),
        ("43/2011/NĐ-\nCP.", "43/2011/NĐ-CP"),
    ],
)
def test_repairs_what_typing_and_files_do_to_numbers(printed, normal):
    number = parse_number(printed)
    assert number is not None
    assert number.normal == normal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2/CT-BNV", "02/CT-BNV"),
        ("146/2010/TTLT/BTC-BCA-BQP", "146/2010/TTLT-BTC-BCA-BQP"),
        ("13/2003/QĐ/BGD&ĐT", "13/2003/QĐ-BGDĐT"),
        ("43/2011/ND-CP", "43/2011/NĐ-CP"),
        ("64-CP", "64/CP"),
        ("Số 43 / 2011 / NĐ - CP", "43/2011/nđ-cp"),
    ],
)
def test_spellings_of_one_number_share_a_key(one, other):
    assert number_key(one) == number_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("43/2011/NĐ-CP", "43/NĐ-CP"),
        ("66.14/2026/NQ-CP", "66/2026/NQ-CP"),
        ("270/NQ-HĐNN8", "270B/NQ-HĐNN8"),
        ("10/2020/TT-BCA", "1/2020/TT-BCA"),
    ],
)
def test_different_numbers_have_different_keys(one, other):
    assert number_key(one) != number_key(other)


@pytest.mark.parametrize(
    "text", ["Không số", "KHÔNG SỐ", "khong so", "", "   ", "-", "…/2026/NĐ-CP", "/2026/NĐ-CP", "số:"]
)
def test_a_document_without_a_number_has_an_empty_key(text):
    assert number_key(text) == ""
    assert number_slug(text) == "khong-so"


def test_slug_is_a_segment_of_an_address():
    assert number_slug("43/2011/NĐ-CP") == "43-2011-nd-cp"
    assert number_slug("66.14/2026/NQ-CP") == "66-14-2026-nq-cp"
    assert number_slug("13/2003/QĐ/BGD&ĐT") == "13-2003-qd-bgddt"


def test_dotted_numbers_sort_by_value():
    printed = ["66.2/2026/NQ-CP", "66.14/2026/NQ-CP", "7/2026/NQ-CP", "270B-NQ/HĐNN8", "270-NQ/HĐNN8"]
    ordered = sorted(printed, key=lambda text: parse_number(text).sort_key)  # type: ignore[union-attr]
    assert ordered == ["7/2026/NQ-CP", "66.2/2026/NQ-CP", "66.14/2026/NQ-CP", "270-NQ/HĐNN8", "270B-NQ/HĐNN8"]


SYMBOLS = st.sampled_from(["NĐ-CP", "TT-BNV", "TTLT-BTC-BCA", "QĐ-TTg", "QĐ-UBND", "NQ-HĐND", "TT-BGDĐT"])
NUMBERS = st.builds(
    lambda serial, dot, year, symbol: f"{serial:02d}{f'.{dot}' if dot else ''}/{year}/{symbol}",
    st.integers(1, 99999),
    st.one_of(st.none(), st.integers(1, 99)),
    st.integers(1945, 2099),
    SYMBOLS,
)


@given(NUMBERS)
def test_reading_what_was_read_changes_nothing(printed):
    number = parse_number(printed)
    assert number is not None
    again = parse_number(number.display)
    assert again == number
    assert parse_number(number.normal).key == number.key  # type: ignore[union-attr]


@given(NUMBERS, st.sampled_from(["-", "–", "\u2011", " - ", "\u00a0-", "--"]), st.sampled_from(["/", " / ", "/ "]))
def test_the_key_survives_dashes_spaces_case_and_decomposition(printed, dash, slash):
    spoilt = printed.replace("-", dash).replace("/", slash)
    keys = {number_key(form) for form in (printed, spoilt, spoilt.lower(), spoilt.upper(), f" Số: {spoilt} ;")}
    keys.add(number_key(unicodedata.normalize("NFD", spoilt)))
    assert keys == {number_key(printed)}


@given(st.one_of(st.text(max_size=60), st.text(alphabet="0123456789/-. NĐCPTTgQHsố:…_&đ\u00ad\n", max_size=40)))
@example("số số 1")
@example("1/-/.2")
@example("!00")
def test_any_text_can_be_asked_for_its_number_and_key(text):
    parse_number(text)
    key = number_key(text)
    assert number_key(key) == key
    assert number_slug(text)
    for start, end, number in find_numbers(text):
        assert 0 <= start < end <= len(text)
        assert parse_number(text[start:end]).key == number.key  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nghị định số 43/2011/NĐ-CP ngày 13 tháng 6 năm 2011", ["43/2011/NĐ-CP"]),
        ("Nghị định số 126/2020/NĐ-CPngày 19 tháng 10", ["126/2020/NĐ-CP"]),
        ("Nghị định số126/2020/NĐ-CPcho", ["126/2020/NĐ-CP"]),
        ("số 43/2011/NĐ-\nCP ngày", ["43/2011/NĐ-\nCP"]),
        ("các Nghị định số 64-CP, số 27/CP và số 94-CP", ["64-CP", "27/CP", "94-CP"]),
        ("Nghị quyết số 66-NQ/TW ngày 30 tháng 4", ["66-NQ/TW"]),
        ("Luật số 64/2025/QH15.", ["64/2025/QH15"]),
        ("(Quyết định số 1167/QĐ-TTg)", ["1167/QĐ-TTg"]),
        ("146/2010/TTLT/BTC-BCA-BQP; 01 /2018/TT-VPCP", ["146/2010/TTLT/BTC-BCA-BQP", "01 /2018/TT-VPCP"]),
        ("Nghị định số 43/2011/NĐ-CP - Quy định về", ["43/2011/NĐ-CP"]),
        ("Nghị định số 43/2011/NĐ-CP - CHÍNH PHỦ", ["43/2011/NĐ-CP"]),
        ("Số: 02/CT-BNV", ["02/CT-BNV"]),
        ("Nghị quyết số 66.14/2026/NQ-CP", ["66.14/2026/NQ-CP"]),
        ("theo Mẫu số 01/TNDN, mẫu số 02/TB-BYT và Mẫu báo cáo số 13-NT", []),
        ("QCVN 102:2016/BTTTT và TCVN ISO/IEC 27001:2019", []),
        ("trực 24/24H, 5/GW, ngày 13/6/2011, 1/ Các, 3-4 người", []),
        ("CÔNG BÁO/Số 181/Ngày 15-02-2026", []),
    ],
)
def test_finds_the_numbers_in_running_text(text, found):
    assert [text[start:end] for start, end, _ in find_numbers(text)] == found


@pytest.mark.parametrize("unit", ["1/", "số 1-A", "12/2011/NĐ-", "1/2011/NĐ-CP-", "9 / ", "A-", "0"])
def test_finding_numbers_takes_linear_time(unit):
    started = time.perf_counter()
    find_numbers(unit * (300_000 // len(unit)))
    assert time.perf_counter() - started < 2
