"""One page of a PDF as a picture, for the person who compares the text with its source.

PDFium is given strangers' files, so each picture is drawn by a process of its own with bounds on time and memory:
``python -m legaldocs.intake.page_image NUMBER`` takes the file on standard input and writes PNG.
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
from pathlib import Path

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
WIDTH = 1100
MOST_PIXELS = 6_000_000
_ROOT = Path(__file__).resolve().parents[2]


def page_png(data: bytes, number: int) -> bytes | None:
    """Page ``number`` (from 1) as PNG; None where there is no such page or it cannot be drawn."""
    if b"%PDF" not in data[:1024] or not 1 <= number <= 100_000:
        return None
    try:
        done = subprocess.run(
            [sys.executable, "-m", "legaldocs.intake.page_image", str(number)],
            input=data, capture_output=True, cwd=_ROOT, timeout=SECONDS, start_new_session=True, check=False,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
        )  # fmt: skip
    except (subprocess.TimeoutExpired, OSError):
        return None
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"\x89PNG") else None


def draw(data: bytes, number: int) -> bytes:
    """The picture; raises whatever PDFium raises."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(WIDTH / width, (MOST_PIXELS / (width * height)) ** 0.5)
    kept = io.BytesIO()
    page.render(scale=scale, draw_annots=True).to_pil().convert("L").save(kept, "PNG")
    return kept.getvalue()


def main() -> None:
    """Bound the memory, then draw."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(draw(sys.stdin.buffer.read(), int(sys.argv[1])))


if __name__ == "__main__":
    main()
