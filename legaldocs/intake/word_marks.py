"""Raised and lowered characters and symbol fonts of Word files, written in plain Unicode.

"m" with a raised 2 becomes "m²": as "m2" it would be read as something else. What Unicode has no raised form for is
written ``^(…)`` or ``_(…)``; the bare word would change a formula.
"""

from __future__ import annotations

_RAISED = dict(zip("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_LONGEST = 24  # a raised sentence is decoration, not an exponent

# Adobe Symbol encoding, from 0x20; "" where a sign is only a piece of a larger one.
_SYMBOL_ROWS = (
    (0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?"),
    (0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    (0x60, "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    (0xC0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"),
    (0xE0, "◊〈®©™∑"),
)
SYMBOL = {start + place: sign for start, row in _SYMBOL_ROWS for place, sign in enumerate(row)}
#: Wingdings and its kin: the signs that official forms use.
WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□",
    0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE1: "↑",
    0xE2: "↓", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x52: "☑", 0x53: "☒", 0xB7: "•",
}  # fmt: skip


def raised(text: str) -> str:
    """A raised piece of a line. Note marks that stand in brackets of their own stay as they are."""
    core = text.strip()
    if not core or len(core) > _LONGEST or (core[0] in "[(" and core[-1] in "])"):
        return text
    if core in ("o", "O"):
        return text.replace(core, "°")
    return _placed(text, core, _RAISED, "^")


def lowered(text: str) -> str:
    """A lowered piece of a line."""
    core = text.strip()
    return text if not core or len(core) > _LONGEST else _placed(text, core, _LOWERED, "_")


def _placed(text: str, core: str, table: dict[str, str], mark: str) -> str:
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if all(character in table for character in core):
        return before + "".join(table[character] for character in core) + after
    if not any(map(str.isalnum, core)):
        return text  # a raised quotation mark or full stop, a rule drawn of underscores
    return f"{before}{mark}{core if len(core) == 1 else f'({core})'}{after}"


def of_symbol_font(code: int, font: str) -> str:
    """One character of a symbol font; fonts nobody knows give the sign their Wingdings neighbours have, or a bullet."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    name = font.casefold()
    if name.startswith("symbol"):
        return SYMBOL.get(low, "")
    if "dings" in name or 0xF000 <= code <= 0xF0FF:
        return WINGDINGS.get(low) or (SYMBOL.get(low, "•") if not name else "•")
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else ""


def is_symbol_font(font: str) -> bool:
    """Whether the letters of a font are signs."""
    name = font.casefold()
    return name.startswith("symbol") or "dings" in name


def in_symbol_font(text: str, font: str) -> str:
    """Text typed in a symbol font, its private characters made plain."""
    return "".join(of_symbol_font(ord(c), font) if 0xF000 <= ord(c) <= 0xF0FF else c for c in text)
