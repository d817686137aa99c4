"""Facts of a document set against each other: within its own text, with its file, with the record that is kept of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from legaldocs.domain.dates import format_date
from legaldocs.domain.findings import Finding
from legaldocs.domain.metadata import Metadata
from legaldocs.domain.numbers import DocumentNumber, find_numbers, number_key, parse_number
from legaldocs.domain.text import fold, nfc
from legaldocs.domain.types import TYPE_INFO, DocumentType

FIRST_YEAR = 1945
FAR = 366 * 5
_OLD_FILE = 366
_TYPE_OF_SYMBOL = {info.abbreviation: kind for kind, info in TYPE_INFO.items() if info.abbreviation}
_SAME = {DocumentType.JOINT_CIRCULAR: DocumentType.CIRCULAR, DocumentType.JOINT_RESOLUTION: DocumentType.RESOLUTION}
_NAME_NUMBER = re.compile(
    r"(?<!\d)(?P<serial>\d{1,4})[-_. ](?P<year>(?:19|20)\d{2})[-_. ](?P<symbol>[A-Za-zĐđ]{2,8}\d{0,2}(?:-[A-Za-zĐđ]{2,12}\d{0,2}){0,3})"
)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says about itself beside its text: its name, the title and the dates among its properties."""

    name: str = ""
    title: str = ""
    created_on: date | None = None


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """What the record of a document says; empty where it says nothing."""

    document_type: str = ""
    number: str = ""
    issued_on: date | None = None
    valid_from: date | None = None
    issuers: tuple[str, ...] = ()
    abstract: str = ""


def check_facts(metadata: Metadata, today: date | None = None) -> list[Finding]:
    """Contradictions among the facts read from one text."""
    findings: list[Finding] = []
    number = parse_number(metadata.number) if metadata.number else None
    meant = _TYPE_OF_SYMBOL.get(number.type_symbol) if number is not None else None
    if meant is not None and metadata.type is not None and _plain(meant) is not _plain(metadata.type):
        message = (
            f"Ký hiệu “{metadata.number}” là của {TYPE_INFO[meant].name}, nhưng văn bản ghi là {metadata.type_name}."
        )
        findings.append(Finding("type-conflict", message))
    issued, begins = metadata.issued_on, metadata.effective_on
    if issued is not None and issued.year < FIRST_YEAR:
        findings.append(
            Finding("issue-year-impossible", f"Ngày ban hành {format_date(issued)} trước năm {FIRST_YEAR}.")
        )
    if issued is not None and today is not None and issued > today:
        findings.append(Finding("issue-date-future", f"Ngày ban hành {format_date(issued)} ở tương lai; cần kiểm tra."))
    if issued is not None and begins is not None and (begins - issued).days > FAR:
        message = f"Ngày có hiệu lực {format_date(begins)} sau ngày ban hành {format_date(issued)} hơn 5 năm."
        findings.append(Finding("effect-far-from-issue", message))
    return findings


def _plain(kind: DocumentType) -> DocumentType:
    return _SAME.get(kind, kind)


def check_file(metadata: Metadata, file: FileFacts) -> list[Finding]:
    """Where the file's name or properties speak of another document than its text."""
    findings: list[Finding] = []
    own = parse_number(metadata.number) if metadata.number else None
    if own is not None:
        for where, words in (("Tên tệp", PurePath(file.name).stem), ("Thuộc tính của tệp", file.title)):
            other = _other_number(words, own)
            if other:
                findings.append(
                    Finding("file-conflict", f"{where} nói đến “{other}”, văn bản ghi “{metadata.number}”.")
                )
    issued = metadata.issued_on
    if issued is not None and file.created_on is not None and (issued - file.created_on).days > _OLD_FILE:
        message = (
            f"Tệp được tạo ngày {format_date(file.created_on)}, "
            f"hơn một năm trước ngày ban hành ghi trong văn bản ({format_date(issued)})."
        )
        findings.append(Finding("file-conflict", message))
    return findings


def _other_number(words: str, own: DocumentNumber) -> str:
    """A number among the words that cannot be the document's own; empty when one of them can be."""
    named: list[str] = []
    for serial, year, shown in _numbers_in(nfc(words)):
        if serial == own.serial.lstrip("0") and (not own.year or not year or year == str(own.year)):
            return ""
        named.append(shown)
    return named[0] if named else ""


def _numbers_in(words: str) -> Iterable[tuple[str, str, str]]:
    for _start, _end, found in find_numbers(words):
        yield found.serial.lstrip("0"), str(found.year or ""), found.display
    for match in _NAME_NUMBER.finditer(words):
        yield match["serial"].lstrip("0"), match["year"], match[0]


def check_record(metadata: Metadata, known: KnownFacts) -> list[Finding]:
    """Where the record of a document says something else than its text; silence on either side is no contradiction."""
    pairs: list[tuple[str, str, str]] = []
    if known.number and metadata.number and number_key(known.number) != number_key(metadata.number):
        pairs.append(("số, ký hiệu", known.number, metadata.number))
    if known.issued_on and metadata.issued_on and known.issued_on != metadata.issued_on:
        pairs.append(("ngày ban hành", format_date(known.issued_on), format_date(metadata.issued_on)))
    if known.valid_from and metadata.effective_on and known.valid_from != metadata.effective_on:
        pairs.append(("ngày có hiệu lực", format_date(known.valid_from), format_date(metadata.effective_on)))
    kind = DocumentType(known.document_type) if known.document_type in list(DocumentType) else None
    if kind is not None and metadata.type is not None and _plain(kind) is not _plain(metadata.type):
        pairs.append(("loại văn bản", TYPE_INFO[kind].name, metadata.type_name))
    if known.issuers and metadata.issuers:
        here = {fold(name) for name in metadata.issuers}
        if not here & {fold(name) for name in known.issuers}:
            pairs.append(("cơ quan ban hành", ", ".join(known.issuers), ", ".join(metadata.issuers)))
    return [
        Finding("record-conflict", f"Thuộc tính ghi {what} là “{there}”, lời văn ghi “{here_}”.")
        for what, there, here_ in pairs
    ]
