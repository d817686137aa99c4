"""The compliance report in the admin: every rule with verdict, citation and what to do."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.compliance import Outcome, run_checks
from portal.rulesets import rulesets

PERMISSION = "home.view_compliance"
GROUPS = {"A": "Văn bản (điểm e khoản 1 Điều 10, điểm c khoản 1 Điều 17)", "B": "Lấy ý kiến (điểm i khoản 1 Điều 10)"}
SEVERITIES = {
    "blocker": "Mức: chặn công khai",
    "error": "Mức: phải khắc phục",
    "warning": "Mức: lưu ý",
    "info": "Mức: thông tin",
}


def may_read(user: Any) -> bool:
    """Who may see the report."""
    return bool(user.is_active and user.has_perm(PERMISSION))


def report(request: HttpRequest) -> HttpResponse:
    """Verdicts for today or the day asked for; an odd day is answered with today and a remark."""
    if not may_read(request.user):
        raise PermissionDenied
    on, remark = _day(request.GET.get("ngay", ""))
    results = run_checks(on)
    context = {
        "page_title": _("Compliance"),
        "on": on,
        "remark": remark,
        "groups": [
            {
                "title": title,
                "rows": [
                    {"result": result, "severity": SEVERITIES[result.rule.severity.value]}
                    for result in results
                    if result.rule.group == group
                ],
            }
            for group, title in GROUPS.items()
        ],
        "totals": [(outcome.label, sum(r.verdict.outcome is outcome for r in results)) for outcome in Outcome],
        "laws": [
            (law, law.in_force_on(on)) for law in rulesets().values() if any(r.rule.ruleset == law.id for r in results)
        ],
    }
    return render(request, "wagtailadmin/compliance.html", context)


def _day(text: str) -> tuple[datetime.date, str]:
    if not text:
        return timezone.localdate(), ""
    try:
        return datetime.date.fromisoformat(text.strip()), ""
    except ValueError:
        return timezone.localdate(), f"“{text[:40]}” không phải là ngày; đang xem cho hôm nay."
