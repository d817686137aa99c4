"""What is known of the writing of search indexes: what stands in them, what waits to be written, how far a rebuild is."""

from __future__ import annotations

from django.db import models


class SearchStamp(models.Model):
    """The entries of one document as the database's own index holds them: how many, and a hash of their words.

    Written in the transaction that writes the entries. Another engine, or the text itself, is compared with it.
    """

    document_id = models.BigIntegerField(primary_key=True)
    stamp = models.CharField(max_length=32)
    entries = models.PositiveIntegerField()

    class Meta:
        verbose_name = "search stamp"
        verbose_name_plural = "search stamps"

    def __str__(self) -> str:
        return f"{self.document_id}: {self.entries}"


class SearchPending(models.Model):
    """A document that changed and waits to be written to the outside engine; one row a document, however often it changed.

    ``version`` is new at every change: whoever has written the document takes the row away only if it is still the one
    he saw. ``document_id`` is no foreign key: a deleted document must be written (that is, removed) too.
    """

    document_id = models.BigIntegerField(primary_key=True)
    version = models.UUIDField()
    marked_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "pending search write"
        verbose_name_plural = "pending search writes"

    def __str__(self) -> str:
        return str(self.document_id)


class SearchRebuild(models.Model):
    """The last rebuild of one engine's index: how far it came, so that one that was stopped goes on from there."""

    engine = models.CharField(max_length=20, primary_key=True)
    index = models.CharField(
        max_length=120, blank=True, help_text="Name of the index being filled, where engines name them."
    )
    position = models.BigIntegerField(default=0, help_text="Key of the last document written.")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "search rebuild"
        verbose_name_plural = "search rebuilds"

    def __str__(self) -> str:
        return f"{self.engine} {self.position}"
