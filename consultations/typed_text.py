"""What people type, made fit for storage without changing what it says."""

from __future__ import annotations

import re

from legaldocs.domain.text import nfc

MAX_TEXT = 10_000
# Control and formatting characters no database, feed or XML can carry or that reorder what is read; tab and newline stay.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069\ufeff]"
)


def clean_text(value: object) -> str:
    """Composed letters, one kind of line end, no control characters; line breaks and inner spaces stay."""
    text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
    return nfc(_FORBIDDEN.sub("", text)).strip()


def clean_line(value: object) -> str:
    """The same for one line: every run of white space is one space."""
    return " ".join(clean_text(value).split())


def same_wording(left: str, right: str) -> bool:
    """Whether two wordings differ in nothing but white space."""
    return left.split() == right.split()
