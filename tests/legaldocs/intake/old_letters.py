"""Unicode text as it was typed in old fonts."""

from __future__ import annotations

from legaldocs.intake import legacy_tables

_TCVN3 = {new: chr(old) for old, new in legacy_tables._TCVN3.items()}
_VNI = {new: old for old, new in {**legacy_tables._VNI_PAIRS, **legacy_tables._VNI_SINGLE}.items()}

_VPS = {new: chr(old) for old, new in legacy_tables._VPS.items()}


def in_tcvn3(text: str) -> str:
    """Text as .VnTime holds it; capitals with tones, which that font lacks, become small."""
    return "".join(_TCVN3.get(c, _TCVN3.get(c.lower(), c)) for c in text)


def in_vni(text: str) -> str:
    """Text as VNI-Times holds it."""
    return "".join(_VNI.get(c, c) for c in text)


def in_vps(text: str) -> str:
    """Text as VPS Times holds it, read from bytes as Windows reads them; capitals it lacks become small."""
    return "".join(_VPS.get(c, _VPS.get(c.lower(), c)) for c in text)
