"""Letters of a text: what belongs into it, what is glued, misread, of another alphabet or of an old font."""

from __future__ import annotations

import time

import pytest

from legaldocs.domain.findings import Severity
from legaldocs.domain.lettering import MOST_LINES, check_letters
from legaldocs.domain.reading import clean_text
from legaldocs.domain.syllables import is_odd, without_tone

SOUND = """Điều 1. Phạm vi điều chỉnh
Nghị định này quy định về chuyển nhượng, thuở, quạnh, khuỷu, nghiêng, giếng, gì, quýt, yêu, ươm, xoong, loằng ngoằng.
1. Công thức: α ≥ β × 10³ m², ≤ 5 %, 20 °C; mức 3,5 €; “trích dẫn” – ‘trong’ … • § ½ ± µg/l.
2. Ông Nguyễn Văn Ổn, bà H'Hen Niê, tỉnh Đắk Lắk, xã Krông Nô, Crông Pắk, công ty Nestlé, São Paulo, Zürich.
3. Đơn vị: kilôgam, lít, axít, ôxít; Internet, container, email@cong.vn, WTO, TCVN 6909:2001, QĐ-BLĐTBXH.
"""


def codes(text: str) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.line) for finding in check_letters(text)]


def test_a_sound_text_with_formulas_names_and_loanwords_has_nothing_to_remark():
    assert check_letters(SOUND) == []


@pytest.mark.parametrize(
    ("word", "odd"),
    [
        ("nghịđịnh", True), ("quyềnvà", True), ("đuợc", True), ("nuớc", True), ("tỉnhh", True), ("Nghịđịnhnày", True),
        ("được", False), ("nước", False), ("thuỷ", False), ("thủy", False), ("hòa", False), ("hoà", False),
        ("khoẻ", False), ("khuya", False), ("quyển", False), ("giữa", False), ("Đắk", False), ("THÔNG", False),
        ("ư", False), ("tđ", False), ("UBTƯMTTQVN", False), ("internet", False), ("", False),
    ],
)  # fmt: skip
def test_what_can_be_a_vietnamese_syllable(word, odd):
    assert is_odd(word) is odd


def test_the_tone_goes_and_the_vowel_stays():
    assert [without_tone(word) for word in ("Được", "quyển", "NGHIÊNG", "ỡ")] == ["đươc", "quyên", "nghiêng", "ơ"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Căn cứ Nghịđịnhnày và quyềnvà lợi ích", "odd-syllable"),
        ("theo quy định của Сhính phủ", "foreign-letter"),  # С of the Cyrillic alphabet
        ("\uf0b7 Một là, cơ quan chủ trì", "private-character"),
        ("Cơ quan\x07 chủ trì", "odd-character"),
        ("số lượng\u202e người", "odd-character"),
        ("hồ sơ \U0001f4c4 đính kèm", "odd-character"),
        ("Céng hoµ x· héi chñ nghÜa", "legacy-font-leftover"),
        ("®iÒu kiÖn chung", "legacy-font-leftover"),
        ("khoản 1 Đ1ều này quy địnhh0ản", "ocr-digits"),
        ("việc k\ufffd quý", "broken-characters"),
    ],
)
def test_what_does_not_belong_is_named_with_its_line(line, code):
    found = dict(codes(f"Điều 1. Tên\n\n{line}\n"))
    assert found.get(code) == 3


def test_lost_characters_are_an_error_and_say_how_many():
    (finding,) = [f for f in check_letters("một\nh\ufffdi b\ufffd") if f.code == "broken-characters"]
    assert finding.severity is Severity.ERROR
    assert "2 ký tự" in finding.message


def test_a_letter_is_shown_as_it_stands_and_a_sign_by_its_number():
    assert "“С”" in check_letters("Сhính phủ")[0].message
    assert "U+F0B7" in check_letters("\uf0b7 mục")[0].message


def test_a_text_full_of_one_fault_gives_a_bounded_list_that_says_how_many_are_left():
    text = "\n".join("quyềnvà nghĩa vụ" for _ in range(500))
    findings = check_letters(text)
    assert len(findings) == MOST_LINES + 1
    assert str(500 - MOST_LINES) in findings[-1].message
    assert findings[-1].line == MOST_LINES + 1


def test_ten_thousand_different_odd_words_do_not_take_long():
    text = "\n".join(
        f"đđ{'ạ' * (n % 9)}{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}" for n in range(20_000)
    )
    began = time.process_time()
    check_letters(text)
    assert time.process_time() - began < 4


def test_the_laws_of_the_collection_have_almost_no_odd_word(corpus_dir):
    found = []
    for path in sorted((corpus_dir / "laws").glob("*.txt")):
        text, _ = clean_text(path.read_text(encoding="utf-8"))
        found += [(path.name, f.line, f.message) for f in check_letters(text)]
    assert len(found) <= 6, found  # each of them a real misprint of the source ("kếo dài")
    assert any("kếo" in message for _, _, message in found)
