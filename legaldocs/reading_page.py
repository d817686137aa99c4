"""Everything one document page shows, gathered in a fixed number of queries whatever hangs on the document."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext

from legaldocs.domain.validity import Effect, StatusOn
from legaldocs.models import (
    DocumentFile,
    Expression,
    FileKind,
    LegalDocument,
    Organization,
    RenderedText,
    Signer,
    SubjectTag,
)
from legaldocs.prepared import Prepared, column_names, instance
from legaldocs.related import RelationGroup, effects_in, grouped, relations_of
from legaldocs.rendering import rendered_text
from legaldocs.services.validity import status_of
from legaldocs.signatures.words import words_for

ISSUED_KINDS = ("enacted", "consolidated")


@dataclass
class Reading:
    """One document as a visitor reads it on one day."""

    document: LegalDocument
    on: datetime.date
    expression: Expression | None
    expressions: list[Expression]
    relations: list[RelationGroup]
    effects: list[Effect]
    files: list[dict[str, Any]]
    signers: list[dict[str, str]]
    subjects: list[dict[str, str]]
    joint_issuers: list[str]
    consultations: list[Any]
    changed_at: datetime.datetime

    @cached_property
    def status(self) -> StatusOn:
        """Validity as of the day, with its reason."""
        return status_of(self.document, self.on, self.effects)

    @cached_property
    def rendered(self) -> RenderedText | None:
        """The HTML of the wording shown."""
        return rendered_text(self.expression) if self.expression else None

    @property
    def url(self) -> str:
        """Address of the document in the visitor's language."""
        return self.document.get_absolute_url()

    @property
    def is_draft(self) -> bool:
        """Whether the record is still a draft."""
        return self.document.stage == "draft"

    @property
    def is_current_expression(self) -> bool:
        """Whether the wording shown is the one that applies."""
        return self.expression is None or self.expression == current_expression(
            self.document, self.expressions, self.on
        )

    @property
    def issuer_names(self) -> list[str]:
        """Issuing bodies, the leading one first."""
        own = [self.document.issuer.name] if self.document.issuer else []
        return own + [name for name in self.joint_issuers if name not in own]


_DOCUMENT_COLUMNS = column_names(LegalDocument, "folded", "foreign_ids")
_ISSUER_COLUMNS = [name for name in column_names(Organization) if name in {"id", "code", "name", "name_en"}]


def _public_rows(rows: Any) -> QuerySet[Any]:
    issuer = (f"issuer__{name}" for name in _ISSUER_COLUMNS)
    return rows.public().order_by().values_list(*_DOCUMENT_COLUMNS, *issuer, "cited__documents")


_BY_ADDRESS = Prepared(
    lambda kind, year, slug: _public_rows(LegalDocument.objects.filter(document_type=kind, year=year, slug=slug)),
    str, int, str,
)  # fmt: skip
_BY_ID = Prepared(lambda pk: _public_rows(LegalDocument.objects.filter(pk=pk)), int)


def document_at(document_type: str, year: int, slug: str) -> LegalDocument | None:
    """The public document at an address."""
    return _visible(_BY_ADDRESS.rows(document_type, year, slug))


def document_by_id(pk: int) -> LegalDocument | None:
    """The public document with this key."""
    return _visible(_BY_ID.rows(pk))


def _visible(rows: list[Any]) -> LegalDocument | None:
    """The document of the row; a draft only once a wording of it was posted (see ``listing.visible_documents``)."""
    if not rows:
        return None
    count = len(_DOCUMENT_COLUMNS)
    document: LegalDocument = instance(LegalDocument, _DOCUMENT_COLUMNS, rows[0][:count])
    if document.stage == "draft" and not document.expressions.posted().exists():
        return None
    *issuer, cited = rows[0][count:]
    document.cited_count = cited or 0
    document.issuer = instance(Organization, _ISSUER_COLUMNS, issuer) if issuer[0] is not None else None
    return document


def read_document(document: LegalDocument, *, on: datetime.date, expression_id: int | None = None) -> Reading | None:
    """Gather one document (six queries and the text); None when the wording asked for is not public."""
    expressions = public_expressions(document)
    if expression_id is not None:
        expression = next((row for row in expressions if row.pk == expression_id), None)
        if expression is None:
            return None
    else:
        expression = current_expression(document, expressions, on)
    relations = relations_of(document)
    facts = _facts(document)
    files = [instance(DocumentFile, _FILE_COLUMNS, row) for row in _FILES.rows(document.pk)]
    moments = [document.updated_at, *(row.updated_at for row in expressions)]
    moments += [row.other.updated_at for row in relations if row.other is not None]
    return Reading(
        document=document,
        on=on,
        expression=expression,
        expressions=expressions,
        relations=grouped(relations),
        effects=effects_in(relations),
        files=[file_row(file) for file in files] or ([text_row(document)] if expression else []),
        signers=facts["signer"],
        subjects=facts["subject"],
        joint_issuers=[row["name"] for row in facts["issuer"]],
        consultations=_consultations(document),
        changed_at=max(moments),
    )


_FILE_COLUMNS = column_names(DocumentFile)
_FILES = Prepared(lambda pk: DocumentFile.objects.filter(document_id=pk).values_list(*_FILE_COLUMNS), int)
_EXPRESSION_COLUMNS = column_names(Expression, "source_text", "findings", "outline")
_EXPRESSIONS = Prepared(
    lambda pk: (
        Expression.objects.filter(document_id=pk, live=True)
        .exclude(kind="draft", posted_at__isnull=True)
        .order_by("pk")
        .values_list(*_EXPRESSION_COLUMNS)
    ),
    int,
)


def public_expressions(document: LegalDocument) -> list[Expression]:
    """Wordings a visitor may read, oldest first: published ones; of the drafts only those posted for consultation."""
    found: list[Expression] = [instance(Expression, _EXPRESSION_COLUMNS, row) for row in _EXPRESSIONS.rows(document.pk)]
    found.sort(
        key=lambda row: (row.kind != "draft", row.valid_from or datetime.date.min, row.draft_number or 0, row.pk)
    )
    return found


def current_expression(document: LegalDocument, expressions: list[Expression], on: datetime.date) -> Expression | None:
    """The wording that applies on the day; the next one when none applies yet; a draft's latest posted wording."""
    if document.stage == "draft":
        drafts = [row for row in expressions if row.kind == "draft"]
        return max(drafts, key=lambda row: (row.draft_number or 0, row.pk), default=None)
    issued = [row for row in expressions if row.kind in ISSUED_KINDS and row.language == document.language]
    begun = [row for row in issued if row.valid_from is None or row.valid_from <= on]
    applicable = [row for row in begun if row.valid_until is None or row.valid_until > on]
    earliest = datetime.date.min
    for candidates in (applicable, begun):
        if candidates:
            return max(candidates, key=lambda row: (row.valid_from or earliest, row.pk))
    return min(issued, key=lambda row: (row.valid_from or earliest, row.pk), default=None)


_TEXT = CharField(max_length=255)


def _fact_rows(pk: int) -> QuerySet[Any]:
    def part(rows: QuerySet[Any], kind: str, place: str, first: str, *more: str) -> QuerySet[Any]:
        columns = {f"c{n}": F(name) if name else Value("", output_field=_TEXT) for n, name in enumerate((first, *more))}
        position = F(place) if place else Value(0, output_field=IntegerField())
        annotated = rows.order_by().annotate(fact=Value(kind, output_field=_TEXT), place=position, **columns)
        return annotated.values_list("fact", "place", "pk", "c0", "c1", "c2")

    signers = Signer.objects.filter(document_id=pk)
    subjects = SubjectTag.objects.filter(content_object_id=pk)
    issuers = LegalDocument.joint_issuers.through.objects.filter(legaldocument_id=pk)
    return part(signers, "signer", "sort_order", "name", "title", "authority").union(
        part(subjects, "subject", "", "tag__name", "tag__slug", ""),
        part(issuers, "issuer", "", "organization__name", "organization__code", ""),
        all=True,
    )


_FACTS = Prepared(_fact_rows, int)


def _facts(document: LegalDocument) -> dict[str, list[dict[str, str]]]:
    """Signers, fields of law and joint issuers in one query."""
    found: dict[str, list[dict[str, str]]] = {"signer": [], "subject": [], "issuer": []}
    for kind, _, _, name, second, third in sorted(
        _FACTS.rows(document.pk), key=lambda row: (row[0], row[1] or 0, row[2])
    ):
        found[kind].append({"name": name, "second": second, "third": third})
    return found


def _consultation_rows(pk: int) -> QuerySet[Any]:
    """Public consultations; the app above is reached by its ``related_name`` only."""
    model = LegalDocument._meta.get_field("consultations").related_model
    return model._default_manager.filter(document_id=pk, live=True).order_by("-pk").values_list("pk")  # type: ignore[union-attr]


_CONSULTATIONS = Prepared(_consultation_rows, int)


def _consultations(document: LegalDocument) -> list[Any]:
    if not hasattr(LegalDocument, "consultations") or not (rows := _CONSULTATIONS.rows(document.pk)[:10]):
        return []
    return list(document.consultations.filter(pk__in=[row[0] for row in rows]).order_by("-pk"))


def text_row(document: LegalDocument) -> dict[str, Any]:
    """The wording itself as a file, for a document to which no file was attached (điểm e khoản 1 Điều 10 NĐ 43/2011)."""
    return {
        "url": reverse("legaldocs:text_file", args=[document.document_type, document.year, document.slug]),
        "title": gettext("Full text"),
        "name": f"{document.slug}.txt",
        "extension": "txt",
        "size": None,
        "sha256": "",
        "media_type": "text/plain",
        "kind": "text",
    }


def _kind_word(kind: str) -> str:
    """Django's own way to the label goes through all choices each time."""
    return str(FileKind(kind).label) if kind in FileKind.values else kind


def file_row(file: DocumentFile) -> dict[str, Any]:
    """One file as ``components/file_list.html`` shows it."""
    name = file.original_name or PurePosixPath(str(file.file.name)).name
    extension = PurePosixPath(name).suffix.lstrip(".")[:10] or "tệp"
    return {
        "url": reverse("legaldocs:file_download", args=[file.pk]),
        "title": file.title or _kind_word(file.kind),
        "name": name,
        "extension": extension,
        "size": file.size or None,
        "sha256": file.sha256,
        "media_type": file.media_type,
        "kind": file.kind,
        "signatures": words_for(file.signatures) if file.signatures else [],
    }
