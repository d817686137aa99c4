"""What looks like personal data in a comment: telephone, identity number, e-mail (domain.md 5.5).

A hint for the moderator, never a decision: nothing is hidden or changed by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PHONE, IDENTITY, EMAIL = "phone", "identity", "email"

# An identity card has 12 digits and begins with 0 (the old one has 9); a telephone number has 10, or +84 and 9.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}", re.ASCII)
_DIGITS = re.compile(r"(?<![\w/])\+?\(?\d(?:[ .()-]{0,2}\d){8,13}(?![\w/])")


@dataclass(frozen=True)
class Trace:
    """One passage that may identify a person."""

    kind: str
    start: int
    end: int
    text: str


def find_personal_data(text: str) -> list[Trace]:
    """Passages that look like personal data, in order."""
    traces = [Trace(EMAIL, match.start(), match.end(), match.group()) for match in _EMAIL.finditer(text)]
    taken = [(trace.start, trace.end) for trace in traces]
    for match in _DIGITS.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        kind = _kind_of(match.group())
        if kind:
            traces.append(Trace(kind, match.start(), match.end(), match.group()))
    return sorted(traces, key=lambda trace: trace.start)


def _kind_of(passage: str) -> str:
    digits = re.sub(r"\D", "", passage)
    if len(digits) == 12 and digits.startswith("0"):
        return IDENTITY
    if (len(digits) == 11 and digits.startswith("84")) or (len(digits) in (10, 11) and digits.startswith("0")):
        return PHONE
    return IDENTITY if len(digits) == 9 and passage.isdigit() else ""
