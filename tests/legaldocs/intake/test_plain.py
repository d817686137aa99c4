"""TXT: which bytes are text, and by which name the others are refused."""

from __future__ import annotations

import unicodedata

import pytest

from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.legacy_fonts import name_of_damage
from legaldocs.intake.limits import Limits
from legaldocs.intake.plain import decode, read_plain

SENTENCE = (
    "Điều 1. Nghị định này quy định việc cung cấp thông tin và dịch vụ công trực tuyến trên trang thông tin điện tử."
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_its_mark(encoding):
    assert decode(SENTENCE.encode(encoding)) == SENTENCE


def test_decomposed_letters_are_composed():
    assert decode(unicodedata.normalize("NFD", SENTENCE).encode()) == SENTENCE


def test_line_breaks_of_every_kind_become_one_and_invisible_signs_go():
    assert decode("một\r\nhai\rba\u2028bốn\u200b\ufeff năm".encode()) == "một\nhai\nba\nbốn năm"


TCVN3 = "Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc. NghÞ ®Þnh cña ChÝnh phñ vÒ viÖc cung cÊp th«ng tin"
VNI = (
    "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam. Ñoäc laäp - Töï do - Haïnh phuùc. "
    "Nghò ñònh cuûa Chính phuû veà vieäc cung caáp thoâng tin"
)


@pytest.mark.parametrize(
    ("data", "table", "text"),
    [
        (
            TCVN3.encode("cp1252"),
            "TCVN3",
            "Cộng hoà xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc. Nghị định của Chính phủ về việc cung cấp thông tin",
        ),
        (
            VNI.encode(),
            "VNI",
            "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc. Nghị định của Chính phủ về việc cung cấp thông tin",
        ),
    ],
)
def test_text_of_an_old_font_is_converted_and_said_so(data, table, text):
    found = read_plain(data)
    assert found.text == text
    (finding,) = found.findings
    assert finding.code == "legacy-font-converted"
    assert table in finding.message


def test_text_of_an_old_font_that_does_not_become_vietnamese_is_refused_by_name():
    broken = TCVN3.replace("é", "é\u00b7\u00b8").replace("Ö", "Öþþ").replace("·", "·¹¹")
    with pytest.raises(UnreadableFile, match="TCVN3"):
        decode(broken.encode())


WINDOWS_1258 = "Nghi\u0323 đi\u0323nh quy đi\u0323nh như\u0303ng viê\u0323c câ\u0300n la\u0300m cu\u0309a cơ quan ha\u0300nh chi\u0301nh. "


def test_windows_1258_is_converted_where_every_word_becomes_vietnamese():
    found = read_plain((WINDOWS_1258 * 2).encode("cp1258"))
    sentence = "Nghị định quy định những việc cần làm của cơ quan hành chính."
    assert found.text.strip() == f"{sentence} {sentence}"
    assert [finding.code for finding in found.findings] == ["legacy-font-converted"]


def test_windows_1258_that_is_damaged_is_refused_by_name():
    damaged = (WINDOWS_1258 * 2).encode("cp1258").replace(b"ng vi", b"ng\xd2\xd2\xd2vi\xf2\xec")
    with pytest.raises(UnreadableFile, match="Windows-1258"):
        decode(damaged)


def test_utf8_once_saved_with_the_wrong_table_is_mended_when_nothing_was_lost():
    western = "".join(bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in SENTENCE.encode())
    found = read_plain(western.encode())
    assert found.text == SENTENCE
    assert [finding.code for finding in found.findings] == ["encoding-mended"]


def test_utf8_read_with_the_wrong_table_is_refused_by_name():
    with pytest.raises(UnreadableFile, match="sai bảng mã"):
        decode(SENTENCE.encode().decode("cp1252", errors="replace").encode())


def test_a_lost_letter_is_named_with_its_line():
    text = "Dòng thứ nhất\n" + "Dòng th\ufffd hai m\ufffdt ch\ufffd m\ufffdt ch\ufffd"
    with pytest.raises(UnreadableFile) as caught:
        decode(text.encode())
    assert caught.value.line == 2


def test_broken_utf8_names_the_line():
    with pytest.raises(UnreadableFile) as caught:
        decode(("dòng một\n" * 3).encode() + b"\xff\xfe\xfa d\xf2ng b\xe8n" + ("\ndòng" * 3).encode())
    assert caught.value.line == 4


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "rỗng"), (b"   \n\t ", "không có chữ"), (bytes(range(1, 32)) * 40, "không phải tệp văn bản")],
)
def test_what_is_no_text_is_refused_with_the_reason(data, reason):
    with pytest.raises(UnreadableFile, match=reason):
        decode(data)


def test_a_text_beyond_the_limit_is_refused_with_both_figures():
    with pytest.raises(UnreadableFile, match="vượt quá giới hạn"):
        decode(b"x" * 2_000_001, Limits(max_text_bytes=2_000_000))


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "Plain English words about a public portal and nothing else",
        "Décision du Conseil à l'été, forêt, âge, ©2020 «guillemets»",
        "",
    ],
)
def test_sound_text_is_not_suspected(text):
    assert name_of_damage(text) == ""
