"""Plugin of ocrmypdf: notes for each page how many words Tesseract read and how sure it is, while the work goes on."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from ocrmypdf import hookimpl
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine

_CONFIDENCE = re.compile(r"x_wconf (\d{1,3})")
_PAGE = re.compile(r"\d+")


class NotingEngine(TesseractOcrEngine):
    """Tesseract as ever; beside each page a line goes to the file that ``RECOGNITION_LOG`` names."""

    @staticmethod
    def generate_hocr(input_file: Path, output_hocr: Path, output_text: Path, options: Any) -> None:
        """Recognise one page and note it."""
        TesseractOcrEngine.generate_hocr(input_file, output_hocr, output_text, options)
        log = os.environ.get("RECOGNITION_LOG")
        number = _PAGE.match(Path(input_file).name)
        if log and number:
            row = page_row(int(number.group()), Path(output_hocr).read_text(encoding="utf-8", errors="replace"))
            with open(log, "a", encoding="utf-8") as handle:
                handle.write(json.dumps(row) + "\n")


def page_row(page: int, hocr: str) -> dict[str, float | int]:
    """Words of a page and the mean confidence in them, 0 to 1."""
    sure = [int(value) for value in _CONFIDENCE.findall(hocr)]
    return {"page": page, "words": len(sure), "confidence": sum(sure) / len(sure) / 100 if sure else 0.0}


@hookimpl
def get_ocr_engine(options: Any) -> NotingEngine:
    """Ours, before the built-in one."""
    return NotingEngine()
