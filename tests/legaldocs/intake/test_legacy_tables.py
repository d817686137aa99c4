"""Letters of before Unicode: every letter of the tables, fonts by name, and proofs that a conversion was right."""

from __future__ import annotations

import subprocess
import unicodedata

import pytest

from legaldocs.domain.syllables import is_syllable, share_of_syllables
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.legacy_tables import OldTable, converted, from_old_table, mended_mojibake, table_of_font
from legaldocs.intake.plain import read_plain
from legaldocs.intake.word import read_word
from tests.legaldocs.intake.old_letters import in_tcvn3, in_vni, in_vps
from tests.legaldocs.intake.word_files import docx, paragraph

LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
SENTENCE = (
    "Cơ quan nhà nước có trách nhiệm lấy ý kiến đối với dự thảo văn bản quy phạm pháp luật, kể cả của người dân ở xã."
)


@pytest.mark.parametrize("letter", LETTERS)
def test_each_letter_goes_to_each_table_and_back(letter):
    assert converted(in_tcvn3(letter), OldTable.TCVN3) == letter
    assert converted(in_vni(letter), OldTable.VNI) == letter
    assert converted(in_vni(letter.upper()), OldTable.VNI) == letter.upper()
    assert converted(in_vps(letter), OldTable.VPS) == letter


def test_letters_of_vps_stand_where_the_bytes_are():
    """Some places as the society that made the table published them; capitals it has no place for are small letters."""
    bytes_of = {
        "á": 0xE1,
        "ạ": 0xE5,
        "ế": 0x89,
        "ộ": 0xB6,
        "ư": 0xDC,
        "ơ": 0xD6,
        "đ": 0xC7,
        "Đ": 0xF1,
        "À": 0x80,
        "Ắ": 0x8D,
    }
    for letter, byte in bytes_of.items():
        assert converted(chr(byte), OldTable.VPS) == letter
        assert converted(bytes([byte]).decode("cp1252", errors="ignore"), OldTable.VPS) in (letter, "")
    assert in_vps("Ộ") == in_vps("ộ")


def test_the_table_of_tcvn3_is_that_of_the_standard():
    """glibc knows TCVN 5712:1993, of which the fonts .Vn… show the small letters at the same places."""
    for letter in LETTERS:
        code = in_tcvn3(letter).encode("latin-1")
        done = subprocess.run(["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=code, capture_output=True)
        if done.returncode:
            pytest.skip("iconv không biết TCVN5712-1")
        assert unicodedata.normalize("NFC", done.stdout.decode()) == letter


@pytest.mark.parametrize(
    ("font", "table"),
    [
        (".VnTime", OldTable.TCVN3),
        (".VnTimeH", OldTable.TCVN3_CAPITALS),
        (".VnArial", OldTable.TCVN3),
        ("VNI-Times", OldTable.VNI),
        ("VPS Times", OldTable.VPS),
        ("Times New Roman", None),
        ("Vnese", None),
        ("", None),
    ],
)
def test_fonts_of_old_tables_are_known_by_name(font, table):
    assert table_of_font(font) is table


def test_whole_texts_are_recognised_by_what_they_become():
    assert from_old_table(in_tcvn3(SENTENCE)) == (SENTENCE, OldTable.TCVN3)
    assert from_old_table(in_vni(SENTENCE)) == (SENTENCE, OldTable.VNI)
    assert from_old_table(in_vps(SENTENCE)) == (SENTENCE, OldTable.VPS)


def test_a_file_in_vps_is_converted_and_says_so():
    text = "\n".join([SENTENCE] * 3)
    for data in (in_vps(text).encode("utf-8"), in_vps(text).encode("cp1252", errors="ignore")):
        found = read_plain(data)
        assert [finding.code for finding in found.findings] == ["legacy-font-converted"]
        assert "VPS" in found.findings[0].message
    assert read_plain(in_vps(text).encode("utf-8")).text == text


def test_a_word_file_in_vps_times_is_converted():
    raw = f'<w:r><w:rPr><w:rFonts w:ascii="VPS Times"/></w:rPr><w:t>{in_vps(SENTENCE)}</w:t></w:r>'
    found = read_word(docx(paragraph(raw=raw)))
    assert found.text == SENTENCE
    assert [finding.code for finding in found.findings] == ["legacy-font-converted"]


def test_damaged_vps_is_refused_by_name():
    broken = (
        in_vps("\n".join([SENTENCE] * 3)).replace("Ç", "¤").replace("¶", "¤").replace("ã", "¤¤¤").replace("á", "ßß¤")
        + "ViŒt NŒm ÜÖng " * 9
    )
    with pytest.raises(UnreadableFile, match="VPS"):
        read_plain(broken.encode())


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "Le présent règlement fixe les modalités d'exécution à Genève, près de la forêt, déjà votées.",
        "",
        "no letters beyond ASCII at all",
    ],
)
def test_sound_texts_and_other_languages_are_left_alone(text):
    assert from_old_table(text) is None
    assert mended_mojibake(text) is None


def test_text_read_with_the_wrong_table_is_mended_only_when_no_byte_is_missing():
    western = "".join(bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in SENTENCE.encode())
    assert mended_mojibake(western) == SENTENCE
    assert mended_mojibake(western.replace("\x90", "").replace("\x81", "")) in (None, SENTENCE)
    assert mended_mojibake(western[:-3] + "\ufffd") is None


@pytest.mark.parametrize("word", ["nghiêng", "quỹ", "gì", "giếng", "khuỷu", "ĐƯỜNG", "oái", "yêu", "thuở", "quốc"])
def test_syllables_are_known(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["thøc", "hoµ", "ñieän", "àáp", "bcđ", "règlement", "ngằḿ"])
def test_what_is_no_syllable_is_known(word):
    assert not is_syllable(word)


def test_real_laws_are_made_of_syllables(corpus_dir):
    for path in sorted((corpus_dir / "laws").rglob("*.txt"))[:5] or sorted((corpus_dir / "cong-bao").glob("*.txt"))[:5]:
        assert share_of_syllables(unicodedata.normalize("NFC", path.read_text())) > 0.97, path.name
