"""Thousands of damaged uploads: each ends in a report, none in an exception."""

from __future__ import annotations

import random

import pytest

from legaldocs.intake.limits import Limits
from legaldocs.intake.reader import UNEXPECTED, read_file
from tests.legaldocs.intake.pdf_files import pdf
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
SEEDS = {
    "text": TEXT.encode(),
    "utf16": TEXT.encode("utf-16"),
    "word": WORD,
    "stored": STORED_WORD,
    "pdf": pdf(["Dieu 1. A line of some length for this page", "1. Another line"], ["Dieu 2. Second page of the text"]),
    "zip": archive(a__txt=TEXT.encode(), b__docx=WORD),
    "bulk": BULK,
}
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


@pytest.mark.slow
@pytest.mark.parametrize("seed", list(SEEDS))
def test_damaged_uploads_end_in_a_report(seed, caplog):
    rng = random.Random(f"{seed}-2012")
    for number in range(300):
        data = mutated(SEEDS[seed], rng)
        results = read_file(
            f"{seed}-{number}.jsonl" if seed == "bulk" else f"{seed}-{number}", data=data, limits=LIMITS
        )
        assert results, (seed, number)
        for result in results:
            assert result.ok or result.error, (seed, number)
            assert result.error != UNEXPECTED, (seed, number, caplog.text[-3000:])
            assert not result.ok or result.document is not None or result.bulk is not None
