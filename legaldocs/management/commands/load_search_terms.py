"""``manage.py load_search_terms``: the shipped words of the search, without touching what editors changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from legaldocs.search.terms import load_terms


class Command(BaseCommand):
    """Adds new terms and follows changed ones; runs after every ``migrate`` by itself."""

    help = "Loads the search terms that come with the portal; terms changed by an editor stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and report."""
        added, changed = load_terms()
        self.stdout.write(f"Thêm {added} mục từ, cập nhật {changed} mục từ.")
