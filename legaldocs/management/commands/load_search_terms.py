"""``manage.py load_search_terms``: the shipped words of the search, without touching what editors changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from legaldocs.search.terms import load_terms


class Command(BaseCommand):
    """Adds new terms and follows changed ones; runs after every ``migrate`` by itself."""

    help = "Nạp từ đồng nghĩa, viết tắt đi kèm cổng; từ biên tập viên đã sửa được giữ nguyên."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and report."""
        added, changed = load_terms()
        self.stdout.write(f"Thêm {added} mục từ, cập nhật {changed} mục từ.")
