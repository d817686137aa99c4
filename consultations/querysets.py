"""Questions about many consultations and comments."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from wagtail.models import PageManager, PageQuerySet


class ConsultationPageQuerySet(PageQuerySet):
    """Sets of consultations."""

    def open(self) -> Self:
        """Accepting comments by their stored state."""
        return self.filter(state="open")

    def for_listing(self) -> Self:
        """With what a card shows, in one query."""
        return self.select_related("document", "receiving_unit")


ConsultationPageManager = PageManager.from_queryset(ConsultationPageQuerySet)


class CommentQuerySet(models.QuerySet[Any]):
    """Sets of comments."""

    def published(self) -> Self:
        """What the public may read."""
        return self.filter(state="published")

    def in_document_order(self) -> Self:
        """The whole draft ("Chung") first, then the provisions as they stand in their wording, then the questions."""
        rank = models.Case(
            models.When(question__isnull=False, then=models.Value(2)),
            models.When(provision__isnull=False, then=models.Value(1)),
            default=models.Value(0),
        )
        return self.order_by(
            rank,
            "provision__expression_id",
            "provision__order",
            "question__sort_order",
            "question_id",
            "submission__received_at",
            "pk",
        )
