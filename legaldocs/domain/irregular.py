"""Markers of khoản that are printed wrongly and yet meant: told from the lines around them.

Found in real texts: "1 Cá nhân có quyền" (the full stop is missing), "218. (được bãi bỏ)" (khoản 2 with the mark of note
18 before its full stop), and khoản that start again from 1 because the heading of a Điều was lost.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from legaldocs.domain.markers import CAPITALS, REFERENCE, Mark, recognise
from legaldocs.domain.scopes import Scope
from legaldocs.domain.tree import Kind

_BARE = re.compile(rf"(\d{{1,2}})\s+(?=[{CAPITALS}])(\S.*)$")
_ARTICLE = re.compile(rf"[ĐÐ]iều\s+(\d{{1,4}})[a-zđ]?(?:\s*[.:]|\s+(?!{REFERENCE.pattern})(?=[{CAPITALS}]))")
_LOOK_AHEAD = 40
_SENTENCE_ENDS = ".;:"


class IrregularMarks:
    """Reads markers against the lines around them; one for each text."""

    def __init__(self, lines: Sequence[str], *, consolidated: bool) -> None:
        self._lines = lines
        self._consolidated = consolidated
        found = [
            (index, int(match[1]))
            for index, line in enumerate(lines)
            if line[0] in "ĐÐ" and (match := _ARTICLE.match(line)) is not None
        ]
        self._article_lines = [index for index, _ in found]
        self._article_numbers = [number for _, number in found]

    def read(self, index: int, mark: Mark | None, scope: Scope) -> Mark | None:
        """The marker of a line as it is meant; what is regular comes back as it is."""
        if mark is None:
            return self._bare(index, scope) if self._lines[index][0].isdigit() else None
        if mark.kind is not Kind.CLAUSE:
            return mark
        if mark.style == "note":
            return mark if self._consolidated else None
        if self._consolidated and mark.style == "." and len(mark.num) > 1 and mark.num.isdigit():
            return self._with_note(mark, scope)
        return mark

    def restarts(self, index: int, mark: Mark, scope: Scope) -> bool:
        """Whether khoản 1 follows other khoản because the heading of the next Điều is missing."""
        last = scope.last.get(Kind.CLAUSE)
        article = scope.last.get(Kind.ARTICLE)
        if mark.kind is not Kind.CLAUSE or mark.num != "1" or mark.style != "." or article is None:
            return False
        if last is None or last[0] < 2 or scope.quote is not None or self._lines[index - 1][-1] not in _SENTENCE_ENDS:
            return False
        position = bisect_right(self._article_lines, index)
        return position < len(self._article_numbers) and self._article_numbers[position] > article[0] + 1

    @staticmethod
    def _with_note(mark: Mark, scope: Scope) -> Mark:
        """ "218." where khoản 2 comes next."""
        last = scope.last.get(Kind.CLAUSE)
        expected = str((last[0] if last is not None else 0) + 1)
        if scope.is_next(mark) or not mark.num.startswith(expected) or int(mark.num) < int(expected) + 10:
            return mark
        return Mark(Kind.CLAUSE, expected, mark.marker, mark.rest, True, mark.style)

    def _bare(self, index: int, scope: Scope) -> Mark | None:
        match = _BARE.match(self._lines[index])
        if match is None or self._consolidated or not scope.path or REFERENCE.match(match[2]):
            return None
        number = int(match[1])
        last = scope.last.get(Kind.CLAUSE)
        if number != (last[0] if last is not None else 0) + 1 or not self._stands_alone(index):
            return None
        if self._goes_on(index, number) or (number > 1 and self._lines_to_article(index) <= 1):
            return Mark(Kind.CLAUSE, match[1], match[1], match[2], False, ".")
        return None

    def _stands_alone(self, index: int) -> bool:
        """Whether the line before is the heading of the Điều or a whole sentence."""
        position = bisect_right(self._article_lines, index) - 1
        after_heading = position >= 0 and self._article_lines[position] == index - 1
        return after_heading or self._lines[index - 1][-1] in _SENTENCE_ENDS

    def _goes_on(self, index: int, number: int) -> bool:
        """Whether the next khoản follows in the same Điều with its full stop, at most one without it between."""
        wanted = number + 1
        for line in self._lines[index + 1 : index + 1 + _LOOK_AHEAD]:
            if line[0] in "ĐÐ" and _ARTICLE.match(line):
                return False
            if not line[0].isdigit():
                continue
            mark = recognise(line)
            if mark is not None and mark.kind is Kind.CLAUSE and mark.num == str(wanted) and mark.style == ".":
                return True
            bare = _BARE.match(line) if mark is None else None
            if bare is not None and bare[1] == str(wanted) and wanted == number + 1:
                wanted += 1
        return False

    def _lines_to_article(self, index: int) -> int:
        position = bisect_right(self._article_lines, index)
        return self._article_lines[position] - index if position < len(self._article_lines) else _LOOK_AHEAD
