"""Issuers and consulted agencies in one register."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


class OrganizationKind(models.TextChoices):
    """What sort of body an organization is."""

    ASSEMBLY = "assembly", _("National Assembly and its bodies")
    PRESIDENT = "president", _("President")
    GOVERNMENT = "government", _("Government and Prime Minister")
    MINISTRY = "ministry", _("Ministry or ministerial-level agency")
    AGENCY = "agency", _("Government agency")
    COURT = "court", _("Court or procuracy")
    UNIT = "unit", _("Unit of the ministry")
    LOCAL = "local", _("Local authority")
    PARTY = "party", _("Party, Front, mass organization")
    ASSOCIATION = "association", _("Association or enterprise body")
    OTHER = "other", _("Other")


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """Questions about the register."""

    def consulted(self) -> OrganizationQuerySet:
        """Organizations that may be asked for an opinion today."""
        return self.filter(valid_until__isnull=True)


class Organization(index.Indexed, models.Model):
    """One body under one name for one period; a renamed or merged body points to its successors (domain.md 4.8)."""

    code = models.CharField(
        _("code"), max_length=40, unique=True, help_text=_("As used in document numbers, for example BNV.")
    )
    name = models.CharField(_("name"), max_length=255)
    name_en = models.CharField(_("English name"), max_length=255, blank=True)
    folded_name = models.CharField(max_length=255, editable=False, db_index=True, default="")
    kind = models.CharField(_("kind"), max_length=20, choices=OrganizationKind, default=OrganizationKind.OTHER)
    aliases = models.JSONField(_("aliases"), default=list, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("superior body")
    )
    successors = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="predecessors", verbose_name=_("successors")
    )
    organ_id = models.CharField(_("organ identifier"), max_length=13, blank=True, help_text=_("QĐ 20/2020/QĐ-TTg."))
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("First day on which the body no longer exists.")
    )
    postal_address = models.CharField(_("postal address"), max_length=500, blank=True)
    email = models.EmailField(_("official e-mail"), blank=True)
    edoc_address = models.CharField(
        _("address for electronic documents"),
        max_length=255,
        blank=True,
        help_text=_("E-mail or system for exchanging electronic documents (Directive 02/CT-BNV, point 1.b)."),
    )
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    fax = models.CharField(_("fax"), max_length=60, blank=True)
    website = models.URLField(_("website"), blank=True)
    in_directory = models.BooleanField(_("listed in the public directory"), default=False)
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)

    objects = OrganizationQuerySet.as_manager()

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("folded_name"),
        index.AutocompleteField("folded_name"),
        index.SearchField("code"),
        index.AutocompleteField("code"),
    ]

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_until__gt=models.F("valid_from")),
                name="organization_period",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the folded name beside the name."""
        from legaldocs.domain.text import fold

        self.folded_name = fold(self.name)[:255]
        super().save(*args, **kwargs)  # type: ignore[arg-type]
