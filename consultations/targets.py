"""What a comment is about: a provision of a posted wording, a question, or the whole draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.draft_text import COMMENTABLE, NAMED, short_name
from consultations.models import Comment, ConsultationPage, ConsultationQuestion
from consultations.typed_text import MAX_TEXT
from consultations.wording import wording_of
from legaldocs.models import Provision

# A point in a quoted article of an amending clause stands six levels deep.
ANCESTORS = "parent__parent__parent__parent__parent"


@dataclass(frozen=True)
class Target:
    """One thing that can be commented on, with the words it is quoted by."""

    consultation: ConsultationPage
    provision: Provision | None = None
    question: ConsultationQuestion | None = None
    expression_id: int | None = None

    @property
    def key(self) -> str:
        """Names the target in addresses, in the basket and in the browser's own store."""
        if self.provision:
            return f"p{self.provision.pk}"
        return f"q{self.question.pk}" if self.question else "chung"

    @property
    def label(self) -> str:
        """ "khoản 2 Điều 5", "Câu hỏi", "Toàn bộ dự thảo"."""
        return target_label(self.provision, self.question)

    @property
    def url(self) -> str:
        """Address of the comment form."""
        slug = self.consultation.slug
        if self.provision:
            return reverse(
                "consultations:comment_provision", args=[slug, self.provision.expression_id, self.provision.anchor]
            )
        if self.question:
            return reverse("consultations:comment_question", args=[slug, self.question.pk])
        return reverse("consultations:comment_whole", args=[slug])

    @property
    def back_url(self) -> str:
        """Where the words stand on the consultation page."""
        anchor = self.provision.anchor if self.provision else "cau-hoi" if self.question else ""
        return f"{self.consultation.get_absolute_url()}{'#' if anchor else ''}{anchor}"

    def quoted(self) -> str:
        """The words the comment is about."""
        if self.provision:
            return wording_of(self.provision)
        return self.question.text if self.question else ""

    def editable_wording(self) -> str:
        """The wording to rewrite; empty where there is none or where it is too long to be sent back."""
        wording = wording_of(self.provision) if self.provision else ""
        return wording if len(wording) <= MAX_TEXT else ""


def target_label(provision: Provision | None, question: ConsultationQuestion | None) -> str:
    """The name of what is commented on."""
    if provision is not None:
        return provision_label(provision)
    return _("Question") if question is not None else _("The whole draft")


def provision_label(provision: Provision) -> str:
    """ "điểm a khoản 2 Điều 5"; parents should be loaded with ``ANCESTORS``."""
    parts: list[str] = []
    node: Provision | None = provision
    while node is not None:
        if node.kind in NAMED and node.kind != "quote":
            parts.append(short_name(node))
        elif node.kind == "quote" and parts:
            parts.append("tại")
        node = node.parent
    return " ".join(parts) or short_name(provision)


def find_provision(consultation: ConsultationPage, expression_id: int, anchor: str) -> Target:
    """The provision at an anchor of a wording posted for this consultation, or 404."""
    provision = (
        Provision.objects.select_related(ANCESTORS)
        .filter(
            expression_id=expression_id,
            anchor=anchor,
            kind__in=COMMENTABLE,
            expression__postings__consultation_id=consultation.pk,
            expression__postings__posted_at__isnull=False,
        )
        .first()
    )
    if provision is None:
        raise Http404
    return Target(consultation, provision=provision, expression_id=expression_id)


def find_question(consultation: ConsultationPage, question_id: int) -> Target:
    """A question of this consultation, or 404."""
    question = ConsultationQuestion.objects.filter(pk=question_id, consultation_id=consultation.pk).first()
    if question is None:
        raise Http404
    return Target(consultation, question=question)


def targets_of(consultation: ConsultationPage, items: list[dict[str, Any]]) -> dict[str, Target]:
    """Targets of basket items by item id; items whose words are gone are left out. Two queries at most."""
    provisions = Provision.objects.select_related(ANCESTORS).in_bulk(
        {item["provision"] for item in items if item.get("provision")}
    )
    questions = ConsultationQuestion.objects.filter(consultation_id=consultation.pk).in_bulk(
        {item["question"] for item in items if item.get("question")}
    )
    found = {}
    for item in items:
        provision, question = provisions.get(item.get("provision")), questions.get(item.get("question"))
        if (item.get("provision") and not provision) or (item.get("question") and not question):
            continue
        found[item["id"]] = Target(consultation, provision, question, item.get("expression"))
    return found


def comment_rows(comments: Any) -> Any:
    """A queryset of comments with everything a card shows, in one query."""
    return comments.select_related(
        "submission", "expression", "question", f"provision__{ANCESTORS}", f"response__changed_provision__{ANCESTORS}"
    ).defer("expression__source_text", "expression__findings", "expression__outline")


def comment_label(comment: Comment) -> str:
    """The name of what a stored comment is about."""
    return target_label(comment.provision, comment.question)
