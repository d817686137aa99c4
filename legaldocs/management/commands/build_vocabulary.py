"""``manage.py build_vocabulary``: the words of the public corpus counted anew, for spelling help and ranking."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from legaldocs.search.suggestions import build_completions
from legaldocs.search.vocabulary import build_vocabulary


class Command(BaseCommand):
    """Safe at any time: searches use the old count until the new one is stored. The clock does this once a day."""

    help = "Đếm lại từ của kho văn bản công khai (sửa chính tả, gợi ý, trọng số của từ)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Count and report."""
        row = build_vocabulary()
        lines = build_completions()
        self.stdout.write(f"{row.words} từ, {row.pairs} cặp từ, {len(row.payload) // 1024} kB, {lines} câu gợi ý.")
