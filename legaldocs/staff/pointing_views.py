"""Citations of one document (``/quan-tri/van-ban/<pk>/dan-chieu/``), and the page where one is pointed by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from legaldocs.citations_page import capital, excerpt
from legaldocs.domain.uris import words_of_eid
from legaldocs.models import Expression, LegalDocument
from legaldocs.permissions import may_point_citations, may_see_documents
from legaldocs.services.draft_mentions import draft_mention_at, draft_mentions, is_being_written
from legaldocs.services.pointing import MentionAt, NotPointed, mention_at, point, take_back
from legaldocs.staff.access import EDIT_URL, document_crumbs, document_or_404, staff_view, wording_or_404
from legaldocs.staff.mention_list import (
    STATES,
    draft_counts,
    draft_groups,
    meaning_of,
    mention_groups,
    pointed_rows,
    shown_draft_mentions,
    shown_mentions,
    state_counts,
)
from legaldocs.staff.pointing_choices import chosen_document, document_choices, provision_choices

AS_SAID, WHOLE = "nhu-loi-van", "ca-van-ban"
EVERYTHING = "tat-ca"
INDEX = "corpus:document_citations"
WRITTEN = "-soan"  # behind the key of a wording in addresses: its text as the editors are writing it


@staff_view(may_see_documents)
@require_safe
def document_citations(request: HttpRequest, pk: int) -> HttpResponse:
    """Every citation in a wording of the document with what it means; what was pointed by hand, with who and when.

    A text still being written is read for this page, so that what it cites can be pointed before it is published.
    """
    document = document_or_404(pk)
    choices = _wordings(document)
    wanted = request.GET.get("loi-van", "")
    chosen = next((row for row in choices if row["key"] == wanted), choices[0] if choices else None)
    wording = chosen["wording"] if chosen else None
    mentions = draft_mentions(wording_or_404(pk, wording.pk)) if chosen and wording and chosen["is_draft"] else None
    counts = state_counts(wording) if mentions is None else draft_counts(mentions)
    state = request.GET.get("loai", "")
    if state not in STATES:  # what asks for a look goes first, unless everything was asked for
        state = "" if state == EVERYTHING else next((name for name in ("cho", "thieu") if counts[name]), "")
    number = request.GET.get("p")
    page = mention_groups(wording, state, number) if mentions is None else draft_groups(mentions, state, number)
    rows = shown_mentions(document, wording, page) if mentions is None else shown_draft_mentions(document, page)
    title = _("Citations")
    context = {
        "document": document,
        "document_url": document.get_absolute_url() if document.live else "",
        "wordings": choices,
        "wording": wording,
        "chosen": chosen,
        "states": [(name, label, counts[name]) for name, label in STATES.items()],
        "total": counts[""],
        "state": state,
        "page": page,
        "rows": rows,
        "pointed": pointed_rows(document, holding=True),
        "taken_back": pointed_rows(document, holding=False),
        "may_point": may_point_citations(request.user),
        "query": urlencode({"loi-van": chosen["key"] if chosen else "", "loai": state or EVERYTHING}),
        "header_title": title,
        "header_icon": "link-external",
        "breadcrumbs_items": document_crumbs(document, ("", title)),
    }
    return render(request, "legaldocs/staff/document_citations.html", context)


def _wordings(document: LegalDocument) -> list[dict[str, Any]]:
    """The texts that can be chosen: those visitors read first, then those being written."""
    rows = list(document.expressions.without_text().defer("outline").order_by("-pk"))
    public = [{"key": str(row.pk), "name": row.name, "wording": row, "is_draft": False} for row in rows if row.live]
    written = [
        {
            "key": f"{row.pk}{WRITTEN}",
            "name": _("%(wording)s, being written") % {"wording": row.name},
            "wording": row,
            "is_draft": True,
        }
        for row in rows
        if is_being_written(row)
    ]
    return public + written


def _index_of(mention: MentionAt) -> str:
    """The list of citations from which a mention was chosen."""
    wording = mention.expression
    key = f"{wording.pk}{WRITTEN}" if mention.is_draft else str(wording.pk)
    return f"{reverse(INDEX, args=[wording.document_id])}?{urlencode({'loi-van': key})}"


@staff_view(may_see_documents, may_point_citations)
@require_http_methods(["GET", "HEAD", "POST"])
def citation_point(
    request: HttpRequest, pk: int, expression: int, place: int, start: int, end: int, *, draft: bool = False
) -> HttpResponse:
    """Choose what one mention means. A refusal shows the page again as it was sent, with the reason."""
    wording = wording_or_404(pk, expression)
    mention = _mention(wording, place, start, end, draft=draft)
    if mention is None:
        messages.warning(request, _("The text or its citations have changed since. Choose the place again."))
        return redirect(INDEX, pk=pk)
    refusal = ""
    if request.method == "POST":
        try:
            return _decide(request, mention)
        except NotPointed as error:
            refusal = str(error)
    return _choosing(request, mention, refusal)


def _mention(wording: Expression, place: int, start: int, end: int, *, draft: bool) -> MentionAt | None:
    if not draft:
        return mention_at(wording, place, start, end)
    return draft_mention_at(wording, place, start, end) if is_being_written(wording) else None


def _decide(request: HttpRequest, mention: MentionAt) -> HttpResponse:
    sent = request.POST
    if sent.get("mark") != mention.mark:
        raise NotPointed("Lời văn ở chỗ này đã thay đổi từ khi mở trang. Hãy xem lại rồi chọn lại.")
    everywhere, note = sent.get("pham-vi") == "moi-cho", sent.get("ghi-chu", "")
    if sent.get("quyet-dinh") == "khong":
        point(mention=mention, user=request.user, target=None, everywhere=everywhere, note=note)
        messages.success(request, _("Kept: these words cite nothing."))
    else:
        target = chosen_document(sent.get("van-ban", ""))
        if target is None:
            raise NotPointed("Hãy chọn văn bản được dẫn chiếu.")
        provision = sent.get("dieu-khoan", AS_SAID)
        eid = None if provision == AS_SAID else "" if provision == WHOLE else provision[:255]
        made = point(mention=mention, user=request.user, target=target, eid=eid, everywhere=everywhere, note=note)
        messages.success(request, _("Kept: “%(words)s” means %(meaning)s.") % _words(made.words, made.meaning))
    return redirect(_index_of(mention))


def _words(words: str, meaning: str) -> dict[str, str]:
    return {"words": words, "meaning": meaning}


def _choosing(request: HttpRequest, mention: MentionAt, refusal: str) -> HttpResponse:
    document, wording = mention.expression.document, mention.expression
    sent = request.POST if request.method == "POST" else request.GET
    target = chosen_document(sent.get("van-ban", ""))
    question = request.GET.get("q", "")[:200]
    within = request.GET.get("dk", "")[:100]
    first = mention.first
    said = [row.eid for row in mention.rows if row.eid]
    context = {
        "document": document,
        "wording": wording,
        "mention": mention,
        "place": capital(words_of_eid(first.source_eid)),
        "excerpt": excerpt(mention.text, first.start, first.end),
        "meaning": meaning_of(document, list(mention.rows)),
        "named": first.number or first.name,
        "said": [capital(words_of_eid(eid)) for eid in said],
        "target": target,
        "target_url": reverse(EDIT_URL, args=[target.pk]) if target else "",
        "question": question,
        "within": within,
        "choices": [] if target else document_choices(first.key, question, document.pk),
        "provisions": provision_choices(target, within, said) if target else [],
        "chosen": {
            "provision": sent.get("dieu-khoan", AS_SAID),
            "scope": sent.get("pham-vi", "cho-nay"),
            "note": sent.get("ghi-chu", "")[:500],
        },
        "as_said": AS_SAID,
        "whole": WHOLE,
        "refusal": refusal,
        "back": _index_of(mention),
        "header_title": _("What these words cite"),
        "header_icon": "link-external",
        "breadcrumbs_items": document_crumbs(
            document, (reverse(INDEX, args=[document.pk]), _("Citations")), ("", _("What these words cite"))
        ),
    }
    return render(request, "legaldocs/staff/citation_point.html", context, status=422 if refusal else 200)


@staff_view(may_see_documents)
@require_POST
def citation_take_back(request: HttpRequest, pk: int, pointed: int) -> HttpResponse:
    """The mention means again what the reading makes of it."""
    if not may_point_citations(request.user):
        raise PermissionDenied
    document = LegalDocument.objects.filter(pk=pk).first()
    if document is None:
        raise Http404
    try:
        row = take_back(document=document, pointed=pointed, user=request.user)
        messages.success(request, _("Taken back: “%(words)s” is read from the text again.") % {"words": row.words})
    except NotPointed as error:
        messages.warning(request, str(error))
    wording = request.POST.get("loi-van", "")
    number = wording.removesuffix(WRITTEN)
    query = f"?{urlencode({'loi-van': wording})}" if number.isdecimal() and len(number) < 19 else ""
    return redirect(f"{reverse(INDEX, args=[pk])}{query}")
