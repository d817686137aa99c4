"""Which parts of a draft are commented on most: a few bars that lead to the comments."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from consultations.models import ConsultationPage, PostedExpression
from legaldocs.models import Provision

MOST_SHOWN = 5


def clause_rows(consultation: ConsultationPage, comments: QuerySet[Any]) -> list[dict[str, Any]]:
    """Articles, annexes and the draft as a whole with the number of ``comments``, the most first; at most five.

    Only the wording posted last is counted. Empty when there is nothing to compare.
    """
    newest = (
        PostedExpression.objects.filter(consultation_id=consultation.pk, posted_at__isnull=False)
        .order_by("-sort_order", "-expression_id")
        .values_list("expression_id", flat=True)
        .first()
    )
    counted = (
        comments.filter(question=None).order_by().values_list("provision__expression_id", "provision__order")
    ).annotate(n=Count("pk"))
    parts = list(
        Provision.objects.filter(expression_id=newest, kind__in=["article", "annex"])
        .exclude(eid__contains="quote_")
        .order_by("order")
        .values_list("order", "end_order", "pk", "kind", "num", "heading", "marker")
    )
    starts = [part[0] for part in parts]
    whole, values = 0, dict.fromkeys(range(len(parts)), 0)
    for expression_id, order, number in counted:
        if expression_id is None:
            whole += number
        elif expression_id == newest:
            at = bisect_right(starts, order) - 1
            if at >= 0 and order <= parts[at][1]:
                values[at] += number
    rows = [(number, -at, *_named(parts[at])) for at, number in values.items() if number]
    if whole:
        rows.append((whole, 1, str(_("The whole draft")), "chung"))
    if len(rows) < 2:
        return []
    rows.sort(reverse=True)
    return [
        {"label": label, "value": number, "url": f"?{urlencode({'dieu-khoan': wanted})}"}
        for number, _at, label, wanted in rows[:MOST_SHOWN]
    ]


def _named(part: tuple[Any, ...]) -> tuple[str, str]:
    _order, _end, pk, kind, num, heading, marker = part
    name = f"Điều {num}" if kind == "article" else marker or heading
    label = f"{name}. {heading}" if heading and heading != name else name
    return (label if len(label) <= 60 else f"{label[:59].rstrip()}…"), str(pk)
