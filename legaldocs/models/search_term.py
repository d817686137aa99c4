"""Words people use and the words the law uses: what editors maintain so that a question finds its text."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from legaldocs.domain.text import nfc, search_tokens

#: A question holds at most so many words of one term.
MOST_WORDS = 12


class TermKind(models.TextChoices):
    """Why a phrase stands for another."""

    ABBREVIATION = "abbreviation", _("Abbreviation")
    EVERYDAY = "everyday", _("Everyday words")
    EQUIVALENT = "equivalent", _("Words of equal meaning")
    NAME = "name", _("Name of a document")


class SearchTerm(models.Model):
    """One phrase as it is typed, and what the texts say instead; each line of ``meanings`` is one way to say it."""

    phrase = models.CharField(_("what people type"), max_length=120)
    key = models.CharField(max_length=120, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=TermKind, default=TermKind.EVERYDAY)
    meanings = models.TextField(
        _("words of the law"),
        max_length=1000,
        help_text=_("One way to say it on each line. For the name of a document: its full name."),
    )
    enabled = models.BooleanField(_("in use"), default=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    shipped = models.BooleanField(_("comes with the portal"), default=False, editable=False)
    edited = models.BooleanField(default=False, editable=False, help_text="An editor changed it: loading leaves it.")
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        verbose_name = _("search term")
        verbose_name_plural = _("search terms")
        ordering = ["phrase"]

    def __str__(self) -> str:
        return self.phrase

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the key beside the phrase."""
        self.key = self.key_of(self.phrase)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @staticmethod
    def key_of(phrase: str) -> str:
        """Equal for two spellings of one phrase: composed, lower case, single spaces; diacritics count."""
        return " ".join(nfc(phrase).lower().split())[:120]

    @property
    def meaning_lines(self) -> list[str]:
        """The ways to say it."""
        return [" ".join(nfc(line).split()) for line in self.meanings.splitlines() if line.strip()]

    def clean(self) -> None:
        """A term needs words on both sides and stands for something else."""
        self.phrase = " ".join(nfc(self.phrase).split())
        self.key = self.key_of(self.phrase)
        errors = {}
        if not 0 < len(search_tokens(self.phrase).split()) <= MOST_WORDS:
            errors["phrase"] = _("Between one and twelve words, please.")
        lines = self.meaning_lines
        if not lines or any(not 0 < len(search_tokens(line).split()) <= MOST_WORDS for line in lines):
            errors["meanings"] = _("Each line holds between one and twelve words.")
        elif any(self.key_of(line) == self.key for line in lines):
            errors["meanings"] = _("A term cannot stand for itself.")
        if SearchTerm.objects.filter(key=self.key).exclude(pk=self.pk).exists():
            errors["phrase"] = _("This phrase is in the list already.")
        if errors:
            raise ValidationError(errors)
