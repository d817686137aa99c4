"""The fidelity report: one reading of one text, what was found in it and what is doubtful, in the order of its lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from legaldocs.domain.calendar_check import check_calendar, check_cited_years
from legaldocs.domain.emphasis import without_marks
from legaldocs.domain.facts_check import FileFacts, KnownFacts, check_facts, check_file, check_record
from legaldocs.domain.finding_codes import code_info
from legaldocs.domain.findings import Finding, Severity
from legaldocs.domain.lettering import check_letters, check_lost
from legaldocs.domain.metadata import Metadata
from legaldocs.domain.reading import ReadDocument, check_completeness
from legaldocs.domain.structure import Structure, walk
from legaldocs.domain.tree import CONCLUSIONS, PREAMBLE, PREFACE, Kind
from legaldocs.domain.types import DocumentType
from legaldocs.domain.wholeness import check_wholeness

KIND_WORDS: dict[Kind, str] = {
    Kind.PART: "phần",
    Kind.CHAPTER: "chương",
    Kind.SECTION: "mục",
    Kind.SUBSECTION: "tiểu mục",
    Kind.ARTICLE: "điều",
    Kind.CLAUSE: "khoản",
    Kind.POINT: "điểm",
    Kind.ANNEX: "phụ lục",
    Kind.FORM: "mẫu",
    Kind.TABLE: "bảng",
    Kind.QUOTE: "phần trích",
    Kind.PARAGRAPH: "đoạn",
}
SECRECY_MARKS = frozenset({"MẬT", "TỐI MẬT", "TUYỆT MẬT"})
_HEAD, _HEAD_LINES = 4_000, 40
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_WHOLE = frozenset({PREFACE, PREAMBLE, CONCLUSIONS})


@dataclass(frozen=True, slots=True)
class Count:
    """How many units of one kind; ``within`` of them stand inside quotations, annexes and forms."""

    kind: Kind
    total: int
    within: int

    @property
    def word(self) -> str:
        """The kind in Vietnamese."""
        return KIND_WORDS[self.kind]


@dataclass(slots=True)
class FidelityReport:
    """What one reading found: units by kind, lines, characters, facts, citations, and what is doubtful."""

    counts: list[Count]
    lines: int
    characters: int
    metadata: Metadata
    citations: int
    findings: list[Finding] = field(default_factory=list)

    @property
    def errors(self) -> list[Finding]:
        """What stands against publishing."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    def summary(self) -> str:
        """The units in one line: "27 chương, 689 điều, 1.980 khoản"."""
        shown = [count for count in self.counts if count.kind not in (Kind.PARAGRAPH, Kind.QUOTE)]
        return ", ".join(f"{count.total:,} {count.word}".replace(",", ".") for count in shown)


def counts_of(structure: Structure) -> list[Count]:
    """Units by kind, from the largest to the smallest."""
    totals: Counter[Kind] = Counter()
    within: Counter[Kind] = Counter()
    for node, _ in walk(structure):
        if node.eid in _WHOLE:
            continue
        totals[node.kind] += 1
        eid = node.eid
        attached = "quote_" in eid or "annex_" in eid or "form_" in eid
        if attached and node.kind not in (Kind.QUOTE, Kind.ANNEX):
            within[node.kind] += 1
    return [Count(kind, totals[kind], within[kind]) for kind in KIND_WORDS if totals[kind]]


def examine_text(text: str, structure: Structure, issued_on: date | None = None, own_key: str = "") -> list[Finding]:
    """What the text alone shows: letters, places of lines, impossible days, documents cited before they were made."""
    return [
        *check_letters(text),
        *check_wholeness(text, structure),
        *check_calendar(text, issued_on),
        *check_cited_years(text, issued_on, own_key),
    ]


def blocking_findings(text: str) -> list[Finding]:
    """What of a text stands against publishing, found without reading its structure: cheap enough for every look."""
    text = without_marks(text)
    found = [*check_completeness(text, Structure()), *check_lost(text)]
    for line in text[:_HEAD].split("\n")[:_HEAD_LINES]:
        mark = line.strip().strip("() ")
        if mark in SECRECY_MARKS:
            found.append(Finding("secrecy-mark", f"Văn bản có dấu chỉ mức độ mật “{mark}”, không được công bố."))
    return ordered([finding for finding in found if _is_error(finding)])


def _is_error(finding: Finding) -> bool:
    return code_info(finding.code, finding.severity).severity is Severity.ERROR


def report_of(
    read: ReadDocument,
    *,
    file: FileFacts | None = None,
    known: KnownFacts | None = None,
    more: list[Finding] | None = None,
    today: date | None = None,
) -> FidelityReport:
    """The whole report of one reading.

    ``file`` is what the file says about itself, ``known`` what the record of the document says, ``more`` what other
    readers noticed (the corpus about cited documents, text recognition).
    """
    facts = read.metadata
    text = without_marks(read.text)
    issued = facts.issued_on or (known.issued_on if known else None)
    is_consolidated = facts.type is DocumentType.CONSOLIDATED or (
        known is not None and known.document_type == DocumentType.CONSOLIDATED
    )
    findings = [
        *read.findings,
        *examine_text(text, read.structure, None if is_consolidated else issued, facts.number_key),
        *check_facts(facts, today),
        *(check_file(facts, file) if file is not None else []),
        *(check_record(facts, known) if known is not None else []),
        *(more or []),
    ]
    return FidelityReport(
        counts=counts_of(read.structure),
        lines=text.count("\n") + 1 if text else 0,
        characters=len(text),
        metadata=facts,
        citations=len(read.citations),
        findings=ordered(_without_silence(findings, known)),
    )


def ordered(findings: list[Finding]) -> list[Finding]:
    """Each once, in the order of their lines (what has none first), errors before warnings on one line.

    The severity is that of the code: what blocks publishing is decided in one place.
    """
    seen: set[tuple[str, str | int]] = set()
    unique = []
    for f in findings:
        key = (f.code, f.line or f.message)
        if key not in seen:
            seen.add(key)
            unique.append(Finding(f.code, f.message, f.line, code_info(f.code, f.severity).severity))
    return sorted(unique, key=lambda finding: (finding.line or 0, _ORDER[finding.severity], finding.code))


#: Facts that a text may leave out where the record of the document has them, or where a draft cannot have them yet.
_SILENCE = {
    "number-missing": "number",
    "type-missing": "document_type",
    "issued-on-missing": "issued_on",
    "issue-date-missing": "issued_on",
    "issuer-missing": "issuers",
    "abstract-missing": "abstract",
}


def _without_silence(findings: list[Finding], known: KnownFacts | None) -> list[Finding]:
    if known is None:
        return findings
    return [f for f in findings if f.code not in _SILENCE or not getattr(known, _SILENCE[f.code])]
