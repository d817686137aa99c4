"""How questions fared, counted without identity: no person, no address, no moment, only days."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class QueryCount(models.Model):
    """One question as many people asked it, and whether it led anywhere."""

    key = models.CharField(max_length=120, unique=True)
    text = models.CharField(_("question"), max_length=120)
    asked = models.PositiveIntegerField(_("asked"), default=0)
    empty = models.PositiveIntegerField(_("without result"), default=0)
    followed = models.PositiveIntegerField(_("led to a text"), default=0)
    first_place = models.PositiveIntegerField(_("the first answer was chosen"), default=0)
    first_on = models.DateField(_("first asked on"))
    last_on = models.DateField(_("last asked on"), db_index=True)
    settled = models.BooleanField(_("settled"), default=False)

    class Meta:
        verbose_name = _("question asked")
        verbose_name_plural = _("questions asked")
        ordering = ["-asked", "text"]

    def __str__(self) -> str:
        return self.text
