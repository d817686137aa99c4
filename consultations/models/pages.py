"""The consultation: a page on one draft document, open between two moments."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from consultations.page_form import ConsultationPageForm
from consultations.querysets import ConsultationPageManager
from legaldocs.models import ScannedContent
from portal import malware
from portal.pages import BasePage
from portal.storage import office_storage


class ConsultationState(models.TextChoices):
    """Where a consultation stands (domain.md 8.3). Transitions live in ``consultations.states``."""

    PLANNED = "planned", _("Not yet open")
    OPEN = "open", _("Open for comments")
    SUMMARIZING = "summarizing", _("Comments being summarized")
    ANSWERED = "answered", _("Answered")
    ENACTED = "enacted", _("Document issued")
    ARCHIVED = "archived", _("Archived")


class DossierKind(models.TextChoices):
    """What a dossier file is, in the order in which it is shown (domain.md 3.3)."""

    LETTER = "cong_van", _("Letter asking for opinions")
    PROPOSAL = "to_trinh", _("Submission letter (tờ trình)")
    DRAFT = "du_thao", _("Full text of the draft")
    REVIEW = "ra_soat", _("Review of related documents")
    EVALUATION = "tong_ket", _("Report on the implementation so far")
    IMPACT = "dgtd", _("Policy impact assessment")
    PROCEDURES = "tthc", _("Assessment of administrative procedures")
    GENDER = "gioi", _("Gender equality report")
    DECENTRALIZATION = "phan_cap", _("Assessment of decentralization")
    COMPARISON = "so_sanh", _("Comparison and explanation")
    SUMMARY = "tong_hop", _("Summary of opinions, reception and explanation")
    OPINIONS = "ban_chup", _("Copies of the opinions")
    OTHER = "khac", _("Other")


class ConsultationIndexPage(BasePage):
    """The list of consultations at ``/lay-y-kien/`` (điểm i khoản 1 Điều 10 NĐ 43/2011)."""

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the public list and the editors' preview show."""
        from consultations.presentation import list_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(list_context(request, timezone.now()))
        return context

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["consultations.ConsultationPage"]
    template = "consultations/consultation_list.html"

    class Meta:
        verbose_name = _("list of consultations")
        verbose_name_plural = _("lists of consultations")


class ConsultationPage(BasePage):
    """One consultation on one draft document (điểm i khoản 1 Điều 10 NĐ 43/2011).

    ``state`` is kept by ``consultations.states`` only; whether a comment is accepted is decided under the row's lock
    against ``opens_at`` ≤ now < ``closes_at``.
    """

    document = models.ForeignKey(
        "legaldocs.LegalDocument",
        models.PROTECT,
        null=True,
        related_name="consultations",
        verbose_name=_("draft document"),
    )
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=ConsultationState,
        default=ConsultationState.PLANNED,
        editable=False,
        db_index=True,
    )
    body = models.TextField(_("what is asked"), blank=True, help_text=_("Plain text; blank lines separate paragraphs."))
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    closes_at = models.DateTimeField(
        _("closes at"), null=True, blank=True, help_text=_("The last moment at which comments are accepted.")
    )
    closed_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    receiving_unit = models.ForeignKey(
        "legaldocs.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="receiving_consultations",
        verbose_name=_("receiving unit"),
    )
    postal_address = models.CharField(
        _("postal address for comments"),
        max_length=500,
        blank=True,
        help_text=_("Left empty, the receiving unit's own address is shown."),
    )
    email = models.EmailField(
        _("e-mail for comments"), blank=True, help_text=_("Left empty, the receiving unit's own e-mail is shown.")
    )
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    legal_basis = models.CharField(_("legal basis of the consultation"), max_length=300, blank=True)
    external_url = models.URLField(_("same draft on the National Law Portal"), blank=True, max_length=500)
    outcome = models.TextField(
        _("outcome"), blank=True, help_text=_("What was decided after the consultation, in a few sentences.")
    )
    is_sample = models.BooleanField(default=False, editable=False)

    objects = ConsultationPageManager()

    parent_page_types = ["consultations.ConsultationIndexPage"]
    subpage_types: list[str] = []
    template = "consultations/consultation_page.html"

    base_form_class = ConsultationPageForm
    content_panels = BasePage.content_panels + [
        MultiFieldPanel(
            [
                FieldPanel("document"),
                InlinePanel("posted_expressions", label=_("Posted wording"), heading=_("Posted wordings")),
            ],
            heading=_("Draft"),
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]), FieldPanel("legal_basis")],
            heading=_("Period"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("receiving_unit"),
                FieldPanel("postal_address"),
                FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
                FieldPanel("external_url"),
            ],
            heading=_("Receiving unit"),
        ),
        InlinePanel("dossier_files", label=_("Dossier file"), heading=_("Dossier")),
        InlinePanel("questions", label=_("Question"), heading=_("Questions")),
        InlinePanel("invitations", label=_("Invited agency"), heading=_("Invited agencies")),
        FieldPanel("outcome"),
        HelpPanel(content=""),
    ]

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        permissions = [("export_consultation", _("Can export reports of consultations"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_at__isnull=True)
                | models.Q(closes_at__isnull=True)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="consultation_period",
                violation_error_message=_("The consultation cannot close before it opens."),
            )
        ]

    def get_absolute_url(self) -> str:
        """``/lay-y-kien/<slug>/``, under ``/en/`` while English is spoken."""
        return reverse("consultations:consultation_detail", args=[self.slug])

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the public page and the editors' preview show."""
        from consultations.presentation import consultation_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(consultation_context(self, request, timezone.now(), preview=kwargs.get("preview", False)))
        return context

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        """Preview shows the draft before it is posted."""
        request.is_preview = True
        return TemplateResponse(request, self.template, self.get_context(request, preview=True))

    def with_content_json(self, content: Any) -> Any:
        """A revision may never bring back an older state, posting or deadline: those belong to the clock, not to editors.

        Wagtail stores every field in a revision; publishing one made while the consultation was planned would close it.
        """
        page = super().with_content_json(content)
        stored = self._stored()
        kept = [*CLOCK_FIELDS, "is_sample"]
        if stored.get("state", ConsultationState.PLANNED) != ConsultationState.PLANNED:
            kept += ["opens_at", "closes_at", "document_id"]
        for name in kept:
            if name in stored:
                setattr(page, name, stored[name])
        if self.pk:
            page.posted_expressions = _with_postings(self.pk, page.posted_expressions.all())
        return page

    def clean(self) -> None:
        """Once open, the period changes only by an extension with its reason, and the draft stays the draft."""
        super().clean()
        stored = self._stored()
        if stored.get("state", ConsultationState.PLANNED) == ConsultationState.PLANNED:
            return
        errors = {}
        for name in ("opens_at", "closes_at"):
            if getattr(self, name) != stored[name]:
                errors[name] = _(
                    "The period of an opened consultation is only changed by an extension with its reason."
                )
        if self.document_id != stored["document_id"]:
            errors["document"] = _("The draft of an opened consultation cannot be exchanged.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Saving a page never moves its state: ``consultations.services.closing`` does, under the row's lock."""
        if self.pk and kwargs.get("update_fields") is None:
            with transaction.atomic():
                for name, value in self._stored(lock=True).items():
                    if name in CLOCK_FIELDS:
                        setattr(self, name, value)
                return super().save(*args, **kwargs)
        return super().save(*args, **kwargs)

    def _stored(self, *, lock: bool = False) -> dict[str, Any]:
        """The row as it is now; empty for a new page."""
        rows = ConsultationPage._base_manager.filter(pk=self.pk)
        if lock:
            rows = rows.select_for_update(of=("self",))
        names = [*CLOCK_FIELDS, "is_sample", "opens_at", "closes_at", "document_id"]
        row = rows.only(*names).first() if self.pk else None
        return {name: getattr(row, name) for name in names} if row is not None else {}

    @property
    def contact_address(self) -> str:
        """Postal address of the receiving unit as it must be shown."""
        return self.postal_address or (self.receiving_unit.postal_address if self.receiving_unit else "")

    @property
    def contact_email(self) -> str:
        """E-mail of the receiving unit as it must be shown."""
        return self.email or (self.receiving_unit.email if self.receiving_unit else "")


CLOCK_FIELDS = ("state", "closed_at", "answered_at")


def _with_postings(page_id: int, children: Any) -> list[PostedExpression]:
    """The children of a revision with what was posted since: moments set, posted wordings never dropped."""
    posted = {row.pk: row for row in PostedExpression.objects.filter(consultation_id=page_id, posted_at__isnull=False)}
    rows = []
    for child in children:
        stored = posted.pop(child.pk, None)
        if stored is not None:
            child.posted_at, child.expression_id = stored.posted_at, stored.expression_id
        else:
            child.posted_at = None
        rows.append(child)
    return [*posted.values(), *rows]


class PostedExpression(Orderable):
    """A wording posted for this consultation; posting freezes it."""

    consultation = ParentalKey(ConsultationPage, on_delete=models.CASCADE, related_name="posted_expressions")
    expression = models.ForeignKey(
        "legaldocs.Expression", models.PROTECT, related_name="postings", verbose_name=_("wording")
    )
    posted_at = models.DateTimeField(null=True, editable=False)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["consultation", "expression"], name="posted_once")]

    def save(self, *args: object, **kwargs: object) -> None:
        """A wording posted later stands later, on every database (they place a missing order differently)."""
        if self.sort_order is None:  # type: ignore[has-type]
            last = PostedExpression.objects.filter(consultation_id=self.consultation_id).aggregate(
                models.Max("sort_order")
            )
            self.sort_order = (last["sort_order__max"] if last["sort_order__max"] is not None else -1) + 1
        super().save(*args, **kwargs)  # type: ignore[arg-type]


def dossier_path(instance: DossierFile, filename: str) -> str:
    """``lay-y-kien/<page id>/<safe name>``."""
    from pathlib import PurePosixPath

    from legaldocs.domain.text import slugify

    name = PurePosixPath(filename)
    return (
        f"lay-y-kien/{instance.consultation_id or 'moi'}/{slugify(name.stem)[:80] or 'tep'}{name.suffix.lower()[:10]}"
    )


class DossierFile(Orderable):
    """One typed file of the dossier posted with the draft; size and SHA-256 are taken from the bytes."""

    consultation = ParentalKey(ConsultationPage, on_delete=models.CASCADE, related_name="dossier_files")
    kind = models.CharField(_("kind"), max_length=12, choices=DossierKind, default=DossierKind.DRAFT)
    title = models.CharField(_("title"), max_length=300)
    file = models.FileField(_("file"), storage=office_storage, upload_to=dossier_path, max_length=255)
    size = models.PositiveBigIntegerField(default=0, editable=False)
    sha256 = models.CharField(max_length=64, default="", editable=False)

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """A file in which malware is found is refused beside its field."""
        super().clean()
        self._verdict = malware.Verdict(malware.Judgement.OFF)
        if self.file and not getattr(self.file, "_committed", True):
            self._verdict = malware.scan(self.file.chunks())
            self.file.seek(0)
            if self._verdict.judgement is malware.Judgement.INFECTED:
                raise ValidationError({"file": f"Tệp chứa mã độc ({self._verdict.signature}) nên bị từ chối."})

    def save(self, *args: object, **kwargs: object) -> None:
        """Take size and hash from the bytes; a file that could not be scanned is held."""
        import hashlib

        is_new = bool(self.file) and not getattr(self.file, "_committed", True)
        if is_new:
            digest = hashlib.sha256()
            for chunk in self.file.chunks():
                digest.update(chunk)
            self.file.seek(0)
            self.sha256, self.size = digest.hexdigest(), self.file.size
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        verdict = getattr(self, "_verdict", None)
        if is_new and verdict is not None and verdict.judgement is malware.Judgement.UNKNOWN:
            ScannedContent.objects.hold(
                path=str(self.file.name),
                storage="office",
                sha256=self.sha256,
                original_name=self.title,
                note=verdict.reason,
            )


class ConsultationQuestion(Orderable):
    """A question put to one audience (Luật 80/2015/QH13 điểm 57.1: state the questions suited to each audience)."""

    consultation = ParentalKey(ConsultationPage, on_delete=models.CASCADE, related_name="questions")
    audience = models.CharField(_("audience"), max_length=200, blank=True)
    text = models.TextField(_("question"))

    def __str__(self) -> str:
        return self.text[:80]


class DeadlineExtension(models.Model):
    """One change of the closing moment, with its reason; never deleted, shown in public."""

    consultation = models.ForeignKey(ConsultationPage, models.CASCADE, related_name="extensions")
    previous = models.DateTimeField()
    extended_to = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=500)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["decided_at"]

    def __str__(self) -> str:
        return f"{self.previous:%d/%m/%Y %H:%M} → {self.extended_to:%d/%m/%Y %H:%M}"
