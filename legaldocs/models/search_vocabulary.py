"""The words of the corpus, counted: what spelling help and suggestions know."""

from __future__ import annotations

from django.db import models


class SearchVocabulary(models.Model):
    """The one row that holds the counted words and pairs of words, packed; built by ``manage.py build_vocabulary``."""

    name = models.CharField(max_length=20, unique=True)
    payload = models.BinaryField()
    words = models.PositiveIntegerField(default=0)
    pairs = models.PositiveIntegerField(default=0)
    built_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "search vocabulary"
        verbose_name_plural = "search vocabularies"

    def __str__(self) -> str:
        return f"{self.name}: {self.words} + {self.pairs}"
