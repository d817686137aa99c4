"""``manage.py rebuild_provisions``: provisions, contents and index derived anew from the source texts."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from legaldocs.domain.numbers import number_key
from legaldocs.errors import LegalDocsError
from legaldocs.models import Expression
from legaldocs.services.publishing import publish_expression
from portal.progress import track


class Command(BaseCommand):
    """Rebuilds published wordings; posted ones are frozen and left as they are."""

    help = "Dựng lại điều, khoản, điểm, mục lục và chỉ mục từ lời văn đã công khai."

    def add_arguments(self, parser: CommandParser) -> None:
        """Numbers of documents; none means all."""
        parser.add_argument("numbers", nargs="*", metavar="SỐ", help="số, ký hiệu văn bản, viết cách nào cũng được")

    def handle(self, *args: Any, numbers: list[str], **options: Any) -> None:
        """Each wording in its own transaction; one that fails is named and the rest goes on."""
        expressions = Expression.objects.filter(live=True, posted_at__isnull=True).order_by("pk")
        if numbers:
            keys = {number_key(number): number for number in numbers}
            expressions = expressions.filter(document__number_key__in=list(keys))
            for key in expressions.order_by().values_list("document__number_key", flat=True):
                keys.pop(key, None)
            if keys:
                raise CommandError(f"Không có văn bản đã công khai nào mang số: {', '.join(keys.values())}.")
        done, failed = 0, []
        ids = list(expressions.values_list("pk", flat=True))
        for pk in track(ids, "Dựng lại", self.stderr):
            expression = Expression.objects.select_related("document").get(pk=pk)
            try:
                publish_expression(expression=expression)
                done += 1
            except LegalDocsError as error:
                failed.append(f"{expression}: {error}")
        self.stdout.write(f"{done} lời văn đã dựng lại, {len(failed)} không được.")
        if failed:
            raise CommandError("\n".join(failed))
