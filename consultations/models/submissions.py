"""Submissions and comments: what one sender said, the sealed original, personal data apart."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.querysets import CommentQuerySet


class SenderKind(models.TextChoices):
    """Who speaks (domain.md 8.6)."""

    CITIZEN = "citizen", _("Citizen")
    BUSINESS = "business", _("Business or association")
    EXPERT = "expert", _("Expert")
    ORGANIZATION = "organization", _("Agency or organization")


class Channel(models.TextChoices):
    """How a submission arrived."""

    WEB = "web", _("Web form")
    AGENCY = "agency", _("Agency desk")
    PAPER = "paper", _("Paper")
    MEETING = "meeting", _("Meeting")
    EMAIL = "email", _("E-mail")


class Stance(models.TextChoices):
    """The sender's position on the provision."""

    AGREE = "agree", _("Agree")
    PARTLY = "partly", _("Agree in part")
    DISAGREE = "disagree", _("Disagree")
    OTHER = "other", _("Other opinion")


class WordingChange(models.TextChoices):
    """What a proposed wording does to the provision."""

    NONE = "", _("No proposal")
    REPLACE = "replace", pgettext_lazy("proposed change", "Rewrite")
    ADD = "add", pgettext_lazy("proposed change", "Add")
    DELETE = "delete", pgettext_lazy("proposed change", "Delete")


class CommentState(models.TextChoices):
    """Where a comment stands in moderation."""

    RECEIVED = "received", _("Received, being checked")
    PUBLISHED = "published", pgettext_lazy("comment", "Published")
    WITHHELD = "withheld", _("Not published")
    WITHDRAWN = "withdrawn", _("Withdrawn by the sender")


class WithholdingGround(models.TextChoices):
    """The only grounds on which a comment may be kept from the public (domain.md 5.5)."""

    LAW = "law", _("Content forbidden by law")
    PRIVACY = "privacy", _("Discloses personal data of others")
    ABUSE = "abuse", _("Insults or abuse")
    OFF_TOPIC = "off_topic", _("Not about the draft")
    DUPLICATE = "duplicate", _("Same text sent again by the same sender")


class Submission(models.Model):
    """One sender's act: one or more comments sent together, with one receipt. Never edited after it is received."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    consultation = models.ForeignKey("consultations.ConsultationPage", models.PROTECT, related_name="submissions")
    receipt_code = models.CharField(max_length=20, unique=True, editable=False)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.WEB)
    sender_kind = models.CharField(_("sender"), max_length=14, choices=SenderKind)
    organization = models.ForeignKey(
        "legaldocs.Organization", models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    publish_name = models.BooleanField(_("publish my name"), default=False)
    public_name = models.CharField(max_length=255, blank=True, help_text="Set only where the name may be published.")
    province = models.CharField(_("province"), max_length=100, blank=True)
    received_at = models.DateTimeField(db_index=True)
    sealed_hash = models.CharField(max_length=64, editable=False)
    official_number = models.CharField(max_length=100, blank=True, help_text="Number of an agency's letter.")
    official_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(publish_name=True) | Q(public_name="") | Q(channel="agency"),
                name="submission_name_only_with_consent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.receipt_code}"

    @property
    def sender_label(self) -> str:
        """Who the public sees: the name where consented, else only the kind of sender."""
        return self.public_name or str(self.get_sender_kind_display())


class SealedOriginal(models.Model):
    """The submission exactly as received, as canonical JSON, with a salt; its SHA-256 stands on the submission.

    Personal data appears in it only as a salted hash, so it can be erased while the seal still verifies.
    """

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="original", primary_key=True)
    payload = models.TextField()
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.submission_id}"


class PersonalData(models.Model):
    """Name and contact of one sender, apart from what is published; erased on its own."""

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="personal_data", primary_key=True)
    full_name = models.CharField(max_length=255, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=500, blank=True)
    salt = models.CharField(max_length=64, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.submission_id}"


class Comment(models.Model):
    """One opinion on the whole draft or on one provision of a posted wording. The words are never edited."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="comments")
    consultation = models.ForeignKey("consultations.ConsultationPage", models.PROTECT, related_name="comments")
    expression = models.ForeignKey("legaldocs.Expression", models.PROTECT, null=True, related_name="+")
    provision = models.ForeignKey("legaldocs.Provision", models.PROTECT, null=True, blank=True, related_name="comments")
    question = models.ForeignKey(
        "consultations.ConsultationQuestion", models.PROTECT, null=True, blank=True, related_name="comments"
    )
    stance = models.CharField(_("stance"), max_length=10, choices=Stance)
    text = models.TextField(_("opinion"), blank=True)
    change = models.CharField(_("proposed change"), max_length=8, choices=WordingChange, blank=True, default="")
    proposed_wording = models.TextField(_("proposed wording"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=CommentState, default=CommentState.RECEIVED, db_index=True
    )
    published_at = models.DateTimeField(null=True, blank=True)
    response = models.ForeignKey(
        "consultations.Response", models.SET_NULL, null=True, blank=True, related_name="comments"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        permissions = [("moderate_comment", _("Can moderate comments"))]
        indexes = [
            models.Index(fields=["consultation", "state", "provision"], name="comment_by_provision"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(proposed_wording="") | Q(change="delete") | Q(stance="agree"),
                name="comment_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.text[:60]}"


class ModerationDecision(models.Model):
    """One decision to publish or to withhold a comment, with its ground; decisions are added, never changed."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="decisions")
    state = models.CharField(max_length=10, choices=CommentState)
    ground = models.CharField(max_length=10, choices=WithholdingGround, blank=True)
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now, editable=False)
    batch = models.UUIDField(
        default=uuid.uuid4, db_index=True, help_text="Decisions taken together, so that they can be undone together."
    )

    class Meta:
        ordering = ["decided_at", "pk"]
        verbose_name = _("moderation decision")
        verbose_name_plural = _("moderation decisions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="withheld") | (~Q(ground="") & ~Q(note="")), name="withholding_needs_a_ground"
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.get_state_display()}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Decisions are added, never changed."""
        if self.pk is not None:
            raise TypeError("A moderation decision is never changed; add another one.")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        """Decisions are kept."""
        raise TypeError("A moderation decision is never deleted; add another one.")
