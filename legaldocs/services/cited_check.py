"""Documents a text cites, looked up in the corpus: those that are not there, those that were no longer in force."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from legaldocs.domain.citations import Citation, Target
from legaldocs.domain.dates import format_date
from legaldocs.domain.findings import Finding, Severity
from legaldocs.domain.identity import cited_key, name_key
from legaldocs.domain.numbers import number_key
from legaldocs.domain.reading import ReadDocument
from legaldocs.domain.structure import walk
from legaldocs.domain.text import fold
from legaldocs.domain.tree import Node
from legaldocs.models import LegalDocument
from legaldocs.services.pointed import NOTHING_POINTED, Pointing, Pointings, mention_mark

MOST = 200
_CHUNK = 400
_POINTED = "@"  # before the row of a document pointed by hand


@dataclass(slots=True)
class _Cited:
    shown: str
    first: Citation
    count: int = 1
    validity: list[datetime.date | None] = field(default_factory=list)


def check_cited(
    read: ReadDocument,
    *,
    own_key: str,
    on: datetime.date,
    is_consolidated: bool = False,
    pointings: Pointings = NOTHING_POINTED,
) -> list[Finding]:
    """One finding for each cited document, at the line where it is cited first.

    A document that ended before ``on`` (the day of the text) should not be cited as law; where several bear one number
    and one of them was in force, nothing is said. A consolidated text repeats the bases of its time. What editors have
    said holds here too: words that cite nothing are passed over, words pointed by hand cite what they were pointed at.
    """
    nodes = {node.eid: node for node, _ in walk(read.structure)}
    cited = _documents(read.citations, own_key, nodes, pointings)
    if not cited:
        return []
    _look_up(cited)
    lines = read.text.split("\n")
    findings = []
    for row in cited.values():
        line = _line(nodes.get(row.first.provision_eid), row.first.start, lines)
        if not row.validity:
            times = f" ({row.count} lần)" if row.count > 1 else ""
            message = f"“{row.shown}”{times} chưa có trong kho văn bản của cổng."
            findings.append(Finding("cited-unknown", message, line, Severity.INFO))
        elif (
            not is_consolidated
            and (ends := [day for day in row.validity if day and day <= on])
            and len(ends) == len(row.validity)
        ):
            message = f"“{row.shown}” đã hết hiệu lực từ ngày {format_date(max(ends))}, trước ngày {format_date(on)}."
            findings.append(Finding("cited-expired", message, line))
    return findings[:MOST]


def _documents(
    citations: list[Citation], own_key: str, nodes: dict[str, Node], pointings: Pointings
) -> dict[str, _Cited]:
    """Cited documents by number key, by folded name for laws cited by name alone, by row for those pointed by hand."""
    found: dict[str, _Cited] = {}
    for citation in citations:
        seen: set[str] = set()
        for target in citation.targets:
            if target.number == "" or not (target.number or target.name):
                continue
            key = number_key(target.number) if target.number else f"={fold(target.name)}"
            said = _said(citation, target, nodes, pointings) if pointings else None
            if said is not None and not said.is_citation:
                continue
            if said is not None and said.target is not None:
                key = f"{_POINTED}{said.target}"
            if not key or key == own_key or key in seen:
                continue
            seen.add(key)
            if key in found:
                found[key].count += 1
            else:
                found[key] = _Cited(target.number or target.name, citation)
    return found


def _said(citation: Citation, target: Target, nodes: dict[str, Node], pointings: Pointings) -> Pointing | None:
    """What an editor said of this mention, or of all that name the same."""
    node = nodes.get(citation.provision_eid)
    if node is None:
        return None
    mark = mention_mark(citation.provision_eid, node.text, citation.start, citation.end)
    return pointings.of(mark, cited_key(target.number) if target.number else name_key(target.name))


def _look_up(cited: dict[str, _Cited]) -> None:
    pointed = {int(key[1:]): key for key in cited if key.startswith(_POINTED)}
    if pointed:
        for pk, end in LegalDocument.objects.filter(pk__in=pointed).values_list("pk", "valid_until"):
            cited[pointed[pk]].validity.append(end)
    numbers = [key for key in cited if not key.startswith(("=", _POINTED))]
    for some in _chunks(numbers):
        rows = LegalDocument.objects.filter(number_key__in=some, stage="issued")
        for key, end in rows.values_list("number_key", "valid_until"):
            cited[key].validity.append(end)
    names = {row.shown: key for key, row in cited.items() if key.startswith("=")}
    for some in _chunks(list(names)):
        for title, end in LegalDocument.objects.filter(title__in=some, stage="issued").values_list(
            "title", "valid_until"
        ):
            cited[names[title]].validity.append(end)


def _chunks(keys: list[str]) -> Iterator[list[str]]:
    return (keys[at : at + _CHUNK] for at in range(0, len(keys), _CHUNK))


def _line(node: Node | None, start: int, lines: list[str]) -> int | None:
    """The line of the text in which the citation stands."""
    if node is None:
        return None
    begin = node.text.rfind("\n", 0, start) + 1
    end = node.text.find("\n", start)
    words = node.text[begin : end if end >= 0 else None].strip()
    for at in range(max(node.line - 1, 0), min(node.line + node.text.count("\n", 0, start) + 12, len(lines))):
        if words and lines[at].rstrip().endswith(words):
            return at + 1
    return node.line or None
