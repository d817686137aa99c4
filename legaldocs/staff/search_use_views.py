"""Questions the search fails (``/quan-tri/cau-hoi-tim-kiem/``): without result, or with results nobody followed."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from legaldocs.models import QueryCount
from legaldocs.permissions import may_see_search_use, may_tend_search
from legaldocs.search import usage
from legaldocs.staff.access import crumbs, ids_of, staff_view

PAGE_SIZE = 50
#: A question without followed answers says something once it was asked so often.
ENOUGH = 3
KINDS = {
    "khong-ket-qua": gettext_lazy("Without result"),
    "khong-mo": gettext_lazy("With results, none followed"),
    "tat-ca": gettext_lazy("All questions"),
}


@staff_view(may_see_search_use)
@require_safe
def search_use(request: HttpRequest) -> HttpResponse:
    """Counts by question, the most frequent first."""
    usage.write()
    kind = request.GET.get("kind", "khong-ket-qua")
    kind = kind if kind in KINDS else "khong-ket-qua"
    with_settled = request.GET.get("settled") == "1"
    rows = QueryCount.objects.all() if with_settled else QueryCount.objects.filter(settled=False)
    if kind == "khong-ket-qua":
        rows = rows.filter(empty__gt=0).order_by("-empty", "-last_on", "text")
    elif kind == "khong-mo":
        rows = rows.filter(Q(followed=0), asked__gte=ENOUGH, empty__lt=F("asked")).order_by(
            "-asked", "-last_on", "text"
        )
    else:
        rows = rows.order_by("-asked", "-last_on", "text")
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("p")),
        "kinds": KINDS.items(),
        "kind": kind,
        "with_settled": with_settled,
        "enough": ENOUGH,
        "query": urlencode({"kind": kind, "settled": "1" if with_settled else ""}),
        "may_settle": may_tend_search(request.user),
        "header_title": _("Questions the search fails"),
        "header_icon": "help",
        "breadcrumbs_items": crumbs(("", _("Questions the search fails"))),
    }
    return render(request, "legaldocs/staff/search_use.html", context)


@staff_view(may_tend_search)
@require_POST
def search_use_settle(request: HttpRequest) -> HttpResponse:
    """Chosen questions are done with: a term was added, a document published, or nothing helps."""
    ids = ids_of(request.POST.getlist("row"))
    count = QueryCount.objects.filter(pk__in=ids).update(settled=True)
    if count:
        text = ngettext("%(count)d question is settled.", "%(count)d questions are settled.", count)
        messages.success(request, text % {"count": count})
    else:
        messages.error(request, _("Choose at least one question first."))
    return redirect(f"{reverse('search_desk:search_use')}?{urlencode({'kind': request.POST.get('kind', '')[:40]})}")
