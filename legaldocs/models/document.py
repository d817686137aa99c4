"""The legal document: one record and one address from draft to repeal."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase
from wagtail.models import DraftStateMixin, LockableMixin, Orderable, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from legaldocs.addresses import address_in
from legaldocs.domain.numbers import number_key, number_slug, parse_number
from legaldocs.domain.text import fold
from legaldocs.domain.types import TYPE_INFO, DocumentType
from legaldocs.domain.validity import Status
from legaldocs.querysets import LegalDocumentQuerySet

TYPE_CHOICES = [(kind.value, info.name) for kind, info in TYPE_INFO.items()]
STATUS_CHOICES = [
    (Status.NOT_YET.value, _("Not yet in force")),
    (Status.IN_FORCE.value, _("In force")),
    (Status.PARTLY_EXPIRED.value, _("Partly expired")),
    (Status.EXPIRED.value, _("Expired")),
    (Status.SUSPENDED.value, _("Suspended")),
    (Status.PARTLY_SUSPENDED.value, _("Partly suspended")),
    (Status.OBSOLETE.value, _("No longer suitable")),
    (Status.UNKNOWN.value, _("Not determined")),
]


class Secrecy(models.TextChoices):
    """Degree of secrecy (độ mật). Anything but none is never published (domain.md 4.4, box 10a)."""

    NONE = "none", _("None")
    CONFIDENTIAL = "mat", _("Confidential")
    SECRET = "toi-mat", _("Secret")
    TOP_SECRET = "tuyet-mat", _("Top secret")


class Stage(models.TextChoices):
    """Where the record is in its life: being drafted, or issued."""

    DRAFT = "draft", _("Draft")
    ISSUED = "issued", _("Issued")


class Subject(TagBase):
    """A field of law (lĩnh vực) of the controlled vocabulary."""

    free_tagging = False

    class Meta:
        verbose_name = _("field of law")
        verbose_name_plural = _("fields of law")
        ordering = ["name"]

    def slugify(self, tag: str, i: int | None = None) -> str:
        """The project's own folding: đ becomes d."""
        from legaldocs.domain.text import slugify

        slug = slugify(tag) or "linh-vuc"
        return f"{slug}-{i}" if i else slug


class SubjectTag(ItemBase):
    """One document carries one field."""

    tag = models.ForeignKey(Subject, models.CASCADE, related_name="documents")
    content_object = ParentalKey("legaldocs.LegalDocument", on_delete=models.CASCADE, related_name="tagged_subjects")


class LegalDocument(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, index.Indexed, ClusterableModel
):
    """One legal or administrative document (FRBR work), from its first draft to its repeal.

    Identity is (number key, issuer, date of issue, type), never the number alone; "Không số" is legal (domain.md 4.3).
    The type belongs to it: Luật 18/2008/QH12 and Nghị quyết 18/2008/QH12 were both passed on 03/06/2008.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.ISSUED, db_index=True)
    document_type = models.CharField(_("document type"), max_length=30, choices=TYPE_CHOICES, db_index=True)
    number = models.CharField(
        _("number"),
        max_length=100,
        blank=True,
        help_text=_("As printed, for example 43/2011/NĐ-CP. Empty for a draft or a document without a number."),
    )
    number_key = models.CharField(max_length=100, editable=False, db_index=True, default="")
    title = models.CharField(
        _("short name"),
        max_length=500,
        blank=True,
        help_text=_("Name by which the document is cited, for example “Luật Đất đai”."),
    )
    abstract = models.TextField(_("abstract"), max_length=3000)
    folded = models.TextField(editable=False, default="")
    language = models.CharField(max_length=5, default="vi", editable=False)
    issuer = models.ForeignKey(
        "legaldocs.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="issued_documents",
        verbose_name=_("issuing authority"),
    )
    joint_issuers = ParentalManyToManyField(
        "legaldocs.Organization", blank=True, related_name="jointly_issued_documents", verbose_name=_("joint issuers")
    )
    place = models.CharField(_("place of issue"), max_length=100, blank=True)
    issued_on = models.DateField(_("date of issue"), null=True, blank=True, db_index=True)
    valid_from = models.DateField(_("effective from"), null=True, blank=True)
    valid_from_note = models.CharField(_("why the effective date is not known"), max_length=300, blank=True)
    valid_until = models.DateField(
        _("effective until"), null=True, blank=True, help_text=_("First day without effect.")
    )
    subjects = ClusterTaggableManager(through=SubjectTag, blank=True, verbose_name=_("fields of law"))
    gazette_number = models.CharField(_("gazette number"), max_length=40, blank=True)
    gazette_on = models.DateField(_("gazette date"), null=True, blank=True)
    secrecy = models.CharField(_("degree of secrecy"), max_length=12, choices=Secrecy, default=Secrecy.NONE)
    status = models.CharField(
        _("validity"),
        max_length=20,
        choices=STATUS_CHOICES,
        default=Status.UNKNOWN.value,
        editable=False,
        db_index=True,
    )
    status_on = models.DateField(null=True, editable=False, help_text="The day the stored status was computed for.")
    status_override = models.CharField(_("validity set by hand"), max_length=20, choices=STATUS_CHOICES, blank=True)
    status_override_source = models.CharField(_("source of the validity set by hand"), max_length=300, blank=True)
    status_override_on = models.DateField(_("date of the validity set by hand"), null=True, blank=True)
    source_url = models.URLField(_("source address"), blank=True, max_length=500)
    foreign_ids = models.JSONField(_("identifiers elsewhere"), default=dict, blank=True)
    owned = models.BooleanField(_("issued or drafted by this ministry"), default=False)
    year = models.PositiveSmallIntegerField(editable=False, default=0, db_index=True)
    slug = models.CharField(max_length=140, editable=False)
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = LegalDocumentQuerySet.as_manager()

    search_fields = [
        index.SearchField("number"),
        index.AutocompleteField("number"),
        index.SearchField("abstract"),
        index.SearchField("title"),
        index.SearchField("folded"),
        index.AutocompleteField("folded"),
        index.FilterField("live"),
        index.FilterField("document_type"),
    ]

    class Meta:
        verbose_name = _("legal document")
        verbose_name_plural = _("legal documents")
        ordering = ["-issued_on", "-pk"]
        indexes = [
            models.Index(fields=["live", "stage", "secrecy", "-issued_on", "-id"], name="document_listing"),
            models.Index(fields=["live", "document_type", "-issued_on"], name="document_by_type"),
            models.Index(fields=["-updated_at"], name="document_by_change"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number_key", "issuer", "issued_on", "document_type"],
                condition=~models.Q(number_key=""),
                name="document_identity",
                violation_error_message=_(
                    "A document with this number, issuing authority and date of issue exists already."
                ),
            ),
            models.UniqueConstraint(fields=["document_type", "year", "slug"], name="document_address"),
            models.CheckConstraint(
                condition=models.Q(secrecy=Secrecy.NONE) | models.Q(live=False),
                name="document_secret_never_live",
                violation_error_message=_("A document with a degree of secrecy cannot be published."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_title

    @property
    def type_name(self) -> str:
        """Vietnamese name of the type."""
        return TYPE_INFO[DocumentType(self.document_type)].name

    @property
    def display_number(self) -> str:
        """The number as printed, "Dự thảo" for a draft, or "Không số"."""
        if self.number:
            return self.number
        return "Dự thảo" if self.stage == Stage.DRAFT else "Không số"

    @property
    def citation_name(self) -> str:
        """How the document is cited: "Nghị định số 43/2011/NĐ-CP"; a draft: "Dự thảo Nghị định"."""
        if self.number:
            return f"{self.type_name} số {self.number}"
        return f"Dự thảo {self.type_name}" if self.stage == Stage.DRAFT else self.title or self.type_name

    @property
    def full_title(self) -> str:
        """Citation name and abstract in one line."""
        return f"{self.citation_name}: {self.abstract}" if self.abstract else self.citation_name

    def get_absolute_url(self) -> str:
        """``/van-ban/<loại>/<năm>/<số>/``; a draft has the year of its creation and a slug of its abstract."""
        return address_in("legaldocs:document_detail", self.document_type, self.year, self.slug)

    def clean(self) -> None:
        """Check what one row can say about itself."""
        errors: dict[str, Any] = {}
        if self.valid_until and self.valid_from and self.valid_until <= self.valid_from:
            errors["valid_until"] = _("The document cannot end before it begins.")
        if self.status_override and not self.status_override_source:
            errors["status_override_source"] = _("Say which source the validity set by hand comes from.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args: object, **kwargs: object) -> None:
        """Derive key, folded words and address before storing."""
        self.derive()
        update_fields = kwargs.get("update_fields")
        if update_fields is not None and {"number", "abstract", "title", "issued_on"} & set(update_fields):  # type: ignore[call-overload]
            kwargs["update_fields"] = [*update_fields, "number_key", "folded", "year", "slug"]  # type: ignore[misc]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def derive(self) -> None:
        """Set number key, folded words, year and slug from the other fields; an address once public stays."""
        self.number_key = number_key(self.number)[:100]
        self.folded = fold(f"{self.number} {self.title} {self.abstract}")
        if self.slug and self.live:
            return
        self.year = self._year()
        base = (number_slug(self.number) if self.number else "") or self._slug_of_words()
        self.slug = self._free_slug(base)

    def _year(self) -> int:
        """Year of issue, else the year in the number, else the year the record was made."""
        if self.issued_on:
            return self.issued_on.year
        number = parse_number(self.number) if self.number else None
        if number is not None and number.year:
            return int(number.year)
        return (self.created_at or timezone.now()).year

    def _slug_of_words(self) -> str:
        from legaldocs.domain.text import slugify

        words = slugify(self.title or self.abstract)[:80].strip("-") or "khong-so"
        return f"du-thao-{words}" if self.stage == Stage.DRAFT else words

    def _free_slug(self, base: str) -> str:
        taken = LegalDocument.objects.filter(document_type=self.document_type, year=self.year).exclude(pk=self.pk)
        candidates = [base]
        if self.issued_on:
            candidates.append(f"{base}-{self.issued_on:%Y%m%d}")
        if self.issuer_id and self.issuer:
            candidates.append(f"{base}-{fold(self.issuer.code)}")
        candidates.append(f"{base}-{str(self.uuid)[:8]}")
        used = set(taken.filter(slug__in=candidates).values_list("slug", flat=True))
        return next((slug for slug in candidates if slug not in used), f"{base}-{self.uuid}")

    def get_preview_template(self, request: object, mode_name: str) -> str:
        """Preview shows the public page."""
        return "legaldocs/document_detail.html"

    def get_preview_context(self, request: object, mode_name: str) -> dict[str, object]:
        """The public page's own context, from what stands in the form."""
        from legaldocs.staff.preview import preview_context

        return preview_context(self, request)  # type: ignore[arg-type]


class Signer(Orderable):
    """One person who signed, with authority prefix (TM., KT., TL., TUQ., Q.) and title (domain.md 4.4, box 7)."""

    document = ParentalKey(LegalDocument, on_delete=models.CASCADE, related_name="signers")
    name = models.CharField(_("full name"), max_length=100)
    title = models.CharField(_("position"), max_length=200, blank=True)
    authority = models.CharField(_("signing authority"), max_length=60, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("signer")
        verbose_name_plural = _("signers")

    def __str__(self) -> str:
        return self.name
