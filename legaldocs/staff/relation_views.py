"""Relations that wait for an editor (``/quan-tri/quan-he/``): confirm, reject, undo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from legaldocs.domain.validity import RelationKind
from legaldocs.models import LegalDocument, Relation
from legaldocs.permissions import may_review_relations
from legaldocs.services import relation_review
from legaldocs.staff.access import crumbs, ids_of, staff_view
from legaldocs.staff.finding_documents import find_documents

PAGE_SIZE = 50
UNDO = "corpus_relation_undo"
KINDS = [(kind.value, kind.forward) for kind in RelationKind]


@staff_view(may_review_relations)
@require_safe
def relation_index(request: HttpRequest) -> HttpResponse:
    """What was proposed, grouped by the document that says it."""
    kind, question = request.GET.get("kind", ""), request.GET.get("q", "")[:200]
    rows = Relation.objects.filter(is_confirmed=False)
    if kind in {value for value, _name in KINDS}:
        rows = rows.filter(kind=kind)
    if question.strip():
        rows = rows.filter(source__in=find_documents(LegalDocument.objects.order_by(), question).values("pk"))
    rows = rows.select_related("source__issuer", "target").defer(
        "source__folded", "source__foreign_ids", "target__folded", "target__foreign_ids"
    )
    page = Paginator(rows.order_by("-source_id", "kind", "pk"), PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "groups": _by_source(list(page.object_list)),
        "kinds": KINDS,
        "kind": kind,
        "question": question,
        "query": urlencode({"kind": kind, "q": question}),
        "undo": request.session.get(UNDO),
        "header_title": _("Proposed relations"),
        "header_icon": "link",
        "breadcrumbs_items": crumbs(("", _("Proposed relations"))),
    }
    return render(request, "legaldocs/staff/relation_index.html", context)


def _by_source(rows: list[Relation]) -> list[dict[str, Any]]:
    groups: dict[int, dict[str, Any]] = {}
    for row in rows:
        group = groups.setdefault(row.source_id, {"source": row.source, "rows": []})
        group["rows"].append(
            {"relation": row, "verb": RelationKind(row.kind).forward, "target_name": _target_name(row)}
        )
    return list(groups.values())


def _target_name(row: Relation) -> str:
    """A target outside the collection: its name, and its number when the name does not hold it."""
    if row.target_number and row.target_number not in row.target_title:
        return f"{row.target_title} {row.target_number}".strip()
    return row.target_title


@staff_view(may_review_relations)
@require_POST
def relation_decide(request: HttpRequest) -> HttpResponse:
    """Confirm or reject the chosen ones."""
    decision = request.POST.get("decision", "")
    ids = ids_of(request.POST.getlist("relation"))
    back = redirect(f"{reverse('corpus:relation_index')}?{_back_query(request)}")
    if decision not in (relation_review.CONFIRM, relation_review.REJECT) or not ids:
        messages.error(request, _("Choose at least one relation first."))
        return back
    record = relation_review.decide(relation_ids=ids, decision=decision, on=timezone.localdate())
    count = len(record["rows"])
    if not count:
        messages.warning(request, _("These relations were decided by someone else in the meantime."))
        return back
    request.session[UNDO] = record
    if decision == relation_review.CONFIRM:
        text = ngettext("%(count)d relation confirmed.", "%(count)d relations confirmed.", count)
    else:
        text = ngettext("%(count)d relation rejected.", "%(count)d relations rejected.", count)
    messages.success(request, text % {"count": count})
    return back


@staff_view(may_review_relations)
@require_POST
def relation_undo(request: HttpRequest) -> HttpResponse:
    """Take the last decision back."""
    record = request.session.pop(UNDO, None)
    if record is None:
        messages.warning(request, _("There is nothing to take back."))
    else:
        count = relation_review.undo(record=record, on=timezone.localdate())
        text = ngettext("%(count)d relation waits again.", "%(count)d relations wait again.", count)
        messages.success(request, text % {"count": count})
    return redirect(f"{reverse('corpus:relation_index')}?{_back_query(request)}")


def _back_query(request: HttpRequest) -> str:
    return urlencode({name: request.POST.get(name, "")[:200] for name in ("kind", "q", "p") if request.POST.get(name)})
