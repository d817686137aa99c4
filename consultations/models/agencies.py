"""Agencies: who may act for which organization, invitations, and the one official reply of each."""

from __future__ import annotations

import uuid
from pathlib import PurePosixPath

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from consultations.models.submissions import Stance, WordingChange
from legaldocs.domain.text import slugify
from portal.storage import private_storage


class AgencyOfficer(models.Model):
    """An account that acts for one organization at the agency desk."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="agency_officer", verbose_name=_("account")
    )
    organization = models.ForeignKey(
        "legaldocs.Organization", models.PROTECT, related_name="officers", verbose_name=_("organization")
    )
    can_send = models.BooleanField(_("may send the official reply"), default=True)

    class Meta:
        verbose_name = _("agency officer")
        verbose_name_plural = _("agency officers")

    def __str__(self) -> str:
        return f"{self.user} — {self.organization}"


class AgencyInvitation(Orderable):
    """An organization asked for its opinion on a consultation, with its own deadline."""

    consultation = ParentalKey("consultations.ConsultationPage", on_delete=models.CASCADE, related_name="invitations")
    organization = models.ForeignKey(
        "legaldocs.Organization", models.PROTECT, related_name="invitations", verbose_name=_("organization")
    )
    due_on = models.DateField(_("reply due on"), null=True, blank=True)
    letter_number = models.CharField(_("number of the letter"), max_length=100, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("invited agency")
        verbose_name_plural = _("invited agencies")
        constraints = [models.UniqueConstraint(fields=["consultation", "organization"], name="agency_invited_once")]

    def __str__(self) -> str:
        return str(self.organization)


class ReplyState(models.TextChoices):
    """Where an official reply stands."""

    DRAFT = "draft", _("Being prepared")
    SENT = "sent", _("Sent")


class AgencyReply(models.Model):
    """The one official reply of one agency to one consultation; sending it makes a sealed submission."""

    consultation = models.ForeignKey("consultations.ConsultationPage", models.PROTECT, related_name="agency_replies")
    organization = models.ForeignKey("legaldocs.Organization", models.PROTECT, related_name="agency_replies")
    state = models.CharField(_("state"), max_length=6, choices=ReplyState, default=ReplyState.DRAFT)
    stance = models.CharField(_("overall position"), max_length=10, choices=Stance, blank=True)
    general_text = models.TextField(_("general opinion"), blank=True)
    official_number = models.CharField(_("number of the reply"), max_length=100, blank=True)
    official_on = models.DateField(_("date of the reply"), null=True, blank=True)
    signer = models.CharField(_("signed by"), max_length=150, blank=True)
    version = models.PositiveIntegerField(
        default=0, help_text="Counts saves of the general part: two officers do not overwrite each other."
    )
    revision = models.PositiveIntegerField(
        default=0, help_text="Counts every change, of lines and files too: what is sent is what was previewed."
    )
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    edited_at = models.DateTimeField(auto_now=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    submission = models.OneToOneField(
        "consultations.Submission", models.PROTECT, null=True, blank=True, related_name="agency_reply"
    )

    class Meta:
        verbose_name = _("official reply")
        verbose_name_plural = _("official replies")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "organization"], name="one_reply_per_agency"),
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(submission__isnull=False) & Q(sent_at__isnull=False)),
                name="sent_reply_is_sealed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.official_number or self.get_state_display()}"


class AgencyReplyLine(models.Model):
    """The agency's opinion on one provision."""

    reply = models.ForeignKey(AgencyReply, models.CASCADE, related_name="lines")
    provision = models.ForeignKey("legaldocs.Provision", models.PROTECT, related_name="agency_lines")
    stance = models.CharField(_("stance"), max_length=10, choices=Stance, default=Stance.PARTLY)
    text = models.TextField(_("opinion"), blank=True)
    change = models.CharField(_("proposed change"), max_length=8, choices=WordingChange, blank=True, default="")
    proposed_wording = models.TextField(_("proposed wording"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    version = models.PositiveIntegerField(
        default=0, help_text="Counts saves of this line: two officers may write on two lines at once."
    )
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["provision__order", "pk"]
        constraints = [models.UniqueConstraint(fields=["reply", "provision"], name="one_line_per_provision")]

    def __str__(self) -> str:
        return f"{self.provision}: {self.text[:60]}"


def reply_file_path(instance: AgencyReplyFile, filename: str) -> str:
    """``co-quan/<random>/<safe name>``: names neither collide nor can be guessed."""
    name = PurePosixPath(filename)
    return f"co-quan/{uuid.uuid4().hex}/{slugify(name.stem)[:80] or 'tep'}{name.suffix.lower()[:10]}"

    def __str__(self) -> str:
        return f"{self.provision}: {self.text[:60]}"


class AgencyReplyFile(models.Model):
    """The signed letter or another file of an official reply, bytes as received."""

    reply = models.ForeignKey(AgencyReply, models.CASCADE, related_name="files")
    file = models.FileField(_("file"), storage=private_storage, upload_to=reply_file_path, max_length=255)
    original_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="")
    media_type = models.CharField(max_length=100, default="")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.original_name
