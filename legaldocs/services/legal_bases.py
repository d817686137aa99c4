"""Relations proposed from what a document says of itself and of others; an editor confirms them before they count."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from django.db import transaction

from legaldocs.domain.acting import find_acts
from legaldocs.domain.citations import Citation
from legaldocs.domain.numbers import number_key
from legaldocs.domain.structure import PREAMBLE
from legaldocs.domain.tree import Structure
from legaldocs.domain.types import DocumentType
from legaldocs.domain.uris import words_of_eid
from legaldocs.domain.validity import RelationKind
from legaldocs.models import LegalDocument, Relation

_MAX_BASES = 60
_BASE = re.compile(r"^Căn cứ ", re.MULTILINE)


def propose_legal_bases(
    document: LegalDocument, citations: Iterable[Citation], structure: Structure | None = None
) -> list[Relation]:
    """One unconfirmed relation "căn cứ" for each document named in the preamble (NĐ 30/2020/NĐ-CP Phụ lục I).

    A consolidated text names before its legal bases what it joins (Pháp lệnh 01/2012/UBTVQH13): "hợp nhất".
    """
    named: dict[str, tuple[str, str, RelationKind]] = {}
    bases_from = _bases_begin(structure) if document.document_type == DocumentType.CONSOLIDATED else 0
    for citation in citations:
        if citation.provision_eid != PREAMBLE:
            continue
        for target in citation.targets:
            key = number_key(target.number) if target.number else ""
            if key and target.number and key != document.number_key:
                kind = RelationKind.CONSOLIDATES if citation.start < bases_from else RelationKind.BASED_ON
                named.setdefault(key, (target.number, target.name, kind))
    if not named:
        return []
    present = documents_by_key(list(named))
    relations = []
    for key, (number, name, kind) in list(named.items())[:_MAX_BASES]:
        record = present.get(key)
        relations.append(
            Relation(
                source=document,
                kind=kind.value,
                target=record,
                target_number="" if record else number[:100],
                target_title="" if record else name[:500],
                target_key="" if record else key[:100],
                is_confirmed=False,
            )
        )
    return Relation.objects.bulk_create(relations, ignore_conflicts=True)


def _bases_begin(structure: Structure | None) -> int:
    """Where in the preamble the first "Căn cứ" stands; 0 when nothing stands before it or there is none."""
    preamble = next((node for node in structure.nodes if node.eid == PREAMBLE), None) if structure else None
    match = _BASE.search(preamble.text) if preamble else None
    return match.start() if match else 0


def propose_acts(document: LegalDocument, structure: Structure | None, citations: Iterable[Citation]) -> list[Relation]:
    """Unconfirmed relations for what the text does to others: amended, replaced, repealed, each with its provision."""
    if structure is None or document.document_type == DocumentType.CONSOLIDATED:
        return []  # a consolidated text repeats what was done to the texts it joins
    acts = find_acts(
        structure,
        citations,
        number=document.number,
        abstract=document.abstract,
        on=document.valid_from or document.issued_on,
    )
    present = documents_by_key([number_key(act.number) for act in acts])
    relations = []
    for act in acts:
        record = present.get(number_key(act.number))
        place = words_of_eid(act.source_eid) if act.source_eid else "tên văn bản"
        relations.append(
            Relation(
                source=document,
                kind=act.kind.value,
                target=record,
                target_number="" if record else act.number[:100],
                target_title="" if record else act.name[:500],
                target_key="" if record else number_key(act.number)[:100],
                source_eid=act.source_eid[:255],
                target_eid=act.target_eid[:255],
                note=f"Đọc được tại {place}.",
                is_confirmed=False,
            )
        )
    return Relation.objects.bulk_create(relations, ignore_conflicts=True)


def link_waiting_relations(document: LegalDocument) -> int:
    """Point relations that named this document by its number at its record, now that it is here.

    Only where the number names one document of the corpus: numbers repeat between issuers and years.
    """
    key = document.number_key
    waiting = list(Relation.objects.filter(target=None, target_key=key).exclude(source=document)) if key else []
    if not waiting or LegalDocument.objects.filter(number_key=key).exclude(pk=document.pk).exists():
        return 0
    taken = set(Relation.objects.filter(target=document).values_list("source_id", "kind", "source_eid", "target_eid"))
    fresh = []
    for relation in waiting:
        identity = (relation.source_id, relation.kind, relation.source_eid, relation.target_eid)
        if identity not in taken:
            taken.add(identity)
            relation.target = document
            fresh.append(relation)
    Relation.objects.bulk_update(fresh, ["target"], batch_size=500)
    return len(fresh)


def link_crossed_relations(document_ids: Collection[int]) -> int:
    """Documents taken in at the same moment by two processes did not see each other: link what still waits for them."""
    waiting = Relation.objects.filter(target=None).exclude(target_key="").values("target_key")
    linked = 0
    for start in range(0, len(ids := list(document_ids)), 1000):
        for document in LegalDocument.objects.filter(pk__in=ids[start : start + 1000], number_key__in=waiting):
            with transaction.atomic():
                linked += link_waiting_relations(document)
    return linked


def documents_by_key(keys: Sequence[str]) -> dict[str, LegalDocument]:
    """The one document of the corpus with each number key; keys that several share are left out."""
    found: dict[str, LegalDocument] = {}
    shared: set[str] = set()
    for document in LegalDocument.objects.filter(number_key__in=keys).only("pk", "number_key"):
        if document.number_key in found:
            shared.add(document.number_key)
        found[document.number_key] = document
    return {key: document for key, document in found.items() if key not in shared}
