"""The rules of law the portal checks itself against, as data: ``portal/rules/*.yaml``."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "rules"
RULE_FILES = ("nd43.yaml",)


class Severity(StrEnum):
    """What a failed rule means."""

    BLOCKER = "blocker"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class RuleSet:
    """One law and the days on which it applies, both included. A baseline is checked after its end as well."""

    id: str
    number: str
    title: str
    issued: datetime.date
    effective_from: datetime.date
    effective_to: datetime.date | None
    replaced_by: str | None
    confidence: str
    baseline: bool

    def in_force_on(self, day: datetime.date) -> bool:
        """Whether the law applies on that day."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)

    def counts_on(self, day: datetime.date) -> bool:
        """Whether its rules are checked on that day."""
        return self.in_force_on(day) or (self.baseline and day >= self.effective_from)


@dataclass(frozen=True)
class Rule:
    """One duty with its citation. ``confidence`` says whether the official text was read."""

    id: str
    ruleset: str
    group: str
    article: str
    citation: str
    title: str
    title_en: str
    requires: str
    days: int | None
    day_kind: str | None
    applies_to: str
    severity: Severity
    confidence: str
    remedy: str

    @property
    def blocks(self) -> bool:
        """Whether nothing is published while it fails."""
        return self.severity is Severity.BLOCKER

    def sentence(self, detail: str = "") -> str:
        """The rule as one Vietnamese sentence that names it: "[ND43-10-1e-file] Có tệp … (điểm e …). Chi tiết"."""
        return f"[{self.id}] {self.title} ({self.citation}).{f' {detail}' if detail else ''}"


def _date(value: Any) -> datetime.date | None:
    return datetime.date.fromisoformat(str(value)) if value else None


@cache
def rulesets() -> dict[str, RuleSet]:
    """Every law by its id."""
    rows = yaml.safe_load((FOLDER / "rulesets.yaml").read_text(encoding="utf-8"))["rulesets"]
    found = {}
    for row in rows:
        issued, begins = _date(row["issued"]), _date(row["effective_from"])
        if issued is None or begins is None:
            raise ValueError(f"{row['id']}: a rule set needs its dates")
        found[row["id"]] = RuleSet(
            **{**row, "issued": issued, "effective_from": begins, "effective_to": _date(row["effective_to"])}
        )
    return found


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its id, in the order of the law."""
    found = {}
    for name in RULE_FILES:
        for row in yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))["rules"]:
            rule = Rule(**{**row, "severity": Severity(row["severity"])})
            if rule.ruleset not in rulesets():
                raise ValueError(f"{rule.id}: unknown rule set {rule.ruleset}")
            found[rule.id] = rule
    return found


def rules_on(day: datetime.date) -> list[Rule]:
    """Rules that count on that day."""
    return [rule for rule in rules().values() if rulesets()[rule.ruleset].counts_on(day)]
