"""Questions the corpus answers about many rows."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from legaldocs.models import Citation, Expression, LegalDocument, Provision  # noqa: F401


class LegalDocumentQuerySet(models.QuerySet[Any]):
    """Sets of documents."""

    def public(self) -> Self:
        """What any visitor may see: published and without a degree of secrecy."""
        return self.filter(live=True, secrecy="none")

    def issued(self) -> Self:
        """Documents that were issued (no drafts)."""
        return self.filter(stage="issued")

    def for_listing(self) -> Self:
        """With what a list row shows, in one query; the long fields left out."""
        return self.select_related("issuer").defer("folded", "foreign_ids")


class ExpressionQuerySet(models.QuerySet[Any]):
    """Sets of wordings."""

    def applicable_on(self, date: datetime.date) -> Self:
        """Wordings in force on ``date``; ``valid_until`` is the first day without effect."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=date)).exclude(valid_until__lte=date)

    def posted(self) -> Self:
        """Wordings posted for consultation: frozen."""
        return self.filter(posted_at__isnull=False)

    def current_for(self, document_ids: Sequence[int]) -> dict[int, Expression]:
        """The wording a visitor reads first, for each of these documents: the latest consolidated or issued one, or
        for a draft the latest posted or published draft. Rows come without their long text."""
        ranks = {"draft": 0, "enacted": 1, "consolidated": 2}
        rows = self.filter(document_id__in=document_ids, live=True, language="vi").without_text()
        ordered: list[Any] = list(rows)
        ordered.sort(key=lambda e: (ranks[e.kind], e.draft_number or 0, e.valid_from or datetime.date.min, e.pk))
        return {row.document_id: row for row in ordered}

    def without_text(self) -> Self:
        """Rows without their long text, for lists and pages that show provisions."""
        return self.defer("source_text", "findings")


class ProvisionQuerySet(models.QuerySet[Any]):
    """Sets of provisions."""

    def subtree(self, provision: Provision) -> Self:
        """``provision`` and everything below it, in document order."""
        return self.filter(
            expression_id=provision.expression_id, order__gte=provision.order, order__lte=provision.end_order
        )

    def articles(self) -> Self:
        """Only Điều."""
        return self.filter(kind="article")


class CitationQuerySet(models.QuerySet[Any]):
    """Sets of citations."""

    def waiting(self) -> Self:
        """Those whose document is not in the collection."""
        return self.filter(document=None)

    def public(self) -> Self:
        """Those a visitor can read: in a published wording of a public document, drafts only once posted."""
        return self.filter(
            Q(expression__posted_at__isnull=False) | ~Q(expression__kind="draft"),
            expression__live=True,
            expression__document__live=True,
            expression__document__secrecy="none",
        )

    def of_others(self) -> Self:
        """Those in the text of another document than the one cited."""
        return self.exclude(expression__document_id=models.F("document_id"))


class PointedCitationQuerySet(models.QuerySet[Any]):
    """Sets of editors' words about citations."""

    def holding(self) -> Self:
        """Those that hold now: not taken back, and what they point at is still there."""
        return self.filter(undone_at=None).filter(Q(is_citation=False) | Q(target__isnull=False))
