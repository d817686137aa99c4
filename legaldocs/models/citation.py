"""Mentions of provisions and documents in the text of a wording, and what must be made anew when their targets change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from legaldocs.querysets import CitationQuerySet


class Citation(models.Model):
    """One thing cited at one place: ``text[start:end]`` of a provision of a published wording (domain.md 4.6).

    A list or a range ("các khoản 1, 2 và 3 Điều 19") has one row for each provision it covers, all at the same place.
    ``document`` is the record cited, the document itself for "Điều 5 Nghị định này", None while it is not in the
    collection. Rows are written anew with each publication of their wording; the provision is named by its eId, which
    stays when its row is rebuilt.
    """

    expression = models.ForeignKey("legaldocs.Expression", models.CASCADE, related_name="citations", db_index=False)
    place = models.PositiveIntegerField(help_text="Position of the citing provision in document order.")
    source_eid = models.CharField(max_length=255)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    document = models.ForeignKey(
        "legaldocs.LegalDocument",
        models.SET_NULL,
        null=True,
        related_name="citations_in",
        db_index=False,
        verbose_name=_("legal document"),
    )
    number = models.CharField(_("number"), max_length=100, blank=True, help_text="Empty for the document itself.")
    name = models.CharField(_("name"), max_length=300, blank=True, help_text="What the text calls the document.")
    key = models.CharField(
        max_length=160, blank=True, help_text="Number key, or the folded name of a law whose number is not known."
    )
    dated = models.CharField(max_length=10, blank=True, help_text="Day or year the text gives the cited document.")
    eid = models.CharField(max_length=255, blank=True, help_text="The provision as cited; empty for the whole.")
    unit = models.CharField(
        max_length=255, blank=True, help_text="eId of the article, annex or chapter whose page shows ``eid``."
    )
    is_found = models.BooleanField(default=False, help_text="Whether ``eid`` stands in the text of ``document``.")
    by_hand = models.BooleanField(
        default=False, help_text="Pointed by an editor (``PointedCitation``): never resolved."
    )

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["expression", "place", "start", "pk"]
        indexes = [
            models.Index(fields=["expression", "place"], name="citation_place"),
            models.Index(fields=["document", "unit"], name="citation_target"),
            models.Index(fields=["key"], name="citation_key"),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="citation_span")]

    def __str__(self) -> str:
        return " ".join(part for part in (self.eid, self.number or self.name) if part) or "—"


class CitedDocument(models.Model):
    """What pages that cite a document show of it, and how many other public documents do.

    Kept by ``services.citation_upkeep``; ``resolve_citations --check`` proves the counts.
    """

    document = models.OneToOneField("legaldocs.LegalDocument", models.CASCADE, primary_key=True, related_name="cited")
    documents = models.PositiveIntegerField(default=0)
    face = models.CharField(max_length=40, default="", help_text="Digest of address, name and validity shown by links.")

    def __str__(self) -> str:
        return f"{self.document_id}: {self.documents}"


class UpkeepKind(models.TextChoices):
    """What is to be made anew."""

    LINKS = "links", "links of a wording"
    COUNT = "count", "count of a document"


class CitationUpkeep(models.Model):
    """Something derived from citations that is out of date: the prepared links of a wording or the count of a document.

    Written by whatever changed the facts, in its transaction; taken away by the task that has made the thing anew. One
    thing may be marked several times: marks that had to be unique would make publications wait for each other.
    """

    kind = models.CharField(max_length=5, choices=UpkeepKind)
    subject = models.BigIntegerField(help_text="Key of the wording or of the document.")

    class Meta:
        indexes = [models.Index(fields=["kind", "subject"], name="citation_upkeep_subject")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
