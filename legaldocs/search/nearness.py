"""Whether the best answers say what was asked, or are only near to it.

Judged from the first answers of the best order, alike on every engine. A few words must stand close together somewhere (the
heading and the name of the document count with every clause): texts that have them far apart speak of something else. Of
a sentence the most telling words must be there at all. A heading or name that has the question word for word says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from legaldocs.search.hearing import most_heard
from legaldocs.search.plan import EngineHit, Plan, Run
from legaldocs.search.reading import Reader, Unit, padded
from legaldocs.search.scoring import PART, ROW, Scorer, whole_name

#: So many first answers are looked at.
LOOKED_AT = 5
#: Words of a short question stand within so many characters of one clause.
CLOSE = 120
#: A question in which no word of any field of law was known is answered by what has so much of it in the heading.
HEADED = 0.5
#: Of a sentence this part of its words as typed says it, whatever they weigh.
HEARD = 0.7
#: Words that weigh so much of the heaviest are the most telling.
TELLING = 0.9


def say_it(plan: Plan, hits: Sequence[EngineHit], reader: Reader) -> bool:
    """Whether one of the first answers says what was asked; nothing found says nothing wrong."""
    return not plan.terms or not hits or any(verdicts(plan, hits[:LOOKED_AT], reader))


def verdicts(plan: Plan, hits: Sequence[EngineHit], reader: Reader) -> Iterator[bool]:
    """Whether each of the hits says what was asked, one after the other as they are asked for."""
    documents, units = reader.documents(hit.document_id for hit in hits), reader.units(hit.entry_id for hit in hits)
    scorer, most = Scorer(plan), TELLING * max(term.weight for term in plan.terms)
    for hit in hits:
        document, unit = documents.get(hit.document_id), units.get(hit.entry_id)
        yield document is not None and _says_it(plan, scorer, most, document, unit)


def _says_it(plan: Plan, scorer: Scorer, most: float, document: Sequence[Any], unit: Unit | None) -> bool:
    name = scorer.named(document)
    text = unit.folded if unit else name
    head = " ".join(text.split(ROW, 1)[0].split(PART, 2)[:2]) + name
    if plan.whole and _places(plan.whole, head):
        return True
    heard = most_heard(plan.heard, unit, whole_name(document)) if plan.heard else 0.0
    if plan.heard and heard < plan.heard.least:
        return False
    if plan.strange and not (_headed(plan, head) >= HEADED and all(_places(run, text) for run in plan.untold)):
        return False
    if plan.floor >= 1:
        return any(_closely(plan, line, head) for line in text.split(ROW))
    telling = (term for term in plan.terms if term.weight >= most)
    return heard >= HEARD or any(_places(run, text) or _places(run, head) for term in telling for run in term.runs)


def _headed(plan: Plan, head: str) -> float:
    """The part of the question's weight that the head holds."""
    held = sum(term.weight for term in plan.terms if any(_places(run, head) for run in term.runs))
    return held / (plan.weight or 1.0)


def _closely(plan: Plan, line: str, head: str) -> bool:
    """Whether all terms that the head lacks stand together in the line."""
    found = []
    for term in plan.terms:
        places = [place for run in term.runs for place in _places(run, line)]
        if places:
            found.append(places)
        elif not any(_places(run, head) for run in term.runs):
            return False
    return _span(found) <= CLOSE


def _places(run: Run, text: str) -> list[int]:
    words = padded(" ".join(run)).rstrip()
    if words not in text:
        return []
    return [match.start() for match in re.finditer(re.escape(words) + r"(?![a-z0-9])", text)]


def _span(found: Iterable[list[int]]) -> int:
    """The shortest stretch that holds a place of each list."""
    lists = [sorted(places) for places in found]
    if len(lists) < 2:
        return 0
    marks = sorted((place, number) for number, places in enumerate(lists) for place in places)
    held: dict[int, int] = {}
    shortest, start = marks[-1][0] - marks[0][0], 0
    for place, number in marks:
        held[number] = held.get(number, 0) + 1
        while len(held) == len(lists):
            first, gone = marks[start]
            shortest = min(shortest, place - first)
            held[gone] -= 1
            if not held[gone]:
                del held[gone]
            start += 1
    return shortest
