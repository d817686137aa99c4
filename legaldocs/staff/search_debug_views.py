"""Why an answer stands where it stands (``/quan-tri/giai-thich-tim-kiem/``): what the question became, hits with scores."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legaldocs.permissions import may_see_search_use, may_tend_search
from legaldocs.search.explaining import explain
from legaldocs.staff.access import crumbs, staff_view

MOST = 20


@staff_view(may_see_search_use)
@require_safe
def search_debug(request: HttpRequest) -> HttpResponse:
    """The form, and the explanation of a question on every engine that runs."""
    text = request.GET.get("q", "")[:300]
    literal = request.GET.get("literal") == "1"
    context: dict[str, Any] = {
        "q": text,
        "literal": literal,
        "explanation": explain(text, literal=literal, most=MOST) if text.strip() else None,
        "may_tend": may_tend_search(request.user),
        "header_title": _("Explain an answer"),
        "header_icon": "view",
        "breadcrumbs_items": crumbs(("", _("Explain an answer"))),
    }
    return render(request, "legaldocs/staff/search_debug.html", context)
