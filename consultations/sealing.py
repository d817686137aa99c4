"""The seal of a submission: canonical JSON of what was received, a salt, and SHA-256 over both.

Personal data enters the JSON only as its own salted hash: erase the data and its salt, and the seal still verifies,
while nobody can guess the name from what is left (domain.md 5.5).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any

VERSION = 1


def canonical_json(data: Mapping[str, Any]) -> str:
    """Keys sorted, no spaces, letters as they are: one text for one content."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def new_salt() -> str:
    """256 random bits as hexadecimal."""
    return secrets.token_hex(32)


def seal_hash(payload: str, salt: str) -> str:
    """SHA-256 over salt and payload."""
    return hashlib.sha256(f"{salt}\n{payload}".encode("utf-8", "surrogatepass")).hexdigest()


def personal_hash(values: Mapping[str, str], salt: str) -> str:
    """Salted hash of the personal data; empty when there is none."""
    given = {key: value for key, value in values.items() if value}
    return seal_hash(canonical_json(given), salt) if given else ""


def matches(payload: str, salt: str, expected: str) -> bool:
    """Whether payload and salt give the expected hash."""
    return hmac.compare_digest(seal_hash(payload, salt), expected)
