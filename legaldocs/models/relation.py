"""Directed relations between documents, with provision targets and their own date of effect."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from legaldocs.domain.numbers import number_key
from legaldocs.domain.validity import RelationKind

RELATION_CHOICES = [
    (RelationKind.BASED_ON.value, _("is based on")),
    (RelationKind.CITES.value, _("cites")),
    (RelationKind.GUIDES.value, _("guides")),
    (RelationKind.AMENDS.value, _("amends")),
    (RelationKind.REPLACES.value, _("replaces")),
    (RelationKind.REPLACES_PART.value, _("replaces in part")),
    (RelationKind.REPEALS.value, _("repeals")),
    (RelationKind.REPEALS_PART.value, _("repeals in part")),
    (RelationKind.ANNULS.value, _("annuls")),
    (RelationKind.SUSPENDS.value, _("suspends")),
    (RelationKind.SUSPENDS_PART.value, _("suspends in part")),
    (RelationKind.CORRECTS.value, _("corrects")),
    (RelationKind.CONSOLIDATES.value, _("consolidates")),
    (RelationKind.RELATED.value, _("is related to")),
]


class Relation(models.Model):
    """``source`` does something to ``target`` (or to a document not yet in the corpus, named by its number)."""

    source = ParentalKey("legaldocs.LegalDocument", on_delete=models.CASCADE, related_name="outgoing_relations")
    kind = models.CharField(_("relation"), max_length=14, choices=RELATION_CHOICES)
    target = models.ForeignKey(
        "legaldocs.LegalDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="incoming_relations",
        verbose_name=_("target document"),
    )
    target_number = models.CharField(
        _("number of the target"), max_length=100, blank=True, help_text=_("For a document that is not in the corpus.")
    )
    target_title = models.CharField(_("name of the target"), max_length=500, blank=True)
    target_key = models.CharField(max_length=100, editable=False, default="", db_index=True)
    source_eid = models.CharField(_("provision of this document"), max_length=255, blank=True)
    target_eid = models.CharField(_("provision of the target"), max_length=255, blank=True)
    effective_on = models.DateField(_("date of effect"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_confirmed = models.BooleanField(_("confirmed by an editor"), default=True)

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target__isnull=False) | ~Q(target_number="") | ~Q(target_title=""),
                name="relation_has_target",
                violation_error_message=_("Choose the target document or give its number or name."),
            ),
            models.UniqueConstraint(
                fields=["source", "kind", "target", "source_eid", "target_eid"],
                condition=Q(target__isnull=False),
                name="relation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target or self.target_number or self.target_title}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the matching key of a target named by number."""
        self.target_key = number_key(self.target_number)[:100]
        super().save(*args, **kwargs)  # type: ignore[arg-type]
