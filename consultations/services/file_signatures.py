"""Digital signatures of agencies' letters and of dossiers: checked once a file is stored, and again by command.

A file that the malware scanner has not released is not opened for this either; the clock comes back to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from consultations.models import AgencyReplyFile, DossierFile, FileSignatures
from consultations.models.file_signatures import may_be_signed
from legaldocs.models import ScannedContent
from legaldocs.services.signatures import Checked, read_signatures, unopened
from legaldocs.signatures.words import SignatureWords, words_for
from portal.malware import HeldFile, opened

KINDS: dict[str, type[AgencyReplyFile] | type[DossierFile]] = {"letter": AgencyReplyFile, "dossier": DossierFile}
MOST_AT_ONCE = 5  # for each turn of the clock


def signable(kind: str) -> QuerySet[Any]:
    """Files of a kind that can bear a signature and that somebody may open."""
    rows: QuerySet[Any] = KINDS[kind]._default_manager.filter(file__iendswith=".pdf")
    return rows.exclude(file__in=ScannedContent.objects.unreleased().values("path")).order_by("pk")


def unchecked(kind: str) -> QuerySet[Any]:
    """Those whose bytes were never checked."""
    return signable(kind).exclude(sha256__in=FileSignatures.objects.values("sha256"))


def check_row(row: AgencyReplyFile | DossierFile) -> Checked | None:
    """Check one file and store the result for its bytes; None while the malware scanner has not released it."""
    label = _label(row)
    try:
        with opened(row.file) as handle:
            content = handle.read()
    except HeldFile:
        return None
    except OSError as error:
        return Checked(label, fault=unopened(error))
    found, fault = read_signatures(content, row.sha256)
    if fault:
        return Checked(label, fault=fault)
    before = FileSignatures.objects.filter(pk=row.sha256).values_list("signatures", flat=True).first()
    FileSignatures.objects.update_or_create(
        sha256=row.sha256, defaults={"signatures": found, "checked_at": timezone.now()}
    )
    return Checked(label, found, found != before)


def check_by_id(kind: str, pk: int) -> None:
    """Check one file, if it is still there."""
    row = KINDS[kind]._default_manager.filter(pk=pk).first()
    if row is not None and row.sha256:
        check_row(row)


def check_waiting(limit: int = MOST_AT_ONCE) -> int:
    """Some files that were never checked, such as those just released by the malware scanner; how many were."""
    waiting = islice((row for kind in KINDS for row in unchecked(kind)[:limit]), limit)
    return sum(1 for row in waiting if (checked := check_row(row)) is not None and not checked.fault)


def source(everything: bool) -> tuple[int, Iterator[Checked]]:
    """What ``check_signatures`` goes through."""
    rows = [signable(kind) if everything else unchecked(kind) for kind in KINDS]
    return sum(part.count() for part in rows), (
        checked for part in rows for row in part if (checked := check_row(row)) is not None
    )


def signature_words(hashes: Iterable[str]) -> dict[str, list[SignatureWords]]:
    """What is said of files, by SHA-256; one query. Bytes that were not checked yet are left out."""
    rows = FileSignatures.objects.filter(pk__in={sha256 for sha256 in hashes if sha256})
    return {row.sha256: words_for(row.signatures) for row in rows}


def signature_state(row: AgencyReplyFile | DossierFile, words: dict[str, list[SignatureWords]]) -> str:
    """What there is to say besides the signatures themselves: "none" found, "waiting" for the check, "other" for a kind
    of file that is not checked, or nothing."""
    if not may_be_signed(row.file):
        return "other"
    if row.sha256 not in words:
        return "waiting"
    return "" if words[row.sha256] else "none"


def _label(row: AgencyReplyFile | DossierFile) -> str:
    if isinstance(row, AgencyReplyFile):
        return f"{row.reply.consultation.title}, {row.reply.organization}, {row.original_name}"
    return f"{row.consultation.title}, {row.title}"
