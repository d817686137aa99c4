"""The narrow side table of the search: one row for each thing that can be found."""

from __future__ import annotations

from django.db import models

#: An entry's id is the document's id shifted by this, plus its place in the document: the index alone tells the document.
DOCUMENT_SHIFT = 20
#: The places of a document are cut into spans of this many bits: its law first, then one span for each kind of content.
SPAN_SHIFT = 17


class EntryKind(models.TextChoices):
    """What a row finds."""

    DOCUMENT = "document"
    PROVISION = "provision"
    FILE = "file"
    CONSULTATION = "consult"
    ANSWER = "answer"


#: Which span of places holds the entries of a kind; 0 holds the document itself and its provisions.
SPANS = {EntryKind.FILE.value: 1, EntryKind.CONSULTATION.value: 2, EntryKind.ANSWER.value: 3}
#: The kinds that are the law itself.
LAW_KINDS = (EntryKind.DOCUMENT.value, EntryKind.PROVISION.value)


class SearchEntry(models.Model):
    """One findable thing: a document by its name, or a provision (an Điều with all below it, a chapter heading, an annex).

    ``id`` is ``document_id << DOCUMENT_SHIFT | place``; place 0 is the document itself. Places from ``1 << SPAN_SHIFT`` on
    are other content that belongs to the document (``SearchContent``). So facets are counted from the index without
    joining this table. The words stand in the engine's own structure (FTS5 table on SQLite, ``tokens``
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

    def __str__(self) -> str:
        return f"{self.kind} {self.document_id}/{self.provision_id}"


class SearchContent(models.Model):
    """What can be found beside the law itself, as it is public now: a part of a file, a consultation, a published answer.

    Written by ``legaldocs.search.contents`` from what the providers of each kind say (``legaldocs.search.providers``).
    ``words`` and ``facts`` stand as the reader of provisions reads them (``legaldocs.search.reading``).
    """

    document = models.ForeignKey("legaldocs.LegalDocument", models.CASCADE, related_name="search_contents")
    kind = models.CharField(max_length=9, choices=EntryKind)
    key = models.BigIntegerField(help_text="Key of the thing itself.")
    part = models.PositiveIntegerField(default=0, help_text="A long text is found in parts.")
    entry_id = models.BigIntegerField(unique=True)
    words = models.TextField()
    facts = models.TextField()
    stamp = models.CharField(max_length=32)

    class Meta:
        verbose_name = "search content"
        verbose_name_plural = "search contents"
        constraints = [models.UniqueConstraint(fields=["kind", "key", "part"], name="search_content_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}/{self.part}"


class StatusSpan(models.Model):
    """The validity of one document from one day until before another: what ``compute_status`` says of each day."""

    document = models.ForeignKey("legaldocs.LegalDocument", models.CASCADE, related_name="status_spans")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, help_text="First day on which it no longer holds.")
    status = models.CharField(max_length=20)

    class Meta:
        verbose_name = "span of validity"
        verbose_name_plural = "spans of validity"
        constraints = [models.UniqueConstraint(fields=["document", "starts_on"], name="status_span_once")]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.starts_on} {self.status}"
