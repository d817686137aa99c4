"""What a reader noticed about a text: a code for machines, a plain Vietnamese sentence for the editor, the line."""

from __future__ import annotations

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
