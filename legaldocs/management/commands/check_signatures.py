"""``manage.py check_signatures [--all] [SỐ…]``: the digital signatures of stored PDF files, checked again."""

from __future__ import annotations

from argparse import ArgumentParser
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from legaldocs.domain.numbers import number_key
from legaldocs.models import LegalDocument
from legaldocs.services.signatures import check_files, other_files, signable_files
from legaldocs.signatures.roots import installed_roots
from legaldocs.signatures.words import words_for
from portal.progress import track


class Command(BaseCommand):
    """Checks files not checked yet, all files, or those of the documents named; also those of the consultations."""

    help = (
        "Kiểm tra chữ ký số của các tệp PDF đã lưu: tính toàn vẹn, phạm vi, chứng thư, thời điểm. Mặc định chỉ kiểm tra "
        "tệp chưa kiểm tra; --all kiểm tra lại tất cả (chẳng hạn sau khi cài chứng thư gốc mới vào SIGNATURE_ROOTS)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which files."""
        parser.add_argument("numbers", nargs="*", metavar="SỐ", help="số, ký hiệu văn bản")
        parser.add_argument("--all", action="store_true", help="kiểm tra lại tất cả")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and tell what changed; fails when stored bytes are gone or changed."""
        files = signable_files()
        if options["numbers"]:
            keys = {number_key(number): number for number in options["numbers"]}
            known = LegalDocument.objects.filter(number_key__in=keys).values_list("number_key", flat=True)
            unknown = [number for key, number in keys.items() if key not in set(known)]
            if unknown:
                raise CommandError(f"Không có văn bản số {', '.join(unknown)}.")
            files = files.filter(document__number_key__in=list(keys))
        elif not options["all"]:
            files = files.filter(signatures_checked_at=None)
        groups = [(files.count(), check_files(files))]
        if not options["numbers"]:
            groups += other_files(options["all"])
        if not installed_roots():
            self.stderr.write("Chưa cài chứng thư gốc nào (SIGNATURE_ROOTS): chưa thể xác minh người ký.")
        total, signed, changed, faults = sum(count for count, _ in groups), 0, 0, 0
        for checked in track(
            chain.from_iterable(rows for _, rows in groups), "Đang kiểm tra", self.stderr, total=total
        ):
            signed += bool(checked.signatures)
            changed += checked.changed
            if checked.fault:
                faults += 1
                self.stderr.write(f"{checked.label}: {checked.fault}")
            elif checked.changed:
                for words in words_for(checked.found):
                    self.stdout.write(f"{checked.label}: {words.summary}")
        self.stdout.write(
            f"Đã kiểm tra {total} tệp: {signed} tệp có chữ ký số, {changed} kết quả mới, {faults} tệp có lỗi."
        )
        if faults:
            raise CommandError(f"{faults} tệp trong kho bị mất hoặc bị thay đổi.")
