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
        """"Chung" first, then by the order of the provision in its wording."""
        return self.order_by(models.F("provision__order").asc(nulls_first=True), "submission__received_at", "pk")
