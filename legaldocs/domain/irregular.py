"""Markers of khoản that are printed wrongly and yet meant: told from the lines around them.

Found in real texts: "1 Cá nhân có quyền", "1, Các số liệu", "5: Việc điều chỉnh", "3Thành phần" (the full stop is missing or another sign),
"2) Tổng cục" between "1." and "3.", "b. Văn bản" behind "a)", "218. (được bãi bỏ)" (khoản 2 with the mark of note 18 before its full stop), "3.49 Tham
gia" (khoản 3 with the mark of note 49), khoản that start again from 1 because the heading of a Điều was lost, khoản
out of their order or with a number that was there before, and names of attached files ("05. Phụ lục II.doc").
"""

from __future__ import annotations

import re
from bisect import bisect_right

from legaldocs.domain.markers import CAPITALS, REFERENCE, Mark, recognise
from legaldocs.domain.scopes import Scope, rank
from legaldocs.domain.tree import Kind

_BARE = re.compile(rf"((\d{{1,2}})[,:]?)(?:\s+(?=[{CAPITALS}])|(?=[{CAPITALS}][^\W\d_{CAPITALS}]))(\S.*)$")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|rtf|rar|zip|jpe?g|png|pptx?)$", re.IGNORECASE)
_LONGEST_FILE = 200
_BLANKS = ("...", "…")
_MOST_DOTS = 6
_CLAUSE = re.compile(r"(\d{1,3}[a-zđ]?)\.(?!\d)")
_POINT = re.compile(r"([a-zđ])\.(?!\d)\s*\S")
_ARTICLE = re.compile(rf"[ĐÐ]iều\s+(\d{{1,4}})[a-zđ]?(?:\s*[.:]|\s+(?!{REFERENCE.pattern})(?=[{CAPITALS}]))")
_LOOK_AHEAD = 40
_SENTENCE_ENDS = ".;:"


class IrregularMarks:
    """Reads markers against the lines around them; one for each text."""

    def __init__(self, lines: list[str], *, consolidated: bool) -> None:
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
        if len(mark.rest) < _LONGEST_FILE and "." in mark.rest[-5:-2] and _FILE.search(mark.rest):
            return None
        if mark.rest.endswith(_BLANKS) and scope.node is None and self._is_to_fill_in(index, mark):
            return None
        if mark.style == "note":
            return mark if self._consolidated or self._has_note(index, mark, scope) else None
        if mark.style == ")":
            return self._bracketed(index, mark, scope)
        if self._consolidated and mark.style == "." and len(mark.num) > 1 and mark.num.isdigit():
            return self._with_note(mark, scope)
        return mark

    def restarts(self, index: int, mark: Mark, scope: Scope) -> bool:
        """Whether khoản 1 follows other khoản because the heading of the next Điều is missing, or printed without its number."""
        last = scope.last.get(Kind.CLAUSE)
        article = scope.last.get(Kind.ARTICLE)
        if mark.kind is not Kind.CLAUSE or mark.num != "1" or mark.style != "." or article is None:
            return False
        if last is None or last[0] < 2 or scope.quote is not None:
            return False
        heading = next((node.heading for node in scope.path if node.kind is Kind.ARTICLE), "")
        if heading and self._lines[index - 1].casefold() == heading.casefold():
            return True
        if self._lines[index - 1][-1] not in _SENTENCE_ENDS:
            return False
        position = bisect_right(self._article_lines, index)
        return position < len(self._article_numbers) and self._article_numbers[position] > article[0] + 1

    def leads_to_article(self, index: int) -> bool:
        """Whether a Điều follows the title of a part or section, before any khoản: an article may list such titles."""
        if self._consolidated:
            return True
        for at in range(index + 1, min(index + 1 + _LOOK_AHEAD, len(self._lines))):
            line = self._lines[at]
            if line[0] in "ĐÐƉ" or line[0].isdigit() or line[1:2] == ")":
                mark = recognise(line)
                if mark is not None and mark.kind in (Kind.ARTICLE, Kind.CLAUSE, Kind.POINT):
                    return mark.kind is Kind.ARTICLE
        return True

    def is_meant(self, index: int, mark: Mark, scope: Scope) -> bool:
        """Whether a number that does not fit is a provision all the same: khoản 4 behind 5, "b." behind "a)".

        A sentence ends before it, and no line since the last provision of its kind carries a number of that form: lists of
        their own begin with 1 or a, and their lines were no provisions either.
        """
        last = scope.last.get(mark.kind)
        if not mark.rest or scope.node is not None or not scope.has_articles or last is None or scope.quote is not None:
            return False
        if mark.kind is Kind.POINT and mark.num == "i" and mark.style == ")":
            return rank(mark)[0] - 3 <= last[0] < rank(mark)[0] and not self._counts_in_roman(index)
        if mark.style != "." or mark.num in ("1", "a") or not self._stands_alone(index):
            return False
        if mark.kind is Kind.POINT:
            return scope.styles.get(Kind.POINT) == ")" and scope.is_next(mark) and self._is_alone(index, _POINT, None)
        if mark.kind is not Kind.CLAUSE or not mark.num.isdigit() or scope.styles.get(Kind.CLAUSE) != ".":
            return False
        return int(mark.num) <= last[0] and self._is_alone(index, _CLAUSE, str(last[0]))

    def _counts_in_roman(self, index: int) -> bool:
        """Whether "i)" begins a list i, ii, iii."""
        following = self._lines[index + 1 : min(index + 1 + _LOOK_AHEAD, self._article_around(index)[1])]
        return any(line.startswith(("ii)", "ii.", "(ii)")) for line in following)

    def _is_alone(self, index: int, pattern: re.Pattern[str], last: str | None) -> bool:
        """Whether the nearest line above with a number of this form is the last provision, in the same Điều."""
        for at in range(index - 1, max(index - _LOOK_AHEAD, self._article_around(index)[0]), -1):
            match = pattern.match(self._lines[at])
            if match is not None:
                return match[1] == last
        return last is None

    @staticmethod
    def _with_note(mark: Mark, scope: Scope) -> Mark:
        """ "218." where khoản 2 comes next."""
        last = scope.last.get(Kind.CLAUSE)
        expected = str((last[0] if last is not None else 0) + 1)
        if scope.is_next(mark) or not mark.num.startswith(expected) or int(mark.num) < int(expected) + 10:
            return mark
        return Mark(Kind.CLAUSE, expected, mark.marker, mark.rest, True, mark.style)

    def _is_to_fill_in(self, index: int, mark: Mark) -> bool:
        """Whether a line is a row of a form ("4. Cơ quan chủ quản: ……", "2. Ngành nghề ..." below "1. Ngành nghề ...")."""
        words = mark.rest.rstrip(".… ")
        dots = sum(3 if sign == "…" else 1 for sign in mark.rest[len(words) :] if sign != " ")
        if words.endswith(":") or dots >= _MOST_DOTS:
            return True
        start, end = self._article_around(index)
        near = (
            self._lines[max(start, index - _LOOK_AHEAD) : index]
            + self._lines[index + 1 : min(end, index + _LOOK_AHEAD)]
        )
        return any(line.rstrip(".… ").endswith(f". {words}") for line in near if line[0].isdigit())

    def _has_note(self, index: int, mark: Mark, scope: Scope) -> bool:
        """ "3.49 Tham gia": khoản 3 and the mark of a note, not the first of 3.1, 3.2 …"""
        note = re.match(r"\d+", mark.rest)
        if note is None or int(note[0]) < 2 or not mark.num.isdigit() or mark.num == "1" or not scope.is_next(mark):
            return False
        start, end = self._article_around(index)
        prefix = f"{mark.num}."
        others = sum(1 for line in self._lines[start:end] if line.startswith(prefix) and line[len(prefix)].isdigit())
        return others == 1 and self._stands_alone(index) and (self._goes_on(index, int(mark.num)) or int(note[0]) > 9)

    def _bracketed(self, index: int, mark: Mark, scope: Scope) -> Mark:
        """ "2) Tổng cục" between "1." and "3.", "b. Văn bản" behind "a)", or with điểm of its own behind those of "1."."""
        last = scope.last.get(Kind.CLAUSE)
        if last is None or scope.styles.get(Kind.CLAUSE) != "." or not scope.is_next(mark) or not mark.num.isdigit():
            return mark
        if not mark.rest or not self._stands_alone(index):
            return mark
        below = recognise(self._lines[index + 1]) if index + 1 < len(self._lines) else None
        begins = below is not None and below.kind is Kind.POINT and below.num == "a" and Kind.POINT in scope.last
        if begins or self._goes_on(index, int(mark.num), bare=False):
            return Mark(Kind.CLAUSE, mark.num, mark.marker, mark.rest, True, ".")
        return mark

    def _article_around(self, index: int) -> tuple[int, int]:
        """The lines of the Điều that a line stands in."""
        position = bisect_right(self._article_lines, index)
        start = self._article_lines[position - 1] if position else 0
        return start, self._article_lines[position] if position < len(self._article_lines) else len(self._lines)

    def _bare(self, index: int, scope: Scope) -> Mark | None:
        match = _BARE.match(self._lines[index])
        if match is None or self._consolidated or not scope.path or REFERENCE.match(match[3]):
            return None
        number = int(match[2])
        last = scope.last.get(Kind.CLAUSE)
        if number != (last[0] if last is not None else 0) + 1 or not self._stands_alone(index):
            return None
        if (
            self._goes_on(index, number)
            or (number > 1 and self._lines_to_article(index) <= 1)
            or (match[3].endswith(":") and index + 1 < len(self._lines) and self._lines[index + 1].startswith("a)"))
        ):
            return Mark(Kind.CLAUSE, match[2], match[1], match[3], False, ".")
        return None

    def _stands_alone(self, index: int) -> bool:
        """Whether the line before is the heading of the Điều or a whole sentence."""
        position = bisect_right(self._article_lines, index) - 1
        after_heading = position >= 0 and self._article_lines[position] == index - 1
        return after_heading or self._lines[index - 1][-1] in _SENTENCE_ENDS

    def _goes_on(self, index: int, number: int, *, bare: bool = True) -> bool:
        """Whether the next khoản follows in the same Điều with its full stop; those between them may lack theirs too."""
        wanted = number + 1
        for at in range(index + 1, min(index + 1 + _LOOK_AHEAD, len(self._lines))):
            line = self._lines[at]
            if line[0] in "ĐÐ" and _ARTICLE.match(line):
                return False
            if not line[0].isdigit():
                continue
            mark = recognise(line)
            if mark is not None and mark.kind is Kind.CLAUSE and mark.style == ".":
                if mark.num == str(wanted):
                    return True
                if mark.num == str(number) and not bare:
                    return False
            match = _BARE.match(line) if bare and mark is None else None
            if match is not None and match[2] == str(wanted) and (wanted == number + 1 or self._stands_alone(at)):
                wanted += 1
        return bare and wanted > number + 2

    def _lines_to_article(self, index: int) -> int:
        position = bisect_right(self._article_lines, index)
        return self._article_lines[position] - index if position < len(self._article_lines) else _LOOK_AHEAD
