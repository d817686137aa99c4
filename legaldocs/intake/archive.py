"""ZIP of many files: every member is a file of its own, named by its path inside the archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.limits import DEFAULT, Limits, check_size
from legaldocs.intake.word_package import check_archive, read_member

_IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def members(data: bytes, limits: Limits = DEFAULT) -> Iterator[tuple[str, bytes | UnreadableFile]]:
    """Name and bytes of each file in a ZIP, or why it cannot be unpacked. Raises when the archive itself is bad."""
    check_size(len(data), limits.max_bytes)
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        check_archive(package, limits)
        entries = [entry for entry in package.infolist() if not entry.is_dir() and not _is_ignored(entry.filename)]
    except UnreadableFile:
        raise
    except Exception as error:  # zipfile raises many kinds on damaged archives
        raise UnreadableFile("Tệp nén bị hỏng, không mở được. Hãy nén lại rồi gửi lại.") from error
    if not entries:
        raise UnreadableFile("Tệp nén không có tệp nào.")
    for entry in entries:
        name = _name(entry)
        try:
            yield name, read_member(package, entry.filename, limits.max_bytes)
        except UnreadableFile as error:
            yield name, error
        except Exception:  # bad CRC, unknown compression, truncated stream
            yield name, UnreadableFile("Tệp trong gói nén bị hỏng, không giải nén được.")


def _is_ignored(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1] in _IGNORED


def _name(entry: zipfile.ZipInfo) -> str:
    """The member's name; Windows archivers write UTF-8 without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename
