"""Nothing is published whose text is known to be wrong: errors of the fidelity report that nobody settled."""

from __future__ import annotations

from legaldocs.domain.fidelity import blocking_findings
from legaldocs.domain.finding_codes import Settling, code_info
from legaldocs.domain.findings import Finding, fingerprints
from legaldocs.models import Expression, LegalDocument, SettledFinding

#: Khoản 2 Điều 3 Luật 104/2016/QH13: "Thông tin được cung cấp phải chính xác, đầy đủ."
RULE = "[LTCTT-3-2] Lời văn phải chính xác, đầy đủ (khoản 2 Điều 3 Luật số 104/2016/QH13)."
MOST = 5


def refusals(findings: list[Finding], text: str, document: LegalDocument, name: str) -> list[str]:
    """The errors among ``findings`` that are not settled, each as one sentence with rule, wording and line."""
    if not findings:
        return []
    settled = set(
        SettledFinding.objects.filter(document_id=document.pk, undone_at=None).values_list("fingerprint", flat=True)
    )
    left = [
        finding
        for finding, fingerprint in zip(findings, fingerprints(findings, text.split("\n")), strict=True)
        if fingerprint not in settled or code_info(finding.code).settling is Settling.NEVER
    ]
    said = [
        f"{RULE} {_where(finding, name)}: {finding.message} {code_info(finding.code).advice}" for finding in left[:MOST]
    ]
    return said + ([f"{RULE} {name}: còn {len(left) - MOST} lỗi khác."] if len(left) > MOST else [])


def _where(finding: Finding, name: str) -> str:
    return f"{name}, dòng {finding.line}" if finding.line else name


def unsettled_errors(document: LegalDocument) -> list[str]:
    """Why the public wordings of a document keep it from being published; empty when nothing does."""
    if document.pk is None:
        return []
    said: list[str] = []
    wordings = Expression.objects.filter(document_id=document.pk, live=True)
    for wording in wordings.only("pk", "kind", "draft_number", "label", "source_text").order_by("pk"):
        if wording.source_text:
            said += refusals(blocking_findings(wording.source_text), wording.source_text, document, wording.name)
    return said
