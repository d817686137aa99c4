"""The mentions of a wording as its citations page lists them: one row a place in the text, whatever it lists."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legaldocs.citations_page import capital, excerpt
from legaldocs.domain.uris import words_of_eid
from legaldocs.models import Citation, Expression, LegalDocument, PointedCitation, Provision
from legaldocs.services.pointing import MentionAt
from legaldocs.staff.access import EDIT_URL

PAGE_SIZE = 50
HISTORY = 200
#: What became of a mention, by the word of the address.
STATES = {
    "cho": gettext_lazy("Document not found"),
    "thieu": gettext_lazy("Provision not found"),
    "tay": gettext_lazy("Pointed by hand"),
    "noi": gettext_lazy("Found"),
}
_SPAN = ("place", "source_eid", "start", "end")


def _of(wording: Expression | None) -> QuerySet[Citation]:
    return Citation.objects.filter(expression_id=wording.pk if wording else 0)


def _in_state(rows: QuerySet[Citation], state: str) -> QuerySet[Citation]:
    if state == "cho":
        return rows.filter(document=None)
    if state == "thieu":
        return rows.filter(document__isnull=False, is_found=False)
    if state == "tay":
        return rows.filter(by_hand=True)
    return rows.filter(document__isnull=False, is_found=True, by_hand=False) if state == "noi" else rows


def _spans(wording: Expression | None, state: str) -> QuerySet[Any, Any]:
    return _in_state(_of(wording), state).order_by("place", "start", "end").values_list(*_SPAN).distinct()


def state_counts(wording: Expression | None) -> dict[str, int]:
    """How many mentions are in each state; "" counts all."""
    return {state: _spans(wording, state).count() for state in ("", *STATES)}


def mention_groups(wording: Expression | None, state: str, number: str | None) -> Page[Any]:
    """One page of mentions, in the order of the text."""
    return Paginator(_spans(wording, state), PAGE_SIZE).get_page(number)


def shown_mentions(document: LegalDocument, wording: Expression | None, page: Page[Any]) -> list[dict[str, Any]]:
    """The mentions of a page with the words around them and what they mean; a fixed number of queries."""
    spans = list(page.object_list)
    if wording is None or not spans:
        return []
    found: dict[tuple[int, int, int], list[Citation]] = defaultdict(list)
    rows = _of(wording).filter(place__in={place for place, *_ in spans}).select_related("document")
    for row in rows.defer("document__folded", "document__foreign_ids").order_by("pk"):
        found[row.place, row.start, row.end].append(row)
    provisions = Provision.objects.filter(expression_id=wording.pk, eid__in={eid for _, eid, *_ in spans})
    texts = dict(provisions.values_list("eid", "text"))
    return [
        {
            "title": capital(words_of_eid(eid)),
            "excerpt": excerpt(texts.get(eid, ""), start, end),
            "meaning": meaning_of(document, found[place, start, end]),
            "url": reverse("corpus:citation_point", args=[document.pk, wording.pk, place, start, end]),
        }
        for place, eid, start, end in spans
    ]


def _is_in_state(mention: MentionAt, state: str) -> bool:
    """The same as ``_in_state``, for a mention of a text being written."""
    if state == "cho":
        return any(row.document is None for row in mention.rows)
    if state == "thieu":
        return any(row.document is not None and not row.is_found for row in mention.rows)
    if state == "tay":
        return any(row.by_hand for row in mention.rows)
    return not state or any(row.document is not None and row.is_found and not row.by_hand for row in mention.rows)


def draft_counts(mentions: list[MentionAt]) -> dict[str, int]:
    """How many mentions of a text being written are in each state; "" counts all."""
    return {state: sum(_is_in_state(mention, state) for mention in mentions) for state in ("", *STATES)}


def draft_groups(mentions: list[MentionAt], state: str, number: str | None) -> Page[Any]:
    """One page of mentions of a text being written."""
    return Paginator([m for m in mentions if _is_in_state(m, state)], PAGE_SIZE).get_page(number)


def shown_draft_mentions(document: LegalDocument, page: Page[Any]) -> list[dict[str, Any]]:
    """The mentions of a page of a text being written."""
    return [
        {
            "title": capital(words_of_eid(mention.first.source_eid)),
            "excerpt": excerpt(mention.text, mention.first.start, mention.first.end),
            "meaning": meaning_of(document, list(mention.rows)),
            "url": reverse("corpus:draft_citation_point", args=[document.pk, mention.expression.pk, *_span(mention)]),
        }
        for mention in page.object_list
    ]


def _span(mention: MentionAt) -> tuple[int, int, int]:
    return mention.first.place, mention.first.start, mention.first.end


def meaning_of(document: LegalDocument, rows: list[Citation]) -> dict[str, Any]:
    """What a mention means today, for a person."""
    if not rows:
        return {"name": "", "provisions": "", "state": "", "missing": "", "url": "", "is_hidden": False}
    first = rows[0]
    eids = [row.eid for row in rows if row.eid]
    missing = [row.eid for row in rows if row.eid and not row.is_found]
    if first.document is None:
        name, url, is_own = first.number or first.name, "", False
    else:
        is_own = first.document_id == document.pk
        name = _("this document") if is_own else first.document.citation_name
        url = reverse(EDIT_URL, args=[first.document_id])
    return {
        "name": name,
        "provisions": capital(", ".join(words_of_eid(eid) for eid in eids[:6])) + (" …" if len(eids) > 6 else ""),
        "state": "cho" if first.document is None else "thieu" if missing else "noi",
        "missing": ", ".join(words_of_eid(eid) for eid in missing[:6]),
        "by_hand": first.by_hand,
        "url": url,
        "is_hidden": first.document is not None and not is_own and not first.document.live,
    }


def pointed_rows(document: LegalDocument, *, holding: bool) -> list[PointedCitation]:
    """What editors have said of the citations of a document: what holds, or what was taken back."""
    rows = PointedCitation.objects.filter(document=document, undone_at__isnull=holding)
    rows = rows.select_related("target", "pointed_by", "undone_by").defer("target__folded", "target__foreign_ids")
    return list(rows.order_by("-undone_at", "-pointed_at", "-pk")[: HISTORY * 10 if holding else HISTORY])
