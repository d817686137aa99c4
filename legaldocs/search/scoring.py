"""How well an entry answers a plan: one exact score, the same on every engine.

Each term counts its weight where it stands: in the heading, in the body (more where it stands often in a short text), or
only in the name of the document. Added are the clause that holds most of the terms together, neighbours of the question
that stand together in the text, and a heading that says little else.
"""

from __future__ import annotations

import math
import re

from legaldocs.domain.text import fold
from legaldocs.search.candidate_texts import CandidateText
from legaldocs.search.plan import Plan, Run

HEADING = 1.6
BODY = 1.0
OFTEN = 0.8
CONTEXT = 0.45
CLAUSE = 0.9
NEAR_HEADING = 1.2
NEAR_BODY = 0.6
CLOSENESS = 1.0
#: Length in characters of a usual article: what is longer needs a word more often.
USUAL = 1_100
_SIGNS = str.maketrans(dict.fromkeys("()[]/-–—“”\"'\t\xa0", " "))
_MARKER = re.compile(r"^ *(?:dieu|chuong|muc|phan|tieu muc)? *[\divxlc]+[a-z]?[.: ]+")


def padded(text: str) -> str:
    """Folded, with a space before each word that can begin a run, line ends kept."""
    return " " + fold(text).translate(_SIGNS).replace("\n", "\n ")


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

    def score(self, text: CandidateText) -> float:
        """The score; 0 for an entry that has nothing of the plan."""
        heading, body, context = padded(text.heading), padded(text.body), padded(text.context)
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
            score += CLAUSE * self._best_clause(heading, body, telling)
        if in_heading:
            words = len(_MARKER.sub("", heading).split()) or 1
            score += CLOSENESS * in_heading * min(1.0, covered / words)
        return score

    def _best_clause(self, heading: str, body: str, telling: list[tuple[tuple[_Finder, ...], float]]) -> float:
        """The most weight that one row of the text holds together."""
        best = 0.0
        for line in body.split("\n"):
            held = 0.0
            for finders, weight in telling:
                if any(finder.found(line) for finder in finders):
                    held += weight
            if held > best:
                best = held
        return best
