"""Signs of life of the processes beside the site, in the database where every process sees them."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """When one process was last seen at work; one row a process."""

    name = models.CharField(max_length=40, primary_key=True)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

    def __str__(self) -> str:
        return f"{self.name}: {self.seen_at:%d/%m/%Y %H:%M:%S}"

    @classmethod
    def beat(cls, name: str, seen_at: datetime.datetime) -> None:
        """Note that the process is alive."""
        cls.objects.update_or_create(name=name, defaults={"seen_at": seen_at})
