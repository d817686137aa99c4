"""An editor's word about what a citation means, where the reading could not tell or was wrong."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legaldocs.domain.uris import words_of_eid
from legaldocs.models.settlement import name_of
from legaldocs.querysets import PointedCitationQuerySet


class PointedCitation(models.Model):
    """One mention in the texts of ``document``, or every mention of one number or name there, pointed by hand.

    ``fingerprint`` is the mention with the line it stands in (``services.pointing.mention_mark``): publishing the same
    words again keeps what was pointed, another wording of the line asks anew. It is empty where every mention of
    ``key`` in the document is meant. Rows are never taken away: an undone one says who undid it and when.
    """

    document = models.ForeignKey("legaldocs.LegalDocument", models.CASCADE, related_name="pointed_citations")
    fingerprint = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=160, blank=True)
    source_eid = models.CharField(max_length=255, blank=True)
    words = models.CharField(max_length=300)
    excerpt = models.CharField(max_length=400, blank=True)
    is_citation = models.BooleanField(default=True, help_text="False: these words cite nothing.")
    target = models.ForeignKey(
        "legaldocs.LegalDocument", models.SET_NULL, null=True, blank=True, related_name="pointed_at_by"
    )
    as_said = models.BooleanField(default=True, help_text="The provisions are those the text names.")
    eid = models.CharField(max_length=255, blank=True, help_text="The provision chosen where ``as_said`` is not set.")
    note = models.CharField(_("note"), max_length=500, blank=True)
    pointed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    pointed_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = PointedCitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation pointed by hand")
        verbose_name_plural = _("citations pointed by hand")
        ordering = ["-pointed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "fingerprint", "key"],
                condition=Q(undone_at__isnull=True),
                name="pointed_once",
            ),
            models.CheckConstraint(condition=~Q(fingerprint="") | ~Q(key=""), name="pointed_at_a_place_or_a_document"),
        ]

    def __str__(self) -> str:
        return self.words[:80]

    @property
    def is_everywhere(self) -> bool:
        """Whether every mention of the same number or name in the document is meant."""
        return not self.fingerprint

    @property
    def meaning(self) -> str:
        """What the words mean, as one phrase: "Khoản 2 Điều 5 Nghị định số …"; empty for no citation."""
        if not self.is_citation:
            return ""
        name = self.target.citation_name if self.target else "—"
        return f"{words_of_eid(self.eid)} {name}" if self.eid and not self.as_said else name

    @property
    def place(self) -> str:
        """The provision the mention stands in."""
        return words_of_eid(self.source_eid) if self.source_eid else ""

    @property
    def who(self) -> str:
        """The editor who pointed it."""
        return name_of(self.pointed_by)

    @property
    def who_undid(self) -> str:
        """The editor who took it back."""
        return name_of(self.undone_by)
