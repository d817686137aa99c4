"""Whether a wording may be put before the public: the errors of its fidelity report that nobody settled."""

from __future__ import annotations

from django.urls import reverse

from legaldocs.domain.fidelity import FidelityReport
from legaldocs.domain.structure import Structure
from legaldocs.errors import NotPublishable
from legaldocs.fidelity_guard import refusals
from legaldocs.models import Expression
from legaldocs.services.fidelity import report_on_wording


def checked(expression: Expression, structure: Structure | None = None) -> tuple[FidelityReport, list[str]]:
    """The report of the wording's source text, and its open errors as sentences with rule, wording and line."""
    text = expression.source_text
    report = report_on_wording(expression.document, text, expression.findings, structure=structure)
    return report, refusals(report.errors, text, expression.document, expression.name)


def posting_refusals(expression: Expression) -> list[str]:
    """Why a wording cannot be posted for consultation, ending with where that is settled; empty when it can."""
    _report, reasons = checked(expression)
    if not reasons:
        return []
    where = reverse("corpus:wording_edit", args=[expression.document_id, expression.pk])
    return [*reasons, f"Sửa lời văn hoặc xác nhận “Đúng như bản gốc” tại trang soạn {expression.name}: {where}"]


def refuse_posting(expression: Expression) -> None:
    """Raise ``NotPublishable`` naming each error that stands against posting, and where it is settled."""
    reasons = posting_refusals(expression)
    if reasons:
        raise NotPublishable("Chưa thể đăng lấy ý kiến: " + " ".join(reasons), reasons)
