"""One wording of a document: draft n, as issued, consolidated."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin

from legaldocs.querysets import ExpressionQuerySet


class ExpressionKind(models.TextChoices):
    """What a wording is."""

    DRAFT = "draft", _("Draft")
    ENACTED = "enacted", _("As issued")
    CONSOLIDATED = "consolidated", _("Consolidated")


class Expression(DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """The wording of one document from one date, in one language (FRBR expression, phiên bản).

    ``source_text`` is plain Vietnamese legal text; provisions, folded text and HTML are derived from it on publish.
    Once ``posted_at`` is set (posted for consultation) the wording never changes (database triggers hold it).
    """

    document = models.ForeignKey(
        "legaldocs.LegalDocument", models.CASCADE, related_name="expressions", verbose_name=_("legal document")
    )
    kind = models.CharField(_("kind"), max_length=14, choices=ExpressionKind, default=ExpressionKind.ENACTED)
    draft_number = models.PositiveSmallIntegerField(
        _("draft number"), null=True, blank=True, help_text=_("1 to 5 (NĐ 34/2016/NĐ-CP Điều 39).")
    )
    label = models.CharField(_("label"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=5, default="vi")
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True, help_text=_("First day without effect."))
    source_text = models.TextField(_("source text"), blank=True)
    text_hash = models.CharField(max_length=64, editable=False, default="")
    findings = models.JSONField(
        default=list, editable=False, help_text="Findings of the last reading: code, message, line, severity."
    )
    outline = models.JSONField(
        default=list, editable=False, help_text="Contents list: [kind, num, heading, eid, anchor, depth] rows."
    )
    provision_count = models.PositiveIntegerField(default=0, editable=False)
    article_count = models.PositiveIntegerField(default=0, editable=False)
    recognised_confidence = models.FloatField(
        null=True, blank=True, editable=False, help_text="0 to 1 where a machine read the text from a scan, else empty."
    )
    recognised_checked_on = models.DateField(
        _("text recognised from a scan was compared with the original on"),
        null=True,
        blank=True,
        help_text=_("The public page says so in place of its warning."),
    )
    posted_at = models.DateTimeField(_("posted at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ExpressionQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        ordering = ["document", "kind", "draft_number", "valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_until__gt=models.F("valid_from")),
                name="expression_period",
            ),
            models.UniqueConstraint(
                fields=["document", "language", "draft_number"],
                condition=models.Q(kind="draft"),
                name="expression_one_per_draft_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} — {self.document}"

    @property
    def name(self) -> str:
        """What to call this wording: "Dự thảo 2", "Bản ban hành", "Văn bản hợp nhất"."""
        if self.label:
            return self.label
        if self.kind == ExpressionKind.DRAFT:
            return f"Dự thảo {self.draft_number}" if self.draft_number else "Dự thảo"
        return str(self.get_kind_display())

    @property
    def recognised_percent(self) -> int | None:
        """How sure the machine was that recognised the text from a scan, in per cent; None for every other text."""
        return None if self.recognised_confidence is None else round(self.recognised_confidence * 100)

    @property
    def is_posted(self) -> bool:
        """Whether the wording has been posted for consultation and is frozen."""
        return self.posted_at is not None
