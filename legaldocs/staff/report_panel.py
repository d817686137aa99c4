"""The fidelity report as the screens show it: findings by weight, each with its line, what to do, and who settled it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from legaldocs.domain.dates import format_date
from legaldocs.domain.facts_check import KnownFacts, check_record
from legaldocs.domain.findings import Severity
from legaldocs.domain.metadata import Metadata
from legaldocs.domain.types import TYPE_INFO, DocumentType
from legaldocs.models import Expression, IntakeItem
from legaldocs.services.fidelity import (
    JudgedFinding,
    JudgedReport,
    judge,
    known_facts,
    report_on_item,
    report_on_wording,
)
from legaldocs.services.settling import NotSettled, settle, settlements_of, undo

MOST_SHOWN = 200
EXCERPT = 110
TEMPLATE = "legaldocs/staff/report.html"


@dataclass(frozen=True, slots=True)
class Row:
    """One finding with the beginning of its line, to recognise it by."""

    judged: JudgedFinding
    excerpt: str

    @property
    def title(self) -> str:
        """The name of its code; empty where the sentence begins with it."""
        title = self.judged.info.title
        return "" if self.judged.finding.message.lower().startswith(title.lower()) else title


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one weight."""

    severity: str
    title: str
    rows: list[Row]
    more: int

    @property
    def total(self) -> int:
        """With those that are not shown."""
        return len(self.rows) + self.more


def wording_report(wording: Expression, text: str) -> JudgedReport:
    """What is to be said about a text of this wording."""
    report = report_on_wording(wording.document, text, wording.findings)
    return judge(report, text, settlements_of(document=wording.document))


def item_report(item: IntakeItem, text: str, facts: dict[str, Any]) -> JudgedReport:
    """What is to be said about an uploaded file as it stands in the form."""
    return judge(report_on_item(item, text, facts), text, settlements_of(item=item))


def panel_context(judged: JudgedReport, text: str, *, may_settle: bool) -> dict[str, Any]:
    """What the template of the report needs."""
    lines = text.split("\n")
    titles = {
        Severity.ERROR: _("Errors: they keep the text from being published"),
        Severity.WARNING: _("Warnings: compare with the original"),
        Severity.INFO: _("Good to know"),
    }
    groups = []
    for severity, title in titles.items():
        rows = [row for row in judged.open if row.finding.severity is severity]
        if rows:
            shown = [Row(row, _excerpt(row, lines)) for row in rows[:MOST_SHOWN]]
            groups.append(Group(severity.value, title, shown, max(0, len(rows) - MOST_SHOWN)))
    return {
        "report": judged.report,
        "groups": groups,
        "open_count": len(judged.open),
        "error_count": len(judged.blocking),
        "settled": [Row(row, _excerpt(row, lines)) for row in judged.settled[:MOST_SHOWN]],
        "settled_count": len(judged.settled),
        "may_settle": may_settle,
    }


def panel_html(request: HttpRequest, judged: JudgedReport, text: str, *, may_settle: bool) -> str:
    """The report alone, for the editor's module."""
    return render_to_string(TEMPLATE, panel_context(judged, text, may_settle=may_settle), request=request)


def _excerpt(row: JudgedFinding, lines: list[str]) -> str:
    line = row.finding.line
    words = lines[line - 1].strip() if line and line <= len(lines) else ""
    return f"{words[:EXCERPT]}…" if len(words) > EXCERPT else words


def decide(request: HttpRequest, judged: JudgedReport, text: str, **owner: Any) -> str:
    """Settle or undo what the button names; answers what was done. Raises ``NotSettled``."""
    fingerprint = request.POST.get("settle", "")
    if fingerprint:
        note = request.POST.get(f"note-{fingerprint[:64]}", "")
        row = settle(report=judged, fingerprint=fingerprint, note=note, user=request.user, text=text, **owner)
        return _("Kept as like the original: %(what)s") % {"what": row.message}
    chosen = request.POST.get("unsettle", "")
    if not chosen.isdecimal() or len(chosen) > 18:
        raise NotSettled("Không rõ nhận xét nào; hãy tải lại trang rồi thử lại.")
    row = undo(settled_id=int(chosen), user=request.user, **owner)
    return _("Asked again: %(what)s") % {"what": row.message}


def wants_decision(request: HttpRequest) -> bool:
    """Whether a button of the report was pressed."""
    return bool(request.POST.get("settle") or request.POST.get("unsettle"))


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact: as the text says it, as the record says it."""

    label: str
    read: str
    kept: str
    differs: bool


def fact_rows(metadata: Metadata, wording: Expression) -> list[FactRow]:
    """The facts read from a wording beside those of its record."""
    document = wording.document
    known = known_facts(document)
    kind = DocumentType(document.document_type)
    pairs = [
        (_("Document type"), "loại văn bản", metadata.type_name, TYPE_INFO[kind].name),
        (capfirst(_("number")), "số, ký hiệu", metadata.number, document.number),
        (_("Issuing authority"), "cơ quan ban hành", ", ".join(metadata.issuers), ", ".join(known.issuers)),
        (_("Date of issue"), "ngày ban hành", _day(metadata.issued_on), _day(document.issued_on)),
        (_("Effective from"), "ngày có hiệu lực", _day(metadata.effective_on), _day(document.valid_from)),
        (_("Abstract"), "", metadata.abstract, document.abstract),
    ]
    against = KnownFacts() if document.stage == "draft" else known
    conflicts = " ".join(finding.message for finding in check_record(metadata, against))
    return [
        FactRow(str(label), read, kept, bool(word) and f"ghi {word} là" in conflicts)
        for label, word, read, kept in pairs
    ]


def _day(day: Any) -> str:
    return format_date(day) if day else ""
