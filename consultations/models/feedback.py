"""Feedback and petitions on administrative regulations (Nghị định số 20/2008/NĐ-CP): not comments on a draft."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FeedbackState(models.TextChoices):
    """Where a piece of feedback stands (Điều 9 NĐ 20/2008)."""

    RECEIVED = "received", pgettext_lazy("feedback", "Received")
    FORWARDED = "forwarded", pgettext_lazy("feedback", "Forwarded to the competent body")
    ANSWERED = "answered", pgettext_lazy("feedback", "Answered")


class RegulationFeedback(models.Model):
    """One piece of feedback in the sender's own words, never edited; what was done with it stands beside."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    receipt_code = models.CharField(max_length=20, unique=True, editable=False)
    regulation = models.CharField(_("regulation concerned"), max_length=300, blank=True)
    content = models.TextField(_("feedback"))
    state = models.CharField(_("state"), max_length=10, choices=FeedbackState, default=FeedbackState.RECEIVED)
    received_at = models.DateTimeField(_("received at"))
    forward_by = models.DateField(
        _("forward by"), help_text=_("Five working days after receipt (điểm d khoản 1 Điều 9 NĐ 20/2008).")
    )
    forwarded_to = models.CharField(_("forwarded to"), max_length=255, blank=True)
    forwarded_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("feedback on a regulation")
        verbose_name_plural = _("feedback on regulations")
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["state", "received_at"], name="feedback_by_state")]
        constraints = [
            models.CheckConstraint(condition=~Q(content=""), name="feedback_says_something"),
            models.CheckConstraint(
                condition=~Q(state="forwarded") | (~Q(forwarded_to="") & Q(forwarded_at__isnull=False)),
                name="feedback_forwarded_somewhere",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="feedback_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt_code


class FeedbackSender(models.Model):
    """Who sent it (điểm d khoản 1 Điều 7 NĐ 20/2008), apart from the words; shown to those who handle it, erased on its own."""

    feedback = models.OneToOneField(RegulationFeedback, models.CASCADE, related_name="sender", primary_key=True)
    full_name = models.CharField(_("full name or name of the organization"), max_length=255, blank=True)
    address = models.CharField(_("address"), max_length=500, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sender of feedback")
        verbose_name_plural = _("senders of feedback")
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False)
                | (~Q(full_name="") & ~Q(address="") & (~Q(phone="") | ~Q(email=""))),
                name="feedback_sender_can_be_reached",
            )
        ]

    def __str__(self) -> str:
        return f"{self.feedback_id}"
