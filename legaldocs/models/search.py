"""The narrow side table of the search: one row for each thing that can be found."""

from __future__ import annotations

from django.db import models

#: An entry's id is the document's id shifted by this, plus its place in the document: the index alone tells the document.
DOCUMENT_SHIFT = 20


class EntryKind(models.TextChoices):
    """What a row finds."""

    DOCUMENT = "document"
    PROVISION = "provision"


class SearchEntry(models.Model):
    """One findable thing: a document by its name, or a provision (an Điều with all below it, a chapter heading, an annex).

    ``id`` is ``document_id << DOCUMENT_SHIFT | place``; place 0 is the document itself. So facets are counted from the
    index without joining this table. The words stand in the engine's own structure (FTS5 table on SQLite, ``tokens``
    column of numbers on PostgreSQL), keyed by this row's id. ``provision_id`` is no foreign key: provisions are rebuilt in the same transaction as these rows.
    """

    id = models.BigIntegerField(primary_key=True)
    document = models.ForeignKey("legaldocs.LegalDocument", models.CASCADE, related_name="search_entries")
    provision_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=9, choices=EntryKind)
    part = models.PositiveSmallIntegerField(default=0, help_text="A very long unit is indexed in parts.")
    heading_length = models.PositiveSmallIntegerField(default=0, help_text="Words of the heading.")
    length = models.PositiveSmallIntegerField(default=0, help_text="Words of the text.")
    packed = models.BinaryField(
        null=True, help_text="SQLite only: the indexed words, compressed; FTS5 needs them to forget."
    )

    class Meta:
        verbose_name = "search entry"
        verbose_name_plural = "search entries"
        indexes = [models.Index(fields=["provision_id"], name="search_entry_provision")]

    def __str__(self) -> str:
        return f"{self.kind} {self.document_id}/{self.provision_id}"
