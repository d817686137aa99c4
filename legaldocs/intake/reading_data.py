"""What was read, as plain data for JSON: the fixed form of ``manage.py read_documents --json``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import PurePath
from typing import Any

from legaldocs.domain.fidelity import FidelityReport, report_of
from legaldocs.domain.findings import Finding
from legaldocs.domain.metadata import Metadata
from legaldocs.domain.numbers import number_key
from legaldocs.domain.reading import ReadDocument, read_text
from legaldocs.domain.tree import walk
from legaldocs.intake.bulk import BulkDocument
from legaldocs.intake.file_facts import file_facts
from legaldocs.intake.reader import IntakeResult


def report_on(result: IntakeResult, today: date | None = None) -> FidelityReport | None:
    """The fidelity report of a file that was read, as far as text and file show it; None where no document was read."""
    if result.document is None:
        return None
    own = file_facts(PurePath(result.path).name, result.data)
    return report_of(result.document, file=own, today=today)


def result_data(result: IntakeResult, today: date | None = None) -> dict[str, Any]:
    """One file (or one document of an archive or bulk file) as data; every field is always there."""
    data: dict[str, Any] = {
        "path": result.path,
        "ok": result.ok,
        "error": result.error or None,
        "line": result.line,
        "metadata": None,
        "provisions": [],
        "citations": [],
        "warnings": [],
    }
    if result.document is not None:
        data |= document_data(result.document)
        report = report_on(result, today)
        data["warnings"] = warnings_data(report.findings if report is not None else [])
    elif result.bulk is not None:
        data |= bulk_data(result.bulk)
    return data


def document_data(document: ReadDocument) -> dict[str, Any]:
    """Metadata, provisions in document order, citations and warnings."""
    return {
        "metadata": metadata_data(document.metadata),
        "provisions": [
            {
                "eid": node.eid,
                "anchor": node.anchor,
                "kind": node.kind.value,
                "num": node.num,
                "heading": node.heading,
                "text": node.text,
            }
            for node, _ in walk(document.structure)
        ],
        "citations": [
            {
                "provision": citation.provision_eid,
                "start": citation.start,
                "end": citation.end,
                "text": citation.text,
                "targets": [
                    {"number": target.number, "name": target.name, "eid": target.eid} for target in citation.targets
                ],
            }
            for citation in document.citations
        ],
        "warnings": warnings_data(document.findings),
    }


def warnings_data(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """What is doubtful: code, sentence, line."""
    return [{"code": finding.code, "message": finding.message, "line": finding.line} for finding in findings]


def metadata_data(metadata: Metadata) -> dict[str, Any]:
    """The facts of a document; ``type`` is the Vietnamese name, dates are ISO 8601."""
    return {
        "type": metadata.type_name or None,
        "number": metadata.number,
        "number_key": metadata.number_key,
        "issuers": list(metadata.issuers),
        "issued_on": metadata.issued_on.isoformat() if metadata.issued_on else None,
        "effective_on": metadata.effective_on.isoformat() if metadata.effective_on else None,
        "abstract": metadata.abstract,
        "signers": [
            {"name": signer.name, "title": signer.title, "authority": signer.authority} for signer in metadata.signers
        ],
        "place": metadata.place,
    }


def bulk_data(row: BulkDocument) -> dict[str, Any]:
    """A line of a bulk file: its facts as the line says them, its structure and citations as read."""
    data = document_data(read_text(row.text()))
    data["metadata"] = metadata_data(
        Metadata(
            type=row.type,
            type_name=row.type_name,
            number=row.number,
            number_key=number_key(row.number),
            issuers=[row.issuer] if row.issuer else [],
            issued_on=row.issued_on,
            effective_on=row.effective_on,
            abstract=row.title,
        )
    )
    return data
