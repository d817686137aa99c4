"""The digital signatures of stored files: checked after they arrive and whenever an operator asks; the bytes never change."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from legaldocs.models import DocumentFile
from legaldocs.signatures.roots import installed_roots


@dataclass(frozen=True, slots=True)
class Checked:
    """One file checked: its name, what was found, whether that differs from the stored result, what is wrong with its bytes."""

    label: str
    found: list[dict[str, Any]] = field(default_factory=list)
    changed: bool = False
    fault: str = ""

    @property
    def signatures(self) -> int:
        """How many signatures it bears."""
        return len(self.found)


#: Files of the apps above: whether all are asked for → how many there are and their checks, one by one.
Source = Callable[[bool], tuple[int, Iterator[Checked]]]
_sources: list[Source] = []


def register_source(source: Source) -> None:
    """Have ``check_signatures`` look at files that the corpus does not know; each source once."""
    if source not in _sources:
        _sources.append(source)


def other_files(everything: bool) -> Iterator[tuple[int, Iterator[Checked]]]:
    """The files of every source."""
    for source in _sources:
        yield source(everything)


def read_signatures(content: bytes, sha256: str) -> tuple[list[dict[str, Any]], str]:
    """What the bytes of a stored file bear, or what is wrong with them."""
    from legaldocs.signatures.checking import check_signatures  # 30 MB: only the process that checks loads pyHanko

    if sha256 and hashlib.sha256(content).hexdigest() != sha256:
        return [], "Nội dung tệp trong kho không còn khớp với mã SHA-256 đã ghi khi nhận."
    return [report.data() for report in check_signatures(content, installed_roots())], ""


def signable_files() -> QuerySet[DocumentFile]:
    """Files that can bear a signature."""
    return DocumentFile.objects.filter(media_type="pdf") | DocumentFile.objects.filter(file__iendswith=".pdf")


def check_file(file: DocumentFile) -> Checked:
    """Check one file and store the result. Bytes that are gone or differ from their SHA-256 are a fault; nothing is stored then."""
    label = f"{file.document.citation_name}, {file}"
    try:
        with file.file.open("rb") as handle:
            content = handle.read()
    except OSError as error:
        return Checked(label, fault=unopened(error))
    found, fault = read_signatures(content, file.sha256)
    if fault:
        return Checked(label, fault=fault)
    changed = found != file.signatures
    file.signatures, file.signatures_checked_at = found, timezone.now()
    DocumentFile.objects.filter(pk=file.pk).update(signatures=found, signatures_checked_at=file.signatures_checked_at)
    return Checked(label, found, changed)


def unopened(error: OSError) -> str:
    """The sentence for a file that is gone."""
    return f"Không mở được tệp trong kho lưu trữ: {error.strerror or error}."


def check_files(files: QuerySet[DocumentFile]) -> Iterator[Checked]:
    """Check these files one by one."""
    for pk in files.order_by("pk").values_list("pk", flat=True):
        file = DocumentFile.objects.filter(pk=pk).first()
        if file is not None:
            yield check_file(file)
