"""ZIP archives with a SHA-256 manifest, streamed: the dossier for agencies, the copies of the opinions for appraisal.

The same content gives the same bytes (fixed times, fixed order), names are UTF-8, and no file is held in memory.
``SHA256SUMS.txt`` has the form that ``sha256sum -c`` reads; ``manifest.json`` says the same with sizes and titles.
"""

from __future__ import annotations

import hashlib
import io
import json
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any, cast

from portal.malware import opened

CHUNK = 64 * 1024
FIXED_TIME = (2000, 1, 1, 0, 0, 0)
_STORED = {"pdf", "docx", "xlsx", "zip", "jpg", "jpeg", "png", "odt", "ods"}
_FORBIDDEN = dict.fromkeys(map(ord, '<>:"/\\|?*'), "-")
SUMS_NAME, MANIFEST_NAME = "SHA256SUMS.txt", "manifest.json"


@dataclass(frozen=True)
class Entry:
    """One file of an archive: a name and how to open its bytes."""

    name: str
    open: Callable[[], IO[bytes]]
    about: dict[str, Any] = field(default_factory=dict)


def text_entry(name: str, text: str, **about: Any) -> Entry:
    """A text file, UTF-8 with the mark that old Windows editors need."""
    data = text.encode("utf-8-sig")
    return Entry(name, lambda: io.BytesIO(data), about)


def bytes_entry(name: str, data: bytes, **about: Any) -> Entry:
    """A file made in memory."""
    return Entry(name, lambda: io.BytesIO(data), about)


def file_entry(name: str, stored: Any, **about: Any) -> Entry:
    """A stored file (a Django ``FieldFile``); one that the malware scanner holds is told as missing."""
    return Entry(name, lambda: opened(stored), about)


def safe_name(name: str, limit: int = 100) -> str:
    """A file name that every system can write: NFC, no separators or control characters, not too long."""
    text = unicodedata.normalize("NFC", name).translate(_FORBIDDEN)
    text = " ".join("".join(c for c in text if c.isprintable()).split()).strip(". ")
    stem, dot, suffix = text.rpartition(".")
    if dot and len(suffix) <= 5:
        return f"{stem[: limit - len(suffix) - 1].rstrip('. ') or 'tep'}.{suffix}"
    return text[:limit].rstrip(". ") or "tep"


def stream_zip(entries: Iterable[Entry], about: dict[str, Any]) -> Iterator[bytes]:
    """The archive in pieces, with its manifests at the end. A file that is gone is named in them, not passed over."""
    sink = _Sink()
    sums: list[tuple[str, str]] = []
    files: list[dict[str, Any]] = []
    missing: list[str] = []
    names: set[str] = set()
    with zipfile.ZipFile(cast("IO[bytes]", sink), "w") as archive:
        for entry in entries:
            name = _unique(entry.name, names)
            try:
                source = entry.open()
            except OSError:
                missing.append(name)
                continue
            digest, size = hashlib.sha256(), 0
            with source, archive.open(_info(name), "w", force_zip64=False) as target:
                while piece := source.read(CHUNK):
                    digest.update(piece)
                    size += len(piece)
                    target.write(piece)
                    yield from sink.take()
            sums.append((digest.hexdigest(), name))
            files.append({"name": name, "size": size, "sha256": digest.hexdigest(), **entry.about})
        manifest = {**about, "files": files, **({"missing": missing} if missing else {})}
        text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
        archive.writestr(_info(MANIFEST_NAME), text.encode())
        sums.append((hashlib.sha256(text.encode()).hexdigest(), MANIFEST_NAME))
        archive.writestr(_info(SUMS_NAME), "".join(f"{digest}  {name}\n" for digest, name in sums).encode())
        yield from sink.take()
    yield from sink.take()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, FIXED_TIME)
    packed = name.rpartition(".")[2].lower() in _STORED
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.create_system = 3
    return info


def _unique(name: str, names: set[str]) -> str:
    folder, slash, base = name.rpartition("/")
    stem, dot, suffix = base.rpartition(".")
    candidate, number = name, 2
    while candidate.casefold() in names:
        renamed = f"{stem} ({number}){dot}{suffix}" if dot else f"{base} ({number})"
        candidate, number = f"{folder}{slash}{renamed}", number + 1
    names.add(candidate.casefold())
    return candidate


class _Sink:
    """Where the archive writes: pieces are taken out as they come; it cannot be searched, so sizes follow the data."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.pieces.append(bytes(data))
        return len(data)

    def tell(self) -> int:
        raise OSError("a stream has no position")

    def seek(self, offset: int, whence: int = 0) -> int:
        raise OSError("a stream cannot be searched")

    def flush(self) -> None:
        """Nothing to do."""

    def take(self) -> Iterator[bytes]:
        pieces, self.pieces = self.pieces, []
        yield from pieces
