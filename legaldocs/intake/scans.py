"""Scanned pages: images checked before anything else opens them, and put into a PDF for recognition.

``python -m legaldocs.intake.scans IN OUT`` makes the PDF in a process of its own.
"""

from __future__ import annotations

import io
import sys
import warnings
from pathlib import Path

import img2pdf
from PIL import Image, ImageOps, ImageSequence

from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.extracted import Extracted
from legaldocs.intake.limits import DEFAULT, Limits, check_size

SCANNED_IMAGE = "Tệp là ảnh quét, chưa có chữ. Cần nhận dạng chữ (OCR) mới đọc được; nếu có tệp Word hoặc PDF có chữ, hãy gửi tệp đó."
DAMAGED_IMAGE = "Tệp ảnh bị hỏng, không mở được. Hãy quét hoặc xuất lại."
MOST_PIXELS = 120_000_000  # A3 at 600 dots an inch is 70 million
FEWEST = 200  # pixels on a side: less is an icon, not a page
_DPI = 300
_USUAL_DPI = range(72, 1201)


def check_image(data: bytes, limits: Limits = DEFAULT) -> Extracted:
    """Refuse what is no readable image; else say by raising that it is a scan, which recognition may read."""
    check_size(len(data), limits.max_bytes)
    raise UnreadableFile(SCANNED_IMAGE, is_scan=True, pages=_frames(data, limits))


def _frames(data: bytes, limits: Limits) -> int:
    """How many pages an image has, each within bounds. Raises ``UnreadableFile``."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large images, which are bounded here
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as image:
                _check_size(image)
                count = int(getattr(image, "n_frames", 1))
                if count > limits.max_pages:
                    raise UnreadableFile(f"Tệp ảnh có {count} trang, vượt quá giới hạn {limits.max_pages} trang.")
                image.load()
                return count
    except UnreadableFile:
        raise
    except MemoryError:
        raise
    except Exception as error:  # Pillow raises many kinds on damaged files
        raise UnreadableFile(DAMAGED_IMAGE) from error


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise UnreadableFile(
            f"Ảnh có {width}×{height} điểm, vượt quá giới hạn {MOST_PIXELS // 1_000_000} triệu điểm. Hãy quét lại ở 300 dpi."
        )
    if min(width, height) < FEWEST:
        raise UnreadableFile(f"Ảnh chỉ có {width}×{height} điểm, quá nhỏ để là một trang văn bản.")


def image_to_pdf(data: bytes, limits: Limits = DEFAULT) -> bytes:
    """A PDF with one page for each page of the image, without loss. Raises ``UnreadableFile``."""
    _frames(data, limits)
    pages: list[bytes] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as image:
                for frame in ImageSequence.Iterator(image):
                    _check_size(frame)
                    pages.append(_page(frame))
    except UnreadableFile:
        raise
    except MemoryError:
        raise
    except Exception as error:
        raise UnreadableFile(DAMAGED_IMAGE) from error
    return bytes(img2pdf.convert(pages))


def _page(frame: Image.Image) -> bytes:
    """One page as PNG: upright as the camera noted, on white, grey or in colour, with a resolution that can be."""
    dpi = frame.info.get("dpi", (_DPI, _DPI))[0]
    upright = ImageOps.exif_transpose(frame)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        clear = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
    page = upright.convert("1" if upright.mode == "1" else "L")
    out = io.BytesIO()
    resolution = float(dpi) if dpi and int(dpi) in _USUAL_DPI else _guessed_dpi(page)
    page.save(out, "PNG", dpi=(resolution, resolution))
    return out.getvalue()


def _guessed_dpi(page: Image.Image) -> float:
    """The resolution at which the image would be an A4 page."""
    return max(72.0, min(page.size) / 8.27)


def main() -> None:
    """Make the PDF; what is wrong goes to standard error."""
    source, target = map(Path, sys.argv[1:3])
    try:
        target.write_bytes(image_to_pdf(source.read_bytes()))
    except UnreadableFile as error:
        sys.stderr.write(error.reason)
        sys.exit(2)


if __name__ == "__main__":
    main()
