"""What a file says about itself beside its text: title and day of making among its properties. Never raises.

Only two values are wanted, so they are looked for as they are written, without opening the file with a converter; what
is not written plainly (compressed object streams of a PDF) is simply not known.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from datetime import date

from legaldocs.domain.facts_check import FileFacts
from legaldocs.domain.text import nfc

MOST = 300
_CORE = "docProps/core.xml"
_CORE_BYTES = 200_000
_TITLE = re.compile(r"<(?:\w+:)?title(?:\s[^>]*)?>([^<]{1,2000})</")
_CREATED = re.compile(r"<(?:\w+:)?created(?:\s[^>]*)?>\s*(\d{4})-(\d{2})-(\d{2})")
_PDF_TITLE = re.compile(rb"/Title\s*\(((?:\\.|[^()\\]){1,1000})\)", re.DOTALL)
_PDF_HEX_TITLE = re.compile(rb"/Title\s*<([0-9A-Fa-f\s]{4,4000})>")
_PDF_CREATED = re.compile(rb"/CreationDate\s*\(\s*(?:D:)?(\d{4})(\d{2})(\d{2})")
_ESCAPE = re.compile(rb"\\(\d{1,3}|.)", re.DOTALL)
_ENDS = 300_000


def file_facts(name: str, data: bytes) -> FileFacts:
    """Name, title and day of making of a Word file or a PDF; of other files the name alone."""
    if data.startswith(b"PK"):
        title, created = _of_package(data)
    elif data.startswith(b"%PDF") or b"%PDF" in data[:1024]:
        title, created = _of_pdf(data)
    else:
        title, created = "", None
    return FileFacts(name=name, title=_clean(title), created_on=created)


def _of_package(data: bytes) -> tuple[str, date | None]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(_CORE) as stream:
            core = stream.read(_CORE_BYTES).decode("utf-8", errors="replace")
    except (KeyError, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, zlib.error, zipfile.BadZipFile):
        return "", None
    title, created = _TITLE.search(core), _CREATED.search(core)
    return html.unescape(title[1]) if title else "", _day(*created.groups()) if created else None


def _of_pdf(data: bytes) -> tuple[str, date | None]:
    ends = data if len(data) <= 2 * _ENDS else data[:_ENDS] + data[-_ENDS:]
    title, hexed, created = _PDF_TITLE.search(ends), _PDF_HEX_TITLE.search(ends), _PDF_CREATED.search(ends)
    words = b""
    if title:
        words = _ESCAPE.sub(_unescaped, title[1])
    elif hexed:
        digits = b"".join(hexed[1].split())
        words = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    wide = words.startswith(b"\xfe\xff")
    text = words[2:].decode("utf-16-be", errors="replace") if wide else words.decode("cp1252", errors="replace")
    day = _day(*(part.decode() for part in created.groups())) if created else None
    return text, day


def _unescaped(match: re.Match[bytes]) -> bytes:
    found = match[1]
    if found.isdigit():
        return bytes([int(found, 8) & 0xFF]) if all(digit in b"01234567" for digit in found) else found
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\n": b""}.get(found, found)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _clean(title: str) -> str:
    return " ".join(nfc("".join(sign if sign.isprintable() else " " for sign in title)).split())[:MOST]
