"""Old Word files (DOC), RTF and ODT: turned into DOCX by LibreOffice where it is installed."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from legaldocs.domain.findings import Finding
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.extracted import warning
from legaldocs.intake.filetype import FileType, active_content
from legaldocs.intake.limits import DEFAULT, MEGABYTE, Deadline, Limits, check_size
from legaldocs.intake.programs import TookTooLong, run

MEMORY = 4096 * MEGABYTE
_LOCK = threading.Lock()
_kept: tuple[int, Path] | None = None

_SETTING = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
# No macro runs, nothing that a document links to is fetched.
_SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        _SETTING.format(path=path, name=name, value=value)
        for path, name, value in (
            ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
            ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
            ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
            ("Office.Writer/Content/Update", "Link", "0"),
            ("Inet/Settings", "ooInetProxyType", "1"),
            ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
            ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
            ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
            ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
        )
    )
    + "</oor:items>"
)
_SUFFIX = {FileType.DOC: "doc", FileType.RTF: "rtf", FileType.ODT: "odt"}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_WORKBOOK = "Workbook".encode("utf-16-le")


def to_docx(
    data: bytes, kind: FileType, limits: Limits = DEFAULT, deadline: Deadline | None = None
) -> tuple[bytes, list[Finding]]:
    """The same document as DOCX, and what was noticed. Raises ``UnreadableFile``; LibreOffice may be absent, fail or hang."""
    check_size(len(data), limits.max_bytes)
    deadline = deadline or Deadline(limits.seconds)
    findings: list[Finding] = []
    if kind is FileType.DOC:
        _check_container(data)
        if active_content(data, kind):
            findings.append(
                warning("macros", "Tệp Word đời cũ chứa macro. Mã không được chạy; không nên đăng tệp này.")
            )
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnreadableFile(
            "Máy chủ chưa cài LibreOffice nên chưa đọc được Word đời cũ (.doc), RTF, ODT. "
            "Hãy lưu tệp dưới dạng .docx rồi gửi lại."
        )
    with tempfile.TemporaryDirectory(prefix="tiep-nhan-") as name, _profile() as profile:
        folder = Path(name)
        source = folder / f"vao.{_SUFFIX[kind]}"
        source.write_bytes(data)
        _convert(program, source, folder, profile, deadline)
        result = folder / "ra" / "vao.docx"
        if not result.is_file():
            raise UnreadableFile(
                "LibreOffice không mở được tệp (tệp hỏng hoặc được đặt mật khẩu). "
                "Hãy lưu tệp dưới dạng .docx rồi gửi lại."
            )
        check_size(result.stat().st_size, limits.max_bytes)
        return result.read_bytes(), findings


@contextmanager
def _profile() -> Iterator[Path]:
    """The folder of LibreOffice's own settings: one for each process of ours, for one conversion at a time.

    Two conversions at once in one profile make the second end without a word; a fresh profile costs a second.
    """
    with _LOCK:
        global _kept
        if _kept is None or _kept[0] != os.getpid():
            folder = Path(tempfile.mkdtemp(prefix="libreoffice-"))
            (folder / "user").mkdir()
            (folder / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
            _kept = (os.getpid(), folder)
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
        try:
            yield _kept[1]
        except BaseException:
            shutil.rmtree(_kept[1], ignore_errors=True)  # what hung or crashed may have spoilt it
            _kept = None
            raise


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


def _convert(program: str, source: Path, folder: Path, profile: Path, deadline: Deadline) -> None:
    command = [
        program, "--headless", "--norestore", "--nolockcheck", "--nodefault", f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "ra"), str(source),
    ]  # fmt: skip
    try:
        run(command, folder=folder, seconds=deadline.remaining, memory=MEMORY)
    except TookTooLong as error:
        raise UnreadableFile(
            "LibreOffice đọc tệp quá lâu nên đã dừng. Hãy lưu tệp dưới dạng .docx rồi gửi lại."
        ) from error
