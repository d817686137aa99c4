"""Answers of the drafting unit: one answer may serve many comments; versions are kept."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Decision(models.TextChoices):
    """What was decided on the comments (domain.md 3.4)."""

    ACCEPTED = "tiep_thu", _("Accepted")
    PARTLY = "tiep_thu_mot_phan", _("Accepted in part")
    EXPLAINED = "giai_trinh", _("Not accepted, explained")
    NOTED = "ghi_nhan", _("Noted")


class Response(models.Model):
    """One answer (tiếp thu, giải trình). A reason is required for all but acceptance (TT 03/2022/TT-UBDT Điều 23)."""

    consultation = models.ForeignKey("consultations.ConsultationPage", models.PROTECT, related_name="responses")
    decision = models.CharField(_("decision"), max_length=18, choices=Decision)
    text = models.TextField(_("answer and reason"), blank=True)
    changed_provision = models.ForeignKey(
        "legaldocs.Provision",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="responses",
        verbose_name=_("clause changed"),
    )
    resulting_wording = models.TextField(_("resulting wording"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(
        default=0, help_text="Counts saves, so that two officers do not overwrite each other."
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["pk"]
        permissions = [
            ("answer_comment", _("Can answer comments")),
            ("publish_response", _("Can publish answers")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="tiep_thu") | ~Q(text=""),
                name="response_needs_reason",
                violation_error_message=_("Give the reason: only full acceptance goes without one."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.text[:60]}"


class ResponseVersion(models.Model):
    """An earlier form of an answer, kept as it was."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="versions")
    decision = models.CharField(max_length=18, choices=Decision)
    text = models.TextField(blank=True)
    resulting_wording = models.TextField(blank=True)
    changed_provision = models.ForeignKey(
        "legaldocs.Provision", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["saved_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.text[:60]}"
