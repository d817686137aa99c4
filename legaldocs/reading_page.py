"""Everything one document page shows, gathered in a fixed number of queries whatever hangs on the document."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, QuerySet, Value, When
from django.urls import reverse

from legaldocs.domain.validity import Effect, RelationKind, StatusOn
from legaldocs.models import (
    DocumentFile,
    Expression,
    LegalDocument,
    Organization,
    Relation,
    RenderedText,
    Signer,
    SubjectTag,
)
from legaldocs.prepared import Prepared, column_names, instance
from legaldocs.rendering import rendered_text
from legaldocs.services.validity import EFFECTIVE_KINDS, status_of

ISSUED_KINDS = ("enacted", "consolidated")
#: Order in which relations are shown: what changes the document first.
RELATION_ORDER = [
    RelationKind.REPLACES, RelationKind.REPEALS, RelationKind.ANNULS, RelationKind.SUSPENDS, RelationKind.AMENDS,
    RelationKind.REPLACES_PART, RelationKind.REPEALS_PART, RelationKind.SUSPENDS_PART, RelationKind.CORRECTS,
    RelationKind.CONSOLIDATES, RelationKind.GUIDES, RelationKind.BASED_ON, RelationKind.CITES, RelationKind.RELATED,
]  # fmt: skip
#: A law cited by thousands: so many of each relation are shown, the rest is counted.
RELATIONS_SHOWN = 50
RELATIONS_READ = 2_000


@dataclass(slots=True)
class RelatedDocument:
    """The other end of a relation."""

    title: str
    abstract: str
    url: str
    status: str
    is_in_corpus: bool
    note: str
    effective_on: datetime.date | None


@dataclass(slots=True)
class RelationGroup:
    """All relations of one kind seen from this document: "Bị thay thế bởi"."""

    kind: str
    verb: str
    outgoing: bool
    documents: list[RelatedDocument] = field(default_factory=list)
    more: int = 0

    @property
    def count(self) -> int:
        """How many there are, shown or not."""
        return len(self.documents) + self.more


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


def _public_rows(rows: QuerySet[LegalDocument]) -> QuerySet[Any]:
    return rows.public().order_by().values_list(*_DOCUMENT_COLUMNS, *(f"issuer__{name}" for name in _ISSUER_COLUMNS))


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
    issuer = rows[0][count:]
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
    relations = _relations(document)
    facts = _facts(document)
    files = list(document.files.all())
    moments = [document.updated_at, *(row.updated_at for row in expressions)]
    moments += [row.other.updated_at for row in relations if row.other is not None]
    return Reading(
        document=document,
        on=on,
        expression=expression,
        expressions=expressions,
        relations=_grouped(relations),
        effects=_effects(relations),
        files=[file_row(file) for file in files],
        signers=facts["signer"],
        subjects=facts["subject"],
        joint_issuers=[row["name"] for row in facts["issuer"]],
        consultations=_consultations(document),
        changed_at=max(moments),
    )


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


_OTHER_COLUMNS = [
    name
    for name in column_names(LegalDocument)
    if name in {
        "id", "document_type", "number", "title", "abstract", "stage", "year", "slug", "status", "live", "secrecy",
        "valid_from", "updated_at", "issued_on",
    }
]  # fmt: skip
_RELATION_COLUMNS = ["kind", "target_number", "target_title", "effective_on", "note", "is_confirmed"]


def _relation_rows(pk: int) -> QuerySet[Any]:
    """Relations in both directions with the document at the other end; what changes validity first."""
    weight = Case(
        When(kind__in=[kind.value for kind in EFFECTIVE_KINDS], then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )

    def side(rows: QuerySet[Relation], outgoing: int, other: str) -> QuerySet[Any]:
        annotated = rows.order_by().annotate(
            outgoing=Value(outgoing, output_field=IntegerField()), weight=weight, other_issued=F(f"{other}__issued_on")
        )
        others = [f"{other}__{name}" for name in _OTHER_COLUMNS]
        return annotated.values_list("outgoing", "weight", "other_issued", "pk", *_RELATION_COLUMNS, *others)

    incoming = Relation.objects.filter(target_id=pk, source__live=True, source__secrecy="none", source__stage="issued")
    outgoing = side(Relation.objects.filter(source_id=pk), 1, "target")
    return (
        side(incoming, 0, "source").union(outgoing, all=True).order_by("weight", "-other_issued", "pk")[:RELATIONS_READ]
    )


_RELATIONS = Prepared(_relation_rows, int)


@dataclass(slots=True)
class RelationRow:
    """One relation of the document with the other end (None for a document named only by number or title)."""

    outgoing: bool
    kind: RelationKind
    target_number: str
    target_title: str
    effective_on: datetime.date | None
    note: str
    is_confirmed: bool
    other: LegalDocument | None


def _relations(document: LegalDocument) -> list[RelationRow]:
    found = []
    for outgoing, _, _, _, kind, number, title, effective_on, note, confirmed, *other in _RELATIONS.rows(document.pk):
        end = instance(LegalDocument, _OTHER_COLUMNS, other) if other[0] is not None else None
        found.append(
            RelationRow(bool(outgoing), RelationKind(kind), number, title, effective_on, note, bool(confirmed), end)
        )
    return found


def _grouped(relations: list[RelationRow]) -> list[RelationGroup]:
    groups: dict[tuple[bool, RelationKind], RelationGroup] = {}
    for row in relations:
        if row.other is not None and row.other.secrecy != "none":
            continue  # not even named
        verb = row.kind.forward if row.outgoing else row.kind.backward
        group = groups.setdefault((row.outgoing, row.kind), RelationGroup(row.kind.value, verb, row.outgoing))
        if len(group.documents) >= RELATIONS_SHOWN:
            group.more += 1
        else:
            group.documents.append(_related(row, row.other))
    order = [(outgoing, kind) for kind in RELATION_ORDER for outgoing in (False, True)]
    return [groups[key] for key in order if key in groups]


def _related(relation: RelationRow, other: LegalDocument | None) -> RelatedDocument:
    if other is None:
        title = relation.target_title or relation.target_number
        if relation.target_number and relation.target_title:
            title = f"{relation.target_title} ({relation.target_number})"
        return RelatedDocument(title, "", "", "", False, relation.note, relation.effective_on)
    is_public = other.live and other.secrecy == "none" and other.stage == "issued"
    return RelatedDocument(
        title=other.title if other.title and not other.number else other.citation_name,
        abstract=other.abstract if is_public else "",
        url=other.get_absolute_url() if is_public else "",
        status=other.status if is_public else "",
        is_in_corpus=is_public,
        note=relation.note,
        effective_on=relation.effective_on,
    )


def _effects(relations: list[RelationRow]) -> list[Effect]:
    """What published documents did to this one; the same facts as ``services.validity.effects_on``."""
    return [
        Effect(row.kind, row.effective_on or row.other.valid_from, by=row.other.citation_name)
        for row in relations
        if not row.outgoing and row.is_confirmed and row.kind in EFFECTIVE_KINDS and row.other is not None
    ]


def _consultation_rows(pk: int) -> QuerySet[Any]:
    """Public consultations; the app above is reached by its ``related_name`` only."""
    model = LegalDocument._meta.get_field("consultations").related_model
    return model._default_manager.filter(document_id=pk, live=True).order_by("-pk").values_list("pk")  # type: ignore[union-attr]


_CONSULTATIONS = Prepared(_consultation_rows, int)


def _consultations(document: LegalDocument) -> list[Any]:
    if not hasattr(LegalDocument, "consultations") or not (rows := _CONSULTATIONS.rows(document.pk)[:10]):
        return []
    return list(document.consultations.filter(pk__in=[row[0] for row in rows]).order_by("-pk"))


def file_row(file: DocumentFile) -> dict[str, Any]:
    """One file as ``components/file_list.html`` shows it."""
    name = file.original_name or PurePosixPath(file.file.name).name
    extension = PurePosixPath(name).suffix.lstrip(".")[:10] or "tệp"
    return {
        "url": reverse("legaldocs:file_download", args=[file.pk]),
        "title": file.title or str(file.get_kind_display()),
        "name": name,
        "extension": extension,
        "size": file.size or None,
        "sha256": file.sha256,
        "media_type": file.media_type,
        "kind": file.kind,
    }
