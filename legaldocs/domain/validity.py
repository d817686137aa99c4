"""Effect and status of a document on a date, computed from its dates and its relations.

Words and grounds: domain.md 4.7 (Luật 80/2015/QH13 Điều 151–154; Luật 64/2025/QH15 Điều 53–57). What is not known stays
unknown; nothing here guesses. A period's end is the first day without effect.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from legaldocs.domain.dates import format_date


class Status(StrEnum):
    """Tình trạng hiệu lực."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    PARTLY_EXPIRED = "partly_expired"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    PARTLY_SUSPENDED = "partly_suspended"
    OBSOLETE = "obsolete"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The words of the national database (vbpl)."""
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    Status.NOT_YET: "Chưa có hiệu lực",
    Status.IN_FORCE: "Còn hiệu lực",
    Status.PARTLY_EXPIRED: "Hết hiệu lực một phần",
    Status.EXPIRED: "Hết hiệu lực toàn bộ",
    Status.SUSPENDED: "Ngưng hiệu lực",
    Status.PARTLY_SUSPENDED: "Ngưng hiệu lực một phần",
    Status.OBSOLETE: "Không còn phù hợp",
    Status.UNKNOWN: "Chưa xác định",
}


class RelationKind(StrEnum):
    """What one document does to another. ``forward`` reads from the acting document, ``backward`` from the other."""

    BASED_ON = "based_on"
    CITES = "cites"
    GUIDES = "guides"
    AMENDS = "amends"
    REPLACES = "replaces"
    REPLACES_PART = "replaces_part"
    REPEALS = "repeals"
    REPEALS_PART = "repeals_part"
    ANNULS = "annuls"
    SUSPENDS = "suspends"
    SUSPENDS_PART = "suspends_part"
    CORRECTS = "corrects"
    CONSOLIDATES = "consolidates"
    RELATED = "related"

    @property
    def forward(self) -> str:
        """The verb from the acting document to its object: "thay thế"."""
        return _VERBS[self][0]

    @property
    def backward(self) -> str:
        """The verb as the object sees it: "được thay thế bởi"."""
        return _VERBS[self][1]


_VERBS = {
    RelationKind.BASED_ON: ("Căn cứ", "Là căn cứ của"),
    RelationKind.CITES: ("Dẫn chiếu", "Được dẫn chiếu bởi"),
    RelationKind.GUIDES: ("Quy định chi tiết, hướng dẫn thi hành", "Được quy định chi tiết, hướng dẫn thi hành bởi"),
    RelationKind.AMENDS: ("Sửa đổi, bổ sung", "Được sửa đổi, bổ sung bởi"),
    RelationKind.REPLACES: ("Thay thế", "Bị thay thế bởi"),
    RelationKind.REPLACES_PART: ("Thay thế một phần", "Bị thay thế một phần bởi"),
    RelationKind.REPEALS: ("Bãi bỏ", "Bị bãi bỏ bởi"),
    RelationKind.REPEALS_PART: ("Bãi bỏ một phần", "Bị bãi bỏ một phần bởi"),
    RelationKind.ANNULS: ("Hủy bỏ", "Bị hủy bỏ bởi"),
    RelationKind.SUSPENDS: ("Đình chỉ việc thi hành", "Bị đình chỉ việc thi hành bởi"),
    RelationKind.SUSPENDS_PART: ("Đình chỉ việc thi hành một phần", "Bị đình chỉ việc thi hành một phần bởi"),
    RelationKind.CORRECTS: ("Đính chính", "Được đính chính bởi"),
    RelationKind.CONSOLIDATES: ("Hợp nhất", "Được hợp nhất trong"),
    RelationKind.RELATED: ("Liên quan đến", "Liên quan đến"),
}

_ENDS = frozenset({RelationKind.REPLACES, RelationKind.REPEALS, RelationKind.ANNULS})
_ENDS_PART = frozenset({RelationKind.REPLACES_PART, RelationKind.REPEALS_PART})


@dataclass(frozen=True, slots=True)
class Effect:
    """What another document did to this one: from which day, and until which (only a suspension ends).

    ``by`` names the acting document for the reader; ``starts_on`` is None when the source does not say.
    """

    kind: RelationKind
    starts_on: date | None
    ends_on: date | None = None
    by: str = ""

    def is_active_on(self, on: date) -> bool:
        """Whether the effect is known to stand on this day."""
        return self.starts_on is not None and self.starts_on <= on and (self.ends_on is None or on < self.ends_on)

    def describe(self) -> str:
        """ "Bị thay thế bởi 42/2022/NĐ-CP từ ngày 15/08/2022"."""
        words = f"{self.kind.backward} {self.by or 'văn bản khác'}"
        return f"{words} từ ngày {format_date(self.starts_on)}" if self.starts_on else f"{words}, chưa rõ từ ngày nào"


@dataclass(frozen=True, slots=True)
class Override:
    """A status set by hand, with its source; it speaks from ``from_date`` on (always, when that is None)."""

    status: Status
    source: str
    from_date: date | None = None


@dataclass(frozen=True, slots=True)
class StatusOn:
    """The status on one day, whether the wording had been amended by then, and why."""

    status: Status
    amended: bool
    reason: str


def compute_status(
    valid_from: date | None,
    valid_until: date | None,
    effects: Iterable[Effect],
    on: date,
    override: Override | None = None,
) -> StatusOn:
    """The status of a document on the day ``on``. Amended in part is not expired: it is told apart in ``amended``."""
    known = list(effects)
    active = [effect for effect in known if effect.is_active_on(on)]
    amended = any(effect.kind is RelationKind.AMENDS for effect in active)
    if override is not None and (override.from_date is None or override.from_date <= on):
        return StatusOn(override.status, amended, f"Xác định theo nguồn: {override.source}")
    status, reason = _status_from_facts(valid_from, valid_until, known, active, on)
    return StatusOn(status, amended, reason)


def _status_from_facts(
    valid_from: date | None, valid_until: date | None, known: list[Effect], active: list[Effect], on: date
) -> tuple[Status, str]:
    """Strongest fact first: the end, doubts about it, the beginning, suspension, ends in part."""
    for effect in active:
        if effect.kind in _ENDS:
            return Status.EXPIRED, effect.describe()
    if valid_from is not None and valid_until is not None and valid_until < valid_from:
        return Status.UNKNOWN, "Ngày hết hiệu lực ghi trước ngày có hiệu lực"
    if valid_until is not None and valid_until <= on:
        return Status.EXPIRED, f"Hết hiệu lực từ ngày {format_date(valid_until)}"
    if valid_from is not None and on < valid_from:
        return Status.NOT_YET, f"Có hiệu lực từ ngày {format_date(valid_from)}"
    for effect in known:
        if effect.starts_on is None and effect.kind in _ENDS:
            return Status.UNKNOWN, effect.describe()
    if valid_from is None:
        return Status.UNKNOWN, "Chưa xác định được ngày có hiệu lực"
    return _status_while_in_force(valid_from, known, active)


def _status_while_in_force(valid_from: date, known: list[Effect], active: list[Effect]) -> tuple[Status, str]:
    """A document that has begun and not ended: suspended, ended in part, or simply in force."""
    for kinds, status in (
        (frozenset({RelationKind.SUSPENDS}), Status.SUSPENDED),
        (frozenset({RelationKind.SUSPENDS_PART}), Status.PARTLY_SUSPENDED),
        (_ENDS_PART, Status.PARTLY_EXPIRED),
    ):
        for effect in active:
            if effect.kind in kinds:
                return status, effect.describe()
    for effect in known:
        if effect.starts_on is None and (effect.kind in _ENDS_PART or effect.kind is RelationKind.SUSPENDS):
            return Status.UNKNOWN, effect.describe()
    return Status.IN_FORCE, f"Có hiệu lực từ ngày {format_date(valid_from)}"
