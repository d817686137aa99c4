"""One door for every file: its type is told from its content, its text read, the document in it understood.

``read_file`` never raises: what cannot be read comes back as a result that says why and where.
"""

from __future__ import annotations

import hashlib
import logging
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from legaldocs.domain.findings import Finding
from legaldocs.domain.furniture import strip_furniture
from legaldocs.domain.reading import ReadDocument, read_text
from legaldocs.intake.archive import members
from legaldocs.intake.bulk import BulkDocument, is_bulk_name, iter_bulk
from legaldocs.intake.confined import reader as confined
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.extracted import Extracted, ReadingOptions
from legaldocs.intake.filetype import FileType, sniff
from legaldocs.intake.limits import DEFAULT, Deadline, Limits, check_size
from legaldocs.intake.old_word import to_docx
from legaldocs.intake.plain import read_plain
from legaldocs.intake.recognition import IMAGES, Progress, is_available, recognise

logger = logging.getLogger(__name__)
UNEXPECTED = (
    "Không đọc được tệp vì lỗi ngoài dự kiến; sự việc đã được ghi lại để khắc phục. "
    "Hãy thử lưu tệp dưới dạng .docx hoặc TXT (UTF-8)."
)


DEFAULT_OPTIONS = ReadingOptions()


@dataclass(slots=True)
class IntakeResult:
    """What became of one file: the document read, or why not and at which line.

    ``bulk`` is set for a line of JSONL. ``fields`` are the fields of law that the page a text was saved from names.
    ``facts`` are those of the reading (tracked changes, recognition); ``is_scan`` says that recognition may read it.
    """

    path: str
    ok: bool
    document: ReadDocument | None = None
    error: str = ""
    line: int | None = None
    media_type: str = ""
    sha256: str = ""
    size: int = 0
    data: bytes = field(default=b"", repr=False)
    bulk: BulkDocument | None = None
    fields: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    is_scan: bool = False


def read_file(
    path: Path | str, *, data: bytes | None = None, limits: Limits = DEFAULT, options: ReadingOptions = DEFAULT_OPTIONS
) -> list[IntakeResult]:
    """Read one file; a ZIP or a bulk file gives a result for each document in it. At least one result, never raises."""
    return list(iter_file(path, data=data, limits=limits, options=options))


def iter_file(
    path: Path | str, *, data: bytes | None = None, limits: Limits = DEFAULT, options: ReadingOptions = DEFAULT_OPTIONS
) -> Iterator[IntakeResult]:
    """As ``read_file``, one result at a time (archives and bulk files may be large)."""
    name = str(path)
    try:
        if data is None and is_bulk_name(Path(path)):
            yield from _iter_bulk_file(name, None)
            return
        content = data if data is not None else _load(Path(path), limits)
        check_size(len(content), limits.max_bytes)
        kind = sniff(content)
        if kind is FileType.ZIP:
            yield from _iter_archive(name, content, limits, options)
        elif is_bulk_name(Path(path)):
            yield from _iter_bulk_file(name, content)
        else:
            yield _read(name, content, kind, limits, options)
    except UnreadableFile as error:
        yield _failure(name, error, data or b"")
    except Exception:
        logger.exception("unexpected failure while reading %s", name)
        yield IntakeResult(name, False, error=UNEXPECTED, size=len(data or b""))


def _iter_archive(name: str, content: bytes, limits: Limits, options: ReadingOptions) -> Iterator[IntakeResult]:
    for member, unpacked in members(content, limits):
        path = f"{name}/{member}"
        if isinstance(unpacked, UnreadableFile):
            yield _failure(path, unpacked, b"")
            continue
        yield read_member_file(path, unpacked, limits, options)


def read_member_file(
    path: str, content: bytes, limits: Limits, options: ReadingOptions = DEFAULT_OPTIONS
) -> IntakeResult:
    """Read one file of an archive; an archive inside an archive is refused."""
    try:
        check_size(len(content), limits.max_bytes)
        kind = sniff(content)
        if kind is FileType.ZIP:
            raise UnreadableFile("Tệp nén nằm trong tệp nén; hãy giải nén rồi gửi lại.")
        return _read(path, content, kind, limits, options)
    except UnreadableFile as error:
        return _failure(path, error, content)
    except Exception:
        logger.exception("unexpected failure while reading %s", path)
        return IntakeResult(path, False, error=UNEXPECTED, size=len(content))


def _iter_bulk_file(name: str, content: bytes | None) -> Iterator[IntakeResult]:
    for line, found in iter_bulk(name, data=content):
        path = f"{name}:{line}"
        if isinstance(found, UnreadableFile):
            yield IntakeResult(path, False, error=found.reason, line=line, media_type=FileType.JSONL.value)
        else:
            yield IntakeResult(path, True, line=line, media_type=FileType.JSONL.value, bulk=found)


def _read(name: str, content: bytes, kind: FileType, limits: Limits, options: ReadingOptions) -> IntakeResult:
    try:
        extracted = extract(content, kind, limits, options)
        return result_of(name, content, kind, extracted, limits)
    except UnreadableFile as error:
        return _failure(name, error, content, kind)


def result_of(
    name: str, content: bytes, kind: FileType, extracted: Extracted, limits: Limits = DEFAULT
) -> IntakeResult:
    """The document in an extracted text. Raises ``UnreadableFile`` when it is beyond bounds."""
    if len(extracted.text) > limits.max_characters:
        raise UnreadableFile("Văn bản dài hơn 10 triệu ký tự. Hãy chia thành nhiều tệp.")
    document = read_text(extracted.text, marked=extracted.marked)
    if not document.text.strip():
        raise UnreadableFile(
            "Tệp không có chữ nào đọc được (lớp chữ hỏng). Hãy xuất lại tệp từ bản gốc, hoặc gửi tệp Word."
        )
    document.findings = [*extracted.findings, *_without_repeats(document.findings, extracted.findings)]
    return IntakeResult(
        name,
        True,
        document,
        media_type=kind.value,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        data=content,
        fields=_fields(extracted.text),
        facts=extracted.facts,
    )


def _without_repeats(found: list[Finding], known: list[Finding]) -> list[Finding]:
    codes = {finding.code for finding in known}
    return [finding for finding in found if finding.code not in codes]


def _fields(text: str) -> list[str]:
    """Fields of law in the block of facts that a legal site prints before the text."""
    named = strip_furniture(text[:6000]).web.get("field", "")
    return [name.strip() for name in re.split(r"[,;]", named) if name.strip()]


def extract(
    content: bytes,
    kind: FileType | None = None,
    limits: Limits = DEFAULT,
    options: ReadingOptions = DEFAULT_OPTIONS,
    progress: Progress | None = None,
) -> Extracted:
    """The plain text of a file's bytes and what was noticed. Raises ``UnreadableFile``."""
    kind = kind or sniff(content)
    if kind is FileType.TEXT:
        return read_plain(content, limits)
    if kind is FileType.GZIP:
        return read_plain(_gunzip(content, limits), limits)
    if kind in (FileType.DOC, FileType.RTF, FileType.ODT):
        check_size(len(content), limits.max_bytes)
        converted, findings = to_docx(content, kind, limits, Deadline(limits.seconds))
        extracted = confined.read(converted, FileType.DOCX, limits, options)
        extracted.findings[:0] = findings
        return extracted
    if kind in (FileType.PDF, FileType.DOCX, *IMAGES):
        return _confined(content, kind, limits, options, progress)
    raise UnreadableFile("Loại tệp này chưa được hỗ trợ. Chỉ nhận TXT, Word, PDF, ảnh quét, ZIP, JSONL.")


def _confined(
    content: bytes, kind: FileType, limits: Limits, options: ReadingOptions, progress: Progress | None
) -> Extracted:
    check_size(len(content), limits.max_bytes)
    try:
        extracted = confined.read(content, kind, limits, options)
    except UnreadableFile as error:
        if error.is_scan and options.recognise and is_available():
            return recognise(content, kind, limits, progress)
        raise
    if extracted.facts.get("pages_without_text") and options.recognise and is_available():
        return recognise(content, kind, limits, progress)
    return extracted


def _gunzip(content: bytes, limits: Limits) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(content, limits.max_text_bytes + 1)
    except zlib.error as error:
        raise UnreadableFile("Tệp nén gzip bị hỏng, không mở được.") from error
    check_size(len(data), limits.max_text_bytes)
    return data


def _load(path: Path, limits: Limits) -> bytes:
    try:
        check_size(path.stat().st_size, limits.max_bytes)
        return path.read_bytes()
    except IsADirectoryError as error:
        raise UnreadableFile("Đây là thư mục, không phải tệp.") from error
    except FileNotFoundError as error:
        raise UnreadableFile("Không tìm thấy tệp.") from error
    except OSError as error:
        raise UnreadableFile(f"Không mở được tệp: {error.strerror}.") from error


def _failure(name: str, error: UnreadableFile, content: bytes, kind: FileType | None = None) -> IntakeResult:
    """``data`` is kept for a scan, which a later step may still read."""
    return IntakeResult(
        name,
        False,
        error=error.reason,
        line=error.line,
        media_type=kind.value if kind else "",
        sha256=hashlib.sha256(content).hexdigest() if content else "",
        size=len(content),
        data=content if error.is_scan else b"",
        is_scan=error.is_scan,
    )
