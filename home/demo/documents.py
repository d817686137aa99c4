"""Sample documents taken in by the portal's own import, completed as an editor would, and published."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from home.demo.document_facts import DOCUMENTS, Facts
from home.demo.kept_files import KeptFiles, whole_part
from home.demo.organizations import organization
from home.demo.word_files import MEDIA_TYPE, word_file
from legaldocs.intake.reader import IntakeResult, read_file
from legaldocs.models import DocumentFile, Expression, FileKind, LegalDocument, Organization, Relation
from legaldocs.services.importing import ImportRefused, import_read_document, subjects_of
from legaldocs.services.issuer_register import IssuerRegister
from legaldocs.services.publishing import publish_document, publish_expression
from legaldocs.services.validity import refresh_statuses

TEXTS = Path(__file__).parent / "texts"


class GivenIssuers(IssuerRegister):
    """The issuers the demo names: no name in a sample text may be taken for a real body."""

    def __init__(self, codes: Iterable[str]) -> None:
        super().__init__()
        self._given = [organization(code) for code in codes]

    def find_all(self, names: Iterable[str]) -> list[Organization]:
        """Always the given ones."""
        return list(self._given)


def are_there() -> bool:
    """Whether sample documents were loaded."""
    return LegalDocument.objects.filter(is_sample=True, stage="issued").exists()


def load_documents(today: datetime.date) -> int:
    """Load and publish all, in one transaction; answers how many."""
    with whole_part() as files:
        loaded = {facts.file: take_in(facts, files) for facts in DOCUMENTS}
        for facts in DOCUMENTS:
            for link in facts.links:
                _relate(loaded[facts.file], loaded[link.target], link)
            publish_document(document=loaded[facts.file], user=None)
        refresh_statuses(today, [document.pk for document in loaded.values()])
    return len(loaded)


def read_text_of(name: str) -> str:
    """The words of one sample text."""
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


def take_in(facts: Facts, files: KeptFiles) -> LegalDocument:
    """Import one text, put right what reading cannot know, publish its wording and add its Word file."""
    result = _read(f"{facts.file}.txt", read_text_of(facts.file).encode())
    outcome = import_read_document(result, register=GivenIssuers(facts.issuers))
    document = LegalDocument.objects.get(pk=outcome.document_id)
    for stored in document.files.all():
        files.remember(stored.file)
    document.is_sample = True
    document.owned = facts.issuers[0] == "BMTN"
    document.abstract = facts.abstract or document.abstract
    document.title = facts.title or document.title
    document.valid_from = facts.valid_from or document.valid_from
    document.valid_from_note = facts.valid_from_note
    if facts.gazette:
        document.gazette_number, document.gazette_on = facts.gazette
    document.subjects.set(subjects_of(list(facts.subjects)))
    for signer in document.signers.all():
        signer.title = _title_case(signer.title)
        signer.save()
    document.save()
    Relation.objects.filter(source=document).update(is_confirmed=True)
    expression = document.expressions.get()
    expression.valid_from = document.valid_from
    publish_expression(expression=expression)
    add_word_file(document, expression, files)
    return LegalDocument.objects.get(pk=document.pk)


def _title_case(title: str) -> str:
    """Capitals in a signature block hide names of units: "VỤ TRƯỞNG VỤ PHÁP CHẾ"."""
    return {"Vụ trưởng vụ pháp chế": "Vụ trưởng Vụ Pháp chế", "Chánh văn phòng": "Chánh Văn phòng"}.get(title, title)


def _read(name: str, data: bytes) -> IntakeResult:
    result = read_file(name, data=data)[0]
    if not result.ok:
        raise ImportRefused(f"{name}: {result.error}")
    result.data = data
    return result


def add_word_file(document: LegalDocument, expression: Expression, files: KeptFiles) -> None:
    """A Word file with the words of one wording, first in the list of files."""
    from legaldocs.domain.numbers import number_slug

    name = f"{number_slug(document.number) or document.slug}.docx"
    stored = DocumentFile(
        document=document,
        kind=FileKind.WORD,
        title="Toàn văn (Word)",
        original_name=name,
        media_type=MEDIA_TYPE,
        order=0,
    )
    stored.file.save(name, ContentFile(word_file(expression.source_text)), save=False)
    files.remember(stored.file)
    stored.save()
    document.files.exclude(pk=stored.pk).update(order=1, title="Toàn văn (văn bản thuần)")


def _relate(source: LegalDocument, target: LegalDocument, link: Any) -> None:
    Relation.objects.get_or_create(
        source=source,
        kind=link.kind.value,
        target=target,
        source_eid=link.source_eid,
        target_eid=link.target_eid,
        defaults={"effective_on": source.valid_from, "note": link.note},
    )
