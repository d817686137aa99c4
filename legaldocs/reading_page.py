"""Everything one document page shows, gathered in a fixed number of queries whatever hangs on the document."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value
from django.urls import reverse

from legaldocs.domain.validity import Effect, RelationKind, StatusOn
from legaldocs.models import DocumentFile, Expression, LegalDocument, Relation, RenderedText, Signer, SubjectTag
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


def read_document(document: LegalDocument, *, on: datetime.date, expression_id: int | None = None) -> Reading | None:
    """Gather one document (six queries and the text); None when the wording asked for is not public."""
    expressions = public_expressions(document)
    if expression_id is not None:
        expression = next((row for row in expressions if row.pk == expression_id), None)
        if expression is None:
            return None
    else:
        expression = current_expression(document, expressions, on)
    relations = list(_relations(document)[:RELATIONS_READ])
    facts = _facts(document)
    files = list(document.files.all())
    consultations = list(_consultations(document))
    moments = [document.updated_at, *(row.updated_at for row in expressions)]
    moments += [other.updated_at for row in relations if (other := _other(row, document)) is not None]
    return Reading(
        document=document,
        on=on,
        expression=expression,
        expressions=expressions,
        relations=_grouped(relations, document),
        effects=_effects(relations, document),
        files=[file_row(file) for file in files],
        signers=facts["signer"],
        subjects=facts["subject"],
        joint_issuers=[row["name"] for row in facts["issuer"]],
        consultations=consultations,
        changed_at=max(moments),
    )


def public_expressions(document: LegalDocument) -> list[Expression]:
    """Wordings a visitor may read, oldest first: published ones; of the drafts only those posted for consultation."""
    rows = document.expressions.filter(live=True).exclude(kind="draft", posted_at__isnull=True)
    return list(rows.defer("source_text", "findings", "outline").order_by("valid_from", "draft_number", "pk"))


def current_expression(
    document: LegalDocument, expressions: list[Expression], on: datetime.date
) -> Expression | None:
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


def _facts(document: LegalDocument) -> dict[str, list[dict[str, str]]]:
    """Signers, fields of law and joint issuers in one query."""
    text = CharField(max_length=255)

    def part(rows: QuerySet[Any], kind: str, order: str, *columns: str) -> QuerySet[Any]:
        return (
            rows.order_by()
            .annotate(
                fact=Value(kind, output_field=text),
                place=F(order) if order else Value(0, output_field=IntegerField()),
                **{f"c{n}": F(column) if column else Value("", output_field=text) for n, column in enumerate(columns)},
            )
            .values_list("fact", "place", "pk", "c0", "c1", "c2")
        )

    signers = part(Signer.objects.filter(document=document), "signer", "sort_order", "name", "title", "authority")
    subjects = part(
        SubjectTag.objects.filter(content_object=document).annotate(nothing=Value(0, output_field=IntegerField())),
        "subject", "nothing", "tag__name", "tag__slug", "",
    )  # fmt: skip
    through = LegalDocument.joint_issuers.through.objects.filter(legaldocument=document).annotate(
        nothing=Value(0, output_field=IntegerField())
    )
    issuers = part(through, "issuer", "nothing", "organization__name", "organization__code", "")
    found: dict[str, list[dict[str, str]]] = {"signer": [], "subject": [], "issuer": []}
    rows = sorted(signers.union(subjects, issuers, all=True), key=lambda row: (row[0], row[1] or 0, row[2]))
    for kind, _, _, name, second, third in rows:
        found[kind].append({"name": name, "second": second, "third": third})
    return found


def _relations(document: LegalDocument) -> QuerySet[Relation]:
    """Relations in both directions; documents at the other end only when they are public."""
    wanted = [
        f"{end}__{name}"
        for end in ("source", "target")
        for name in (
            "document_type", "number", "title", "abstract", "stage", "year", "slug", "status", "live", "secrecy",
            "valid_from", "updated_at", "issued_on",
        )
    ]  # fmt: skip
    own = ["kind", "target_number", "target_title", "effective_on", "note", "is_confirmed", "source_eid", "target_eid"]
    public_source = Q(source__live=True, source__secrecy="none", source__stage="issued")
    return (
        Relation.objects.filter(Q(source=document) | Q(target=document) & public_source)
        .select_related("source", "target")
        .only(*own, *wanted)
        .order_by("-source__issued_on", "pk")
    )


def _other(relation: Relation, document: LegalDocument) -> LegalDocument | None:
    return relation.target if relation.source_id == document.pk else relation.source


def _grouped(relations: list[Relation], document: LegalDocument) -> list[RelationGroup]:
    groups: dict[tuple[bool, RelationKind], RelationGroup] = {}
    for relation in relations:
        kind = RelationKind(relation.kind)
        outgoing = relation.source_id == document.pk
        group = groups.setdefault(
            (outgoing, kind), RelationGroup(kind.value, kind.forward if outgoing else kind.backward, outgoing)
        )
        if len(group.documents) >= RELATIONS_SHOWN:
            group.more += 1
        else:
            group.documents.append(_related(relation, _other(relation, document)))
    return [
        groups[direction, kind]
        for kind in RELATION_ORDER
        for direction in (False, True)
        if (direction, kind) in groups
    ]


def _related(relation: Relation, other: LegalDocument | None) -> RelatedDocument:
    if other is None:
        title = relation.target_title or relation.target_number
        if relation.target_number and relation.target_title:
            title = f"{relation.target_title} ({relation.target_number})"
        return RelatedDocument(title, "", "", "", False, relation.note, relation.effective_on)
    is_public = other.live and other.secrecy == "none" and other.stage == "issued"
    return RelatedDocument(
        title=other.title if other.title and not other.number else other.citation_name,
        abstract=other.abstract,
        url=other.get_absolute_url() if is_public else "",
        status=other.status if is_public else "",
        is_in_corpus=is_public,
        note=relation.note,
        effective_on=relation.effective_on,
    )


def _effects(relations: list[Relation], document: LegalDocument) -> list[Effect]:
    """What published documents did to this one; the same facts as ``services.validity.effects_on``."""
    kinds = {kind.value for kind in EFFECTIVE_KINDS}
    return [
        Effect(RelationKind(row.kind), row.effective_on or row.source.valid_from, by=row.source.citation_name)
        for row in relations
        if row.source_id != document.pk and row.is_confirmed and row.kind in kinds
    ]


def _consultations(document: LegalDocument) -> Any:
    """Public consultations on this document; the app above is reached by its ``related_name`` only."""
    related = getattr(document, "consultations", None)
    return related.filter(live=True).order_by("-pk")[:10] if related is not None else []


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


