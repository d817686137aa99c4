"""Findings as the screens list them: the sentence, the line, and the beginning of that line to recognise it by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from legaldocs.domain.findings import Finding

EXCERPT = 90
_ORDER = {"error": 0, "warning": 1, "info": 2}


def finding_rows(findings: Iterable[Finding | dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """Rows in the order of their lines, errors before warnings on one line."""
    lines = text.split("\n")
    rows = [_row(finding, lines) for finding in findings]
    return sorted(rows, key=lambda row: (row["line"] or 0, _ORDER.get(row["severity"], 3)))


def _row(finding: Finding | dict[str, Any], lines: list[str]) -> dict[str, Any]:
    data = finding if isinstance(finding, dict) else {
        "code": finding.code, "message": finding.message, "line": finding.line, "severity": finding.severity.value
    }  # fmt: skip
    line = data.get("line")
    excerpt = lines[line - 1].strip() if isinstance(line, int) and 0 < line <= len(lines) else ""
    short = f"{excerpt[:EXCERPT]}…" if len(excerpt) > EXCERPT else excerpt
    return {"message": data["message"], "line": line, "severity": data["severity"], "excerpt": short}
