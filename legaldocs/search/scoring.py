"""How well an entry answers a plan: one exact score, the same on every engine.

Each term counts its weight where it stands: in the heading, in the body (more where it stands often in a short text), or
only in the name of the document. Added are the clause that holds most of the terms together, neighbours of the question
that stand together in the text, and a heading that says little else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from legaldocs.domain.types import TYPE_INFO, DocumentType
from legaldocs.search.plan import Plan, Run
from legaldocs.search.reading import COLUMNS, PART, ROW, Unit, padded

HEADING = 1.6
BODY = 1.0
OFTEN = 0.8
CONTEXT = 0.45
CLAUSE = 0.9
NEAR_HEADING = 1.2
NEAR_BODY = 0.6
CLOSENESS = 1.0
#: A document whose name holds the whole question, and little else.
NAMED = 3.0
#: A heading or name that has the question word for word: the more of it that is, the more.
WHOLE = 2.5
#: A chapter or section says what its articles are about, but answers nothing itself.
BARE = 0.7
DIVISIONS = frozenset(["part", "chapter", "section", "subsection"])
#: A sentence asks for what an article says.
BARE_ASKED = 0.5
#: Provisions of the law that governs what a sentence is about.
FIELD = 0.5
#: Higher law comes before what spells it out, what is in force before what is not.
HIGHER = {"hien-phap": 1.16, "bo-luat": 1.24, "luat": 1.2, "phap-lenh": 1.08, "nghi-dinh": 1.06}
EXPIRED = 0.85
#: Length in characters of a usual article: what is longer needs a word more often.
USUAL = 1_100
_KEY, _TYPE, _NUMBER, _TITLE, _ABSTRACT, _STATUS = map(
    COLUMNS.index, ("id", "document_type", "number", "title", "abstract", "status")
)
_MARKER = re.compile(r"^ *(?:dieu|chuong|muc|phan|tieu muc)? *[\divxlc]+[a-z]?[.: ]+")
#: Headings that begin so speak of the end of what the question asks for ("Xóa đăng ký tạm trú"), unless it asks for that.
ENDING = frozenset(["xoa", "huy", "hoi", "dut", "chi", "tuoc", "bai", "choi"])
ENDED = 0.92
_ENDS = re.compile(r" *(?:xoa|huy|thu hoi|cham dut|dinh chi|tam dinh chi|tuoc|bai bo|tu choi) ")
_I_OR_Y = re.compile(r"(k|l|m|t|s|h|qu)[iy]")
#: Words by which the names of documents begin; what a document is about stands behind them.
_PREAMBLE = re.compile(
    r"^(?:thông tư|nghị định|quyết định|luật|pháp lệnh|nghị quyết)?\s*(?:ban hành|quy định|hướng dẫn)?\s*(?:chi tiết)?\s*(?:về)?\s*(?:việc)?\s*",
    re.IGNORECASE,
)


@cache
def _type_name(document_type: str) -> str:
    return TYPE_INFO[DocumentType(document_type)].name


def whole_name(document: Sequence[Any]) -> str:
    """Type, number and whole name of a document (a row of ``reading.COLUMNS``), as written."""
    return f"{_type_name(document[_TYPE])} {document[_NUMBER]} {document[_TITLE]} {document[_ABSTRACT]}"


def _either(word: str) -> str:
    """A word as a pattern, i for y where both are written (``kĩ``, ``kỹ``)."""
    match = _I_OR_Y.fullmatch(word)
    return f"{match[1]}[iy]" if match else re.escape(word)


class _Finder:
    """Finds one run in padded text."""

    __slots__ = ("pattern", "text")

    def __init__(self, run: Run) -> None:
        self.text = " " + " ".join(run)
        self.pattern = re.compile(rf" {re.escape(run[0])}(?![a-z0-9])") if len(run) == 1 else None

    def count(self, text: str) -> int:
        if self.pattern is None:
            return text.count(self.text)
        return len(self.pattern.findall(text)) if self.text in text else 0

    def found(self, text: str) -> bool:
        if self.text not in text:
            return False
        return self.pattern is None or self.pattern.search(text) is not None


class Scorer:
    """Scores entries for one plan."""

    def __init__(self, plan: Plan) -> None:
        phrases = [((phrase,), 4.0 * len(phrase)) for phrase in plan.phrases if phrase]
        terms = [(tuple(run for run in term.runs if run), term.weight) for term in plan.terms]
        self.terms = [(tuple(map(_Finder, runs)), weight, runs) for runs, weight in [*terms, *phrases] if runs]
        self.near = [(_Finder(run), weight) for run, weight in plan.near if run]
        self.total = sum(weight for _, weight, _ in self.terms) or 1.0
        self._names: dict[int, str] = {}
        self.laws, self.older = dict(plan.laws), plan.older
        self.whole = re.compile(rf" {' '.join(map(_either, plan.whole))}(?![a-z0-9])") if plan.whole else None
        words = {word for run in (plan.whole, *(run for term in plan.terms for run in term.runs)) for word in run}
        self.ends = words.isdisjoint(ENDING)
        self.size = len(plan.whole)
        self.bare = BARE_ASKED if plan.natural else BARE

    def _name(self, document: Sequence[Any]) -> str:
        """The folded name of a document; its provisions share it."""
        key = document[_KEY]
        if key not in self._names:
            self._names[key] = padded(
                f"{_type_name(document[_TYPE])} {document[_NUMBER]} {document[_TITLE] or document[_ABSTRACT][:200]}"
            )
        return self._names[key]

    def named(self, document: Sequence[Any]) -> str:
        """What is searched of a document itself: type, number, whole name."""
        return padded(whole_name(document))

    def score(self, document: Sequence[Any], unit: Unit | None) -> float:
        """The score of an entry; 0 when it has nothing of the plan. ``document``: its row (``reading.COLUMNS``)."""
        if unit is None:
            heading, body, context = self.named(document), "", ""
        else:
            body, context = unit.folded, self._name(document)
            heading = " ".join(body.split(ROW, 1)[0].split(PART, 2)[:2])
        length = max(len(body), 200)
        saturation = 0.6 + 0.6 * math.log2(1 + length / USUAL)
        score = in_heading = 0.0
        covered = 0
        telling: list[tuple[tuple[_Finder, ...], float]] = []
        for finders, weight, runs in self.terms:
            head = next((run for finder, run in zip(finders, runs, strict=True) if finder.found(heading)), None)
            often = sum(finder.count(body) for finder in finders) if body else 0
            if head:
                score += weight * HEADING
                in_heading += weight
                covered += len(head)
            if often:
                score += weight * (BODY + OFTEN * often / (often + saturation))
                telling.append((finders, weight))
            elif head:
                score += weight * BODY
            elif any(finder.found(context) for finder in finders):
                score += weight * CONTEXT
        for finder, weight in self.near:
            if finder.found(heading):
                score += weight * NEAR_HEADING
            elif finder.found(body):
                score += weight * NEAR_BODY
        if len(telling) > 1:
            score += CLAUSE * self._best_clause(body, telling)
        if in_heading:
            named = self._own_name(document) if unit is None else _MARKER.sub("", heading)
            size = len(named.split()) or 1
            closeness = min(1.0, covered / size)
            score += CLOSENESS * in_heading * closeness
            if self.whole and self.whole.search(heading):
                score += WHOLE * self.total * (0.4 + 0.6 * min(1.0, self.size / size))
            if unit is None and in_heading >= 0.99 * self.total:
                score += NAMED * self.total * (0.4 + 0.6 * closeness)
        if unit is not None and (len(body) < len(heading) + 40 or unit.facts.split(PART, 2)[1] in DIVISIONS):
            score *= self.bare
        if document[_STATUS] == "expired" or document[_KEY] in self.older:
            score *= EXPIRED
        if self.ends and unit is not None and _ENDS.match(_MARKER.sub("", heading)):
            score *= ENDED
        score *= 1 + FIELD * self.laws.get(document[_KEY], 0.0)
        return score * HIGHER.get(document[_TYPE], 1.0)

    def _own_name(self, document: Sequence[Any]) -> str:
        """The name without type and number, and without the words any name may begin with."""
        title: str = document[_TITLE] or document[_ABSTRACT]
        return _PREAMBLE.sub("", title)

    def _best_clause(self, body: str, telling: list[tuple[tuple[_Finder, ...], float]]) -> float:
        """The most weight that one row of the text holds together."""
        best = 0.0
        for line in body.split(ROW):
            held = 0.0
            for finders, weight in telling:
                if any(finder.found(line) for finder in finders):
                    held += weight
            if held > best:
                best = held
        return best

    def best_row(self, unit: Unit, most: int) -> int:
        """The place of the row that holds most of the plan, the first of equals."""
        folded = unit.folded
        sought = self._present(folded)
        best, place = 0.0, 0
        if not sought:
            return place
        for number, line in enumerate(folded.split(ROW)[:most]):
            held = 0.0
            for finders, weight in sought:
                if any(finder.found(line) for finder in finders):
                    held += weight
            if held > best:
                best, place = held, number
        return place

    def _present(self, folded: str) -> list[tuple[list[_Finder], float]]:
        """The terms and neighbours that stand anywhere in a text, each by what of it stands there."""
        every = [(finders, weight) for finders, weight, _ in self.terms] + [((finder,), w) for finder, w in self.near]
        there = (([finder for finder in finders if finder.text in folded], weight) for finders, weight in every)
        return [(finders, weight) for finders, weight in there if finders]
