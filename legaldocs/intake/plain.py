"""Plain text files: bytes to text. UTF-8 and UTF-16 are read, old tables converted where certain, else refused by name."""

from __future__ import annotations

import codecs
import re
import unicodedata

from legaldocs.domain.findings import Finding
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.extracted import Extracted, warning
from legaldocs.intake.legacy_fonts import ADVICE, converted_note, name_of_damage, sound_letters
from legaldocs.intake.legacy_tables import from_old_table, is_certain
from legaldocs.intake.limits import DEFAULT, Limits, check_size

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_UNUSUAL = re.compile(r"[\x00-\x08\x0e-\x1f]")  # control signs a text has no use for
_BREAKS = re.compile(r"\r\n?|[\x0c\x0b\x85\u2028\u2029]")
# Windows-1252 over Latin-1; what it leaves empty stays as it is.
_WESTERN = {byte: bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_CP1258_MARKS = re.compile(rb"[aeiouyAEIOUY\xe2\xea\xf4\xf5\xfd\xe3\xc2\xca\xd4\xd5\xdd\xc3][\xcc\xd2\xde\xec\xf2]")


def clean_text(text: str) -> str:
    """NFC, one kind of line break, no control characters and no invisible marks of direction or width."""
    return unicodedata.normalize("NFC", _CONTROL.sub("", _BREAKS.sub("\n", text)))


def decode(data: bytes, limits: Limits = DEFAULT) -> str:
    """The text of a TXT file. Raises ``UnreadableFile`` with what to do."""
    return read_plain(data, limits).text


def read_plain(data: bytes, limits: Limits = DEFAULT) -> Extracted:
    """The text of a TXT file and what was done to its letters. Raises ``UnreadableFile`` with what to do."""
    check_size(len(data), limits.max_text_bytes)
    text, findings = _unicode(data)
    controls = len(_UNUSUAL.findall(text, 0, 20_000))
    if controls > 2 and controls * 100 > min(len(text), 20_000):
        raise UnreadableFile(
            "Đây không phải tệp văn bản (có nhiều ký tự điều khiển). Chỉ nhận TXT, Word, PDF, ảnh quét, ZIP, JSONL."
        )
    text, mended = sound_letters(text)
    text = clean_text(text)
    if not text.strip():
        raise UnreadableFile("Tệp không có chữ nào.")
    return Extracted(text, findings + mended)


def _unicode(data: bytes) -> tuple[str, list[Finding]]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), []
            except UnicodeDecodeError as error:
                raise UnreadableFile(
                    "Tệp Unicode bị hỏng hoặc bị cắt giữa chừng. Hãy lưu lại dưới dạng UTF-8."
                ) from error
    wide = _utf16_without_bom(data)
    if wide:
        return data.decode(wide, errors="replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        old = None if _is_nearly_utf8(data) else _from_old_bytes(data)
        if old is not None:
            return old
        raise UnreadableFile(_name_of_table(data, line), line) from error


def _from_old_bytes(data: bytes) -> tuple[str, list[Finding]] | None:
    """Bytes of a table from before Unicode, where the conversion proves itself."""
    western = data.decode("latin-1").translate(_WESTERN)
    vietnamese = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    if "\ufffd" not in vietnamese and is_certain(western, vietnamese):
        message = "Tệp dùng bảng mã Windows-1258; đã chuyển sang Unicode. Hãy đối chiếu với bản gốc."
        return vietnamese, [warning("legacy-font-converted", message)]
    old = from_old_table(western)
    return (old[0], [converted_note(old[1])]) if old else None


def _is_nearly_utf8(data: bytes) -> bool:
    valid = len(data.decode("utf-8", errors="ignore").encode())
    return (
        valid > len(data) * 0.999
        and any(byte > 127 for byte in data[:4000])
        and valid != len(data.decode("ascii", errors="ignore"))
    )


def _utf16_without_bom(data: bytes) -> str:
    """UTF-16 saved without its mark: every second byte of the many Latin letters is NUL."""
    sample = data[:4000]
    if len(sample) < 16 or len(data) % 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return ""


def _name_of_table(data: bytes, line: int) -> str:
    if _is_nearly_utf8(data):
        return f"Tệp UTF-8 có ký tự bị hỏng ở dòng {line}. Hãy lưu lại tệp gốc dưới dạng UTF-8."
    damage = name_of_damage(data.decode("cp1252", errors="replace").replace("\x90", "\ufffd"))
    marks = len(_CP1258_MARKS.findall(data[:400_000]))
    if marks > 3 and not damage.startswith("Văn bản dùng phông chữ cũ theo bảng mã TCVN3"):
        return f"Tệp dùng bảng mã Windows-1258. {ADVICE}"
    if damage:
        return f"{damage}. {ADVICE}"
    return f"Tệp không phải UTF-8 hay UTF-16 (ký tự lạ đầu tiên ở dòng {line}). {ADVICE}"
