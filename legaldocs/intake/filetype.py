"""What a file is, told from its first bytes and never from its name."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from legaldocs.intake.errors import UnreadableFile


class FileType(StrEnum):
    """Kinds of file the intake knows. The value is the media type."""

    TEXT = "text/plain"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    DOC = "application/msword"
    RTF = "application/rtf"
    ODT = "application/vnd.oasis.opendocument.text"
    PDF = "application/pdf"
    ZIP = "application/zip"
    JSONL = "application/x-ndjson"
    GZIP = "application/gzip"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"


OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFUSED = (
    (b"Rar!\x1a\x07", "tệp nén RAR; hãy nén lại dưới dạng ZIP"),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7z; hãy nén lại dưới dạng ZIP"),
    (b"GIF8", "tệp ảnh GIF; hãy gửi bản quét dưới dạng PDF, TIFF, PNG hoặc JPEG"),
    (b"RIFF", "tệp ảnh hoặc âm thanh (RIFF, WebP); hãy gửi bản quét dưới dạng PDF, TIFF, PNG hoặc JPEG"),
    (b"BM", "tệp ảnh BMP; hãy gửi bản quét dưới dạng PDF, TIFF, PNG hoặc JPEG"),
    (b"MZ", "tệp chương trình; chỉ nhận tệp văn bản"),
    (b"\x7fELF", "tệp chương trình; chỉ nhận tệp văn bản"),
    (b"%!PS", "tệp PostScript; hãy gửi văn bản dưới dạng Word, PDF có chữ hoặc TXT"),
)
_IMAGES = (
    (b"\x89PNG", FileType.PNG),
    (b"\xff\xd8\xff", FileType.JPEG),
    (b"II*\x00", FileType.TIFF),
    (b"MM\x00*", FileType.TIFF),
)
_BEFORE_PDF = re.compile(rb"(?:\xef\xbb\xbf)?\s*\Z")
TWO_FACED = "Tệp vừa là {one} vừa là {other} nên bị từ chối: mỗi chương trình sẽ mở ra một nội dung khác. Hãy xuất lại tệp từ bản gốc."
_OFFICE = {
    "xl/": "bảng tính Excel; hãy gửi văn bản dưới dạng Word, PDF có chữ hoặc TXT",
    "ppt/": "tệp trình chiếu PowerPoint; hãy gửi văn bản dưới dạng Word, PDF có chữ hoặc TXT",
}


def sniff(data: bytes) -> FileType:
    """The type of a file by content. Raises ``UnreadableFile`` for types that hold no text and for files of two kinds."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(data)
    for magic, what in _REFUSED:
        if data.startswith(magic) and not (magic == b"BM" and data[6:10] != b"\0\0\0\0"):
            raise UnreadableFile(f"Đây là {what}.")
    for magic, kind in _IMAGES:
        if data.startswith(magic):
            _check_one_face(data, kind.value)
            return kind
    begin = data[:1024].find(b"%PDF-")
    if begin >= 0:
        if not _BEFORE_PDF.match(data[:begin]):
            raise UnreadableFile(TWO_FACED.format(one="một loại khác", other="PDF"))
        _check_one_face(data, "PDF")
        return FileType.PDF
    if data.startswith(OLE_MAGIC):
        return FileType.DOC
    if data.startswith(b"{\\rtf"):
        return FileType.RTF
    if data.startswith(b"\x1f\x8b"):
        return FileType.GZIP
    return FileType.TEXT


def _check_one_face(data: bytes, name: str) -> None:
    """Refuse a file to which an archive was added: the directory of a ZIP stands at its end, whatever stands before."""
    tail = data[-66_000:]
    place = tail.rfind(b"PK\x05\x06")
    if place >= 0 and b"PK\x01\x02" in data and zipfile.is_zipfile(io.BytesIO(data)):
        raise UnreadableFile(TWO_FACED.format(one=name, other="ZIP"))


def active_content(data: bytes, kind: FileType) -> str:
    """What in a file could act by itself once somebody opens it, as a sentence; '' where nothing was seen."""
    if kind is FileType.DOCX:
        try:
            names = [name.lower() for name in zipfile.ZipFile(io.BytesIO(data)).namelist()]
        except Exception:  # zipfile raises many kinds on damaged archives
            return "Tệp Word bị hỏng."
        if any(name.endswith("vbaproject.bin") or "/activex/" in name for name in names):
            return "Tệp Word chứa macro. Hãy lưu lại dưới dạng .docx không có macro."
    if kind is FileType.DOC and ("_VBA_PROJECT".encode("utf-16-le") in data or "Macros".encode("utf-16-le") in data):
        return "Tệp Word đời cũ chứa macro. Hãy lưu lại dưới dạng .docx không có macro."
    if kind is FileType.PDF and re.search(rb"/(?:JavaScript|Launch|RichMedia)\b", data):
        return "Tệp PDF chứa mã lệnh. Hãy xuất lại PDF thường từ bản gốc."
    return ""


def _inside_zip(data: bytes) -> FileType:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            small = "mimetype" in names and package.getinfo("mimetype").file_size < 200
            if small and package.read("mimetype").strip() == FileType.ODT.value.encode():
                return FileType.ODT
    except Exception as error:  # zipfile raises many kinds on damaged archives
        raise UnreadableFile("Tệp nén bị hỏng, không mở được. Hãy lưu hoặc nén lại rồi gửi lại.") from error
    if any(name.startswith("word/") for name in names):
        return FileType.DOCX
    for folder, what in _OFFICE.items():
        if "[Content_Types].xml" in names and any(name.startswith(folder) for name in names):
            raise UnreadableFile(f"Đây là {what}.")
    if "[Content_Types].xml" in names:
        return FileType.DOCX
    return FileType.ZIP
