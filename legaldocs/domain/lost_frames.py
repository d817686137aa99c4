"""Tables whose frame the source lost: below each cell stands a line with one bar.

What stands in a cell opens no provision; but the last line above such a table has a bar below it too, and the source
keeps bars where a picture of a formula or the table of a signature stood. 285 documents of the Pháp điển have such.
"""

from __future__ import annotations

from collections.abc import Sequence

from legaldocs.domain.markers import Mark, recognise
from legaldocs.domain.scopes import Scope
from legaldocs.domain.tree import Kind

BAR = "|"
_NEAR = 8
_FORMULA = 4
_SHORTEST, _LONG = 25, 100


def is_cell(lines: Sequence[str], index: int) -> bool:
    """Whether a line has a bar below it, as a cell has."""
    return index + 1 < len(lines) and lines[index + 1] == BAR


def stands_above(lines: Sequence[str], index: int, mark: Mark, scope: Scope) -> bool:
    """Whether a line with a bar below it is the provision above a table, not a cell of it: the next number, behind text."""
    if index == 0 or scope.is_plain or not mark.rest:
        return False
    if mark.kind is Kind.ARTICLE:
        return lines[index - 1] != BAR and mark.dotted and scope.is_next_article(mark)
    if mark.kind not in (Kind.CLAUSE, Kind.POINT) or not scope.is_next(mark) or len(mark.rest) < _SHORTEST:
        return False
    formula = any(line[0] == "=" for line in lines[index + 1 : index + _FORMULA])
    if lines[index - 1] == BAR:
        leads_in = mark.rest.endswith(":") and list(lines[index + 1 : index + 3]) == [BAR, BAR]
        return formula or leads_in
    if BAR in lines[max(0, index - _NEAR) : index]:
        return formula or len(mark.rest) > _LONG
    beside = recognise(lines[index + 2]) if index + 2 < len(lines) else None
    return beside is None or beside.kind is not mark.kind
