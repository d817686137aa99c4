"""Whether the old fonts that a Word file names are really used: many a Unicode text still carries the name of one."""

from __future__ import annotations

from typing import Any

from legaldocs.domain.syllables import share_of_syllables
from legaldocs.intake.legacy_tables import OldTable, converted, table_of_font
from legaldocs.intake.word_package import W
from legaldocs.intake.word_styles import Styles, font_of

_ENOUGH = 40_000
_RUN, _PROPERTIES = f"{W}r", f"{W}rPr"


def tables_in_use(parts: list[Any], styles: Styles) -> frozenset[OldTable]:
    """The old tables in which text of these parts is really written."""
    samples: dict[OldTable, list[str]] = {}
    for part in parts:
        for paragraph in part.iter(f"{W}p") if part is not None else ():
            _collect(paragraph, styles, samples)
    found = set()
    for table, pieces in samples.items():
        text = "".join(pieces)
        before, after = share_of_syllables(text), share_of_syllables(converted(text, table))
        if after > before and after > 0.8:
            found.add(table)
    if OldTable.TCVN3 in found and OldTable.TCVN3_CAPITALS in samples:
        found.add(OldTable.TCVN3_CAPITALS)  # headings are too few to prove themselves
    return frozenset(found)


def _collect(paragraph: Any, styles: Styles, samples: dict[OldTable, list[str]]) -> None:
    properties = paragraph.find(f"{W}pPr/{W}pStyle")
    style = properties.get(f"{W}val", "") if properties is not None else styles.default
    inherited = styles.font(style)
    for run in paragraph.iter(_RUN):
        table = table_of_font(font_of(run.find(_PROPERTIES)) or inherited)
        if table is None:
            continue
        kept = samples.setdefault(table, [])
        if len(kept) < _ENOUGH:
            kept += [text.text or "" for text in run.findall(f"{W}t")]
    for kept in samples.values():
        kept.append(" ")
