"""Writing comments: one form per target, collected in the basket. Every refusal keeps what was typed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.basket import MOST, Basket
from consultations.closed import closed_page
from consultations.forms import CommentForm
from consultations.guards import guarded
from consultations.listing import crumbs, proposal
from consultations.models import ConsultationPage, SenderKind, Stance, WordingChange
from consultations.permissions import may_comment
from consultations.targets import Target, find_provision, find_question, targets_of
from consultations.typed_text import clean_text
from consultations.views.showing import find_consultation
from consultations.wording import wordings_of

FIELDS = ("stance", "text", "change", "proposed_wording", "reason")


@guarded
@require_http_methods(["GET", "HEAD", "POST"])
def comment_provision(request: HttpRequest, slug: str, expression: int, anchor: str) -> HttpResponse:
    """The form for one provision of one posted wording."""
    consultation = find_consultation(slug)
    return _comment(request, find_provision(consultation, min(expression, 2**62), anchor[:255]))


@guarded
@require_http_methods(["GET", "HEAD", "POST"])
def comment_question(request: HttpRequest, slug: str, question: int) -> HttpResponse:
    """The form for one question."""
    return _comment(request, find_question(find_consultation(slug), min(question, 2**62)))


@guarded
@require_http_methods(["GET", "HEAD", "POST"])
def comment_whole(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for the whole draft."""
    return _comment(request, Target(find_consultation(slug)))


def _comment(request: HttpRequest, target: Target) -> HttpResponse:
    consultation, basket = target.consultation, Basket(request, target.consultation)
    if not may_comment(consultation, timezone.now()):
        return closed_page(request, consultation, typed_lines(target, request.POST))
    existing = basket.for_target(target.key)
    if request.method != "POST":
        initial = {name: (existing or {}).get(name, "") for name in FIELDS}
        initial["proposed_wording"] = initial["proposed_wording"] or target.editable_wording()
        return _form_page(request, target, CommentForm(initial=initial, target=target), existing, basket)
    form = CommentForm(request.POST, target=target)
    valid = form.is_valid()
    if request.token_lost:  # type: ignore[attr-defined]
        form.add_error(None, token_lost_message())
    elif not existing and len(basket) >= MOST:
        form.add_error(
            None, _("The basket holds %(most)s comments, which is the most. Please send it first.") % {"most": MOST}
        )
    elif valid:
        data = form.cleaned_data
        item = {name: data.get(name, "") for name in FIELDS}
        item |= {
            "key": target.key,
            "provision": target.provision.pk if target.provision else None,
            "question": target.question.pk if target.question else None,
            "expression": target.expression_id,
        }
        basket.put(item, form.started_at)
        return HttpResponseRedirect(reverse("consultations:basket", args=[consultation.slug]))
    return _form_page(request, target, form, existing, basket, status=403 if request.token_lost else 200)  # type: ignore[attr-defined]


def token_lost_message() -> str:
    """What is said when the browser sent no valid token, for instance after cookies were deleted."""
    return _(
        "Your browser lost the key of this form (cookies were deleted or are blocked). Nothing was lost: please press the button once more."
    )


def _form_page(
    request: HttpRequest, target: Target, form: CommentForm, existing: Any, basket: Basket, *, status: int = 200
) -> HttpResponse:
    context = {
        "consultation": target.consultation,
        "target": target,
        "form": form,
        "quoted": target.quoted(),
        "existing": existing,
        "basket_count": len(basket),
        "storage_key": storage_key(target.consultation, target.key),
        "crumbs": crumbs(target.consultation, {"title": _("Your comment"), "url": ""}),
    }
    return render(request, "consultations/comment_form.html", context, status=status)


def storage_key(consultation: ConsultationPage, key: str) -> str:
    """Under which name the browser itself keeps what is being typed."""
    return f"gop-y:{consultation.pk}:{key}"


@guarded
@require_http_methods(["GET", "HEAD", "POST"])
def basket(request: HttpRequest, slug: str) -> HttpResponse:
    """*Giỏ góp ý*: what has been written so far; change, remove, go on."""
    consultation = find_consultation(slug)
    current = Basket(request, consultation)
    if not may_comment(consultation, timezone.now()):
        return closed_page(request, consultation, basket_lines(consultation, current.items))
    return render(
        request,
        "consultations/basket.html",
        {
            "consultation": consultation,
            "rows": basket_rows(consultation, current.items),
            "count": len(current),
            "removed": current.removed,
            "signed": current.signed() if current.items else "",
            "crumbs": crumbs(consultation, {"title": _("Basket of comments"), "url": ""}),
        },
    )


@guarded
@require_http_methods(["POST"])
def change_basket(request: HttpRequest, slug: str) -> HttpResponse:
    """Remove one comment, or undo that."""
    consultation = find_consultation(slug)
    current = Basket(request, consultation)
    if not request.token_lost:  # type: ignore[attr-defined]
        current.take_from(request.POST.get("basket", ""))
        if "undo" in request.POST:
            current.put_back()
        else:
            current.remove(request.POST.get("item", ""))
    return HttpResponseRedirect(reverse("consultations:basket", args=[slug]))


def basket_rows(consultation: ConsultationPage, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The basket's comments as the public would see them, without their sender."""
    targets = targets_of(consultation, items)
    before = wordings_of(target.provision for target in targets.values() if target.provision is not None)
    rows = []
    for item in items:
        target = targets.get(item["id"])
        if target is None:
            continue
        rows.append(
            {
                "id": item["id"],
                "target": target.label,
                "target_url": target.back_url,
                "edit_url": target.url,
                "storage_key": storage_key(consultation, item["key"]),
                "stance": item["stance"],
                "stance_label": str(Stance(item["stance"]).label) if item["stance"] in Stance.values else "",
                "text": item["text"],
                "reason": item["reason"],
                **proposal(item["change"], item["proposed_wording"], before.get(item["provision"] or 0, "")),
            }
        )
    return rows


# -- what was typed, handed back ----------------------------------------------------------------------
def typed_lines(target: Target, data: Any) -> list[str]:
    """One form as plain lines."""
    if not data:
        return []
    stance, change = data.get("stance", ""), data.get("change", "")
    proposed = clean_text(data.get("proposed_wording"))
    lines = [
        target.label,
        str(Stance(stance).label) if stance in Stance.values else "",
        clean_text(data.get("text")),
        str(WordingChange(change).label) if change and change in WordingChange.values else "",
        proposed,
        clean_text(data.get("reason")),
    ]
    return [line for line in lines if line]


def basket_lines(
    consultation: ConsultationPage, items: list[dict[str, Any]], sender: dict[str, Any] | None = None
) -> list[str]:
    """The whole basket as plain lines."""
    lines: list[str] = []
    targets = targets_of(consultation, items)
    for item in items:
        target = targets.get(item["id"])
        lines += [*typed_lines(target, item), ""] if target else []
    if sender:
        kind = sender.get("sender_kind", "")
        lines += [str(SenderKind(kind).label) if kind in SenderKind.values else ""]
        lines += [str(sender.get(name) or "") for name in ("full_name", "province", "email", "phone", "address")]
    return lines


@guarded
@require_http_methods(["POST"])
def copy_of_text(request: HttpRequest) -> HttpResponse:
    """The text somebody typed, handed back as a file; nothing is stored or looked up."""
    text = clean_text(request.POST.get("text"))
    response = HttpResponse("\ufeff" + text.replace("\n", "\r\n"), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="gop-y.txt"'
    return response
