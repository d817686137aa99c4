"""What checking a digital signature found, as plain data: four things kept apart, because each can fail by itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Integrity(StrEnum):
    """Whether the bytes that were signed are as they were."""

    INTACT = "intact"
    BROKEN = "broken"
    UNREADABLE = "unreadable"


class Coverage(StrEnum):
    """What of the file the signature speaks for."""

    WHOLE = "whole"  # the whole file as it is
    EXTENDED = (
        "extended"  # the file as it was then; afterwards only what signing allows (other signatures, form values)
    )
    CHANGED = "changed"  # the file was changed afterwards
    PARTIAL = "partial"  # not even the whole file of its time
    UNKNOWN = "unknown"


class Chain(StrEnum):
    """Where the signer's certificate leads."""

    TRUSTED = "trusted"  # to an installed root, and it was valid when the file was signed
    NO_ROOT = "no-root"  # to no installed root: cannot be verified here
    EXPIRED = "expired"  # to an installed root, but it was not valid at the time of signing
    REVOKED = "revoked"
    INVALID = "invalid"
    UNKNOWN = "unknown"


class TimeSource(StrEnum):
    """Who says when it was signed."""

    TIMESTAMP = "timestamp"  # a time-stamping authority
    CLAIMED = "claimed"  # the signer's own computer
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """What one signature proves. ``signed_at`` in ISO form with its zone, "" when no time is told."""

    signer: str
    organization: str
    authority: str
    serial: str
    signed_at: str
    time_source: TimeSource
    integrity: Integrity
    coverage: Coverage
    chain: Chain
    reason: str = ""

    def data(self) -> dict[str, Any]:
        """As plain data for the database."""
        return {name: str(value) for name, value in asdict(self).items()}

    @classmethod
    def of(cls, data: dict[str, Any]) -> SignatureReport:
        """From plain data."""
        return cls(
            **{
                **data,
                "time_source": TimeSource(data["time_source"]),
                "integrity": Integrity(data["integrity"]),
                "coverage": Coverage(data["coverage"]),
                "chain": Chain(data["chain"]),
            }
        )
