"""Thousands of damaged uploads: each ends in a report, none in an exception, none in half a document.

The ordinary run tries a few hundred of each form; ``FUZZ_FILES=2000`` tries two thousand (`make fuzz` in its own hour).
"""

from __future__ import annotations

import io
import os
import random
import shutil
import zipfile

import pytest

from legaldocs.domain.structure import to_text
from legaldocs.intake.extracted import ReadingOptions
from legaldocs.intake.limits import Limits
from legaldocs.intake.reader import UNEXPECTED, read_file
from legaldocs.intake.recognition import is_available
from tests.legaldocs.intake.old_letters import in_tcvn3
from tests.legaldocs.intake.pdf_files import pdf
from tests.legaldocs.intake.printed_files import both, grid, image_file, printed, scan_of, text_at
from tests.legaldocs.intake.test_reader import archive
from tests.legaldocs.intake.word_files import cell, docx, level_xml, numbering, paragraph, table

TEXT = (
    "BỘ NỘI VỤ\n-------\nSố: 02/CT-BNV\nHà Nội, ngày 11 tháng 9 năm 2012\nCHỈ THỊ\nVề việc tăng cường sử dụng văn bản điện tử\n"
    "Căn cứ Nghị định số 64/2007/NĐ-CP;\nĐiều 1. Phạm vi\n1. Khoản một theo khoản 2 Điều 5 Nghị định này:\na) Điểm a;\nb) Điểm b.\n"
    "| STT | Tên |\n|---|---|\n| 1 | “Điều 2. Trích dẫn” |\nNơi nhận:\n- Như trên.\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\nVăn Tất Thu\n"
)
WORD = docx(
    paragraph("Điều thứ nhất", level=0)
    + paragraph("khoản", level=1)
    + table([cell("a", span=2), cell("b")], [cell("c", merge="restart")])
    + paragraph(TEXT),
    parts={"word/numbering.xml": numbering(level_xml(0, "decimal", "Điều %1."), level_xml(1, "lowerRoman", "%1.%2)"))},
)
STORED_WORD = archive(**{"[Content_Types]__xml": b"<Types/>", "word/document__xml": WORD})
BULK = (
    b'{"number":"1/2020/QH14","type":"Lu\xe1\xba\xadt","title":"Lu\xe1\xba\xadt X","issued_on":"2020-01-02","articles":[{"num":"1","heading":"A","text":"B"}]}\n'
    * 3
)
TABLED = printed(
    both(
        text_at(20, 30, "Điều 1. Danh mục nghề như sau:"),
        grid(20, 40, [15, 60], [["STT", "Tên"], ["1", "Hàn"], ["2", "Tiện"]]),
        text_at(20, 90, "Điều 2. Hiệu lực."),
    )
)
PAGE = printed(text_at(20, 30, "CHỈ THỊ", "1. Khoản một."))
SEEDS = {
    "text": TEXT.encode(),
    "utf16": TEXT.encode("utf-16"),
    "word": WORD,
    "stored": STORED_WORD,
    "pdf": pdf(["Dieu 1. A line of some length for this page", "1. Another line"], ["Dieu 2. Second page of the text"]),
    "zip": archive(a__txt=TEXT.encode(), b__docx=WORD),
    "bulk": BULK,
    "printed": TABLED,
    "png": image_file(PAGE, "PNG", dpi=40),
    "jpeg": image_file(PAGE, "JPEG", dpi=40),
    "tiff": image_file(PAGE, "TIFF", dpi=40, compression="tiff_deflate"),
    "scan": scan_of(PAGE, dpi=40),
    "tcvn3": in_tcvn3(TEXT).encode("cp1252", errors="replace"),
}
FILES = int(os.environ.get("FUZZ_FILES", "200"))
#: Forms whose files LibreOffice or Tesseract would have to open cost seconds each: a handful stands for them.
COSTLY_FILES = max(2, FILES // 100)
LIMITS = Limits(seconds=10)


def mutated(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        if not out:
            return b""
        place = rng.randrange(len(out))
        kind = rng.randrange(6)
        if kind == 0:
            out[place] = rng.randrange(256)
        elif kind == 1:
            del out[place : place + rng.randrange(1, 60)]
        elif kind == 2:
            out[place:place] = bytes(rng.randrange(256) for _ in range(rng.randrange(1, 40)))
        elif kind == 3:
            end = min(len(out), place + rng.randrange(1, 300))
            out[place:place] = out[place:end]
        elif kind == 4:
            out = out[:place]
        else:
            out[place : place + 4] = rng.choice(
                (b"\0\0\0\0", b"\xff\xff\xff\xff", b"<!DO", b"%PDF", b"\xef\xbf\xbe\xef")
            )
    return bytes(out)


def check(results, seed: str, number: int, caplog) -> None:
    assert results, (seed, number)
    for result in results:
        assert result.ok or result.error, (seed, number)
        assert result.error != UNEXPECTED, (seed, number, caplog.text[-3000:])
        assert not result.ok or result.document is not None or result.bulk is not None
        if result.document is not None:
            assert result.document.text.strip(), (seed, number)
            shown = "".join(character for character in result.document.text if not character.isspace())
            placed = "".join(c for c in to_text(result.document.structure) if not c.isspace())
            assert len(placed) >= len(shown) * 0.9, (seed, number)


@pytest.mark.slow
@pytest.mark.parametrize("seed", list(SEEDS))
def test_damaged_uploads_end_in_a_report(seed, caplog):
    rng = random.Random(f"{seed}-2012")
    for number in range(FILES):
        data = mutated(SEEDS[seed], rng)
        name = f"{seed}-{number}.jsonl" if seed == "bulk" else f"{seed}-{number}"
        check(read_file(name, data=data, limits=LIMITS), seed, number, caplog)


@pytest.mark.slow
def test_damaged_parts_inside_a_sound_word_package_end_in_a_report(caplog):
    """Bytes changed after packing are mostly stopped by the archive's own sums: here the XML itself is damaged."""
    rng = random.Random("parts-2012")
    with zipfile.ZipFile(io.BytesIO(WORD)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    for number in range(FILES):
        victim = rng.choice([name for name in members if name.endswith((".xml", ".rels"))])
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, data in members.items():
                package.writestr(name, mutated(data, rng) if name == victim else data)
        check(read_file(f"parts-{number}", data=out.getvalue(), limits=LIMITS), "parts", number, caplog)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice chưa được cài")
def test_damaged_old_files_end_in_a_report(caplog):
    rng = random.Random("rtf-2012")
    rtf = rb"{\rtf1\ansi {\fonttbl{\f0 Times;}}\f0 \u272?i\u7873?u 1. Ph\u7841?m vi\par 1. Kho\u7843?n m\u7897?t;\par}"
    for number in range(COSTLY_FILES):
        check(read_file(f"rtf-{number}", data=mutated(rtf, rng), limits=LIMITS), "rtf", number, caplog)


@pytest.mark.slow
@pytest.mark.skipif(not is_available(), reason="tesseract-ocr-vie chưa được cài")
def test_damaged_scans_end_in_a_report_of_the_recogniser(caplog):
    rng = random.Random("ocr-2012")
    for number in range(COSTLY_FILES):
        for seed in ("scan", "jpeg"):
            data = mutated(SEEDS[seed], rng)
            options = ReadingOptions(recognise=True)
            check(read_file(f"ocr-{number}", data=data, limits=LIMITS, options=options), seed, number, caplog)
