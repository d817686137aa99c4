"""The bulk form taken in: streamed line by line, a transaction for each batch, a savepoint for each document.

Memory does not grow with the file. A run that was stopped goes on where it stood: each document remembers the digest of
the lines it came from.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from legaldocs.domain.emphasis import escaped
from legaldocs.domain.findings import Finding, Severity
from legaldocs.domain.numbers import number_key, parse_number
from legaldocs.domain.text import nfc
from legaldocs.domain.types import DocumentType
from legaldocs.intake.bulk import BulkArticle, BulkDocument, iter_bulk, own_head
from legaldocs.intake.errors import UnreadableFile
from legaldocs.models import Expression, ExpressionKind, LegalDocument
from legaldocs.search.indexing import index_documents
from legaldocs.services.bulk_amendments import Amendment, amendments_of, link_amendments
from legaldocs.services.fidelity import findings_data
from legaldocs.services.importing import (
    ImportOutcome,
    ImportState,
    find_twin,
    publish_imported,
    settle_dates,
)
from legaldocs.services.issuer_register import IssuerRegister
from legaldocs.services.quiet_indexes import index_for_admin, quiet_indexes

BATCH = 40
_DIGEST = "intake"
_ARTICLE_NUMBER = re.compile(r"(\d+)([a-zđ]*)", re.IGNORECASE)
_VIETNAMESE_LETTERS = {letter: place for place, letter in enumerate("aăâbcdđeêghiklmnoôơpqrstuưvxy", start=1)}
_UNNUMBERED = re.compile(r"^không(?:\s+số)?$", re.IGNORECASE)
_TITLE_NUMBER = re.compile(r"^(?:số\s+)?(\d+\S*/\S+)\s+(.*)$", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class BulkOutcome:
    """One line of a bulk file: taken in, or refused with the reason. ``lines`` are all lines the document came from."""

    line: int
    outcome: ImportOutcome | None = None
    error: str = ""
    lines: list[int] = field(default_factory=list)


@dataclass(slots=True)
class BulkSurvey:
    """A first pass over the file: how many lines, and which lines continue the document of another."""

    total: int = 0
    parts: dict[int, list[int]] = field(default_factory=dict)

    @property
    def continued(self) -> set[int]:
        """Lines that belong to a document which is not complete before them."""
        return {line for lines in self.parts.values() for line in lines}


def survey(path: Path | str) -> BulkSurvey:
    """Find the lines that hold parts of one document: same number, type and day of effect, no Điều twice."""
    found = BulkSurvey()
    groups: dict[tuple[Any, ...], list[tuple[int, Any, set[str]]]] = defaultdict(list)
    for line, row in iter_bulk(path):
        found.total += 1
        if isinstance(row, UnreadableFile) or parse_number(row.number) is None:
            continue
        facts = (row.issuer, row.issued_on)
        groups[(number_key(row.number), row.type, row.effective_on)].append(
            (line, facts, {a.num for a in row.articles})
        )
    for members in groups.values():
        if len(members) < 2:
            continue
        first, facts, numbers = members[0]
        together = [first]
        for line, other, more in members[1:]:
            if not numbers & more and all(a == b or not a or not b for a, b in zip(facts, other, strict=True)):
                together.append(line)
                numbers |= more
        if len(together) > 1:
            found.parts[together[-1]] = together
    return found


def import_bulk(
    path: Path | str,
    *,
    publish: bool = False,
    dry_run: bool = False,
    user: Any = None,
    surveyed: BulkSurvey | None = None,
) -> Iterator[BulkOutcome]:
    """Take in a bulk file; yields what became of each document, after its batch is committed."""
    surveyed = surveyed or survey(path)
    importer = _Importer(publish=publish, dry_run=dry_run, user=user)
    waiting = surveyed.continued
    held: dict[int, BulkDocument] = {}
    batch: list[BulkDocument | UnreadableFile] = []
    for line, row in iter_bulk(path):
        if line in waiting and isinstance(row, BulkDocument):
            held[line] = row
            if line not in surveyed.parts:
                continue
            row = merged([held.pop(part) for part in surveyed.parts[line] if part in held])
        batch.append(row)
        if len(batch) >= BATCH:
            yield from importer.store(batch)
            batch = []
    yield from importer.store(batch)
    if not dry_run:
        link_amendments(importer.amendments)


def merged(parts: list[BulkDocument]) -> BulkDocument:
    """One document from its parts, Điều in the order of their numbers; what one part does not say another may."""
    whole = parts[0]
    for part in parts[1:]:
        whole.articles += part.articles
        whole.title = whole.title or part.title
        whole.issuer = whole.issuer or part.issuer
        whole.issued_on = whole.issued_on or part.issued_on
        whole.extra = {**part.extra, **whole.extra, "lines": [*whole.extra.get("lines", [whole.line]), part.line]}
    return whole


def article_order(article: BulkArticle) -> tuple[int, int, tuple[int, ...]]:
    """Sort key of an Điều: 5, 5a, 5b, 6; what has no number comes last."""
    match = _ARTICLE_NUMBER.fullmatch(article.num)
    if match is None:
        return (1, 0, ())
    return (0, int(match[1]), tuple(_VIETNAMESE_LETTERS.get(letter, 99) for letter in match[2].lower()))


class _Importer:
    """Stores batches; knows the digests of what is in the corpus already."""

    def __init__(self, *, publish: bool, dry_run: bool, user: Any) -> None:
        self.publish = publish
        self.dry_run = dry_run
        self.user = user
        self.register = IssuerRegister()
        self.amendments: list[Amendment] = []
        rows = LegalDocument.objects.filter(foreign_ids__has_key=_DIGEST).values_list(f"foreign_ids__{_DIGEST}", "pk")
        self.known: dict[str, int] = dict(rows)

    def store(self, batch: list[BulkDocument | UnreadableFile]) -> list[BulkOutcome]:
        """One transaction; each document in a savepoint of its own."""
        if not batch:
            return []
        outcomes: list[BulkOutcome] = []
        fresh: dict[str, int] = {}
        register = self.register
        with quiet_indexes(), transaction.atomic():
            for row in batch:
                if isinstance(row, UnreadableFile):
                    outcomes.append(BulkOutcome(row.line or 0, error=row.reason))
                else:
                    outcomes.append(self._store_one(row, fresh))
            changed = [
                o.outcome.document_id for o in outcomes if o.outcome and o.outcome.state is ImportState.PUBLISHED
            ]
            index_documents([pk for pk in changed if pk])
            index_for_admin([o.outcome.document_id for o in outcomes if o.outcome and o.outcome.document_id])
            transaction.set_rollback(self.dry_run)
        if self.dry_run:
            self.register = IssuerRegister()  # what was added to the register is gone again
        else:
            self.register = register
            self.known |= fresh
        return outcomes

    def _store_one(self, row: BulkDocument, fresh: dict[str, int]) -> BulkOutcome:
        lines = row.extra.get("lines", [row.line])
        try:
            with transaction.atomic():
                outcome = self._take_in(row, fresh)
                if outcome.document_id is not None:
                    self.amendments += amendments_of(row, outcome.document_id)
        except UnreadableFile as error:
            return BulkOutcome(row.line, error=error.reason, lines=lines)
        except IntegrityError:
            return BulkOutcome(
                row.line, error="Văn bản trùng với một văn bản vừa được nhập. Hãy chạy lại để kiểm tra.", lines=lines
            )
        return BulkOutcome(row.line, outcome, lines=lines)

    def _take_in(self, row: BulkDocument, fresh: dict[str, int]) -> ImportOutcome:
        findings = repair(row)
        row.articles.sort(key=article_order)
        text = escaped(nfc(row.text()))
        digest = hashlib.sha256(
            f"{row.type}|{row.number}|{row.title}|{row.issuer}|{row.issued_on}|{text}".encode()
        ).hexdigest()
        known = self.known.get(digest) or fresh.get(digest)
        if known is not None:
            return self._known(known)
        issuers = self.register.find_all([row.issuer] if row.issuer else []) or self.register.of_number(row.number)
        if not row.issuer and issuers:
            findings.append(
                _finding(
                    "issuer-from-number", f"Nguồn không ghi cơ quan ban hành; lấy theo số, ký hiệu: {issuers[0].name}."
                )
            )
        document = LegalDocument(
            document_type=(row.type or DocumentType.OTHER).value,
            number=row.number[:100],
            number_key=number_key(row.number)[:100],
            title=row.title[:500] if row.type in (DocumentType.LAW, DocumentType.CODE, DocumentType.ORDINANCE) else "",
            abstract=row.title[:3000],
            issuer=issuers[0] if issuers else None,
            issued_on=row.issued_on,
            valid_from=row.effective_on,
            foreign_ids={**{key: value for key, value in row.extra.items() if isinstance(value, str)}, _DIGEST: digest},
            live=False,
        )
        twin = find_twin(document)
        if twin is not None:
            return ImportOutcome(
                ImportState.UNCHANGED, twin.pk, f"Đã có {twin.citation_name} trong kho; giữ nguyên lời văn đang có."
            )
        findings += settle_dates(document)
        document.joint_issuers.set(issuers[1:])
        document.save()
        fresh[digest] = document.pk
        expression = Expression(
            document=document,
            kind=ExpressionKind.ENACTED,
            valid_from=document.valid_from,
            source_text=text,
            findings=findings_data(findings),
            live=False,
        )
        outcome = ImportOutcome(ImportState.DRAFT, document.pk, findings=findings)
        if not self.publish:
            expression.save()
            return outcome
        publish_imported(document, expression, outcome, user=self.user, index=False)
        if outcome.state is ImportState.DRAFT and expression.pk is None:
            expression.save()
        return outcome

    def _known(self, pk: int) -> ImportOutcome:
        outcome = ImportOutcome(ImportState.UNCHANGED, pk, "Văn bản này đã được nhập trước đó.")
        if not self.publish:
            return outcome
        document = LegalDocument.objects.get(pk=pk)
        expression = document.expressions.order_by("-pk").first()
        if not document.live and expression is not None:
            publish_imported(document, expression, outcome, user=self.user, index=False)
        return outcome


def repair(row: BulkDocument) -> list[Finding]:
    """Announce and mend what a line says wrongly of its number; what cannot be mended is refused."""
    findings: list[Finding] = []
    _join_cut_number(row, findings)
    if _UNNUMBERED.match(row.number):
        row.number = ""
        row.title = re.sub(r"^số\s+", "", row.title)
        row.title = row.title[:1].upper() + row.title[1:]
    elif row.number and parse_number(row.number) is None:
        match = _TITLE_NUMBER.match(row.title)
        if match is not None and parse_number(match[1]) is not None:
            findings.append(
                _finding(
                    "number-in-title", f"Số, ký hiệu “{row.number}” của nguồn bị cắt; lấy theo tên văn bản: {match[1]}."
                )
            )
            row.number, row.title = match[1], match[2].strip()
        elif not any(character.isdigit() for character in row.number):
            raise UnreadableFile(f"Số, ký hiệu “{row.number[:40]}” không phải số văn bản, không xác định được văn bản.")
        else:
            findings.append(
                _finding("number-unusual", f"Số, ký hiệu “{row.number[:60]}” không theo thể thức; cần kiểm tra.")
            )
    if not row.number and not row.title:
        raise UnreadableFile("Văn bản không có số, ký hiệu và cũng không có tên.")
    if not row.title:
        findings.append(_finding("abstract-missing", "Nguồn không ghi trích yếu của văn bản."))
    if row.issued_on is None:
        findings.append(_finding("issue-date-missing", "Nguồn không ghi ngày ban hành của văn bản."))
    elif row.issued_on > timezone.localdate() + datetime.timedelta(days=1):
        findings.append(_finding("issue-date-future", "Ngày ban hành nguồn ghi ở tương lai; cần kiểm tra."))
    empty = [article.num or "?" for article in row.articles if not article.heading and not article.text]
    if empty:
        findings.append(_finding("article-empty", f"Nguồn không có nội dung của Điều {', '.join(empty[:12])}."))
    for article in row.articles:
        head = own_head(article)
        if head:
            findings.append(
                _finding(
                    "heading-differs",
                    f"Nguồn ghi tên Điều {article.num} là “{article.heading[:120]}”, lời văn ghi “{head[:120]}”; "
                    "đã lấy theo lời văn.",
                )
            )
    missing = _missing_articles(row)
    if missing:
        findings.append(_finding("articles-missing", missing))
    return findings


def _join_cut_number(row: BulkDocument, findings: list[Finding]) -> None:
    """A number cut at its hyphen goes on in the title: "01/2012/QĐ-" and "TTg Về một số chính sách"."""
    if not row.number.endswith(("-", "/")) or not row.title:
        return
    rest, _, title = row.title.partition(" ")
    whole = row.number + rest
    if not any(letter.isupper() for letter in rest) or parse_number(whole) is None:
        return
    findings.append(
        _finding("number-in-title", f"Số, ký hiệu “{row.number}” của nguồn bị cắt; đọc tiếp từ tên văn bản: {whole}.")
    )
    row.number, row.title = whole, title.strip()


def _missing_articles(row: BulkDocument) -> str:
    numbers = {int(match[1]) for article in row.articles if (match := _ARTICLE_NUMBER.fullmatch(article.num))}
    absent = sorted(set(range(1, max(numbers, default=0) + 1)) - numbers) if max(numbers, default=0) < 2000 else []
    if not absent:
        return ""
    shown = ", ".join(str(number) for number in absent[:12]) + (" …" if len(absent) > 12 else "")
    return f"Nguồn không có đủ các điều của văn bản (thiếu Điều {shown}); lời văn chỉ gồm các điều đã được pháp điển."


def _finding(code: str, message: str) -> Finding:
    return Finding(code, message, None, Severity.WARNING)
