"""What a reader of one kind of file hands on: the text, what it noticed, and facts of the reading itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from legaldocs.domain.findings import Finding, Severity


class Changes(StrEnum):
    """How tracked changes of a Word file are read."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What the person who has a file read may choose. ``recognise``: scans are read by OCR at once, or left waiting."""

    changes: Changes = Changes.ACCEPTED
    recognise: bool = False


@dataclass(slots=True)
class Extracted:
    """The text of one file. ``facts`` are plain data kept beside it (tracked changes, recognition, encoding).

    ``marked``: the text bears marks of emphasis (``domain/emphasis.py``), and its own stars are escaped.
    """

    text: str
    findings: list[Finding] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    marked: bool = False


def quoted(text: str, most: int = 60) -> str:
    """The beginning of a text in quotation marks, to name a place by."""
    words = " ".join(text.split())
    return f"“{words[:most].rstrip()}…”" if len(words) > most else f"“{words}”"


def listed(items: list[str], most: int = 3) -> str:
    """The first of some names, and how many more there are."""
    more = len(items) - most
    return ", ".join(items[:most]) + (f" và {more} chỗ khác" if more > 0 else "")


def numbers(values: list[int], most: int = 12) -> str:
    """Page numbers in words: "3, 5 và 9 trang khác"."""
    more = len(values) - most
    return ", ".join(map(str, values[:most])) + (f" và {more} trang khác" if more > 0 else "")


def note(code: str, message: str) -> Finding:
    """Something to know."""
    return Finding(code, message, None, Severity.INFO)


def warning(code: str, message: str) -> Finding:
    """Something to look at."""
    return Finding(code, message, None, Severity.WARNING)


def finding_rows(findings: list[Finding]) -> list[list[Any]]:
    """Findings as plain data, to cross a pipe."""
    return [[f.code, f.message, f.line, f.severity.value] for f in findings]


def findings_from(rows: list[list[Any]]) -> list[Finding]:
    """Findings back from plain data."""
    return [Finding(str(code), str(message), line, Severity(severity)) for code, message, line, severity in rows]
