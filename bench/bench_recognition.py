"""How well and how fast scans are recognised: ``python bench/bench_recognition.py [FOLDER]`` (default CORPUS_DIR).

The first pages of a few Gazette PDFs are printed as pictures, a little askew, and recognised; the text layer is the truth.
Processor time of all programs, not time on the wall. ``measure`` gives the figures to others.
"""

from __future__ import annotations

import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from rapidfuzz.distance import Levenshtein

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from legaldocs.intake.filetype import FileType  # noqa: E402
from legaldocs.intake.pdf import read_pdf  # noqa: E402
from legaldocs.intake.programs import processor_seconds  # noqa: E402
from legaldocs.intake.recognition import is_available, recognise  # noqa: E402

PAGES = 2
FILES = ("thong-tu-so-04-2025-tt-bldtbxh-44341.pdf", "nghi-quyet-so-15-2026-nq-cp-469344.pdf")


@dataclass
class Recognised:
    """The figures of one run."""

    pages: int
    seconds_a_page: float
    wrong_characters: float
    confidence: float


def measure(folder: Path, dpi: int = 300, askew: float = 0.6) -> Recognised | None:
    """Recognise a few pages; None where there is no recogniser or no file."""
    files = [folder / "cong-bao" / name for name in FILES if (folder / "cong-bao" / name).is_file()]
    if not files or not is_available():
        return None
    pages, wrong, length, sure, began = 0, 0, 0, 0.0, processor_seconds()
    for path in files:
        source = pypdfium2.PdfDocument(path)
        part = pypdfium2.PdfDocument.new()
        part.import_pages(source, list(range(PAGES)))
        out = io.BytesIO()
        part.save(out)
        truth = " ".join(read_pdf(out.getvalue()).text.split())
        pictures = [page.render(scale=dpi / 72, grayscale=True).to_pil().rotate(askew, fillcolor=255) for page in part]
        scan = io.BytesIO()
        pictures[0].save(scan, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi)
        found = recognise(scan.getvalue(), FileType.PDF)
        text = " ".join(found.text.split())
        pages, length = pages + len(pictures), length + len(truth)
        wrong += Levenshtein.distance(text, truth)
        sure += found.facts["recognised"]["confidence"] * len(pictures)
    return Recognised(pages, (processor_seconds() - began) / pages, wrong / length, sure / pages)


def main() -> None:
    """Print the figures."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("CORPUS_DIR", ROOT.parent / "shared" / "data"))
    for dpi in (200, 300):
        figures = measure(folder, dpi)
        if figures is None:
            print("no recogniser (tesseract-ocr-vie) or no PDF of the Gazette")
            return
        print(
            f"scan at {dpi} dpi: {figures.pages} pages, {figures.seconds_a_page:.1f} s a page, "
            f"{figures.wrong_characters:.2%} of the characters wrong, confidence {figures.confidence:.0%}"
        )


if __name__ == "__main__":
    main()
