"""What a file is, told from its first bytes and never from its name."""

from __future__ import annotations

import io
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


OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFUSED = (
    (b"Rar!\x1a\x07", "tệp nén RAR; hãy nén lại dưới dạng ZIP"),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7z; hãy nén lại dưới dạng ZIP"),
    (b"\x89PNG", "tệp ảnh PNG; hãy gửi văn bản dưới dạng Word, PDF có chữ hoặc TXT"),
    (b"\xff\xd8\xff", "tệp ảnh JPEG; hãy gửi văn bản dưới dạng Word, PDF có chữ hoặc TXT"),
    (b"II*\x00", "tệp ảnh TIFF; hãy gửi văn bản dưới dạng Word, PDF có chữ hoặc TXT"),
    (b"MM\x00*", "tệp ảnh TIFF; hãy gửi văn bản dưới dạng Word, PDF có chữ hoặc TXT"),
    (b"GIF8", "tệp ảnh GIF; hãy gửi văn bản dưới dạng Word, PDF có chữ hoặc TXT"),
    (b"MZ", "tệp chương trình; chỉ nhận tệp văn bản"),
    (b"\x7fELF", "tệp chương trình; chỉ nhận tệp văn bản"),
    (b"%!PS", "tệp PostScript; hãy gửi văn bản dưới dạng Word, PDF có chữ hoặc TXT"),
)
_OFFICE = {
    "xl/": "bảng tính Excel; hãy gửi văn bản dưới dạng Word, PDF có chữ hoặc TXT",
    "ppt/": "tệp trình chiếu PowerPoint; hãy gửi văn bản dưới dạng Word, PDF có chữ hoặc TXT",
}


def sniff(data: bytes) -> FileType:
    """The type of a file by content. Raises ``UnreadableFile`` for types that hold no text of a document."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(data)
    if b"%PDF-" in data[:1024]:
        return FileType.PDF
    if data.startswith(OLE_MAGIC):
        return FileType.DOC
    if data.startswith(b"{\\rtf"):
        return FileType.RTF
    if data.startswith(b"\x1f\x8b"):
        return FileType.GZIP
    for magic, what in _REFUSED:
        if data.startswith(magic):
            raise UnreadableFile(f"Đây là {what}.")
    return FileType.TEXT


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
