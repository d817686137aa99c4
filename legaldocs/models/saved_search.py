"""A question somebody wants to be told about by e-mail; nothing is kept but the address and the question."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    """A secret nobody guesses."""
    return secrets.token_urlsafe(24)


class SavedSearch(models.Model):
    """One question followed by one address. It works once confirmed; unsubscribing deletes the row."""

    email = models.EmailField(_("e-mail"), max_length=254)
    question = models.CharField(_("question"), max_length=300)
    filters = models.CharField(max_length=1000, blank=True, help_text="The query of the address, without question.")
    language = models.CharField(max_length=5, default="vi")
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    seen_until = models.DateTimeField(editable=False, help_text="Documents published up to this moment were told.")
    told_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [
            models.UniqueConstraint(fields=["email", "question", "filters"], name="saved_search_once"),
        ]
        indexes = [models.Index(fields=["confirmed_at", "told_at"], name="saved_search_due")]

    def __str__(self) -> str:
        return self.question
