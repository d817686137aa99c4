"""The fidelity report of a wording or an uploaded file: its text, its file, its record and the corpus set against each other."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from legaldocs.domain.citations import find_citations
from legaldocs.domain.emphasis import without_marks
from legaldocs.domain.facts_check import FileFacts, KnownFacts
from legaldocs.domain.fidelity import FidelityReport, report_of
from legaldocs.domain.finding_codes import CODES, READING, FindingCode, Settling, code_info
from legaldocs.domain.findings import Finding, Severity, fingerprints
from legaldocs.domain.metadata import read_metadata
from legaldocs.domain.reading import ReadDocument, check_completeness
from legaldocs.domain.structure import Structure, parse
from legaldocs.domain.text import nfc
from legaldocs.domain.types import DocumentType
from legaldocs.models import IntakeItem, LegalDocument, SettledFinding
from legaldocs.services.cited_check import check_cited
from legaldocs.services.pointed import NOTHING_POINTED, pointings_of

#: What only the file could tell: the text alone does not show it again.
_OF_THE_FILE = frozenset(
    {"text-continues", "metadata-conflict", "articles-missing", "heading-differs", "number-in-title", "issuer-from-number",
     "effect-before-issue", "issue-date-missing"}
) | {info.code for info in CODES.values() if info.about == READING}  # fmt: skip
#: What a draft cannot have yet.
_NOT_OF_DRAFTS = frozenset(
    {"number-missing", "number-odd", "type-missing", "issuer-missing", "issued-on-missing", "abstract-missing",
     "signature-missing", "effective-before-issued"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class JudgedFinding:
    """A finding with its name, what its code means, and who settled it, if anybody did."""

    finding: Finding
    fingerprint: str
    info: FindingCode
    settled: SettledFinding | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still asks for a look."""
        return self.settled is None

    @property
    def blocks(self) -> bool:
        """Whether it stands against publishing."""
        return self.settled is None and self.finding.severity is Severity.ERROR

    @property
    def can_settle(self) -> bool:
        """Whether an editor's word is enough."""
        return self.settled is None and self.info.settling is not Settling.NEVER

    @property
    def needs_note(self) -> bool:
        """Whether that word needs its reason."""
        return self.info.settling is Settling.WITH_NOTE


@dataclass(frozen=True, slots=True)
class JudgedReport:
    """A report with what has been settled of it."""

    report: FidelityReport
    rows: list[JudgedFinding]

    @property
    def open(self) -> list[JudgedFinding]:
        """What still asks for a look."""
        return [row for row in self.rows if row.is_open]

    @property
    def settled(self) -> list[JudgedFinding]:
        """What an editor has declared to be like the original."""
        return [row for row in self.rows if not row.is_open]

    @property
    def blocking(self) -> list[JudgedFinding]:
        """What stands against publishing."""
        return [row for row in self.rows if row.blocks]


def line_mark(words: str) -> str:
    """A short name of a line's words, by which the line is found again after others were added above it."""
    return hashlib.sha256(" ".join(words.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def findings_data(findings: Iterable[Finding], text: str = "") -> list[dict[str, Any]]:
    """Findings as stored beside a text; ``mark`` finds the line again."""
    lines = text.split("\n") if text else []
    rows = []
    for f in findings:
        row: dict[str, Any] = {"code": f.code, "message": f.message, "line": f.line, "severity": f.severity.value}
        if f.line and f.line <= len(lines):
            row["mark"] = line_mark(lines[f.line - 1])
        rows.append(row)
    return rows


def carried(stored: Sequence[dict[str, Any]], lines: Sequence[str]) -> list[Finding]:
    """What the reading of the file noticed and the text cannot show; a doubt about a line ends when the line is changed."""
    kept = [row for row in stored if row.get("code") in _OF_THE_FILE or row.get("code") not in CODES]
    if not kept:
        return []
    wanted = {row["mark"] for row in kept if row.get("mark")}
    places: dict[str, int] = {}
    if wanted:
        for number, line in enumerate(lines, 1):
            name = line_mark(line)
            if name in wanted:
                places.setdefault(name, number)
    findings = []
    for row in kept:
        mark, place = row.get("mark"), row.get("line")
        if mark and mark not in places:
            continue
        at = places[mark] if mark else min(place, len(lines)) if isinstance(place, int) else None
        findings.append(Finding(row["code"], row["message"], at, Severity(row.get("severity", "warning"))))
    return findings


def known_facts(document: LegalDocument) -> KnownFacts:
    """What the record of a document says."""
    issuers = [document.issuer.name] if document.issuer else []
    if document.pk:
        issuers += list(document.joint_issuers.values_list("name", flat=True))
    return KnownFacts(
        document_type=document.document_type,
        number=document.number,
        issued_on=document.issued_on,
        valid_from=document.valid_from,
        issuers=tuple(issuers),
        abstract=document.abstract,
    )


def read_wording(text: str, structure: Structure | None = None) -> ReadDocument:
    """A text as an editor has it, read line by line as it stands: nothing is joined or taken out."""
    structure = structure or parse(text)
    metadata, about_metadata = read_metadata(structure)
    findings = [*check_completeness(without_marks(text).rstrip(), structure), *about_metadata, *structure.findings]
    citations = find_citations(structure, metadata.effective_on or metadata.issued_on)
    return ReadDocument(metadata, structure, citations, findings, text)


def report_on_wording(
    document: LegalDocument,
    text: str,
    stored: Sequence[dict[str, Any]] = (),
    *,
    structure: Structure | None = None,
    today: datetime.date | None = None,
) -> FidelityReport:
    """The report of a text of a document, as it is or as an editor is typing it."""
    text = nfc(text)
    today = today or timezone.localdate()
    read = read_wording(text, structure)
    known = known_facts(document)
    is_draft = document.stage == "draft"
    more = carried(stored, text.split("\n"))
    more += check_cited(
        read,
        own_key=document.number_key,
        on=document.issued_on or today,
        is_consolidated=document.document_type == DocumentType.CONSOLIDATED,
        pointings=pointings_of(document.pk) if document.pk else NOTHING_POINTED,
    )
    report = report_of(read, known=None if is_draft else known, more=more, today=today)
    if is_draft:
        report.findings = [f for f in report.findings if f.code not in _NOT_OF_DRAFTS]
    return report


def report_on_item(
    item: IntakeItem, text: str, facts: dict[str, Any], *, today: datetime.date | None = None
) -> FidelityReport:
    """The report of an uploaded file: the text and the facts as they stand in the form."""
    text = nfc(text)
    today = today or timezone.localdate()
    read = read_wording(text)
    known = known_from(facts)
    more = carried(item.findings, text.split("\n"))
    more += check_cited(
        read,
        own_key=read.metadata.number_key,
        on=known.issued_on or read.metadata.issued_on or today,
        is_consolidated=known.document_type == DocumentType.CONSOLIDATED,
    )
    return report_of(read, file=file_facts(item), known=known, more=more, today=today)


def known_from(facts: dict[str, Any]) -> KnownFacts:
    """Facts of the review form as facts of a record."""
    return KnownFacts(
        document_type=str(facts.get("document_type") or ""),
        number=str(facts.get("number") or ""),
        issued_on=_day(facts.get("issued_on")),
        valid_from=_day(facts.get("valid_from")),
        issuers=tuple(str(name) for name in facts.get("issuers") or ()),
        abstract=str(facts.get("abstract") or ""),
    )


def file_facts(item: IntakeItem) -> FileFacts:
    """What the uploaded file says about itself."""
    kept = item.metadata.get("file") or {}
    return FileFacts(item.original_name, str(kept.get("title") or ""), _day(kept.get("created_on")))


def _day(value: Any) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def judge(report: FidelityReport, text: str, settlements: Iterable[SettledFinding]) -> JudgedReport:
    """The report with what has been settled of it."""
    by_name = {row.fingerprint: row for row in settlements}
    names = fingerprints(report.findings, nfc(text).split("\n"))
    rows = [
        JudgedFinding(finding, name, code_info(finding.code, finding.severity), by_name.get(name))
        for finding, name in zip(report.findings, names, strict=True)
    ]
    return JudgedReport(report, rows)
