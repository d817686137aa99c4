"""Heads and ends of documents of every kind and age, written on the model of real ones, with the facts a reader sees.

None comes from the gathered texts; type, number, date, issuers, beginning of the abstract, signers and day of effect were
written down before the software read them. At first sight it had of the first 20: type, number, date and day of effect of 19,
issuers of 18; of the next 26: type, number and date of all, day of effect, abstract and signers of 25, issuers of 23; of the
next 14, after that was mended: type, number, date, issuers and day of effect of all, abstract and signers of 13; of 20 more:
type, date, day of effect and signers of all, number of 19, issuers of 16 of the 17 asked for, abstract of 18 (one day of effect
written down for a consolidated text, which has none of its own, was struck out); of the last 10, after that was mended: type, number,
date, issuers and signers of all, abstract and day of effect of 9.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Model:
    """One text and its facts; ``issuers`` is None where the bodies are not known to the register."""

    text: str
    type_name: str
    number: str
    issued_on: str
    issuers: tuple[str, ...] | None
    abstract: str
    effective_on: str | None
    signers: tuple[str, ...]


def _model(row: dict[str, object]) -> Model:
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Model(**values)  # type: ignore[arg-type]


_TABLE = Path(__file__).parent / "reference" / "heads.jsonl"
MODELS = [_model(json.loads(line)) for line in _TABLE.read_text(encoding="utf-8").splitlines()]
