"""XML made lighter before it is parsed reads as the whole file does: nothing that is read may go."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from legaldocs.domain.emphasis import strip_marks, without_marks
from legaldocs.intake import word_package
from legaldocs.intake.extracted import Changes, ReadingOptions
from legaldocs.intake.legacy_fonts import WRONG_TABLE, name_of_damage
from legaldocs.intake.word import read_word
from legaldocs.intake.word_package import lightened

HEAD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>'
TAIL = b"</w:p></w:body></w:document>"
PLAIN = b"<w:r><w:t>A</w:t></w:r>"


def light(inside: bytes) -> bytes:
    return lightened(HEAD + inside + TAIL).removeprefix(HEAD).removesuffix(TAIL)


def test_a_run_alone_stays_as_it_is() -> None:
    assert light(PLAIN) == PLAIN


@pytest.mark.parametrize("count", [2, 3, 40])
def test_equal_neighbours_become_one(count: int) -> None:
    assert light(PLAIN * count) == b'<w:r><w:t xml:space="preserve">' + b"A" * count + b"</w:t></w:r>"


def test_the_look_of_the_mark_that_ends_a_paragraph_goes() -> None:
    look = b'<w:rPr><w:rFonts w:ascii="Arial"/><w:b/><w:sz w:val="20"/></w:rPr>'
    assert light(b'<w:pPr><w:pStyle w:val="A"/>' + look + b"</w:pPr>" + PLAIN) == (
        b'<w:pPr><w:pStyle w:val="A"/></w:pPr>' + PLAIN
    )


@pytest.mark.parametrize(
    "said",
    [
        b'<w:del w:id="1" w:author="A"/>',
        b'<w:ins w:id="1"/>',
        b'<w:moveFrom w:id="2"/>',
        b"<w:vanish/>",
        b"<w:b/><w:del/>",
    ],
)
def test_what_was_done_to_the_mark_stays(said: bytes) -> None:
    properties = b"<w:pPr><w:rPr>" + said + b"</w:rPr></w:pPr>"
    assert light(properties + PLAIN) == properties + PLAIN


def test_the_look_of_words_stays() -> None:
    run = b"<w:r><w:rPr><w:b/></w:rPr><w:t>A</w:t></w:r>"
    assert light(run) == run


@pytest.mark.parametrize("changes", list(Changes))
def test_every_word_file_reads_as_if_nothing_were_left_out(
    corpus_dir: Path, monkeypatch: pytest.MonkeyPatch, changes: Changes
) -> None:
    files = sorted((corpus_dir / "docx").glob("*.docx"), key=lambda path: path.stat().st_size)[:6]
    options = ReadingOptions(changes=changes)
    light_texts = [read_word(path.read_bytes(), options=options).text for path in files]
    monkeypatch.setattr(word_package, "lightened", lambda data: data)
    assert [read_word(path.read_bytes(), options=options).text for path in files] == light_texts


def test_fonts_of_old_tables_are_still_noticed() -> None:
    inside = b'<w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t>A</w:t></w:r>'
    assert b".VnTime" in light(inside)


def test_capitals_of_a_state_are_no_broken_letters() -> None:
    sound = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" + "Điều 1. Những quy định của pháp luật về việc này.\n" * 40
    assert name_of_damage(sound) == ""
    broken = sound.encode("utf-8").decode("latin-1")
    assert name_of_damage(broken) == WRONG_TABLE


def test_marks_are_looked_for_in_their_lines_alone() -> None:
    text = "Dòng một.\n**Đậm** và *nghiêng*\nDòng *không\nđóng* lại\n| *a | b* |\n__gạch__ \\* và **x** \\_"
    words, spans = strip_marks(text)
    assert words == "Dòng một.\nĐậm và nghiêng\nDòng *không\nđóng* lại\n| *a | b* |\ngạch * và x _"
    assert [(words[first:last], kind) for first, last, kind in spans] == [
        ("Đậm", "b"), ("nghiêng", "i"), ("gạch", "u"), ("x", "b"),
    ]  # fmt: skip


def test_a_text_of_many_lines_costs_as_many_lines_as_have_signs() -> None:
    """Ten times as many lines without a sign must not cost ten times the work on marks."""
    with_signs = "**Đậm** và thường\n" * 2_000
    plain = "Dòng thường không có dấu nào cả.\n" * 20_000

    def taken(text: str) -> float:
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            without_marks(text)
            best = min(best, time.process_time() - start)
        return best

    assert taken(with_signs + plain) < taken(with_signs) * 6 + 0.02
