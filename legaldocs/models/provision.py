"""One unit of a wording: phần, chương, mục, điều, khoản, điểm, annex, table, quote …"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from legaldocs.domain.tree import Kind
from legaldocs.querysets import ProvisionQuerySet

KIND_CHOICES = [
    (Kind.PART.value, _("Part")),
    (Kind.CHAPTER.value, _("Chapter")),
    (Kind.SECTION.value, _("Section")),
    (Kind.SUBSECTION.value, _("Subsection")),
    (Kind.ARTICLE.value, _("Article")),
    (Kind.CLAUSE.value, _("Clause")),
    (Kind.POINT.value, _("Point")),
    (Kind.PARAGRAPH.value, _("Paragraph")),
    (Kind.ANNEX.value, _("Annex")),
    (Kind.FORM.value, _("Form")),
    (Kind.TABLE.value, _("Table")),
    (Kind.QUOTE.value, _("Quoted text")),
]


class Provision(models.Model):
    """One unit of one wording. Rows are rebuilt on publish, matched by eId so that what points at them stays.

    ``emphasis`` says which words are bold, italic or underlined (``domain/emphasis.py``); most provisions have none.
    ``order`` is the position in document order; the subtree of a row is ``order`` … ``end_order`` (both included).
    """

    expression = models.ForeignKey(
        "legaldocs.Expression", models.CASCADE, related_name="provisions", db_index=False
    )  # provision_order begins with it
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children", db_constraint=False)
    kind = models.CharField(max_length=12, choices=KIND_CHOICES)
    num = models.CharField(max_length=40, blank=True)
    marker = models.CharField(max_length=255, blank=True)
    heading = models.TextField(blank=True)
    text = models.TextField(blank=True)
    eid = models.CharField(max_length=255)
    anchor = models.CharField(max_length=255)
    order = models.PositiveIntegerField()
    end_order = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField(default=0)
    line = models.PositiveIntegerField(default=0)
    emphasis = models.TextField(null=True, editable=False)
    text_hash = models.CharField(max_length=64)
    lineage = models.CharField(max_length=36, help_text="Follows the provision from one wording to the next.")

    objects = ProvisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ["expression", "order"]
        constraints = [
            models.UniqueConstraint(fields=["expression", "eid"], name="provision_eid"),
            models.UniqueConstraint(fields=["expression", "anchor"], name="provision_anchor"),
        ]
        indexes = [
            models.Index(fields=["expression", "order"], name="provision_order"),
            models.Index(fields=["lineage"], name="provision_lineage"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Short name: "Điều 10", "khoản 2", "điểm đ", "Chương II"."""
        words = {
            "part": "Phần",
            "chapter": "Chương",
            "section": "Mục",
            "subsection": "Tiểu mục",
            "article": "Điều",
            "clause": "khoản",
            "point": "điểm",
        }
        word = words.get(self.kind)
        if word:
            return f"{word} {self.num}".strip()
        return self.marker or self.heading or str(self.get_kind_display())
