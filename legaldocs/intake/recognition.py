"""Text recognition (OCR) of scans, by ocrmypdf and Tesseract with its Vietnamese letters.

Recognition works on a copy: the file as received, and any signature in it, is never touched. The text it gives is marked
as recognised, with the confidence Tesseract has in each page, and is there to be corrected.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from legaldocs.intake.confined import reader
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.extracted import Extracted, ReadingOptions, note, numbers, warning
from legaldocs.intake.filetype import FileType
from legaldocs.intake.limits import DEFAULT, MEGABYTE, Limits
from legaldocs.intake.programs import TookTooLong, run

ABSENT = (
    "Máy chủ chưa cài bộ nhận dạng chữ (tesseract-ocr, tesseract-ocr-vie) nên chưa đọc được bản quét. "
    "Hãy gửi tệp Word hoặc PDF có chữ, hoặc nhờ quản trị viên cài đặt."
)
FAILED = "Nhận dạng chữ không thành công (bản quét hỏng hoặc không có chữ). Hãy quét lại ở 300 dpi hoặc gửi tệp Word."
SECONDS_A_PAGE = 45.0
MOST_PAGES = 500
MEMORY = 4096 * MEGABYTE
UNSURE = 0.75  # confidence of a page below which an editor should compare it word by word
IMAGES = (FileType.PNG, FileType.JPEG, FileType.TIFF)
_ROOT = Path(__file__).resolve().parents[2]

Progress = Callable[[int, int], None]


@lru_cache(maxsize=1)
def _has_vietnamese(program: str) -> bool:
    found = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    return "vie" in found.stdout.split()


def is_available() -> bool:
    """Whether this machine can recognise Vietnamese text."""
    program = shutil.which("tesseract")
    return program is not None and find_spec("ocrmypdf") is not None and _has_vietnamese(program)


def recognise(content: bytes, kind: FileType, limits: Limits = DEFAULT, progress: Progress | None = None) -> Extracted:
    """The text of a scan, its confidence by page in ``facts["recognised"]``. Raises ``UnreadableFile``.

    Pages that have a text layer keep it, unless the layer is not what they show. ``progress`` hears how many pages of how many are done.
    """
    if not is_available():
        raise UnreadableFile(ABSENT, is_scan=True)
    with tempfile.TemporaryDirectory(prefix="nhan-dang-") as name:
        folder = Path(name)
        pages, garbled = _pages(content, kind, limits)
        if pages > min(MOST_PAGES, limits.max_pages):
            raise UnreadableFile(
                f"Bản quét có {pages} trang, vượt quá giới hạn {MOST_PAGES} trang. Hãy chia thành nhiều tệp."
            )
        made = _run(_as_pdf(content, kind, folder, limits), folder, pages, progress, anew=bool(garbled))
        found = _read(made, limits)
        return _marked(found, _pages_done(folder), pages, garbled)


def _pages(content: bytes, kind: FileType, limits: Limits) -> tuple[int, str]:
    """How many pages the file has, and what is wrong with their text layer, if anything.

    It is opened in the process with bounds only. Raises when it cannot be read at all.
    """
    try:
        return int(reader.read(content, kind, limits, ReadingOptions()).facts.get("pages", 1)), ""
    except UnreadableFile as error:
        if not error.is_scan:
            raise
        return max(1, error.pages), error.garbled


def _as_pdf(content: bytes, kind: FileType, folder: Path, limits: Limits) -> Path:
    source = folder / "vao.pdf"
    if kind not in IMAGES:
        source.write_bytes(content)
        return source
    image = folder / "anh"
    image.write_bytes(content)
    try:
        command = [sys.executable, "-m", "legaldocs.intake.scans", str(image), str(source)]
        done = run(
            command, folder=folder, seconds=limits.seconds, memory=MEMORY, environment={"PYTHONPATH": str(_ROOT)}
        )
    except TookTooLong as error:
        raise UnreadableFile(f"Mở ảnh quá {limits.seconds:.0f} giây nên đã dừng. Hãy quét lại ở 300 dpi.") from error
    if done.returncode or not source.is_file():
        reason = done.stderr.decode(errors="replace").strip() if done.returncode == 2 else ""
        raise UnreadableFile(reason or "Tệp ảnh bị hỏng, không mở được. Hãy quét hoặc xuất lại.")
    return source


def _run(source: Path, folder: Path, pages: int, progress: Progress | None, *, anew: bool) -> Path:
    """Recognise; ``anew``: from the pictures of all pages, whatever text layer they have."""
    made = folder / "ra.pdf"
    command = [
        sys.executable, "-m", "ocrmypdf", "--language", "vie", "--jobs", str(max(1, min(2, (os.cpu_count() or 1) - 1))),
        "--output-type", "pdf", "--optimize", "0", "--mode", "force" if anew else "skip", "--rotate-pages", "--deskew", "--oversample", "300",
        "--invalidate-digital-signatures", "--tagged-pdf-mode", "ignore", "--rasterizer", "pypdfium",
        "--max-image-mpixels", "200", "--tesseract-timeout", str(int(SECONDS_A_PAGE)), "--quiet",
        "--plugin", str(Path(__file__).with_name("recognition_plugin.py")), str(source), str(made),
    ]  # fmt: skip
    environment = {"PYTHONPATH": str(_ROOT), "OMP_THREAD_LIMIT": "1", "RECOGNITION_LOG": str(folder / "trang.jsonl")}
    told = -1

    def watch() -> None:
        nonlocal told
        done = len(_pages_done(folder))
        if progress is not None and done != told:
            told = done
            progress(min(done, pages), pages)

    try:
        seconds = 60 + pages * SECONDS_A_PAGE
        done = run(command, folder=folder, seconds=seconds, memory=MEMORY, environment=environment, watch=watch)
    except TookTooLong as error:
        raise UnreadableFile(
            f"Nhận dạng chữ quá lâu ({pages} trang) nên đã dừng. Hãy chia bản quét thành các phần nhỏ hơn."
        ) from error
    watch()
    if done.returncode or not made.is_file():
        if b"EncryptedPdfError" in done.stderr or done.returncode == 8:
            raise UnreadableFile("Tệp PDF được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")
        raise UnreadableFile(FAILED)
    return made


def _pages_done(folder: Path) -> dict[int, dict[str, Any]]:
    """What the plugin noted of each page recognised so far."""
    path = folder / "trang.jsonl"
    rows = [json.loads(line) for line in path.read_text().splitlines() if line.endswith("}")] if path.is_file() else []
    return {row["page"]: row for row in rows}


def _read(made: Path, limits: Limits) -> Extracted:
    try:
        return reader.read(made.read_bytes(), FileType.PDF, limits, ReadingOptions())
    except UnreadableFile as error:
        if error.is_scan:
            raise UnreadableFile(FAILED) from error
        raise


def _marked(found: Extracted, pages: dict[int, dict[str, Any]], count: int, garbled: str = "") -> Extracted:
    words = sum(row["words"] for row in pages.values())
    sure = sum(row["confidence"] * row["words"] for row in pages.values()) / words if words else 0.0
    unsure = sorted(page for page, row in pages.items() if row["words"] and row["confidence"] < UNSURE)
    empty = sorted(page for page, row in pages.items() if not row["words"])
    found.findings = [
        finding for finding in found.findings if finding.code not in ("pages-without-text", "pictures-left-out")
    ]
    which = "" if len(pages) == count else f" ở {len(pages)} trong {count} trang"
    source = (
        f"Lớp chữ của tệp không đọc được ({garbled}) nên lời văn được nhận dạng từ hình ảnh của trang"
        if garbled
        else "Lời văn được nhận dạng từ bản quét"
    )
    found.findings.insert(
        0,
        warning(
            "text-recognised",
            f"{source}{which}, độ tin cậy {sure * 100:.0f} %. Hãy đối chiếu từng dòng với bản gốc.",
        ),
    )
    if unsure:
        found.findings.append(
            warning("recognition-unsure", f"Nhận dạng kém chắc chắn ở trang {numbers(unsure)}; cần đối chiếu từng chữ.")
        )
    if empty:
        found.findings.append(note("recognition-empty", f"Không nhận ra chữ nào ở trang {numbers(empty)}."))
    found.facts["recognised"] = {
        "confidence": round(sure, 3),
        "pages": [[page, round(row["confidence"], 3)] for page, row in sorted(pages.items())],
    }
    if garbled:
        found.facts["recognised"]["because"] = garbled
    return found
