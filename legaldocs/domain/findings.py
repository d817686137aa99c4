"""What a reader noticed about a text: a code for machines, a plain Vietnamese sentence for the editor, the line."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error blocks publishing, a warning asks for a look, a note only informs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``code`` is stable kebab-case English; ``line`` is the 1-based line of the text, or None."""

    code: str
    message: str
    line: int | None = None
    severity: Severity = Severity.WARNING


def fingerprints(findings: Iterable[Finding], lines: Sequence[str]) -> list[str]:
    """A name for each finding that stays while its line stays: code and words of the line, the first, second … of them.

    What has no line is named by its sentence, which states the facts it is about. So an editor's word that a finding is
    like the original holds when the text is read again, and ends when that line (or that fact) changes.
    """
    seen: Counter[str] = Counter()
    names = []
    for finding in findings:
        line = finding.line
        words = lines[line - 1] if line and line <= len(lines) else finding.message
        base = f"{finding.code}\n{' '.join(words.split())}"
        seen[base] += 1
        name = base if seen[base] == 1 else f"{base}\n{seen[base]}"
        names.append(hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest())
    return names
