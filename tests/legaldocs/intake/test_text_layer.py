"""PDFs whose text layer is rubbish: judged, named, and read from the pictures of their pages instead."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from legaldocs.domain.types import DocumentType
from legaldocs.intake import recognition
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.extracted import ReadingOptions
from legaldocs.intake.filetype import FileType
from legaldocs.intake.pdf import read_pdf
from legaldocs.intake.reader import read_file
from legaldocs.intake.text_layer import unreadable_because
from tests.legaldocs.intake.old_letters import in_tcvn3
from tests.legaldocs.intake.printed_files import DIRECTIVE, printed, text_at

SENTENCE = "Cơ quan nhà nước có trách nhiệm lấy ý kiến đối với dự thảo văn bản quy phạm pháp luật theo quy định. "
needs_tesseract = pytest.mark.skipif(not recognition.is_available(), reason="tesseract-ocr-vie chưa được cài")


def with_letters_moved(data: bytes, by: int) -> bytes:
    """The same pages; every font says of its signs that they are other letters."""
    with pikepdf.open(io.BytesIO(data)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                table = thing.ToUnicode.read_bytes()
                moved = re.sub(
                    rb"(<[0-9A-Fa-f]{4}>\s*)<([0-9A-Fa-f]{4})>(?=\s*[\n<])",
                    lambda m: m[1] + b"<%04X>" % ((int(m[2], 16) + by) % 0xFFFF),
                    table,
                )
                thing.ToUnicode = document.make_stream(moved)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def page() -> bytes:
    return printed(text_at(25, 30, *DIRECTIVE, *[SENTENCE[:90]] * 3, size=14, step=9))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("\ue012\ue013 \ue014\ue015\ue016" * 60, "phông chữ"),
        ("&ӜNG HÒA XÃ HӜI CHӪ NGHƬA VIӊT NAM Ĉӝc lұp Tӵ do Hҥnh phúc " * 8, "ký tự lạ như “ӜӪ"),
        ("$%&# ^~@! {}<> &1* $$+ @@ !^ #c %d " * 30, "dấu và ký hiệu"),
        ("Gsx tgr hgd ngk qwt rvr hkl tgd mnb vcx " * 30, "tráo"),
        (
            "nguyên".translate({ord("y"): "ŷ"}) + " qũkét xậbá đựng nướŕ hặl kiếj ođã tiềw " * 30,
            "không thành tiếng Việt",
        ),
    ],
)
def test_rubbish_is_named(text, word):
    assert word in unreadable_because(text.lower() if "Gsx" in text else text)


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE * 20,
        SENTENCE.upper() * 20,
        "Le présent règlement fixe les modalités d'exécution à Genève; il s'applique aux personnes déjà inscrites. "
        * 20,
        "The State shall be liable for damage under this Act and the courts shall decide. " * 20,
        "| 1 | 250.000 | 300.000 | 1,5 | m² | ≥ 3 | ∑ α·β | Ω |\n" * 40,
        "........................ / ........ (_____) -----\n" * 40,
        "Phụ lục 1: TT-BTC, UBND, NĐ-CP, km, kg, mm, TCVN, QCVN, GTGT, TNHH\n" * 20,
        "",
        "ӜӜӜ",
    ],
)
def test_sound_texts_tables_and_other_languages_are_no_rubbish(text):
    assert unreadable_because(text) == ""


def test_no_real_pdf_is_taken_for_rubbish(corpus_dir):
    for path in sorted((corpus_dir / "cong-bao").glob("*.txt")):
        assert unreadable_because(path.read_text(encoding="utf-8", errors="replace")) == "", path.name


@pytest.mark.parametrize("by", [0x4A0, 0xE000, 7])
def test_a_pdf_with_a_wrong_table_of_letters_is_refused_as_unreadable(by):
    with pytest.raises(UnreadableFile, match=r"Lớp chữ của tệp PDF không đọc được \(.+\)\. Cần nhận dạng") as caught:
        read_pdf(with_letters_moved(page(), by))
    assert caught.value.is_scan
    assert caught.value.pages == 1
    assert caught.value.garbled


def test_a_pdf_in_an_old_font_that_cannot_be_converted_goes_the_same_way():
    broken = " ".join(f"{word}µ¸" if n % 2 else word for n, word in enumerate(in_tcvn3(SENTENCE).split()))
    with pytest.raises(UnreadableFile, match="TCVN3") as caught:
        read_pdf(printed(text_at(20, 30, *[broken[:70]] * 12)))
    assert caught.value.garbled.startswith("văn bản dùng phông chữ cũ")


def test_without_recognition_the_message_says_why_and_what_to_do(monkeypatch):
    monkeypatch.setattr("legaldocs.intake.reader.is_available", lambda: False)
    (result,) = read_file("hong.pdf", data=with_letters_moved(page(), 0x4A0), options=ReadingOptions(recognise=True))
    assert not result.ok
    assert result.is_scan
    assert "ký tự lạ" in result.error
    assert "tệp Word" in result.error


@needs_tesseract
def test_such_a_pdf_is_read_from_its_pictures_and_says_so():
    data = with_letters_moved(page(), 0x4A0)
    (result,) = read_file("hong.pdf", data=data, options=ReadingOptions(recognise=True))
    assert result.ok, result.error
    assert result.document.metadata.type is DocumentType.DIRECTIVE
    assert result.document.metadata.number == "02/CT-BNV"
    assert result.data == data
    said = next(finding for finding in result.document.findings if finding.code == "text-recognised")
    assert said.message.startswith("Lớp chữ của tệp không đọc được (chữ bị đổi thành ký tự lạ như")
    assert result.facts["recognised"]["because"].startswith("chữ bị đổi")
    assert result.facts["recognised"]["confidence"] > 0.8


@needs_tesseract
def test_recognition_of_a_sound_layer_keeps_it():
    found = recognition.recognise(page(), FileType.PDF)
    assert "Về việc tăng cường sử dụng văn bản điện tử trong hoạt động" in found.text
    assert "because" not in found.facts["recognised"]
