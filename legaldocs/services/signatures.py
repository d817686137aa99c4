"""The digital signatures of stored files: checked after they arrive and whenever an operator asks; the bytes never change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from legaldocs.models import DocumentFile
from legaldocs.signatures.checking import check_signatures
from legaldocs.signatures.roots import installed_roots


@dataclass(frozen=True, slots=True)
class Checked:
    """One file checked: how many signatures, whether the result differs from the stored one, and what is wrong with its bytes."""

    file: DocumentFile
    signatures: int
    changed: bool
    fault: str = ""


def signable_files() -> QuerySet[DocumentFile]:
    """Files that can bear a signature."""
    return DocumentFile.objects.filter(media_type="pdf") | DocumentFile.objects.filter(file__iendswith=".pdf")


def check_file(file: DocumentFile) -> Checked:
    """Check one file and store the result. Bytes that are gone or differ from their SHA-256 are a fault; nothing is stored then."""
    try:
        with file.file.open("rb") as handle:
            content = handle.read()
    except OSError as error:
        return Checked(file, 0, False, f"Không mở được tệp trong kho lưu trữ: {error.strerror or error}.")
    if file.sha256 and hashlib.sha256(content).hexdigest() != file.sha256:
        return Checked(file, 0, False, "Nội dung tệp trong kho không còn khớp với mã SHA-256 đã ghi khi nhận.")
    found = [report.data() for report in check_signatures(content, installed_roots())]
    changed = found != file.signatures
    file.signatures, file.signatures_checked_at = found, timezone.now()
    DocumentFile.objects.filter(pk=file.pk).update(signatures=found, signatures_checked_at=file.signatures_checked_at)
    return Checked(file, len(found), changed)


def check_files(files: QuerySet[DocumentFile]) -> Iterator[Checked]:
    """Check these files one by one."""
    for pk in files.order_by("pk").values_list("pk", flat=True):
        file = DocumentFile.objects.filter(pk=pk).first()
        if file is not None:
            yield check_file(file)
