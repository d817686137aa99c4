"""Old Word files (DOC), RTF and ODT: turned into DOCX by LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.filetype import FileType
from legaldocs.intake.limits import DEFAULT, Deadline, Limits, check_size

_SUFFIX = {FileType.DOC: "doc", FileType.RTF: "rtf", FileType.ODT: "odt"}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_WORKBOOK = "Workbook".encode("utf-16-le")


def to_docx(data: bytes, kind: FileType, limits: Limits = DEFAULT, deadline: Deadline | None = None) -> bytes:
    """The same document as DOCX. Raises ``UnreadableFile`` when LibreOffice is absent, fails or takes too long."""
    check_size(len(data), limits.max_bytes)
    deadline = deadline or Deadline(limits.seconds)
    if kind is FileType.DOC:
        _check_container(data)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnreadableFile(
            "Máy chủ chưa cài LibreOffice nên chưa đọc được Word đời cũ (.doc), RTF, ODT. "
            "Hãy lưu tệp dưới dạng .docx rồi gửi lại."
        )
    with tempfile.TemporaryDirectory(prefix="tiep-nhan-") as name:
        folder = Path(name)
        source = folder / f"vao.{_SUFFIX[kind]}"
        source.write_bytes(data)
        _convert(program, source, folder, deadline)
        result = folder / "ra" / "vao.docx"
        if not result.is_file():
            raise UnreadableFile(
                "LibreOffice không mở được tệp (tệp hỏng hoặc được đặt mật khẩu). "
                "Hãy lưu tệp dưới dạng .docx rồi gửi lại."
            )
        check_size(result.stat().st_size, limits.max_bytes)
        return result.read_bytes()


def _check_container(data: bytes) -> None:
    """An OLE container holds many kinds of file; only Word's is a document."""
    if _ENCRYPTED in data:
        raise UnreadableFile("Tệp Word được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")
    if _WORD_STREAM in data:
        if _word_is_encrypted(data):
            raise UnreadableFile("Tệp Word được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")
        return
    if _WORKBOOK in data:
        raise UnreadableFile("Đây là bảng tính Excel; hãy gửi văn bản dưới dạng Word, PDF có chữ hoặc TXT.")
    raise UnreadableFile("Tệp không phải văn bản Word (.doc) đọc được. Hãy lưu tệp dưới dạng .docx rồi gửi lại.")


def _word_is_encrypted(data: bytes) -> bool:
    """Bit fEncrypted of the file information block, which begins a sector of the container (MS-DOC 2.5.1)."""
    for offset in range(512, min(len(data) - 12, 8192), 512):
        if data[offset : offset + 2] == b"\xec\xa5":
            return bool(data[offset + 11] & 0x01)
    return False


def _convert(program: str, source: Path, folder: Path, deadline: Deadline) -> None:
    command = [
        program, "--headless", "--norestore", "--nolockcheck", "--nodefault",
        f"-env:UserInstallation={(folder / 'ho-so').as_uri()}",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "ra"), str(source),
    ]  # fmt: skip
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        cwd=folder, start_new_session=True, env={**os.environ, "HOME": str(folder)},
    )  # fmt: skip
    try:
        process.wait(timeout=deadline.remaining)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise UnreadableFile(
            "LibreOffice đọc tệp quá lâu nên đã dừng. Hãy lưu tệp dưới dạng .docx rồi gửi lại."
        ) from error
