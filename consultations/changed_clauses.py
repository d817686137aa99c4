"""Where a clause that an answer changed can be read: in the draft it was changed in, and in the document as issued.

A comment is followed to the clause of the next draft and to the clause of the law in force (and back:
``legaldocs.clause_origins``). The lineage of a provision leads from one wording to the next.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from consultations.models import Comment, ConsultationPage, PostedExpression, Response
from legaldocs.models import Expression, LegalDocument, Provision


def issued_document(consultation: ConsultationPage) -> LegalDocument | None:
    """What became of the draft: the document as issued, once anybody may read it."""
    document = consultation.document
    if document is None or document.stage != "issued" or not document.live or document.secrecy != "none":
        return None
    return document


@dataclass(frozen=True)
class ClausePlace:
    """One wording of a changed clause that anybody may read."""

    name: str
    url: str


def place_changed_clauses(responses: Iterable[Response], consultation: ConsultationPage) -> None:
    """Give each answer ``changed_places``: the public wordings of its changed clause, drafts first. Four queries at most."""
    rows = list(responses)
    changed = {row.pk: row.changed_provision for row in rows if row.changed_provision is not None}
    found = _places(list(changed.values()), consultation) if changed else {}
    for row in rows:
        provision = changed.get(row.pk)
        row.changed_places = found.get(provision.pk, []) if provision is not None else []  # type: ignore[attr-defined]


def _places(changed: list[Provision], consultation: ConsultationPage) -> dict[int, list[ClausePlace]]:
    posted = set(
        PostedExpression.objects.filter(consultation_id=consultation.pk, posted_at__isnull=False).values_list(
            "expression_id", flat=True
        )
    )
    commented = set(
        Comment.objects.filter(consultation_id=consultation.pk, provision__in=changed).values_list(
            "expression_id", flat=True
        )
    )
    document = LegalDocument.objects.filter(pk=consultation.document_id).first()
    readable = document is not None and document.live and document.secrecy == "none"
    rows = (
        Provision.objects.filter(
            Q(expression__posted_at__isnull=False) | ~Q(expression__kind="draft"),
            lineage__in={row.lineage for row in changed if row.lineage},
            expression__document_id=consultation.document_id,
            expression__live=True,
        )
        .select_related("expression")
        .defer("text", "expression__source_text", "expression__findings", "expression__outline")
    )
    by_lineage: dict[str, list[Provision]] = defaultdict(list)
    for row in rows:
        by_lineage[row.lineage].append(row)
    found = {}
    for provision in changed:
        places = []
        for row in sorted(by_lineage[provision.lineage], key=_order):
            wording = row.expression
            if row.expression_id in posted and row.expression_id == provision.expression_id:
                url = f"{consultation.get_absolute_url()}?ban={wording.pk}#{row.anchor}"
                as_was = row.expression_id in commented  # the officer named the clause as it was, not a later draft
                words = _("as it was, in %(wording)s") if as_was else _("in %(wording)s")
                places.append(ClausePlace(words % {"wording": wording.name}, url))
            elif readable and document is not None and _is_shown(wording, provision, by_lineage[provision.lineage]):
                name = _("as issued") if wording.kind != "draft" else _("in %(wording)s") % {"wording": wording.name}
                places.append(ClausePlace(name, _address(document, wording, row.anchor)))
        found[provision.pk] = places
    return found


def _is_shown(wording: Expression, changed: Provision, rows: list[Provision]) -> bool:
    """The wording the clause was changed in, and of the issued ones the latest."""
    if wording.kind == "draft":
        return wording.pk == changed.expression_id
    issued = [row.expression for row in rows if row.expression.kind != "draft"]
    return wording == max(issued, key=lambda row: (row.valid_from or datetime.date.min, row.pk))


def _order(row: Provision) -> tuple[bool, int]:
    return row.expression.kind != "draft", row.expression_id


def _address(document: LegalDocument, wording: Expression, anchor: str) -> str:
    """The page of the clause's article; a draft is named, what is issued is what the page shows by itself."""
    unit, *below = anchor.split("--")
    query = f"?phien-ban={wording.pk}" if wording.kind == "draft" else ""
    return f"{document.get_absolute_url()}{unit}/{query}{f'#{anchor}' if below else ''}"


def commented_wording(response: Response, comments: Iterable[Comment]) -> int | None:
    """The provision as it was when commented on: what the resulting wording is compared with.

    The changed clause itself already bears the new words where it stands in a later draft.
    """
    changed, first = response.changed_provision, None
    for comment in comments:
        provision = comment.provision
        if provision is None:
            continue
        first = first or provision
        if changed is None or provision.expression_id == changed.expression_id:
            continue
        if provision.eid == changed.eid or (provision.lineage and provision.lineage == changed.lineage):
            return provision.pk
    if changed is not None:
        return changed.pk
    return first.pk if first is not None else None
