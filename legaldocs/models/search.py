"""The narrow side table of the search: one row for each thing that can be found."""

from __future__ import annotations

from django.db import models


class EntryKind(models.TextChoices):
    """What a row finds."""

    DOCUMENT = "document"
    PROVISION = "provision"


class SearchEntry(models.Model):
    """One findable thing: a document by its name, or a provision (an Điều with all below it, a chapter heading, an annex).

    The words stand in the engine's own structure (FTS5 table on SQLite, ``v tsvector`` column on PostgreSQL), keyed by
    this row's id. ``provision_id`` is no foreign key: provisions are rebuilt in the same transaction as these rows.
    """

    document = models.ForeignKey("legaldocs.LegalDocument", models.CASCADE, related_name="search_entries")
    provision_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=9, choices=EntryKind)
    part = models.PositiveSmallIntegerField(default=0, help_text="A very long unit is indexed in parts.")
    packed = models.BinaryField(null=True, help_text="SQLite only: the indexed words, compressed; FTS5 needs them to forget.")

    class Meta:
        verbose_name = "search entry"
        verbose_name_plural = "search entries"
        indexes = [models.Index(fields=["provision_id"], name="search_entry_provision")]

    def __str__(self) -> str:
        return f"{self.kind} {self.document_id}/{self.provision_id}"
