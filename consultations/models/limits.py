"""Counters of a rate limit, kept in the database so that all workers count together."""

from __future__ import annotations

from django.db import models


class RateWindow(models.Model):
    """How often one key (a salted hash of an address, never the address) was counted in one window of time."""

    key = models.CharField(max_length=64)
    window = models.DateTimeField(db_index=True)
    hits = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="rate_window_once")]

    def __str__(self) -> str:
        return f"{self.key[:8]}… {self.window:%H:%M}: {self.hits}"
