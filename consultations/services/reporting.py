"""The rows of the official summary (Mẫu số 10, domain.md 3.4): one source for DOCX, XLSX and the public page.

"Chung" comes first, then the provisions in document order, then the questions put; identical opinions with the same answer become one row
that names everybody who gave them; units that agree with the whole draft and units that did not reply stand apart.
The texts are Vietnamese whatever the language of the interface: the form is an official document.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from consultations.models import Comment, CommentState, ConsultationPage, Decision
from consultations.provision_paths import GENERAL, ProvisionPath, provision_paths
from consultations.services.dossier import STANCE_WORDS, sender_name
from legaldocs.domain.text import text_hash

DECISION_WORDS = {
    Decision.ACCEPTED: "Tiếp thu",
    Decision.PARTLY: "Tiếp thu một phần",
    Decision.EXPLAINED: "Giải trình",
    Decision.NOTED: "Ghi nhận",
}
QUESTION = "Câu hỏi"
AGREES = "Nhất trí với nội dung dự thảo."
NOT_ANSWERED = "(Chưa có nội dung tiếp thu, giải trình)"


@dataclass
class SummaryRow:
    """One row of the table."""

    label: str
    heading: str
    subjects: list[str]
    content: str
    answer: str
    count: int
    provision_id: int | None = None
    anchor: str = ""
    decision: str = ""
    first_of_group: bool = True
    comment_ids: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class UnitReply:
    """One invited or replying unit."""

    name: str
    official_number: str = ""
    official_on: datetime.date | None = None
    due_on: datetime.date | None = None
    replied_at: datetime.datetime | None = None
    invited: bool = True
    agrees: bool = False
    opinions: int = 0

    @property
    def late(self) -> bool:
        """Whether the reply came after the unit's own deadline."""
        from django.utils import timezone

        return bool(self.due_on and self.replied_at and timezone.localdate(self.replied_at) > self.due_on)

    @property
    def letter(self) -> str:
        """ "Bộ Tài chính (Văn bản số 12/BTC-PC ngày 03/02/2026)"."""
        if not self.official_number:
            return self.name
        day = f" ngày {self.official_on:%d/%m/%Y}" if self.official_on else ""
        return f"{self.name} (Văn bản số {self.official_number}{day})"


@dataclass(frozen=True)
class Summary:
    """Everything the form says."""

    consultation: ConsultationPage
    rows: list[SummaryRow]
    units: list[UnitReply]
    total: int
    withheld: int
    agreements_apart: int
    public: bool

    @property
    def invited(self) -> int:
        """Units that were asked."""
        return sum(unit.invited for unit in self.units)

    @property
    def agreeing(self) -> list[UnitReply]:
        """Units that agree with the whole draft."""
        return [unit for unit in self.units if unit.agrees]

    @property
    def with_opinions(self) -> list[UnitReply]:
        """Units that replied with opinions."""
        return [unit for unit in self.units if unit.replied_at and not unit.agrees]

    @property
    def silent(self) -> list[UnitReply]:
        """Invited units without a reply."""
        return [unit for unit in self.units if unit.replied_at is None]

    @property
    def in_rows(self) -> int:
        """Opinions that stand in the table."""
        return sum(row.count for row in self.rows)

    @property
    def waiting(self) -> int:
        """Opinions that a public summary leaves out because they are still being moderated."""
        return self.total - self.withheld - self.in_rows - self.agreements_apart


def summary_rows(consultation: ConsultationPage, *, public: bool = False) -> list[SummaryRow]:
    """The rows of the table; ``public`` takes published opinions and published answers only."""
    return summarize(consultation, public=public).rows


def summarize(consultation: ConsultationPage, *, public: bool = False) -> Summary:
    """Collect what the form says; the number of queries does not depend on the number of opinions."""
    comments = list(
        Comment.objects.filter(consultation=consultation)
        .exclude(state=CommentState.WITHDRAWN)
        .select_related("submission__organization", "response__changed_provision", "question")
        .order_by("submission__received_at", "pk")
    )
    units = _units(consultation, comments)
    agreeing = {unit.name for unit in units if unit.agrees}
    expressions = list(consultation.posted_expressions.select_related("expression").order_by("sort_order", "pk"))
    used = {c.expression_id for c in comments if c.expression_id} | {p.expression_id for p in expressions}
    paths = provision_paths(used)
    names = {p.expression_id: p.expression.name for p in expressions}
    visible = {CommentState.PUBLISHED} if public else {CommentState.PUBLISHED, CommentState.RECEIVED}
    open_to_reader = [comment for comment in comments if comment.state in visible]
    apart = {c.pk for c in open_to_reader if _says_nothing(c) and _unit_name(c) in agreeing}
    shown = [comment for comment in open_to_reader if comment.pk not in apart]
    return Summary(
        consultation=consultation,
        rows=_rows(shown, paths, names if len(names) > 1 else {}, public),
        units=units,
        total=len(comments),
        withheld=sum(comment.state == CommentState.WITHHELD for comment in comments),
        agreements_apart=len(apart),
        public=public,
    )


def _rows(
    comments: list[Comment], paths: dict[int, ProvisionPath], wording_names: dict[int, str], public: bool
) -> list[SummaryRow]:
    groups: dict[tuple[object, ...], list[Comment]] = {}
    for comment in comments:
        says = f"{comment.text}\0{comment.change}\0{comment.proposed_wording}\0{comment.reason}"
        stance = comment.stance if _says_nothing(comment) else ""
        key = (comment.provision_id or 0, comment.question_id or 0, text_hash(says), stance, comment.response_id or 0)
        groups.setdefault(key, []).append(comment)
    positions = {pk: number for number, pk in enumerate(paths, start=1)}
    ordered = sorted(
        groups.values(),
        key=lambda group: (
            2 if group[0].question_id else 1 if group[0].provision_id else 0,
            positions.get(group[0].provision_id or 0, 0),
            (group[0].question.sort_order or 0, group[0].question.pk) if group[0].question else (0, 0),
            group[0].pk,
        ),
    )
    rows: list[SummaryRow] = []
    for group in ordered:
        first = group[0]
        path = paths.get(first.provision_id or 0)
        label = path.label if path else QUESTION if first.question else GENERAL
        if path and wording_names.get(path.expression_id):
            label = f"{label} ({wording_names[path.expression_id]})"
        row = SummaryRow(
            label=label,
            heading=path.heading if path else (first.question.text if first.question else ""),
            subjects=_subjects(group),
            content=content_of(first),
            answer=answer_of(first, public=public, paths=paths),
            count=len(group),
            provision_id=first.provision_id,
            anchor=path.anchor if path else "",
            decision=first.response.decision if first.response and _visible(first, public) else "",
            comment_ids=[comment.pk for comment in group],
        )
        row.first_of_group = not rows or (rows[-1].label, rows[-1].heading) != (row.label, row.heading)
        rows.append(row)
    return rows


def content_of(comment: Comment) -> str:
    """The opinion as one text: words, proposal, reason."""
    parts = [comment.text] if comment.text else []
    if comment.change == "delete":
        parts.append("Đề nghị bỏ quy định này.")
    if comment.proposed_wording:
        word = "Đề nghị bổ sung" if comment.change == "add" else "Đề nghị viết lại"
        parts.append(f"{word}: “{comment.proposed_wording}”")
    if comment.reason:
        parts.append(f"Lý do: {comment.reason}")
    if not parts:
        return AGREES if comment.stance == "agree" else STANCE_WORDS.get(comment.stance, "")
    return "\n".join(parts)


def answer_of(comment: Comment, *, public: bool, paths: dict[int, ProvisionPath]) -> str:
    """The answer as one text: decision, reason, what changed."""
    response = comment.response
    if response is None or not _visible(comment, public):
        return "" if public else NOT_ANSWERED
    word = DECISION_WORDS.get(Decision(response.decision), "")
    parts = [f"{word}. {response.text}".strip() if response.text else f"{word}."]
    if response.resulting_wording:
        where = response.changed_provision
        place = (paths[where.pk].label if where.pk in paths else where.label) if where else "quy định này"
        parts.append(f"Chỉnh lý {place} thành: “{response.resulting_wording}”")
    return "\n".join(parts)


def _visible(comment: Comment, public: bool) -> bool:
    return bool(comment.response and (not public or comment.response.published_at))


def _says_nothing(comment: Comment) -> bool:
    return not (comment.text or comment.proposed_wording or comment.reason or comment.change)


def _unit_name(comment: Comment) -> str:
    organization = comment.submission.organization
    return organization.name if organization else ""


def _subjects(group: Iterable[Comment]) -> list[str]:
    counted = Counter(sender_name(comment.submission) for comment in group)
    return [name if number == 1 else f"{name} ({number} ý kiến)" for name, number in counted.items()]


def _units(consultation: ConsultationPage, comments: list[Comment]) -> list[UnitReply]:
    by_unit: dict[int, list[Comment]] = {}
    for comment in comments:
        if comment.submission.organization_id:
            by_unit.setdefault(comment.submission.organization_id, []).append(comment)
    units = []
    invited = set()
    for invitation in consultation.invitations.select_related("organization").order_by("sort_order", "pk"):
        invited.add(invitation.organization_id)
        said = by_unit.get(invitation.organization_id, [])
        units.append(_unit(invitation.organization.name, said, invitation.due_on, invited=True))
    for organization_id, said in by_unit.items():
        if organization_id not in invited:
            units.append(_unit(_unit_name(said[0]), said, None, invited=False))
    return units


def _unit(name: str, said: list[Comment], due_on: datetime.date | None, *, invited: bool) -> UnitReply:
    if not said:
        return UnitReply(name=name, due_on=due_on, invited=invited)
    last = max((comment.submission for comment in said), key=lambda submission: submission.received_at)
    agrees = all(comment.stance == "agree" and not (comment.proposed_wording or comment.change) for comment in said)
    return UnitReply(
        name=name,
        official_number=last.official_number,
        official_on=last.official_on,
        due_on=due_on,
        replied_at=last.received_at,
        invited=invited,
        agrees=agrees,
        opinions=len(said),
    )
