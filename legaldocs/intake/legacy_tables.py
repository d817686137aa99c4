"""Text typed in fonts of before Unicode, made Unicode: TCVN3 (.VnTime, ABC), VNI, VPS, and UTF-8 read with a wrong table.

QĐ 72/2002/QĐ-TTg and TCVN 6909:2001 ask for Unicode. A conversion counts only where it is certain: afterwards nearly every
word with a mark is a Vietnamese syllable, and before hardly one was.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from legaldocs.domain.syllables import share_of_syllables

_CERTAIN = 0.93
_CP1252_GAPS = dict.fromkeys("\x81\x8d\x8f\x90\x9d")


class OldTable(StrEnum):
    """A table of letters from before Unicode; the value is its name in a sentence."""

    TCVN3 = "TCVN3 (.VnTime, ABC)"
    TCVN3_CAPITALS = "TCVN3 chữ hoa (.VnTimeH)"
    VNI = "VNI (VNI-Times)"
    VPS = "VPS (VPS Times)"


_TCVN3_CODES = (
    "¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ¨ă©âªê«ô¬ơ\xadư®đµà¶ả·ã¸á¹ạ»ằ¼ẳ½ẵ¾ắÆặÇầÈẩÉẫÊấËậÌèÎẻÏẽÐéÑẹÒềÓểÔễÕếÖệ×ìØỉÜĩÝíÞịßòáỏâõãóäọåồæổçỗèố"
    "éộêờëởìỡíớîợïùñủòũóúôụõừöử÷ữøứùựúỳûỷüỹýýþỵ"
)
_TCVN3 = {ord(old): new for old, new in zip(_TCVN3_CODES[::2], _TCVN3_CODES[1::2], strict=True)}

_VPS_CODES = (
    "áE1 àE0 ảE4 ãE3 ạE5 âE2 ấC3 ầC0 ẩC4 ẫC5 ậC6 ăE6 ắA1 ằA2 ẳA3 ẵA4 ặA5 éE9 èE8 ẻC8 ẽEB ẹCB êEA ế89 ề8A ể8B ễCD ệ8C "
    "óF3 òF2 ỏD5 õF5 ọ86 ôF4 ốD3 ồD2 ổB0 ỗ87 ộB6 ơD6 ớA7 ờA9 ởAA ỡAB ợAE úFA ùF9 ủFB ũDB ụF8 ưDC ứD9 ừD8 ửBA ữBB ựBF "
    "íED ìEC ỉCC ĩEF ịCE ý9A ỳFF ỷ9B ỹCF ỵ9C đC7 ÁC1 À80 Ả81 Ã82 ÂC2 Ấ83 Ầ84 Ẩ85 Ă88 Ắ8D Ằ8E Ẳ8F ẴF0 ÉC9 ÈD7 ẺDE ẼFE "
    "ÊCA Ế90 Ề93 Ể94 Ễ95 ÓB9 ÒBC ỎBD ÕBE ÔD4 Ố96 Ồ97 Ổ98 Ỗ99 ƠF7 Ớ9D Ờ9E Ở9F ỠA6 ÚDA ÙA8 ỦD1 ŨAC ƯD0 ỨAD ỪAF ỬB1 ÍB4 "
    "ÌB5 ỈB7 ĨB8 ÝDD ỲB2 ỶFD ỸB3 ĐF1"
)  # a capital with a tone that is not here was printed as its small letter
_VPS = {
    ord(old): pair[0]
    for pair in _VPS_CODES.split()
    for old in (chr(int(pair[1:], 16)), bytes.fromhex(pair[1:]).decode("cp1252", errors="replace"))
    if old != "\ufffd"
}

_TONE = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HAT = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLE = {
    "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư",
    "Í": "Í", "Ì": "Ì", "Æ": "Ỉ", "Ó": "Ĩ", "Ò": "Ị", "Î": "Ỵ", "Ñ": "Đ", "Ô": "Ơ", "Ö": "Ư",
}  # fmt: skip


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}

    def add(base: str, mark: str, letter: str) -> None:
        composed = unicodedata.normalize("NFC", letter)
        for one, result in ((base, composed), (base.upper(), composed.upper())):
            pairs[one + mark] = pairs[one + mark.upper()] = result

    for base in "aeouyôö":
        plain = {"ô": "ơ", "ö": "ư"}.get(base, base)
        for mark, tone in _TONE.items():
            add(base, mark, plain + tone)
    for base in "aeo":
        for mark, tone in _HAT.items():
            add(base, mark, f"{base}\u0302{tone}")
    for mark, tone in _BREVE.items():
        add("a", mark, f"a\u0306{tone}")
    return pairs


_VNI_PAIRS = _vni_pairs()
_VNI = re.compile("|".join([*map(re.escape, _VNI_PAIRS), *_VNI_SINGLE]))


@lru_cache(maxsize=1024)
def table_of_font(font: str) -> OldTable | None:
    """The table a font's name stands for: fonts called .Vn… are TCVN3 (with H at the end: capitals), VNI-… are VNI."""
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return OldTable.TCVN3_CAPITALS if name.endswith("h") and not name.endswith("ch") else OldTable.TCVN3
    if name.startswith(("vni-", "vni ")):
        return OldTable.VNI
    if name.startswith(("vps-", "vps ")):
        return OldTable.VPS
    return None


def converted(text: str, table: OldTable) -> str:
    """The same text in Unicode."""
    if table is OldTable.TCVN3:
        return text.translate(_TCVN3)
    if table is OldTable.TCVN3_CAPITALS:
        return text.translate(_TCVN3).upper()
    if table is OldTable.VNI:
        return _VNI.sub(lambda match: _VNI_PAIRS.get(match[0]) or _VNI_SINGLE[match[0]], text)
    if table is OldTable.VPS:
        return text.translate(_VPS)
    return text


def is_certain(before: str, after: str) -> bool:
    """Whether a conversion proves itself: what came out is Vietnamese, what went in was not."""
    return share_of_syllables(after) >= _CERTAIN and share_of_syllables(before) < 0.6


def from_old_table(text: str) -> tuple[str, OldTable] | None:
    """A whole text found to be in an old table, converted; None where that is not certain."""
    best: tuple[float, str, OldTable] | None = None
    for table in (OldTable.TCVN3, OldTable.VNI, OldTable.VPS):
        after = converted(text, table)
        share = share_of_syllables(after)
        if is_certain(text, after) and (best is None or share > best[0]):
            best = (share, after, table)
    return (best[1], best[2]) if best else None


def mended_mojibake(text: str) -> str | None:
    """A text whose UTF-8 was once read as Windows-1252 (or Latin-1), read rightly; None where that is not certain.

    Every character must go back without a gap: one that does not shows that something was lost, and a guess would
    change words of a law.
    """
    lines = []
    for line in text.split("\n"):
        mended = line if line.isascii() else _line_mended(line)
        if mended is None:
            return None
        lines.append(mended)
    result = "\n".join(lines)
    return result if result != text and share_of_syllables(result) >= _CERTAIN else None


def _line_mended(line: str) -> str | None:
    data = bytearray()
    for character in line:
        if character in _CP1252_GAPS or "\x80" <= character <= "\xff":
            data.append(ord(character))
            continue
        try:
            data += character.encode("cp1252")
        except UnicodeEncodeError:
            return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None
