"""Checks of the rules: a registry the apps fill in their ``compliance`` modules, and one function that runs them all."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import DatabaseError
from django.utils.module_loading import autodiscover_modules

from portal.rulesets import Rule, rules, rules_on, rulesets

logger = logging.getLogger(__name__)
NAMED = 10


class Outcome(StrEnum):
    """What a check found."""

    PASS = "pass"  # noqa: S105 - not a password
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """In Vietnamese, for the report."""
        return {"pass": "Đạt", "fail": "Chưa đạt", "not_applicable": "Không áp dụng", "unknown": "Chưa rõ"}[self.value]


@dataclass(frozen=True)
class Offender:
    """One thing that breaks a rule and where it is mended."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class Verdict:
    """What was found, in a sentence, with the things that break the rule (the first ones by name)."""

    outcome: Outcome
    detail: str = ""
    offenders: tuple[Offender, ...] = field(default=())
    count: int = 0


@dataclass(frozen=True)
class Result:
    """One rule and its verdict."""

    rule: Rule
    verdict: Verdict

    @property
    def law(self) -> str:
        """The number of the law the rule belongs to."""
        return rulesets()[self.rule.ruleset].number

    @property
    def blocks(self) -> bool:
        """A blocker that fails."""
        return self.rule.blocks and self.verdict.outcome is Outcome.FAIL


Check = Callable[[datetime.date], Verdict]
_checks: dict[str, Check] = {}


def check(rule_id: str) -> Callable[[Check], Check]:
    """Register the check of one rule. Raises ``KeyError`` for a rule that does not exist."""
    rules()[rule_id]

    def register(function: Check) -> Check:
        _checks[rule_id] = function
        return function

    return register


def passed(detail: str = "") -> Verdict:
    """The rule is kept."""
    return Verdict(Outcome.PASS, detail)


def failed(detail: str, offenders: Iterable[Offender] = (), count: int = 0) -> Verdict:
    """The rule is broken."""
    named = tuple(offenders)[:NAMED]
    return Verdict(Outcome.FAIL, detail, named, count or len(named))


def not_applicable(detail: str) -> Verdict:
    """There is nothing the rule could be about."""
    return Verdict(Outcome.NOT_APPLICABLE, detail)


def unknown(detail: str) -> Verdict:
    """It cannot be told."""
    return Verdict(Outcome.UNKNOWN, detail)


def registered() -> dict[str, Check]:
    """Every check by the id of its rule."""
    autodiscover_modules("compliance")
    return dict(_checks)


def run_checks(on: datetime.date) -> list[Result]:
    """The verdict of every rule that counts on that day. A check that breaks gives "unknown", never an exception."""
    checks = registered()
    return [Result(rule, _run(checks.get(rule.id), rule, on)) for rule in rules_on(on)]


def _run(function: Check | None, rule: Rule, on: datetime.date) -> Verdict:
    if function is None:
        return unknown("Chưa có phép kiểm tra tự động cho quy định này.")
    try:
        return function(on)
    except DatabaseError:
        logger.exception("compliance check %s", rule.id)
        return unknown("Không đọc được cơ sở dữ liệu khi kiểm tra.")
    except Exception:
        logger.exception("compliance check %s", rule.id)
        return unknown("Phép kiểm tra gặp lỗi; xem nhật ký hệ thống.")
